"""What the index would do with a draft, before anybody is answered with it.

Nothing here changes what customers get: the draft is put into an index of its own beside the
published entries. It computes for a second or two: call it in a thread. Depends on the FAQ index,
`bot.answering`, `bot.choosing` and the golden questions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bot.answering import Answer, Thresholds, choose
from bot.choosing import best_faq
from bot.editorial.wording import Wording
from bot.evaluate.golden import Golden, read_golden
from bot.evidence import read_question
from bot.knowledge.faq_index import FaqEntry, FaqHit, FaqIndex, QuestionEmbedder
from bot.knowledge.results import SearchResult
from bot.symptoms import as_manuals_say

Search = Callable[[str, str, str | None], SearchResult]
"""A question, its language and a product (or None) to what the manuals have."""
Find = Callable[[str, str], list[FaqHit]]
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its language; `product` where the conversation had one."""

    text: str
    language: str
    product: str | None = None


@dataclass(frozen=True, slots=True)
class Got:
    """What a question would get: the id of an entry, of a document, or None."""

    asked: Asked
    what: str | None


@dataclass(frozen=True, slots=True)
class Near:
    """Another entry; `cosine` is that of the nearest two wordings."""

    id: str
    question: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Changed:
    """A golden question that would get something else. `expected` is what it should get."""

    question: str
    expected: str
    before: str | None
    after: str | None
    was_right: bool
    is_right: bool


@dataclass(frozen=True, slots=True)
class Played:
    """What was found out. `own` are the draft's questions and variants, `group` customers'."""

    near: list[Near] = field(default_factory=list)
    own: list[Got] = field(default_factory=list)
    group: list[Got] = field(default_factory=list)
    golden: list[Changed] = field(default_factory=list)
    golden_asked: int = 0


class Rehearsal:
    """Plays drafts. `search` asks the manuals too; without it the FAQ is alone."""

    def __init__(
        self,
        embedder: QuestionEmbedder,
        golden_file: Path | None = None,
        thresholds: Callable[[str], Thresholds] | None = None,
        search: Search | None = None,
    ) -> None:
        self._embedder = embedder
        self._golden_file = golden_file
        self._thresholds = thresholds or (lambda language: Thresholds())
        self._search = search

    def play(
        self, faq_id: str, wording: Wording, live: Sequence[FaqEntry], group: Sequence[Asked] = ()
    ) -> Played:
        """`live` are the published entries, among them what is live of `faq_id`."""
        others = [one for one in live if one.id != faq_id]
        before, after = self._index(live), self._index([*others, *wording.entries(faq_id)])
        return Played(
            self._near(wording, others),
            [after.get(one) for one in own(wording)],
            [after.get(one) for one in group],
            [found for one in self._golden if (found := changed(one, before, after))],
            len(self._golden),
        )

    def _index(self, entries: Sequence[FaqEntry]) -> "Shown":
        index = FaqIndex(self._embedder)
        index.load(entries)
        return Shown(index.search, entries, self._thresholds, self._search)

    def _near(self, wording: Wording, others: Sequence[FaqEntry]) -> list[Near]:
        index = FaqIndex(self._embedder)
        index.load(others)
        asked = [(wording.question(one), one) for one in ("es", "en") if wording.question(one)]
        best: dict[str, float] = {}
        for question, language in asked:
            for hit in index.search(question, language, NEAREST):
                best[hit.id] = max(hit.cosine, best.get(hit.id, -1.0))
        named = {(one.id, one.language): one.question for one in others}
        ranked = sorted(best.items(), key=lambda one: -one[1])[:NEAREST]
        return [
            Near(name, named.get((name, "es")) or named.get((name, "en")) or name, cosine)
            for name, cosine in ranked
        ]

    @cached_property
    def _golden(self) -> list[Golden]:
        path = self._golden_file
        return read_golden(path) if path and path.is_file() else []


class Shown:
    """What customers get of some entries and the manuals."""

    def __init__(
        self,
        find: Callable[[str, str], list[FaqHit]],
        entries: Sequence[FaqEntry],
        thresholds: Callable[[str], Thresholds],
        search: Search | None,
    ) -> None:
        self._find = find
        self._entries = {(one.id, one.language): one for one in entries}
        self._thresholds = thresholds
        self._search = search

    def faq(self, asked: Asked) -> str | None:
        """The entry that the FAQ alone would answer with."""
        limits = self._thresholds(asked.language)
        hits = self._find(asked.text, asked.language)
        question = read_question(asked.text, {})
        entry, sure = best_faq(question, asked.language, hits, self._entries, limits)
        return entry.id if entry and sure >= limits.faq else None

    def get(self, asked: Asked) -> Got:
        """What the customer would get, the manuals taken into account."""
        if self._search is None:
            return Got(asked, self.faq(asked))
        limits = self._thresholds(asked.language)
        result = self._search(asked.text, asked.language, asked.product)
        hits = self._find(asked.text, asked.language)
        words = as_manuals_say(asked.text, asked.language)
        found = choose(words, asked.language, result, hits, self._entries.values(), limits)
        if not isinstance(found, Answer):
            return Got(asked, None)
        cited = found.citation.document_id if found.citation else None
        return Got(asked, found.faq_id or cited)


def own(wording: Wording) -> list[Asked]:
    """A draft's own questions and their other wordings."""
    return [
        Asked(text, language)
        for language in ("es", "en")
        for text in (wording.question(language), *wording.variants(language))
        if text
    ]


def changed(golden: Golden, before: Shown, after: Shown) -> Changed | None:
    """Whether a golden question would get something else, and what. Only where the FAQ alone
    would say something else are the manuals asked too."""
    asked = Asked(golden.question, golden.language, golden.product)
    if before.faq(asked) == after.faq(asked):
        return None
    was, becomes = before.get(asked).what, after.get(asked).what
    if was == becomes:
        return None
    return Changed(
        golden.question,
        ", ".join(sorted(golden.documents)) or "-",
        was,
        becomes,
        _is_right(golden, was),
        _is_right(golden, becomes),
    )


def _is_right(golden: Golden, got: str | None) -> bool:
    return got is None if golden.kind == "none" else got in golden.documents
