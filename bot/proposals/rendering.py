"""What a proposal looks like: the patch, CSV, YAML, and what is to be said beside it.

Made anew each time from the rows and the training files as they are now. Depends on the flows, the
lines and the limit beside it; reads files, so call it in a thread.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.proposals.alike import digest
from bot.proposals.candidates import Sources
from bot.proposals.flows import Flows, Line, plain, with_lines
from bot.proposals.limit import Over, over
from bot.proposals.patch import patch_of
from bot.proposals.proposals import Told
from bot.proposals.tables import ProposedExample
from bot.spreadsheets import written

COLUMNS = ("text", "language", "intent", "why", "taken_for", "confidence", "group")


@dataclass(frozen=True)
class Rendered:
    """`patch` is empty where the files have every line. `lines` are all of the proposal's, `added`
    those of the patch; the files have `there` others by now and no place for `lost`. `remains`:
    places ("file:line") of forgotten lines. `flows` are the files it was made for."""

    patch: str
    lines: Sequence[Line]
    added: Sequence[Line]
    there: int
    lost: Sequence[Line]
    over: Over | None
    remains: Sequence[str]
    flows: Flows

    @property
    def digest(self) -> str:
        """A digest of what the patch adds."""
        told = sorted((one.intent, one.language, one.text) for one in self.added)
        return hashlib.sha256(repr(told).encode()).hexdigest()


def render(told: Told, sources: Sources, root: Path) -> Rendered:
    """All of it; `BadFlows`. File names in the patch are those below `root`."""
    flows, marker = sources.read()
    day = told.row.made_at.date()
    lines = [Line(one.intent, one.language, marker.marked(one.text, day)) for one in told.examples]
    examples = flows.examples()
    have = {(intent, text) for text, intent in examples}
    new = [line for line in lines if (line.intent, plain(line.text)) not in have]
    changed, lost = with_lines(flows, new)
    placed = [line for line in new if line not in lost]
    before = Counter(intent for _, intent in examples)
    return Rendered(
        patch_of(flows.texts, changed, root),
        lines,
        placed,
        len(lines) - len(new),
        lost,
        over(before, Counter(line.intent for line in placed)),
        remains(flows, told.forgotten),
        flows,
    )


def remains(flows: Flows, digests: Sequence[str]) -> list[str]:
    """Where lines with these digests still stand in the files."""
    wanted = set(digests)
    if not wanted:
        return []
    rows = (
        (path, at, row.lstrip())
        for path, text in flows.texts.items()
        for at, row in enumerate(text.splitlines(), start=1)
    )
    lines = ((path, at, row[2:]) for path, at, row in rows if row.startswith("- "))
    return [f"{path}:{at}" for path, at, line in lines if digest(plain(line)) in wanted]


def as_csv(examples: Sequence[ProposedExample]) -> str:
    """The lines as CSV with a header."""
    sure = ["" if one.confidence is None else f"{one.confidence:.3f}" for one in examples]
    lines = (
        (one.text, one.language, one.intent, one.why, one.taken_for, confidence, one.group_id)
        for one, confidence in zip(examples, sure, strict=True)
    )
    return written([COLUMNS, *lines])


def as_yaml(lines: Sequence[Line]) -> str:
    """The lines as a training file of Rasa's, to be laid beside others."""
    parts = ['version: "3.1"\n\nnlu:\n']
    for intent, language in sorted({(one.intent, one.language) for one in lines}):
        parts.append(f"- intent: {intent}\n  metadata: {{language: {language}}}\n  examples: |\n")
        own = [one for one in lines if (one.intent, one.language) == (intent, language)]
        parts += [f"    - {one.text}\n" for one in own]
    return "".join(parts)
