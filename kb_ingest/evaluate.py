"""Scores the search on any sections and questions: words alone, meaning alone, both, ours.

Nothing is tuned to the data: the index and the choice of an answer are those that customers
get. Depends on sections, bot.evaluate and bot.knowledge.
"""

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.answering import Answer, choose
from bot.choosing import Thresholds
from bot.evaluate.abstention import Judged, at_threshold, auroc, coverage_at
from bot.evaluate.ranking import Ranks, place_of
from bot.evaluate.scores import ANY
from bot.knowledge.embedding import Embedder
from bot.knowledge.fusion import Weights, reciprocal_ranks
from bot.knowledge.opened import OpenIndex
from bot.knowledge.results import SearchResult
from bot.knowledge.search import Knowledge
from bot.knowledge.versions import read_version
from bot.knowledge.writer import IndexWriter
from kb_ingest.section_documents import documents_of
from kb_ingest.sections import Id, Question, Section, read_questions, read_sections

DEEP = 200
"""Passages asked for, so that ten sections are among them."""
SEEN = 20
"""Passages that the choice of an answer sees, as customers' questions do."""
RANKINGS = ("bm25", "dense", "rrf", "ours_without_late", "ours")

Told = Callable[[str, int, int], None]
"""Hears a step ("embedding", "asking"), how much of it is done, and of how much."""


def unheard(step: str, done: int, total: int) -> None:
    """For whom nobody waits."""


@dataclass(frozen=True)
class Evaluation:
    """`retrieval` has hit@k, mrr and milliseconds by ranking, over the questions that have an
    answer, and `by_language` the measures of ours; both are empty where none has.
    `abstention` and, by language, `abstention_by_language` are empty without questions that
    nothing answers."""

    sections: int
    questions: int
    unanswerable: int
    retrieval: dict[str, dict[str, float]]
    by_language: dict[str, dict[str, float]]
    abstention: dict[str, float]
    abstention_by_language: dict[str, dict[str, float]]
    places: dict[str, list[int | None]] = field(repr=False)

    def as_dict(self) -> dict[str, Any]:
        """As JSON, the single places left out."""
        return {name: value for name, value in vars(self).items() if name != "places"}


@dataclass(frozen=True)
class Ready:
    """An index of sections, opened: what the rankings ask. `owners` has the section of each
    row, `section_of` that of each passage's id."""

    knowledge: Knowledge
    plain: Knowledge
    index: OpenIndex
    embedder: Embedder
    section_of: Mapping[str, Id]
    owners: Sequence[Id]

    def best(self, scores: Mapping[int, float]) -> list[Id]:
        """The sections of the rows, the best first."""
        rows = sorted(scores, key=lambda row: (-scores[row], row))
        return [self.owners[row] for row in rows]

    def sections(self, result: SearchResult) -> list[Id]:
        """The sections of the hits."""
        return [self.section_of[hit.passage.id] for hit in result.hits]


class Clock:
    """Seconds by name, of all that was done under it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    @contextmanager
    def of(self, *names: str) -> Iterator[None]:
        """Count what happens inside for `names`."""
        started = time.perf_counter()
        yield
        for name in names:
            self.spent[name] += time.perf_counter() - started


@contextmanager
def indexed(
    sections: Sequence[Section], embedder: Embedder, told: Told = unheard
) -> Iterator[Ready]:
    """An index of `sections` for as long as the context lasts."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        stub = folder / "sections.jsonl"
        stub.touch()
        told("cutting", 0, 0)
        cut = documents_of(sections, stub, embedder.count_tokens, embedder.embed_passages)
        writer = IndexWriter(folder, embedder)
        version = writer.write(cut.sources, {}, lambda done, total: told("embedding", done, total))
        embedder.close()
        # Ours reads a question's tokens too: an embedder that has read it would look too fast.
        shared, own = Embedder(embedder.model_dir), Embedder(embedder.model_dir)
        plain = Knowledge(folder, shared, replace(Weights(), late=0.0), version=version.id)
        ours = Knowledge(folder, own, version=version.id)
        index = OpenIndex(read_version(folder, version.id))
        owners = [cut.section_of[one.id] for _, _, passages in cut.sources for one in passages]
        yield Ready(ours, plain, index, shared, cut.section_of, owners)


def evaluate(
    sections_file: Path, questions_file: Path, embedder: Embedder, told: Told = unheard
) -> Evaluation:
    """Index the sections apart from everything else, and ask all questions."""
    sections = read_sections(sections_file)
    questions = read_questions(questions_file, sections)
    with indexed(sections, embedder, told) as at:
        return ask(at, questions, len(sections), told)


def ask(
    at: Ready, questions: Sequence[Question], sections: int, told: Told = unheard
) -> Evaluation:
    """Ask all questions; those that something answers by every ranking."""
    known = [one for one in questions if one.sections]
    judging = len(known) < len(questions)
    clock, judged = Clock(), []
    places: dict[str, list[int | None]] = {name: [] for name in RANKINGS}
    at.knowledge.search("warm"), at.plain.search("warm")
    for number, one in enumerate(questions, 1):
        result = searched(at.knowledge, one, clock if one.sections else Clock())
        if one.sections:
            found = ranked(at, one, clock) | {"ours": at.sections(result)}
            right = frozenset(one.sections)
            for name in RANKINGS:
                places[name].append(place_of(found[name], right))
        if judging:
            judged.append(judge(at, one, result))
        told("asking", number, len(questions))
    taken = {name: 1000 * clock.spent[name] / max(len(known), 1) for name in RANKINGS}
    return Evaluation(
        sections,
        len(questions),
        len(questions) - len(known),
        {n: Ranks(p).measures() | {"ms": taken[n]} for n, p in places.items() if p},
        by_language(known, places["ours"]),
        abstention(judged),
        abstention_by_language(questions, judged),
        places,
    )


def searched(knowledge: Knowledge, question: Question, clock: Clock) -> SearchResult:
    """What customers' search finds."""
    with clock.of("ours"):
        return knowledge.search(question.question, language=question.language, limit=DEEP)


def ranked(at: Ready, question: Question, clock: Clock) -> dict[str, list[Id]]:
    """The other ways to rank sections, from the same index: the best passage of each counts."""
    with clock.of("bm25", "rrf"):
        words = at.index.lexical.search(question.question, limit=DEEP)
    # The vector is remembered: the search below takes it up.
    with clock.of("dense", "rrf", "ours_without_late"):
        vector = at.embedder.embed_queries([question.question])[0]
    with clock.of("dense", "rrf"):
        meaning = at.index.dense.search(vector, limit=DEEP)
    with clock.of("rrf"):
        both = reciprocal_ranks([words, meaning])
    with clock.of("ours_without_late"):
        plain = at.plain.search(question.question, language=question.language, limit=DEEP)
    return {
        "bm25": at.best(words),
        "dense": at.best(meaning),
        "rrf": at.best(both),
        "ours_without_late": at.sections(plain),
    }


def by_language(
    questions: Sequence[Question], places: Sequence[int | None]
) -> dict[str, dict[str, float]]:
    """The measures of each language's questions."""
    own: dict[str, list[int | None]] = defaultdict(list)
    for one, place in zip(questions, places, strict=True):
        own[one.language or ""].append(place)
    return {language: Ranks(own[language]).measures() for language in sorted(own)}


def judge(at: Ready, question: Question, result: SearchResult) -> Judged:
    """How sure the best answer is, and whether it is from a right section."""
    language = question.language or "en"
    seen = replace(result, hits=result.hits[:SEEN])
    found = choose(question.question, language, seen, [], [], ANY)
    if not isinstance(found, Answer) or found.citation is None:
        return Judged(0.0, False, bool(question.sections))
    section = at.section_of[found.citation.passage_id]
    return Judged(found.confidence, section in question.sections, bool(question.sections))


def abstention_by_language(
    questions: Sequence[Question], judged: Sequence[Judged]
) -> dict[str, dict[str, float]]:
    """`abstention` of each language that has questions of which nothing answers one."""
    own: dict[str, list[Judged]] = defaultdict(list)
    for one, verdict in zip(questions, judged, strict=bool(judged)):
        own[one.language or ""].append(verdict)
    found = {language: abstention(own[language]) for language in sorted(own)}
    return {language: measures for language, measures in found.items() if measures}


def abstention(judged: Sequence[Judged]) -> dict[str, float]:
    """Confidence as a judge of right answers, and of questions that have an answer at all;
    empty where all of them have one."""
    threshold = Thresholds().manual
    unknown = [one for one in judged if not one.answerable]
    known = [one for one in judged if one.answerable]
    if not unknown:
        return {}
    answerable = [replace(one, right=one.answerable) for one in judged]
    return {
        "auroc": auroc(judged),
        "auroc_answerable": auroc(answerable),
        "coverage_at_5": coverage_at(judged, 0.05),
        "coverage_at_2": coverage_at(judged, 0.02),
        "answered": at_threshold(known, threshold).coverage,
        "unanswerable_refused": 1 - at_threshold(unknown, threshold).coverage,
    }
