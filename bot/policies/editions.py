"""A policy as it stood between two days: its clauses in words and the figures they state.

Depends on figures and days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from bot.policies.figures import Figures

F = TypeVar("F", bound=Figures, covariant=True)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of one version. `title` and `text` by language; paragraphs of the text are
    parted by empty lines, and the items of a list begin with "- "."""

    policy: str
    id: str
    version: str
    since: date
    current: bool
    title: Mapping[str, str]
    text: Mapping[str, str]

    def url(self, language: str | None = None) -> str:
        """Its place on the public page; of an older version, the page of that time."""
        asked = [] if self.current else [f"on={self.since.isoformat()}"]
        asked += [f"lang={language}"] if language else []
        query = f"?{'&'.join(asked)}" if asked else ""
        return f"/policies/{self.policy}{query}#{self.id}"


@dataclass(frozen=True, slots=True)
class Edition(Generic[F]):
    """A version in force from `since` to `until` (inclusive; None: still in force).

    `homes` says in which clause each figure stands, `causes` which clause excludes a cause.
    """

    policy: str
    version: str
    since: date
    until: date | None
    title: Mapping[str, str]
    sections: Mapping[str, Mapping[str, str]]
    clauses: Mapping[str, Clause]
    figures: F
    homes: Mapping[str, str]
    causes: Mapping[str, str]

    def clause_of(self, figure: str) -> Clause:
        """The clause that states `figure`."""
        return self.clauses[self.homes[figure]]

    def by_section(self) -> list[tuple[str, Mapping[str, str], list[Clause]]]:
        """Number, title and clauses of each section, in order."""
        return [
            (number, title, [one for one in self.clauses.values() if section_of(one.id) == number])
            for number, title in sorted(self.sections.items(), key=lambda pair: int(pair[0]))
        ]


def section_of(clause_id: str) -> str:
    """The number of the section that a clause belongs to."""
    return clause_id.partition(".")[0]


def order_of(clause_id: str) -> tuple[int, ...]:
    """Clauses sort by number: 3.9 before 3.10."""
    return tuple(int(part) for part in clause_id.split("."))
