"""A CSV file of canned replies: `shortcut,es,en`. Depends on `bot.records` and the replies."""

from pathlib import Path

from bot.notes.canned import Canned, CannedRejected
from bot.records import BadFile, Record, csv_records


class ReplyRecord(Record):
    """A line of the file."""

    shortcut: str
    es: str
    en: str


def read_replies(path: Path) -> list[Canned]:
    """The replies of the file, checked; `BadFile`."""
    found = []
    for one in csv_records(path, ReplyRecord, "shortcut"):
        try:
            found.append(Canned(one.shortcut, one.es, one.en).checked())
        except CannedRejected as error:
            raise BadFile(path, f"/{one.shortcut}", error.message) from error
    return found
