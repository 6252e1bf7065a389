"""All questions grouped from scratch, whatever the order in which they were asked. Pure.

Nearly equal questions are first put together, which leaves far fewer; these are joined by average
link down to the threshold. Time grows with the square of what is left, memory does not. Depends on
the link and numpy.
"""

import numpy as np

from bot.groups.linking import (
    NEVER,
    NOWHERE,
    Clusters,
    Link,
    Matrix,
    Numbers,
    linked,
)

GROWTH, FEWEST = 1.15, 40
"""When questions are grouped from scratch again: at this many times those of the last time, and
from this many on."""
EQUAL = 0.7
"""The cosine to the first of them from which on questions are nearly equal."""
BLOCK = 1024


def grouped(
    placed: Matrix, spoken: Matrix, seeds: Numbers, link: Link, equal: float = EQUAL
) -> Numbers:
    """The group of each question, int64[n]. `placed` float32[n, d] lie in the space, `spoken`
    float32[n, l] is one in the column of their language, `seeds` int64[n] are the groups in which
    editors put them, -1 for the others."""
    near = nearly_equal(placed, seeds, equal)
    clusters = summed(placed, spoken, seeds, near)
    return linked(clusters, link)[near]


def summed(placed: Matrix, spoken: Matrix, seeds: Numbers, of: Numbers) -> Clusters:
    """The clusters `of` which each question is."""
    count = int(of.max(initial=-1)) + 1
    order = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[order], np.arange(count))
    sums = np.add.reduceat(placed[order], starts, axis=0, dtype=np.float32)
    kinds = np.add.reduceat(spoken[order], starts, axis=0, dtype=np.float32)
    named = np.full(count, NOWHERE)
    np.maximum.at(named, of, seeds)
    return Clusters(sums, kinds, named)


def nearly_equal(placed: Matrix, seeds: Numbers, equal: float) -> Numbers:
    """The number of the nearly equal ones of each question: those near to the first of them. All
    that an editor put together are such, and so is what is nearly equal to one of those."""
    of = np.full(len(placed), NOWHERE)
    settled = np.unique(seeds[seeds != NOWHERE])
    parts: list[Matrix] = [np.zeros((0, placed.shape[1]), np.float32)]
    numbers: list[Numbers] = [np.zeros(0, np.int64)]
    for number, seed in enumerate(settled):
        of[seeds == seed] = number
        parts.append(_firsts(placed[seeds == seed], equal))
        numbers.append(np.full(len(parts[-1]), number))
    firsts, names, count = np.vstack(parts), np.concatenate(numbers), len(settled)
    loose = np.flatnonzero(of == NOWHERE)
    for start in range(0, len(loose), BLOCK):
        rows = loose[start : start + BLOCK]
        vectors = _unit(placed[rows])
        best, score = _best(vectors, firsts)
        known = score >= equal
        of[rows[known]] = names[best[known]]
        own, fresh = _among(vectors[~known], equal)
        of[rows[~known]] = own + count
        firsts = np.vstack([firsts, vectors[~known][fresh]])
        names = np.concatenate([names, count + np.arange(len(fresh))])
        count += len(fresh)
    return of


def _firsts(placed: Matrix, equal: float) -> Matrix:
    """At length 1 those that all the others are nearly equal to."""
    firsts: Matrix = np.zeros((0, placed.shape[1]), np.float32)
    for start in range(0, len(placed), BLOCK):
        vectors = _unit(placed[start : start + BLOCK])
        unknown = vectors[_best(vectors, firsts)[1] < equal]
        firsts = np.vstack([firsts, unknown[_among(unknown, equal)[1]]])
    return firsts


def _best(vectors: Matrix, firsts: Matrix) -> tuple[Numbers, Matrix]:
    if not len(firsts):
        return np.zeros(len(vectors), np.int64), np.full(len(vectors), NEVER, np.float32)
    table = vectors @ firsts.T
    best = table.argmax(axis=1)
    return best, table[np.arange(len(best)), best]


def _among(vectors: Matrix, equal: float) -> tuple[Numbers, Numbers]:
    """Firsts among a few: which of them each is near to, and which they are."""
    table = vectors @ vectors.T
    of = np.full(len(vectors), NOWHERE)
    firsts: list[int] = []
    for row in range(len(vectors)):
        if of[row] == NOWHERE:
            of[(of == NOWHERE) & (table[row] >= equal)] = len(firsts)
            of[row] = len(firsts)
            firsts.append(row)
    return of, np.asarray(firsts, np.int64)


def _unit(vectors: Matrix) -> Matrix:
    unit: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return unit
