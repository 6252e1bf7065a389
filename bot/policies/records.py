"""The form of the files: policies with their versions and clauses, and product lines.

Depends on `bot.records` and figures.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, RootModel

from bot.policies.figures import Cause
from bot.records import Record

Text = Annotated[str, Field(min_length=1)]
ClauseId = Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+$")]


class Words(Record):
    """A short text in both languages."""

    es: Text
    en: Text

    def both(self) -> dict[str, str]:
        """By language."""
        return {"es": self.es, "en": self.en}


class ClauseRecord(Record):
    """A clause: its title, the figures it states, the causes it excludes, and its text."""

    title: Words
    figures: dict[str, Any] = Field(default_factory=dict)
    excludes: tuple[Cause, ...] = ()
    es: Text
    en: Text


class VersionRecord(Record):
    """What changes on a day. `effective_until` is the last day, inclusive; it may be left out."""

    version: Text
    effective_from: date
    effective_until: date | None = None
    sections: dict[Annotated[str, Field(pattern="^[0-9]+$")], Words] = Field(default_factory=dict)
    clauses: dict[ClauseId, ClauseRecord] = Field(default_factory=dict)
    removed: tuple[ClauseId, ...] = ()


class PolicyRecord(Record):
    """One file."""

    policy: Literal["returns", "refunds", "warranty"]
    title: Words
    versions: Annotated[tuple[VersionRecord, ...], Field(min_length=1)]


class LineRecord(Words):
    """A product line and the products in it, by their ids in the list of products."""

    products: tuple[str, ...] = ()


class LinesRecord(RootModel[dict[str, LineRecord]]):
    """The whole of lines.yml."""


KNOWN_KEYS: dict[str, tuple[str, ...]] = {
    "file": tuple(PolicyRecord.model_fields),
    "version": tuple(VersionRecord.model_fields),
    "clause": tuple(ClauseRecord.model_fields),
    "words": tuple(Words.model_fields),
    "line": tuple(LineRecord.model_fields),
}
