"""Has a version answer the golden questions, beside the one in use, and keeps the verdict.

Both are asked now, with the same program: what differs is what the manuals say. Depends on
bot.evaluate and bot.knowledge.
"""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from bot.errors import BotError
from bot.evaluate.golden import read_golden
from bot.evaluate.scores import Outcome, Scores, score_version
from bot.faq_file import read_faq
from bot.knowledge.embedding import Embedder
from bot.knowledge.notices import Notice
from bot.knowledge.vectors import vector_store
from bot.knowledge.verdict import Measured, Verdict, judge, keep_verdict
from bot.knowledge.versions import current_id, read_current, read_version
from bot.settings import Settings

SHOWN_ONLY = ("auroc", "coverage_at_5", "coverage_at_2")
"""Scores that one question can move far: they are shown and hold nothing back."""

Score = Callable[[str], Measured]


def checker(
    index_dir: Path, embedder: Embedder, golden_file: Path, margin: float
) -> Callable[[str], Verdict]:
    """A function that checks the version of an id; `Notice` (404) without golden questions."""
    if not golden_file.is_file():
        raise Notice("no_golden", 404, path=golden_file)
    golden = read_golden(golden_file)
    asked = sum(one.kind != "faq" for one in golden)
    store = vector_store(Settings().vector_store)

    def score(version: str) -> Measured:
        return measured(score_version(index_dir, version, embedder, golden, store=store))

    return lambda version: check(index_dir, version, score, margin, asked)


def outcomes_of(
    index_dir: Path, golden_file: Path, model: Path | None
) -> tuple[str, list[Outcome]]:
    """What the version in use makes of the golden questions, the FAQ's too; and its id."""
    settings = Settings()
    current = read_current(index_dir)
    if current is None:
        raise Notice("no_versions", 404, index=index_dir)
    if not golden_file.is_file():
        raise Notice("no_golden", 404, path=golden_file)
    embedder = Embedder(model or settings.model, index_dir / "vectors.sqlite")
    entries = read_faq(settings.faq_file)
    golden = read_golden(golden_file)
    store = vector_store(settings.vector_store)
    scores = score_version(index_dir, current.id, embedder, golden, entries, store=store)
    return current.id, scores.outcomes


def check(index_dir: Path, version: str, score: Score, margin: float, questions: int) -> Verdict:
    """Score `version` and the one in use, compare, and keep the verdict."""
    current = current_id(index_dir)
    against = current if current and current != version else ""
    base = _score_of_old(index_dir, against, score) if against else None
    verdict = judge(version, score(version), against, base, margin, questions)
    keep_verdict(index_dir, verdict)
    return verdict


def _score_of_old(index_dir: Path, version: str, score: Score) -> Measured | None:
    """The scores of the version in use; None where this program or model cannot read it."""
    try:
        read_version(index_dir, version)
        return score(version)
    except (BotError, OSError, ValueError, RuntimeError):
        return None


def measured(scores: Scores) -> Measured:
    """The part of `scores` that is compared and kept."""
    better = {
        name: way
        for name, way in scores.better.items()
        if name.rpartition("/")[2] not in SHOWN_ONLY
    }
    return Measured(scores.values, better, [asdict(mistake) for mistake in scores.mistakes])
