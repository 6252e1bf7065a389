"""Joins what words and what meaning say about passages into one score. Pure.

Depends on nothing. Scores are min-max normalised and summed by weight, which ranks better
than reciprocal ranks (docs: bench/retrieval.py measures it).
"""

from collections.abc import Mapping
from dataclasses import dataclass

Scores = Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each view counts; the first two sum to 1.

    `units` is the part of the best unit's cosine in the meaning, the rest is the whole
    passage's. `foreign` scales passages in another language than the question's.
    """

    lexical: float = 0.4
    semantic: float = 0.6
    units: float = 0.75
    foreign: float = 0.9


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


def semantic(passage: float, units: list[float], weights: Weights) -> float:
    """One cosine for a passage: its own and its best unit's."""
    best = max(units, default=passage)
    return weights.units * best + (1 - weights.units) * passage


def fuse(
    lexical: Scores, meaning: Scores, weights: Weights, foreign: frozenset[int] = frozenset()
) -> dict[int, float]:
    """A score 0..1 for each row of `meaning`.

    Rows without a lexical score have 0 there. Rows in `foreign` are of another language than
    the question: shared words are rare and say little, so meaning alone ranks them.
    """
    words = normalise({r: s for r, s in lexical.items() if r not in foreign}, floor=0.0)
    sense = normalise(meaning)
    return {
        row: weights.foreign * value
        if row in foreign
        else weights.lexical * words.get(row, 0.0) + weights.semantic * value
        for row, value in sense.items()
    }
