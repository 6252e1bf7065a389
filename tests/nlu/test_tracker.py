"""The tracker's SQLite file is in write-ahead mode once the entry has run."""

from pathlib import Path

from sqlalchemy import create_engine, text

from bot.nlu.tracker import write_ahead


def test_files_are_written_ahead(tmp_path: Path) -> None:
    write_ahead()
    write_ahead()
    engine = create_engine(f"sqlite:///{tmp_path / 'tracker.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 1
