"""Joins what words and what meaning say about passages into one score. Pure.

Depends on nothing. Scores are min-max normalised and summed by weight, which ranks better
than reciprocal ranks (docs: bench/retrieval.py measures it).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Scores = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each view counts; the first two sum to 1.

    `units` is the part of the best unit's cosine in the meaning, the rest is the whole
    passage's; `units_abroad` is that part in another language than the question's, where a
    sentence alone says less. Passages there get `lift` added to their cosine, about what e5
    takes off for the language alone (0.044 in the middle over the golden questions); those
    whose document also exists in the question's language are scaled by `twin` instead, for its
    own words serve better. `late` is what a point of MaxSim above the mean of the `deep` best
    passages adds to their scores.
    """

    lexical: float = 0.35
    semantic: float = 0.65
    units: float = 0.75
    units_abroad: float = 0.5
    lift: float = 0.045
    twin: float = 0.4
    late: float = 3.0
    deep: int = 20


def normalise(scores: Scores, floor: float | None = None) -> dict[int, float]:
    """Scores stretched over 0..1. `floor` is the value that becomes 0, by default the least.

    Equal scores say nothing against each other: all become 1.
    """
    if not scores:
        return {}
    low = min(scores.values()) if floor is None else floor
    span = max(scores.values()) - low
    if span <= 0:
        return dict.fromkeys(scores, 1.0)
    return {row: min(max((score - low) / span, 0.0), 1.0) for row, score in scores.items()}


def semantic(
    passage: float, units: list[float], weights: Weights, *, abroad: bool = False
) -> float:
    """One cosine for a passage: its own and its best unit's; `abroad` where it is in another
    language than the question."""
    part = weights.units_abroad if abroad else weights.units
    return part * max(units, default=passage) + (1 - part) * passage


def fuse(
    lexical: Scores,
    meaning: Scores,
    weights: Weights,
    *,
    alone: frozenset[int] = frozenset(),
    twins: frozenset[int] = frozenset(),
) -> dict[int, float]:
    """A score 0..1 for each row of `meaning`.

    Rows without a lexical score have 0 there. Rows in `alone` and `twins` are of another
    language than the question (see `Weights`): words shared across languages are rare and
    say little, so meaning alone ranks them.
    """
    foreign = alone | twins
    words = normalise({r: s for r, s in lexical.items() if r not in foreign}, floor=0.0)
    sense = normalise({r: s + weights.lift * (r in alone) for r, s in meaning.items()})
    scores = {
        r: weights.lexical * words.get(r, 0.0) + weights.semantic * s for r, s in sense.items()
    }
    return (
        scores
        | {r: s for r, s in sense.items() if r in alone}
        | {row: weights.twin * value for row, value in sense.items() if row in twins}
    )


def rerank(
    best: Sequence[int], scores: Scores, looks: Scores, weights: Weights
) -> dict[int, float]:
    """Scores of the rows of `best` after the late look: those in `looks` move by how far their
    MaxSim is from the mean, and stay ahead of the rest."""
    mean = sum(looks.values()) / len(looks) if looks else 0.0
    moved = {row: scores[row] + weights.late * (look - mean) for row, look in looks.items()}
    ahead = sorted(moved, key=lambda row: (-moved[row], row))
    return {row: moved[row] for row in ahead} | {r: scores[r] for r in best if r not in moved}


def reciprocal_ranks(rankings: Sequence[Scores], k: int = 60) -> dict[int, float]:
    """Reciprocal rank fusion, the usual way to join rankings: the sum of 1 / (k + place).

    Cormack, Clarke and Büttcher, SIGIR 2009. Ours is measured against it.
    """
    fused: dict[int, float] = {}
    for scores in rankings:
        ordered = sorted(scores, key=lambda row: (-scores[row], row))
        for place, row in enumerate(ordered, 1):
            fused[row] = fused.get(row, 0.0) + 1 / (k + place)
    return fused
