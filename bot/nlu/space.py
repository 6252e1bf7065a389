"""The space that an assistant's own examples span: sentence vectors, centred and evened out.

Vectors of e5 lie in a narrow cone (cosines of 0.75 and more between any two texts), so what
tells one intent from another is a small part of them. Taking off the examples' mean and dividing
by their spread, mildly, makes cosines tell more. Depends on numpy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MILDNESS = 5.0
"""How many times the mean variance is added to each direction's before dividing by it: 0 would be
full whitening, which few examples cannot carry; 2 to 10 did alike in cross-validation."""


@dataclass(frozen=True)
class Space:
    """`mean` is float32[d], `matrix` float32[d, d]."""

    mean: Floats
    matrix: Floats

    @classmethod
    def of(cls, vectors: Floats) -> Space:
        """The space of `vectors`, float32[n, d]."""
        mean = vectors.mean(axis=0)
        centred = (vectors - mean).astype(np.float64)
        spread = centred.T @ centred / max(len(vectors) - 1, 1)
        size = spread.shape[0]
        evened = spread + (MILDNESS * np.trace(spread) / size + 1e-6) * np.eye(size)
        values, directions = np.linalg.eigh(evened)
        matrix = (directions / np.sqrt(values)) @ directions.T
        return cls(mean.astype(np.float32), matrix.astype(np.float32))

    def __call__(self, vectors: Floats) -> Floats:
        """`vectors`, float32[..., d], in this space; each of length 1."""
        return unit(np.asarray((vectors - self.mean) @ self.matrix, np.float32))


def unit(vectors: Floats) -> Floats:
    """Each of length 1, or 0 where it has none."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)
