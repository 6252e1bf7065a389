"""`python -m kb_ingest build|status|diff|check|publish|rollback|versions|...`."""

from kb_ingest.cli import main

main()
