"""The FAQ out to a CSV file and back: what would change is shown first, and nothing is published.

Depends on the file, writing and reading.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.editorial import csv_file
from bot.editorial.csv_file import Fault, Line, Sheet
from bot.editorial.errors import Outdated
from bot.editorial.reading import Reading
from bot.editorial.store import Editor
from bot.editorial.tables import FaqDraft
from bot.editorial.wording import FIELDS, Wording
from bot.editorial.writing import RIGHT, Writing
from bot.roles import need

Kind = Literal["new", "changed", "same", "retired"]


@dataclass(frozen=True, slots=True)
class Planned:
    """What a line of the file would do. `kind` retired: the entry is retired here, and would have
    a new draft. `fields` are those that differ; `draft_id` and `seen` are the entry's and its
    newest version's numbers, None for a new one."""

    kind: Kind
    line: Line
    before: Wording | None = None
    draft_id: int | None = None
    seen: int | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that would change."""
        if self.before is None:
            return ()
        new, old = self.line.wording, self.before
        return tuple(one for one in FIELDS if getattr(new, one) != getattr(old, one))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file would do. `absent` are published entries that it does not have: they stay."""

    planned: tuple[Planned, ...]
    faults: tuple[Fault, ...]
    absent: tuple[FaqDraft, ...]

    def of(self, *kinds: Kind) -> list[Planned]:
        """The lines of some kinds, in the order of the file."""
        return [one for one in self.planned if one.kind in kinds]

    @property
    def work(self) -> list[Planned]:
        """The lines that would make a draft."""
        return self.of("new", "changed", "retired")


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of an import: the drafts that it made, and the ids of entries that somebody
    changed between the plan and now; those are as they left them."""

    drafts: tuple[int, ...]
    conflicts: tuple[str, ...]


class Exchange:
    """Exports and imports entries."""

    def __init__(self, writing: Writing, reading: Reading) -> None:
        self._writing = writing
        self._reading = reading

    async def export(self, live: bool = True) -> str:
        """The file of what customers read; or of the newest versions of all that is not retired."""
        await self._writing.adopt()
        if live:
            return csv_file.written(await self._reading.live())
        found = await self._reading.wordings()
        kept = [(one, words) for one, (draft, words) in found.items() if draft.state != "retired"]
        return csv_file.written(kept)

    async def plan(self, data: bytes, by: Editor) -> Plan:
        """What the file would do, before anything is done."""
        need(by, RIGHT)
        await self._writing.adopt()
        sheet, known = csv_file.read(data), await self._reading.wordings()
        named = {line.faq_id for line in sheet.lines}
        live = (draft for draft, _ in known.values() if draft.live_version is not None)
        absent = tuple(one for one in live if one.faq_id not in named)
        return Plan(tuple(_planned(sheet, known)), sheet.faults, absent)

    async def take(self, work: Sequence[Planned], by: Editor) -> Imported:
        """Make the drafts of a plan's lines. What ends halfway is gone on with by importing the
        same file again."""
        need(by, RIGHT)
        made, conflicts = [], []
        for one in work:
            try:
                made.append(await self._take(one, by))
            except Outdated:
                conflicts.append(one.line.faq_id)
        return Imported(tuple(made), tuple(conflicts))

    async def _take(self, one: Planned, by: Editor) -> int:
        if one.draft_id is None or one.seen is None:
            return await self._writing.begin(one.line.faq_id, one.line.wording, by)
        await self._writing.save(one.draft_id, one.line.wording, one.seen, by, "imported")
        return one.draft_id


def _planned(sheet: Sheet, known: dict[str, tuple[FaqDraft, Wording]]) -> Iterator[Planned]:
    for line in sheet.lines:
        if line.faq_id not in known:
            yield Planned("new", line)
            continue
        draft, before = known[line.faq_id]
        kind: Kind = "changed" if line.wording != before.tidy() else "same"
        if draft.state == "retired":
            kind = "retired"
        yield Planned(kind, line, before, draft.id, draft.version)
