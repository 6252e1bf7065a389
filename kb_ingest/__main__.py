"""`python -m kb_ingest build|typeset|inspect`."""

from kb_ingest.cli import app

app()
