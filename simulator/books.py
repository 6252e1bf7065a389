"""The books of a simulation: what truly happened in each visit, as those who were there saw it.

Nothing here is read from the service's tables. Times are naive UTC, those of the service's clock.
Depends on nothing of ours.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

WISH = "wish"
"""Who asks for a person and says nothing else."""


@dataclass
class Asking:
    """A question or request put, in the customer's mind about `matter` (`WISH`: for a person).

    `bot` is what the assistant made of it: answered, done (a transaction, or one looked up), form
    (one that was begun and left), misread (for a greeting, say), unanswered, or "" where people had
    it at once. `thumb`
    is 1 or -1; `handover` the place of the hand-over in the visit, `id` the client's id of the
    message.
    """

    at: datetime
    matter: str
    text: str
    id: str = ""
    bot: str = ""
    answered_at: datetime | None = None
    done_at: datetime | None = None
    thumb: int | None = None
    handover: int | None = None


@dataclass
class Handover:
    """One time that people had the conversation. `outcome` is solved, unsolved, no_answer, left
    (the customer ended it) or "" while it is open; `agent_last`: a person had the last word;
    `claimed_at` is when one took it."""

    at: datetime
    reason: str
    first_words_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str = ""
    agent: str = ""
    agent_last: bool = False
    claimed_at: datetime | None = None


@dataclass
class Promise:
    """What the customer was promised: wait, email or callback; `needless_at` is when they needed
    it no more."""

    kind: str
    at: datetime
    due_at: datetime
    done_at: datetime | None = None
    needless_at: datetime | None = None


@dataclass
class Score:
    """A question about the service: csat, nps or a dimension of quality, and what the customer
    gave, if anything."""

    kind: str
    at: datetime
    value: int | None = None


@dataclass
class Entry:
    """One visit. `said` is who spoke when: customer, assistant, agent, and "over" where it ended.
    `solved` is whether the customer got what they came for; `again` the visit of before."""

    number: int
    conversation: str
    customer: str
    known: bool
    language: str
    matter: str
    at: datetime
    again: int | None = None
    solved: bool = False
    askings: list[Asking] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    said: list[tuple[datetime, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass
class Books:
    """Every visit, and until when the simulation went."""

    until: datetime
    entries: list[Entry] = field(default_factory=list)

    def save(self, file: Path) -> None:
        """Write them down as JSON."""
        rows = {"until": self.until, "entries": [asdict(one) for one in self.entries]}
        file.write_text(json.dumps(rows, default=datetime.isoformat, ensure_ascii=False))


def load(file: Path) -> Books:
    """The books of a file."""
    rows = json.loads(file.read_text())
    return Books(datetime.fromisoformat(rows["until"]), [_entry(one) for one in rows["entries"]])


LISTS: dict[str, type[Any]] = {
    "askings": Asking,
    "handovers": Handover,
    "promises": Promise,
    "scores": Score,
}


def _entry(row: dict[str, Any]) -> Entry:
    values = {**row, **{key: [_of(kind, one) for one in row[key]] for key, kind in LISTS.items()}}
    values["said"] = [(datetime.fromisoformat(at), who) for at, who in row["said"]]
    return Entry(**{**values, "at": datetime.fromisoformat(row["at"])})


def _of(kind: type[Any], row: dict[str, Any]) -> Any:
    """One row, its times read."""
    times = {one.name for one in fields(kind) if one.name == "at" or one.name.endswith("_at")}
    return kind(**{key: _time(value) if key in times else value for key, value in row.items()})


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def faults(entries: Iterable[Entry]) -> list[str]:
    """All that went wrong, each with the visit's number."""
    return [f"{one.number}: {what}" for one in entries for what in one.faults]
