"""The head of the intent classifier: a fitted logistic regression and its nearness gate.

A message's row is its unit sentence vector joined with its n-grams times `ngram_weight`.
Confidence is the probability times a gate: how near the message is to the closest training
example, by meaning or by characters, whichever is nearer; far from all of them it is nobody's
business, however sure the regression is. Kept as npz and JSON, never as a pickle. Depends on
numpy and scipy; scikit-learn only to fit.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from bot.nlu.ngrams import Ngrams

Floats = NDArray[np.float32]
Indices = NDArray[np.int32]


@dataclass(frozen=True)
class Gate:
    """Similarity to the closest example: `low` and less is 0, `high` and more is 1."""

    low: float
    high: float

    def __call__(self, similarity: float) -> float:
        return float(np.clip((similarity - self.low) / (self.high - self.low), 0, 1))


@dataclass(frozen=True)
class Head:
    """`weights` float32[intents, d + terms], `bias` float32[intents], examples as rows."""

    intents: list[str]
    ngrams: Ngrams
    ngram_weight: float
    weights: Floats
    bias: Floats
    vectors: Floats
    example_grams: csr_matrix
    meaning: Gate = field(default=Gate(0.82, 0.92))
    characters: Gate = field(default=Gate(0.50, 0.90))

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        vectors: Floats,
        intents: Sequence[str],
        strength: float,
        ngram_weight: float,
    ) -> Head:
        """Fits on `texts`, their `vectors` float32[n, d] and `intents`; `strength` is 1/λ."""
        from sklearn.linear_model import LogisticRegression

        ngrams = Ngrams.learn(texts)
        example_grams = ngrams.rows(texts)
        rows = hstack([csr_matrix(vectors), example_grams * ngram_weight], "csr")
        model = LogisticRegression(
            C=strength, max_iter=1000, class_weight="balanced", multi_class="multinomial"
        ).fit(rows, list(intents))
        weights, bias = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # one row then: that of the second class
            weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
        return cls(
            [str(name) for name in model.classes_],
            ngrams,
            ngram_weight,
            weights.astype(np.float32),
            bias.astype(np.float32),
            vectors,
            example_grams,
        )

    def gated(self, meaning: Gate, characters: Gate) -> Head:
        """The same head behind other gates."""
        return Head(**{**self.__dict__, "meaning": meaning, "characters": characters})

    def rank(self, text: str, vector: Floats) -> list[tuple[str, float]]:
        """Intents with their confidences, best first; `vector` is float32[d]."""
        columns, values = self.ngrams.row(text)
        near = self.nearness(vector, columns, values)
        scores = near * self.probabilities(vector, columns, values)
        order = np.argsort(-scores, kind="stable")
        return [(self.intents[at], float(scores[at])) for at in order]

    def probabilities(self, vector: Floats, columns: Indices, values: Floats) -> Floats:
        """The regression's own, float32[intents], sum 1; `columns` and `values` are n-grams."""
        size = len(vector)
        scores = self.weights[:, :size] @ vector + self.bias
        scores += self.weights[:, size + columns] @ (values * self.ngram_weight)
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum(), np.float32)

    def nearness(self, vector: Floats, columns: Indices, values: Floats) -> float:
        """How near the closest example is, 0..1."""
        grams = np.zeros(len(self.ngrams.terms), np.float32)
        grams[columns] = values
        by_meaning = float((self.vectors @ vector).max())
        by_characters = float((self.example_grams @ grams).max())
        return max(self.meaning(by_meaning), self.characters(by_characters))

    def save(self, folder: Path) -> None:
        """Writes `head.npz` and `head.json`."""
        np.savez(
            folder / "head.npz",
            weights=self.weights,
            bias=self.bias,
            vectors=self.vectors,
            ngram_weights=self.ngrams.weights,
            grams=self.example_grams.data,
            columns=self.example_grams.indices,
            ends=self.example_grams.indptr,
        )
        said = {
            "intents": self.intents,
            "terms": list(self.ngrams.terms),
            "ngram_weight": self.ngram_weight,
        }
        (folder / "head.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Head:
        """What `save` wrote; the gates are configuration, not part of it."""
        said = json.loads((folder / "head.json").read_text(encoding="utf-8"))
        with np.load(folder / "head.npz", allow_pickle=False) as kept:
            grams = csr_matrix(
                (kept["grams"], kept["columns"], kept["ends"]),
                (len(kept["vectors"]), len(said["terms"])),
            )
            return cls(
                said["intents"],
                Ngrams(said["terms"], kept["ngram_weights"]),
                said["ngram_weight"],
                kept["weights"],
                kept["bias"],
                kept["vectors"],
                grams,
            )
