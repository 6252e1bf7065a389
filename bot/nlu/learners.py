"""What turns a message's likeness to the examples into a score for each intent.

Few examples: a logistic regression, linear in the sentence vector and the n-grams. Many: ridge
regression with a kernel, which bends around what single examples say and is solved at once
(Cholesky) where the other would take minutes. Depends on numpy and scipy; scikit-learn only to
fit the first.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.linalg
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from bot.nlu.space import Floats

FEW = 300
ROWS = 500
SHARPNESS = 2.0
"""The kernel is exp(2 (likeness - 1)): between 1 and 3 did alike."""
RIDGE = 0.04
STRETCH = 10.0
"""Scores of ridge regression lie between 0 and 1; as log odds they count so many times."""


@dataclass(frozen=True)
class Seen:
    """Messages as a learner sees them: `here` float32[n, d] in the examples' space, `grams` their
    n-grams, `near` and `alike` float32[n, examples] the cosines of both to each example's."""

    here: Floats
    grams: csr_matrix
    near: Floats
    alike: Floats

    @classmethod
    def beside(cls, here: Floats, grams: csr_matrix, vectors: Floats, terms: csr_matrix) -> Seen:
        """Beside the examples: `vectors` float32[examples, d], `terms` float32[terms, examples]."""
        alike = np.asarray((grams @ terms).toarray(), np.float32)
        return cls(here, grams, here @ vectors.T, alike)


@dataclass(frozen=True)
class Linear:
    """`weights` float32[intents, d + terms], `bias` float32[intents]."""

    weights: Floats
    bias: Floats
    ngram_weight: float

    @classmethod
    def fit(
        cls,
        vectors: Floats,
        grams: csr_matrix,
        intents: NDArray[np.int64],
        strength: float,
        ngram_weight: float,
    ) -> Linear:
        """`strength` is 1/λ for up to 300 examples and grows with their number, ten times at
        most: many examples need less holding back."""
        from sklearn.linear_model import LogisticRegression

        rows = hstack([csr_matrix(vectors), grams * ngram_weight], "csr")
        model = LogisticRegression(
            C=strength * float(np.clip(len(intents) / FEW, 1, 10)),
            max_iter=300,
            tol=1e-2,
            class_weight="balanced",
            multi_class="multinomial",
        ).fit(rows, intents)
        weights, bias = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # one row then: that of the second class
            weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
        return cls(weights.astype(np.float32), bias.astype(np.float32), ngram_weight)

    def scores(self, seen: Seen) -> Floats:
        """Log odds of a kind, float32[n, intents]."""
        size = seen.here.shape[1]
        by_grams = seen.grams @ (self.weights[:, size:].T * self.ngram_weight)
        return np.asarray(seen.here @ self.weights[:, :size].T + self.bias + by_grams, np.float32)

    def arrays(self) -> dict[str, Any]:
        """What `of` needs, by name."""
        return {"weights": self.weights, "bias": self.bias, "ngram_weight": self.ngram_weight}


@dataclass(frozen=True)
class Kernel:
    """`pulls` float32[examples, intents]: what likeness to each example says for each intent."""

    pulls: Floats

    @classmethod
    def fit(cls, vectors: Floats, grams: csr_matrix, intents: NDArray[np.int64]) -> Kernel:
        """(K + λ / share)⁻¹ (Y - mean): every intent weighs the same. One matrix of examples by
        examples is held, in float32."""
        from threadpoolctl import threadpool_limits

        counts = np.bincount(intents)
        told = np.eye(len(counts), dtype=np.float32)[intents]
        with threadpool_limits(len(os.sched_getaffinity(0))):
            matrix = _matrix(vectors, grams)
            matrix[np.diag_indices_from(matrix)] += RIDGE * counts[intents] / counts.mean()
            # In place: the matrix is its own transpose, which lies as LAPACK wants it.
            factor = scipy.linalg.cho_factor(
                matrix.T, lower=True, overwrite_a=True, check_finite=False
            )
            pulls = scipy.linalg.cho_solve(factor, told - told.mean(axis=0), check_finite=False)
        return cls(np.ascontiguousarray(pulls, np.float32))

    def scores(self, seen: Seen) -> Floats:
        """Log odds of a kind, float32[n, intents]."""
        return np.asarray(STRETCH * (_kernel(seen.near, seen.alike) @ self.pulls), np.float32)

    def arrays(self) -> dict[str, Any]:
        """What `of` needs, by name."""
        return {"pulls": self.pulls}


def of(kept: Any) -> Linear | Kernel:
    """The learner whose `arrays` were kept."""
    if "pulls" in kept:
        return Kernel(kept["pulls"])
    return Linear(kept["weights"], kept["bias"], float(kept["ngram_weight"]))


def _kernel(near: Floats, alike: Floats) -> Floats:
    """Likeness is a mean: a third the vectors', a third the n-grams', a third the words'."""
    likeness = near + 2 * alike - 3
    return np.asarray(np.exp(np.float32(SHARPNESS / 3) * likeness), np.float32)


def _matrix(vectors: Floats, grams: csr_matrix) -> Floats:
    """The kernel of examples with examples, a few rows at a time."""
    found = np.empty((len(vectors), len(vectors)), np.float32)
    other = grams.T.tocsr()
    for at in range(0, len(vectors), ROWS):
        rows = slice(at, at + ROWS)
        alike = (grams[rows] @ other).toarray()
        found[rows] = _kernel(vectors[rows] @ vectors.T, alike)
    return found
