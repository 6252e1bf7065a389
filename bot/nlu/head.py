"""The head of the intent classifier: what was learnt and what speaks for its choice.

A message is its sentence vector in the examples' own space (`bot.nlu.space`) and its n-grams;
`bot.nlu.learners` scores the intents by them. How sure the choice is comes from several
observations, the `evidence`, which `bot.nlu.confidence` turns into one figure. Kept as npz and
JSON, never as a pickle. Depends on numpy and scipy; scikit-learn only to fit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.nlu import learners
from bot.nlu.confidence import Confidence
from bot.nlu.learners import Kernel, Linear, Seen
from bot.nlu.ngrams import Ngrams
from bot.nlu.space import Floats, Space, unit

BATCH = 200
CHANCE = 1e-6
LEAD = 6.0
"""The log odds against "out of scope" from which on more of them say nothing more."""
MANY = 60
"""Examples of an intent, on average, from which on the kernel learns."""
UNSURE = 0.5
PART = 0.8
"""What the confidence in a part of a message counts beside that in the whole."""


@dataclass(frozen=True)
class Examples:
    """Training messages: `texts`, their sentence `vectors` float32[n, d], `intents` object[n]."""

    texts: Sequence[str]
    vectors: Floats
    intents: NDArray[np.object_]

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, places: NDArray[np.int64]) -> Examples:
        """Those at `places`."""
        return Examples(
            [self.texts[at] for at in places], self.vectors[places], self.intents[places]
        )

    @property
    def many(self) -> bool:
        """Whether there are enough of them for the kernel."""
        return len(self) >= MANY * len(set(self.intents))


@dataclass(frozen=True)
class Head:
    """The intents, what scores them, and the examples as rows: `vectors` float32[n, d] in the
    space, `centres` float32[intents, d]."""

    intents: list[str]
    ngrams: Ngrams
    space: Space
    learner: Linear | Kernel
    vectors: Floats
    centres: Floats
    example_grams: csr_matrix
    out_of_scope: str = ""

    @classmethod
    def fit(
        cls,
        examples: Examples,
        strength: float,
        ngram_weight: float,
        many: bool = False,
        out_of_scope: str = "",
    ) -> Head:
        """Fits on `examples` of at least two intents; with the kernel where they are `many`,
        else by logistic regression, whose `strength` and `ngram_weight` `Linear` explains.
        `out_of_scope` names the intent of those about something else."""
        ngrams = Ngrams.learn(examples.texts, with_words=many)
        grams = ngrams.rows(examples.texts)
        space = Space.of(examples.vectors)
        vectors = space(examples.vectors)
        names, told = np.unique(examples.intents.astype(str), return_inverse=True)
        learner: Linear | Kernel
        if many:
            learner = Kernel.fit(vectors, grams, told)
        else:
            learner = Linear.fit(vectors, grams, told, strength, ngram_weight)
        centres = unit(np.stack([vectors[told == at].mean(axis=0) for at in range(len(names))]))
        intents = [str(name) for name in names]
        return cls(intents, ngrams, space, learner, vectors, centres, grams, out_of_scope)

    @cached_property
    def _terms(self) -> csr_matrix:
        """The examples' n-grams by term: turning them round for each message would take longer
        than all the rest."""
        return self.example_grams.T.tocsr()

    def judge(self, texts: Sequence[str], vectors: Floats) -> tuple[Floats, Floats]:
        """Probabilities float32[n, intents] and the evidence for each best one, float32[n, 5].

        The evidence: the log odds of the best intent; the cosines to that intent's centre, to the
        closest example by meaning and to the closest by characters; the log odds of the best
        intent against `out_of_scope`, 6 at most and where there is no such intent.
        """
        parts = [
            self._judge(texts[at : at + BATCH], vectors[at : at + BATCH])
            for at in range(0, len(texts), BATCH)
        ]
        probabilities, evidence = zip(*parts, strict=True)
        return np.concatenate(probabilities), np.concatenate(evidence)

    def _judge(self, texts: Sequence[str], vectors: Floats) -> tuple[Floats, Floats]:
        here, grams = self.space(vectors), self.ngrams.rows(texts)
        seen = Seen.beside(here, grams, self.vectors, self._terms)
        scores = self.learner.scores(seen)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities = powers / powers.sum(axis=1, keepdims=True)
        best = probabilities.argmax(axis=1)
        chance = probabilities[np.arange(len(best)), best]
        evidence = np.stack(
            [
                np.log((chance + CHANCE) / (1 - chance + CHANCE)),
                (here * self.centres[best]).sum(axis=1),
                seen.near.max(axis=1),
                seen.alike.max(axis=1),
                self._lead(chance, probabilities),
            ],
            axis=1,
        )
        return np.asarray(probabilities, np.float32), np.asarray(evidence, np.float32)

    def _lead(self, chance: Floats, probabilities: Floats) -> Floats:
        if self.out_of_scope not in self.intents:
            return np.full(len(chance), LEAD, np.float32)
        other = probabilities[:, self.intents.index(self.out_of_scope)]
        return np.minimum(np.log((chance + CHANCE) / (other + CHANCE)), np.float32(LEAD))

    def rank(
        self,
        text: str,
        vector: Floats,
        confidence: Confidence,
        parts: Callable[[], Sequence[tuple[str, Floats]]] = tuple,
    ) -> list[tuple[str, float]]:
        """Intents with their confidences, best first; `vector` is float32[d].

        The best one has the confidence that its evidence gives, the others less, in proportion to
        their probabilities. `out_of_scope` has its probability, if that is more: confidence tells
        that a message is not about something else, and here it is.

        Where few examples were learnt, the whole message leaves it unsure and it has `parts`, the
        surest of them speaks for all, if it is clearly surer. Of many examples enough are long
        themselves; parts would take away what was learnt from them.
        """
        [probabilities], evidence = self._judge([text], vector[None, :])
        [sure] = confidence(evidence)
        unsure = isinstance(self.learner, Linear) and sure < UNSURE
        if unsure and (spoken := parts()):
            texts, vectors = zip(*spoken, strict=True)
            in_parts, evidence = self._judge(texts, np.stack(vectors))
            surest = confidence(evidence) * PART
            at = int(surest.argmax())
            if surest[at] > sure:
                probabilities, sure = in_parts[at], surest[at]
        scores = probabilities / probabilities.max() * sure
        order = np.argsort(-scores, kind="stable")
        best = order[0]
        if self.intents[best] == self.out_of_scope:
            scores[best] = max(scores[best], probabilities[best])
        return [(self.intents[one], float(scores[one])) for one in order]

    def save(self, folder: Path) -> None:
        """Writes `head.npz` and `head.json`."""
        np.savez(
            folder / "head.npz",
            vectors=self.vectors,
            centres=self.centres,
            mean=self.space.mean,
            matrix=self.space.matrix,
            term_weights=self.ngrams.weights,
            grams=self.example_grams.data,
            columns=self.example_grams.indices,
            ends=self.example_grams.indptr,
            **self.learner.arrays(),
        )
        said = {
            "intents": self.intents,
            "terms": list(self.ngrams.terms),
            "with_words": self.ngrams.with_words,
            "out_of_scope": self.out_of_scope,
        }
        (folder / "head.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Head:
        """What `save` wrote."""
        said = json.loads((folder / "head.json").read_text(encoding="utf-8"))
        with np.load(folder / "head.npz", allow_pickle=False) as kept:
            return cls(
                said["intents"],
                Ngrams(said["terms"], kept["term_weights"], said["with_words"]),
                Space(kept["mean"], kept["matrix"]),
                learners.of(kept),
                kept["vectors"],
                kept["centres"],
                _grams(kept, len(said["terms"])),
                said["out_of_scope"],
            )


def _grams(kept: Any, terms: int) -> csr_matrix:
    parts = (kept["grams"], kept["columns"], kept["ends"])
    return csr_matrix(parts, (len(kept["vectors"]), terms))
