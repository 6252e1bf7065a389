"""What a version of the index answers to the golden questions, as shares that can be compared.

Depends on `bot.knowledge`, `bot.answering` and the measures beside it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bot.answering import Answer, Refusal, Thresholds, choose
from bot.evaluate.abstention import Judged, auroc, coverage_at
from bot.evaluate.golden import Golden
from bot.evaluate.ranking import Ranks, place_of
from bot.knowledge.embedding import Embedder
from bot.knowledge.faq_index import FaqEntry, FaqIndex
from bot.knowledge.search import Knowledge
from bot.knowledge.vectors import VectorStore

Better = Literal["higher", "lower"]
ANY = Thresholds(manual=0.0, faq=0.0)
"""Answers whatever is found: what confidence is judged by."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A golden question and what became of it. `said` is what a customer would get, `best`
    what would be said without any threshold, `place` that of the first right passage."""

    asked: Golden
    said: Literal["right", "wrong", "refused"]
    got: str
    best: Judged
    place: int | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """A question that got something else than it should."""

    question: str
    language: str
    expected: str
    got: str


@dataclass(frozen=True)
class Scores:
    """`values` by name ("es/answered_right"), each a share 0..1; `better` says which way is
    up; `outcomes` are the questions one by one."""

    values: dict[str, float]
    better: dict[str, Better]
    outcomes: list[Outcome] = field(repr=False)

    @property
    def mistakes(self) -> list[Mistake]:
        """The questions that were answered wrongly, or not although something answers them."""
        return [
            Mistake(one.asked.question, one.asked.language, one.asked.expected, one.got)
            for one in self.outcomes
            if one.said == "wrong" or (one.said == "refused" and one.asked.kind != "none")
        ]


def score_version(
    index_dir: Path,
    version_id: str,
    embedder: Embedder,
    golden: Sequence[Golden],
    faq_entries: Sequence[FaqEntry] = (),
    thresholds: Thresholds | None = None,
    store: VectorStore | None = None,
) -> Scores:
    """Ask a version all of `golden`; questions for the FAQ only where there are entries."""
    knowledge = Knowledge(index_dir, embedder, store=store, version=version_id)
    faq = FaqIndex(embedder)
    faq.load(faq_entries)
    asked = [one for one in golden if one.kind != "faq" or faq_entries]
    return scores_of([outcome(one, knowledge, faq, faq_entries, thresholds) for one in asked])


def outcome(
    asked: Golden,
    knowledge: Knowledge,
    faq: FaqIndex,
    entries: Sequence[FaqEntry],
    thresholds: Thresholds | None = None,
) -> Outcome:
    """Search, choose, and judge one question."""
    result = knowledge.search(asked.question, language=asked.language, product=asked.product)
    hits = faq.search(asked.question, asked.language)
    found = [
        choose(asked.question, asked.language, result, hits, entries, limits)
        for limits in (thresholds, ANY)
    ]
    right = {hit.passage.id for hit in result.hits if asked.is_answered_by(hit.passage)}
    place = place_of([hit.passage.id for hit in result.hits], right)
    said, best = (judged(asked, knowledge, one) for one in found)
    return Outcome(asked, said[0], said[1], sure(asked, found[1], best[0]), place)


def judged(
    asked: Golden, knowledge: Knowledge, found: Answer | Refusal
) -> tuple[Literal["right", "wrong", "refused"], str]:
    """Whether `found` is right, and where it stands, in words."""
    if isinstance(found, Refusal):
        return "refused", f"refused ({found.reason})"
    passage = knowledge.passage(found.citation.passage_id) if found.citation else None
    place = " › ".join((passage.document_id, *passage.heading_path)) if passage else found.faq_id
    return "right" if asked.is_right(found, passage) else "wrong", str(place)


def sure(asked: Golden, found: Answer | Refusal, verdict: str) -> Judged:
    """The confidence of what was found; 0 where nothing was."""
    confidence = found.confidence if isinstance(found, Answer) else 0.0
    return Judged(confidence, verdict == "right", asked.kind != "none")


def scores_of(outcomes: Sequence[Outcome]) -> Scores:
    """The shares over all questions, and over each language's."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[""].append(one)
        groups[f"{one.asked.language}/"].append(one)
    values: dict[str, float] = {}
    better: dict[str, Better] = {}
    for prefix, group in sorted(groups.items()):
        for name, (value, way) in measures(group).items():
            values[prefix + name], better[prefix + name] = value, way
    return Scores(values, better, list(outcomes))


def measures(outcomes: Sequence[Outcome]) -> dict[str, tuple[float, Better]]:
    """Shares of those that something answers, of those that nothing answers, and measures of
    the search and of confidence. What a group has no question for is left out."""
    known = [one for one in outcomes if one.asked.kind != "none"]
    unknown = [one for one in outcomes if one.asked.kind == "none"]
    manual = [one for one in known if one.asked.kind == "manual"]
    made: dict[str, tuple[float, Better]] = {}
    if known:
        made["answered_right"] = share(known, "right"), "higher"
        made["answered_wrong"] = share(known, "wrong"), "lower"
    if unknown:
        made["unanswerable_refused"] = share(unknown, "refused"), "higher"
    if manual:
        found = Ranks([one.place for one in manual]).measures()
        made |= {f"search_{name}": (value, "higher") for name, value in found.items()}
    if known and unknown:
        best = [one.best for one in outcomes]
        made["auroc"] = auroc(best), "higher"
        made["coverage_at_5"] = coverage_at(best, 0.05), "higher"
        made["coverage_at_2"] = coverage_at(best, 0.02), "higher"
    return made


def share(outcomes: Sequence[Outcome], said: str) -> float:
    """The part of `outcomes` that ended so; 0..1."""
    return sum(one.said == said for one in outcomes) / len(outcomes)
