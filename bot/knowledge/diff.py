"""What is different between two versions: passages added, removed, changed, moved.

Changed is a passage whose document and heading are the same and whose text is not; moved is
one whose text is the same under another heading. Depends on store, versions and documents.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal

from bot.knowledge.documents import Passage
from bot.knowledge.store import PASSAGES_FILE, read_passages
from bot.knowledge.versions import read_version

Kind = Literal["added", "removed", "changed", "moved"]
KINDS = ("added", "removed", "changed", "moved")
CONTEXT = 4
"""Words shown on each side of a change."""
ALIKE = 0.3
"""Share of words in common from which two passages under one heading are one that changed."""

Place = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that changed, with a few around them that did not."""

    lead: str
    before: str
    after: str
    tail: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One passage that is not as it was. `heading` of a moved one is the new one.

    `passage` is its id in the later version, or the last id it had.
    """

    kind: Kind
    document: str
    heading: tuple[str, ...]
    passage: str
    before: str = ""
    after: str = ""
    edits: tuple[Edit, ...] = ()
    was_under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diff:
    """All differences between versions `a` and `b`, by document and heading in reading order."""

    a: str
    b: str
    added_documents: list[str]
    removed_documents: list[str]
    differences: list[Difference]
    unchanged: int

    @property
    def counts(self) -> dict[str, int]:
        """How many passages of each kind."""
        found = Counter[str](one.kind for one in self.differences)
        return {kind: found[kind] for kind in KINDS} | {"unchanged": self.unchanged}


def as_json(diff: Diff) -> dict[str, Any]:
    """The difference as plain data, counts included."""
    return {**asdict(diff), "counts": diff.counts}


def diff_versions(index_dir: Path, a: str, b: str) -> Diff:
    """Compare two versions on disk."""
    folders = [read_version(index_dir, name).folder for name in (a, b)]
    before, after = (read_passages(folder / PASSAGES_FILE) for folder in folders)
    return compare(a, before, b, after)


def compare(a: str, before: Sequence[Passage], b: str, after: Sequence[Passage]) -> Diff:
    """Compare two lists of passages."""
    old, new = _left_over(before, after), _left_over(after, before)
    unchanged = len(after) - len(new)
    moved = list(_moved(old, new))
    rest = [*_within_headings(old, new), *moved]
    order = {place: n for n, place in enumerate(_places(after) | _places(before))}
    documents = {name: n for n, (name, _) in reversed([*enumerate(order)])}
    rest.sort(key=lambda one: (documents[one.document], order[one.document, one.heading]))
    names = [list(dict.fromkeys(p.document_id for p in all)) for all in (before, after)]
    return Diff(
        a=a,
        b=b,
        added_documents=[name for name in names[1] if name not in names[0]],
        removed_documents=[name for name in names[0] if name not in names[1]],
        differences=rest,
        unchanged=unchanged,
    )


def _places(passages: Sequence[Passage]) -> dict[Place, None]:
    return dict.fromkeys(p.section for p in passages)


def _left_over(these: Sequence[Passage], those: Sequence[Passage]) -> list[Passage]:
    """The passages of `these` without an equal in `those`; each equal counts once."""
    there: dict[tuple[Place, str], int] = defaultdict(int)
    for passage in those:
        there[passage.section, passage.text] += 1
    left = []
    for passage in these:
        key = (passage.section, passage.text)
        if there[key]:
            there[key] -= 1
        else:
            left.append(passage)
    return left


def _moved(old: list[Passage], new: list[Passage]) -> Iterator[Difference]:
    """Takes out of both lists what only stands elsewhere now."""
    by_text = {(p.document_id, p.text): p for p in old}
    for passage in [*new]:
        was = by_text.pop((passage.document_id, passage.text), None)
        if was:
            old.remove(was)
            new.remove(passage)
            yield Difference(
                "moved",
                passage.document_id,
                passage.heading_path,
                passage.id,
                before=was.text,
                after=passage.text,
                was_under=was.heading_path,
            )


def _within_headings(old: list[Passage], new: list[Passage]) -> Iterator[Difference]:
    olds, news = _by_place(old), _by_place(new)
    for place in olds | news:
        left, right = olds.get(place, []), news.get(place, [])
        for was, now in _pairs(left, right):
            left.remove(was)
            right.remove(now)
            edits = tuple(edits_between(was.text, now.text))
            yield Difference("changed", *place, now.id, was.text, now.text, edits)
        yield from (Difference("removed", *place, p.id, before=p.text) for p in left)
        yield from (Difference("added", *place, p.id, after=p.text) for p in right)


def _by_place(passages: Sequence[Passage]) -> dict[Place, list[Passage]]:
    found: dict[Place, list[Passage]] = {}
    for passage in passages:
        found.setdefault(passage.section, []).append(passage)
    return found


def _pairs(left: list[Passage], right: list[Passage]) -> list[tuple[Passage, Passage]]:
    """The passages that most likely became one another, the likest first; a lone pair always."""
    if len(left) == len(right) == 1:
        return [(left[0], right[0])]
    scored = [
        (_ratio(was.text, now.text), i, j)
        for i, was in enumerate(left)
        for j, now in enumerate(right)
    ]
    pairs: list[tuple[int, int]] = []
    for score, i, j in sorted(scored, key=lambda one: (-one[0], one[1:])):
        if score >= ALIKE and all(i != x and j != y for x, y in pairs):
            pairs.append((i, j))
    return [(left[i], right[j]) for i, j in sorted(pairs)]


def _ratio(before: str, after: str) -> float:
    return SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()


def edits_between(before: str, after: str) -> Iterator[Edit]:
    """The words that changed, each run with `CONTEXT` words on both sides."""
    was, now = before.split(), after.split()
    for tag, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            lead, tail = was[max(0, i - CONTEXT) : i], was[j : j + CONTEXT]
            yield Edit(*(" ".join(words) for words in (lead, was[i:j], now[k:m], tail)))
