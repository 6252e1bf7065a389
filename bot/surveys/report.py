"""The figures for managers. Pure: the same rows give the same figures."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.database import iso
from bot.surveys.tables import Survey

SATISFIED, PROMOTER, DETRACTOR = 4, 9, 6


def report(surveys: Sequence[Survey]) -> dict[str, Any]:
    """CSAT (share of 4 and 5, 0 to 1), NPS (-100 to 100: promoters 9-10 less detractors 0-6, in
    per cent of those who answered), how many answered, and the comments, newest first."""
    csat = [one for one in surveys if one.kind == "csat"]
    nps = [one for one in surveys if one.kind == "nps"]
    about = sorted({one.about for one in csat})
    commented = [one for one in reversed(surveys) if one.comment]
    return {
        "csat": figures(csat) | {"share": share(csat)},
        "csat_by_matter": {
            name: figures(rows) | {"share": share(rows)}
            for name in about
            if (rows := [one for one in csat if one.about == name])
        },
        "nps": figures(nps) | {"score": net(nps)},
        "comments": [row(one) for one in commented],
    }


def figures(surveys: Iterable[Survey]) -> dict[str, Any]:
    """Asked, answered, mean, and how often each score was given."""
    rows = list(surveys)
    scores = [one.score for one in rows if one.score is not None]
    return {
        "asked": len(rows),
        "answered": len(scores),
        "mean": round(sum(scores) / len(scores), 3) if scores else None,
        "scores": {str(n): scores.count(n) for n in sorted(set(scores))},
    }


def share(surveys: Iterable[Survey]) -> float | None:
    """The part of the answers that is 4 or 5."""
    scores = [one.score for one in surveys if one.score is not None]
    return round(sum(s >= SATISFIED for s in scores) / len(scores), 3) if scores else None


def net(surveys: Iterable[Survey]) -> float | None:
    """The Net Promoter Score (Reichheld, Harvard Business Review, December 2003)."""
    scores = [one.score for one in surveys if one.score is not None]
    if not scores:
        return None
    promoters, detractors = (
        sum(s >= PROMOTER for s in scores), sum(s <= DETRACTOR for s in scores),
    )  # fmt: skip
    return round(100 * (promoters - detractors) / len(scores), 1)


def row(survey: Survey) -> dict[str, Any]:
    """A comment with what belongs to it."""
    return {
        "kind": survey.kind,
        "about": survey.about,
        "score": survey.score,
        "comment": survey.comment,
        "language": survey.language,
        "conversation_id": survey.conversation_id,
        "answered_at": iso(survey.answered_at),
    }
