"""Two assistants on the same messages: figures, intervals, and the messages that changed.

Paired: both answered every message. Intervals are of the bootstrap (2,000 times the messages are
drawn with replacement, both answers together; the 2.5 % and 97.5 % quantiles of the change); the
p-value is McNemar's exact one over the messages that only one of the two got right. Pure; depends
on numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

OUT = ""
"""Refused, or about something else: one class of its own, as in `bot.evaluate`."""
DRAWS, SEED = 2000, 20
MEASURES = ("accuracy", "macro_f1", "oos_recall")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answered:
    """A message of the test, the intent it should get, and the two answers."""

    text: str
    language: str
    true: str
    before: str
    after: str


def compare(rows: Sequence[Answered]) -> dict[str, Any]:
    """All that is told of a measurement, as JSON holds it. At least one row."""
    before, after = ([getattr(one, name) for one in rows] for name in ("before", "after"))
    true, ones = [one.true for one in rows], np.ones((1, len(rows)))
    old, new = figures(true, before, ones), figures(true, after, ones)
    draws = np.random.default_rng(SEED).multinomial(
        len(rows), np.full(len(rows), 1 / len(rows)), DRAWS
    )
    drawn = figures(true, before, draws), figures(true, after, draws)
    told = [
        {
            "measure": name,
            "before": float(old[name][0]),
            "after": float(new[name][0]),
            "change": float(new[name][0] - old[name][0]),
            "low": float(np.nanquantile(drawn[1][name] - drawn[0][name], 0.025)),
            "high": float(np.nanquantile(drawn[1][name] - drawn[0][name], 0.975)),
        }
        for name in MEASURES
        if not np.isnan(old[name][0])
    ]
    return {
        "messages": len(rows),
        "figures": told,
        "p": mcnemar(rows),
        "languages": _by_language(rows),
        **changed(rows),
    }


def figures(true: Sequence[str], answers: Sequence[str], weights: Any) -> dict[str, Floats]:
    """The measures for each row of `weights` (draws x messages): accuracy, macro F1 over the
    classes that the row has, and the share refused of what is about something else."""
    classes = sorted({*true, *answers})
    at = {name: number for number, name in enumerate(classes)}
    told, given = np.zeros((len(true), len(classes))), np.zeros((len(true), len(classes)))
    told[np.arange(len(true)), [at[one] for one in true]] = 1
    given[np.arange(len(true)), [at[one] for one in answers]] = 1
    hit, there, said = weights @ (told * given), weights @ told, weights @ given
    with np.errstate(invalid="ignore", divide="ignore"):
        f1 = np.where(there > 0, 2 * hit / (there + said), np.nan)
        out = at.get(OUT)
        refused = hit[:, out] / there[:, out] if out is not None else np.full(len(hit), np.nan)
        count = (there > 0).sum(axis=1)
        macro = np.nansum(f1, axis=1) / count
    return {
        "accuracy": hit.sum(axis=1) / weights.sum(axis=1),
        "macro_f1": macro,
        "oos_recall": refused,
    }


def mcnemar(rows: Sequence[Answered]) -> float:
    """The chance of so uneven a change where the two are equally good; 1 where nothing changed."""
    gained = sum(one.before != one.true == one.after for one in rows)
    lost = sum(one.before == one.true != one.after for one in rows)
    tosses = gained + lost
    tail = sum(comb(tosses, heads) for heads in range(min(gained, lost) + 1))
    return min(1.0, 2 * tail / float(2**tosses))


def changed(rows: Sequence[Answered]) -> dict[str, list[dict[str, str]]]:
    """Messages that are right now, wrong now, and wrong in another way."""
    found: dict[str, list[dict[str, str]]] = {"fixed": [], "broken": [], "other": []}
    for one in rows:
        if one.before != one.after:
            right = {one.after: "fixed", one.before: "broken"}.get(one.true, "other")
            found[right].append({name: getattr(one, name) for name in Answered.__slots__})
    return found


def _by_language(rows: Sequence[Answered]) -> dict[str, dict[str, float]]:
    """Messages and accuracy of each language."""
    found = {}
    for language in sorted({one.language for one in rows if one.language}):
        own = [one for one in rows if one.language == language]
        found[language] = {
            "messages": len(own),
            "before": sum(one.before == one.true for one in own) / len(own),
            "after": sum(one.after == one.true for one in own) / len(own),
        }
    return found
