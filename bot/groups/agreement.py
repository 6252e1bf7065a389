"""How far two ways to group the same questions agree. Pure; numpy alone.

V-measure: Rosenberg and Hirschberg 2007. Adjusted Rand index: Hubert and Arabie 1985. Pairs: of
all pairs that one way puts together, how many the other does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """All but `adjusted_rand` (which may be negative) from 0 to 1. `true` is the first way,
    `found` the second: homogeneity and precision are low where groups mix labels, completeness
    and recall where labels are scattered."""

    v_measure: float
    homogeneity: float
    completeness: float
    precision: float
    recall: float
    pairwise_f1: float
    adjusted_rand: float


def agreement(true: Sequence[object], found: Sequence[object]) -> Agreement:
    """Compare the labels `true` with the groups `found`, one of each for each question."""
    if not len(true):
        return Agreement(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
    table, rows, columns = contingency(true, found)
    total = float(rows.sum())
    homogeneity = _share_told(table, rows, columns)
    completeness = _share_told(table, columns, rows)
    both, in_rows, in_columns = _pairs(table), _pairs(rows), _pairs(columns)
    precision = both / in_columns if in_columns else 1.0
    recall = both / in_rows if in_rows else 1.0
    return Agreement(
        v_measure=_harmonic(homogeneity, completeness),
        homogeneity=homogeneity,
        completeness=completeness,
        precision=precision,
        recall=recall,
        pairwise_f1=_harmonic(precision, recall),
        adjusted_rand=_adjusted(both, in_rows, in_columns, total * (total - 1) / 2),
    )


def contingency(true: Sequence[object], found: Sequence[object]) -> tuple[Counts, Counts, Counts]:
    """How often each label and group meet, where they do; how often each label, each group is."""
    rows, columns = _numbered(true), _numbered(found)
    met = rows.astype(np.int64) * (int(columns.max(initial=0)) + 1) + columns
    _, counts = np.unique(met, return_counts=True)
    return counts.astype(np.float64), _sizes(rows), _sizes(columns)


def _numbered(values: Sequence[object]) -> NDArray[np.int64]:
    known: dict[object, int] = {}
    return np.asarray([known.setdefault(one, len(known)) for one in values], dtype=np.int64)


def _sizes(numbers: NDArray[np.int64]) -> Counts:
    return np.bincount(numbers).astype(np.float64)


def _entropy(counts: Counts) -> float:
    shares = counts / counts.sum()
    return float(-(shares * np.log(shares)).sum())


def _share_told(table: Counts, told: Counts, by: Counts) -> float:
    """How much of what there is to know of `told` one knows by `by`: 1 - H(told|by) / H(told)."""
    whole = _entropy(told)
    return (whole + _entropy(by) - _entropy(table)) / whole if whole > 0 else 1.0


def _pairs(counts: Counts) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _harmonic(left: float, right: float) -> float:
    return 2 * left * right / (left + right) if left + right > 0 else 0.0


def _adjusted(both: float, rows: float, columns: float, every: float) -> float:
    expected = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0
