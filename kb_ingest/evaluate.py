"""Scores the search on any sections and questions: words alone, meaning alone, both, ours.

Nothing is tuned to the data: the index and the choice of an answer are those that customers
get. Depends on sections, bot.evaluate and bot.knowledge.
"""

import tempfile
import time
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
from bot.knowledge.search import Knowledge
from bot.knowledge.versions import read_version
from bot.knowledge.writer import IndexWriter
from kb_ingest.sections import Id, Question, Section, documents_of, read_questions, read_sections

DEEP = 200
"""Passages asked for, so that ten sections are among them."""

Ranking = Callable[[Question], list[Id]]


@dataclass(frozen=True)
class Evaluation:
    """`retrieval` has hit@k, mrr and milliseconds by ranking, over the questions that have an
    answer; `by_language` the same of ours; `abstention` is empty without unanswerable ones."""

    sections: int
    questions: int
    unanswerable: int
    retrieval: dict[str, dict[str, float]]
    by_language: dict[str, dict[str, float]]
    abstention: dict[str, float]
    places: dict[str, list[int | None]] = field(repr=False)

    def as_dict(self) -> dict[str, Any]:
        """As JSON, the single places left out."""
        return {name: value for name, value in vars(self).items() if name != "places"}


@dataclass(frozen=True)
class Ready:
    """An index of sections, opened: what the rankings ask."""

    knowledge: Knowledge
    plain: Knowledge
    index: OpenIndex
    embedder: Embedder
    section_of: Mapping[str, Id]


@contextmanager
def indexed(sections: Sequence[Section], file: Path, embedder: Embedder) -> Iterator[Ready]:
    """An index of `sections` for as long as the context lasts."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        documents, section_of = documents_of(sections, file, embedder.count_tokens)
        version = IndexWriter(folder, embedder).write(documents, {})
        # Embedders of their own: what another one remembers would make a search look faster.
        knowledge, plain = (
            Knowledge(folder, Embedder(embedder.model_dir), weights, version=version.id)
            for weights in (Weights(), replace(Weights(), late=0.0))
        )
        index = OpenIndex(read_version(folder, version.id))
        yield Ready(knowledge, plain, index, Embedder(embedder.model_dir), section_of)


def rankings(at: Ready) -> dict[str, Ranking]:
    """The ways to rank sections, from the same index: the best passage of each counts."""

    def best(scores: Mapping[int, float]) -> list[Id]:
        rows = sorted(scores, key=lambda row: (-scores[row], row))
        return [at.section_of[at.index.passages[row].id] for row in rows]

    def words(question: Question) -> dict[int, float]:
        return at.index.lexical.search(question.question, limit=DEEP)

    def meaning(question: Question) -> dict[int, float]:
        vector = at.embedder.embed_queries([question.question])[0]
        return at.index.dense.search(vector, limit=DEEP)

    def ours(knowledge: Knowledge) -> Ranking:
        def ranked(question: Question) -> list[Id]:
            found = knowledge.search(question.question, language=question.language, limit=DEEP)
            return [at.section_of[hit.passage.id] for hit in found.hits]

        return ranked

    return {
        "bm25": lambda question: best(words(question)),
        "dense": lambda question: best(meaning(question)),
        "rrf": lambda question: best(reciprocal_ranks([words(question), meaning(question)])),
        "ours_without_late": ours(at.plain),
        "ours": ours(at.knowledge),
    }


def evaluate(sections_file: Path, questions_file: Path, embedder: Embedder) -> Evaluation:
    """Index the sections apart from everything else, and ask all questions."""
    sections = read_sections(sections_file)
    questions = read_questions(questions_file, sections)
    known = [one for one in questions if one.sections]
    with indexed(sections, sections_file, embedder) as at:
        at.knowledge.search("warm"), at.plain.search("warm")
        timed = {name: measured(ranking, known) for name, ranking in rankings(at).items()}
        judged = [judge(at, one) for one in questions] if len(known) < len(questions) else []
    places = {name: found for name, (found, _) in timed.items()}
    return Evaluation(
        len(sections),
        len(questions),
        len(questions) - len(known),
        {name: Ranks(found).measures() | {"ms": ms} for name, (found, ms) in timed.items()},
        by_language(known, places["ours"]),
        abstention(judged),
        places,
    )


def measured(ranking: Ranking, questions: Sequence[Question]) -> tuple[list[int | None], float]:
    """The place of the first right section for each question, and milliseconds a question."""
    started = time.perf_counter()
    places = [place_of(ranking(one), frozenset(one.sections)) for one in questions]
    return places, 1000 * (time.perf_counter() - started) / max(len(questions), 1)


def by_language(
    questions: Sequence[Question], places: Sequence[int | None]
) -> dict[str, dict[str, float]]:
    """The measures of each language's questions."""
    spoken = sorted({one.language or "" for one in questions})
    return {
        language: Ranks(
            [p for one, p in zip(questions, places, strict=True) if one.language == language]
        ).measures()
        for language in spoken
    }


def judge(at: Ready, question: Question) -> Judged:
    """How sure the best answer is, and whether it is from a right section."""
    language = question.language or "en"
    result = at.knowledge.search(question.question, language=language)
    found = choose(question.question, language, result, [], [], ANY)
    if not isinstance(found, Answer) or found.citation is None:
        return Judged(0.0, False, bool(question.sections))
    section = at.section_of[found.citation.passage_id]
    return Judged(found.confidence, section in question.sections, bool(question.sections))


def abstention(judged: Sequence[Judged]) -> dict[str, float]:
    """Confidence as a judge of right answers, and of questions that have an answer at all."""
    if not judged:
        return {}
    threshold = Thresholds().manual
    unknown = [one for one in judged if not one.answerable]
    known = [one for one in judged if one.answerable]
    answerable = [replace(one, right=one.answerable) for one in judged]
    return {
        "auroc": auroc(judged),
        "auroc_answerable": auroc(answerable),
        "coverage_at_5": coverage_at(judged, 0.05),
        "coverage_at_2": coverage_at(judged, 0.02),
        "answered": at_threshold(known, threshold).coverage,
        "unanswerable_refused": 1 - at_threshold(unknown, threshold).coverage,
    }
