"""Set-up and supervisor. Standard library alone: it runs before any environment exists."""
