"""The commands of `python -m kb_ingest`, a file for each kind. Nothing else imports them.

Each command imports what it needs when it runs: going back to an older version must not wait
for a PDF reader to load.
"""
