"""When to say nothing: measures of confidence, and thresholds by split-conformal calibration.

A judged question is a confidence and whether the best answer was right (an answer to what
nothing answers is wrong). Pure.

- Risk and coverage as in El-Yaniv and Wiener, "On the foundations of noise-free selective
  classification" (2010): coverage is the share of all questions that are answered, risk the
  share of wrong ones among the answers.
- The threshold is the least at which (1 + wrong) / answered stays within the accepted share
  on held-out questions. The 1 stands for the question to come; with it the expected share of
  wrong answers among those given is within the accepted one for questions like those held
  out (Jin and Candès, "Selection by prediction with conformal p-values", 2023).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

NEVER = 1.01
"""A threshold that no confidence reaches."""


@dataclass(frozen=True, slots=True)
class Judged:
    """`confidence` 0..1 of the best answer, whether it is right, and whether one exists.

    Where no answer was found the confidence is 0.
    """

    confidence: float
    right: bool
    answerable: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold does to a set of questions."""

    threshold: float
    coverage: float
    risk: float


def auroc(judged: Sequence[Judged]) -> float:
    """The probability that a right answer has more confidence than a wrong one; a tie counts
    half (Mann and Whitney's U). 0.5 where all are right or all wrong."""
    right = sum(one.right for one in judged)
    wrong = len(judged) - right
    if not right or not wrong:
        return 0.5
    ordered = sorted(judged, key=lambda one: one.confidence)
    wins, below = 0.0, 0
    for _, tied in groupby(ordered, key=lambda one: one.confidence):
        same = [one.right for one in tied]
        wins += sum(same) * (below + 0.5 * same.count(False))
        below += same.count(False)
    return wins / (right * wrong)


def curve(judged: Sequence[Judged]) -> list[Point]:
    """Coverage and risk at every threshold that makes a difference, the strictest first."""
    found: list[Point] = []
    ordered = sorted((one for one in judged if one.confidence > 0), key=lambda one: -one.confidence)
    wrong = 0
    for answered, one in enumerate(ordered, 1):
        wrong += not one.right
        last = answered == len(ordered) or ordered[answered].confidence < one.confidence
        if last:
            found.append(Point(one.confidence, answered / len(judged), wrong / answered))
    return found


def coverage_at(judged: Sequence[Judged], most_wrong: float) -> float:
    """The largest coverage with a risk of at most `most_wrong` (0..1)."""
    return max((at.coverage for at in curve(judged) if at.risk <= most_wrong), default=0.0)


def at_threshold(judged: Sequence[Judged], threshold: float) -> Point:
    """Coverage and risk of answering from `threshold` on."""
    given = [one for one in judged if one.confidence >= threshold and one.confidence > 0]
    wrong = sum(not one.right for one in given)
    coverage = len(given) / len(judged) if judged else 0.0
    return Point(threshold, coverage, wrong / len(given) if given else 0.0)


def conformal_threshold(judged: Sequence[Judged], most_wrong: float) -> float:
    """The least threshold whose (1 + wrong) / answered is within `most_wrong`; `NEVER` where
    there are too few questions to vouch for any (1 / `most_wrong` right ones at least)."""
    count = len(judged)
    fits = (
        at.threshold
        for at in curve(judged)
        if (1 + round(at.risk * at.coverage * count)) <= most_wrong * round(at.coverage * count)
    )
    return min(fits, default=NEVER)
