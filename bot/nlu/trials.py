"""What an assistant is tried with before it has customers: its own examples, held back.

In each round a part of the examples is held back, and a part of the intents altogether: messages
of those are about something unknown, and as hard to tell apart as real ones, for they come from
the same customers. Depends on `bot.nlu.head` and scikit-learn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from bot.nlu.confidence import Confidence
from bot.nlu.head import Examples, Head
from bot.nlu.ngrams import Ngrams
from bot.nlu.space import Floats, Space

FILE = "trials.npz"
ROUNDS = 5
MOST, MOST_OF_MANY = 1500, 4000
"""Examples that are tried, the latter by the kernel: more would take long and change little."""
NGRAM_WEIGHTS = (0.3, 0.5, 0.8)
SEED = 13
RIDGE = 0.3


@dataclass(frozen=True)
class Trials:
    """What came of each held-back message: `evidence` float32[n, 5], the intent `chosen` and
    the `true` one, "" where it was unknown in its round."""

    evidence: Floats
    chosen: NDArray[np.object_]
    true: NDArray[np.object_]

    def confidence(self, out_of_scope: str) -> Confidence:
        """Fitted on them; what is chosen as `out_of_scope` is refused anyway and says nothing."""
        taken = self.chosen != out_of_scope
        right = taken & (self.chosen == self.true)
        strangers, labelled = taken & (self.true == ""), taken & (self.true == out_of_scope)
        return Confidence.fit(
            self.evidence[right], self.evidence[strangers], self.evidence[labelled]
        )

    def save(self, folder: Path) -> None:
        """Writes `trials.npz`, with which a threshold can be chosen later."""
        chosen, true = self.chosen.astype(str), self.true.astype(str)
        np.savez(folder / FILE, evidence=self.evidence, chosen=chosen, true=true)

    @classmethod
    def load(cls, path: Path | BinaryIO) -> Trials:
        """What `save` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            chosen, true = kept["chosen"].astype(object), kept["true"].astype(object)
            return cls(kept["evidence"], chosen, true)


def some(examples: Examples, most: int = MOST) -> Examples:
    """At most about `most` of them, the large intents cut first."""
    if len(examples) <= most:
        return examples
    dice = np.random.default_rng(SEED)
    counts = Counter(examples.intents.tolist())
    limit = max(
        (cut for cut in range(1, most + 1) if sum(min(n, cut) for n in counts.values()) <= most),
        default=1,
    )
    order, taken = dice.permutation(len(examples)), Counter[str]()
    kept = []
    for at in order:
        intent = examples.intents[at]
        taken[intent] += 1
        if taken[intent] <= limit:
            kept.append(at)
    return examples.at(np.sort(np.array(kept)))


def best_ngram_weight(examples: Examples, weights: Sequence[float] = NGRAM_WEIGHTS) -> float:
    """The one with which most examples are told right by all others (the smallest of equals).

    By ridge regression, whose leave-one-out answers come from one inverse: with kernel K and
    α = (K + λ)⁻¹ y, the answer for example i without it is y_i - α_i / (K + λ)⁻¹_ii.
    """
    examples = some(examples)
    names = sorted(set(examples.intents))
    told = (examples.intents[:, None] == np.array(names, object)[None, :]).astype(np.float64)
    share = np.sqrt(1 / told.sum(axis=0))
    vectors = Space.of(examples.vectors)(examples.vectors).astype(np.float64)
    grams = Ngrams.learn(examples.texts).rows(examples.texts)
    meaning, characters = vectors @ vectors.T, (grams @ grams.T).toarray()

    def right(weight: float) -> int:
        kernel = meaning + weight**2 * characters
        inverse = np.linalg.inv(kernel + RIDGE * np.eye(len(kernel)))
        answers = told - (inverse @ told) / np.diag(inverse)[:, None]
        return int((told * (answers * share == (answers * share).max(1, keepdims=True))).sum())

    return max(weights, key=right)


def tried(examples: Examples, strength: float, ngram_weight: float, known: str = "") -> Trials:
    """Trials of `examples`; the intent `known` (examples of what is out of scope) is never held
    back as a whole."""
    many = examples.many
    examples = some(examples, MOST_OF_MANY if many else MOST)
    dice = np.random.default_rng(SEED)
    names = dice.permutation(sorted(set(examples.intents) - {known}))
    rounds_of_intents = {name: at % ROUNDS for at, name in enumerate(names)}
    unseen_in = np.array([rounds_of_intents.get(one, -1) for one in examples.intents])
    held_in = _spread(examples.intents, dice)
    rounds = (
        _round(examples, unseen_in == at, held_in == at, strength, ngram_weight, many, known)
        for at in range(ROUNDS)
    )
    return joined([one for one in rounds if one])


def joined(trials: Sequence[Trials]) -> Trials:
    """All of them in one, in their order."""
    nothing = Trials(np.zeros((0, 5), np.float32), np.array([], object), np.array([], object))
    parts = zip(*((one.evidence, one.chosen, one.true) for one in [nothing, *trials]), strict=True)
    return Trials(*(np.concatenate(part) for part in parts))


def _spread(intents: NDArray[np.object_], dice: np.random.Generator) -> NDArray[np.int64]:
    """The round in which each example is held back: each intent's are dealt out evenly."""
    held = np.zeros(len(intents), np.int64)
    for name in sorted(set(intents)):
        places = np.flatnonzero(intents == name)
        held[dice.permutation(places)] = (np.arange(len(places)) + dice.integers(ROUNDS)) % ROUNDS
    return held


def _round(
    examples: Examples,
    unseen: NDArray[np.bool_],
    held: NDArray[np.bool_],
    strength: float,
    ngram_weight: float,
    many: bool,
    known: str,
) -> Trials | None:
    """One round; None where it leaves fewer than two intents to learn, or nothing to try."""
    train = examples.at(np.flatnonzero(~unseen & ~held))
    test = examples.at(np.flatnonzero(unseen | held))
    learnt = set(train.intents)
    if len(learnt) < 2 or not len(test):
        return None
    head = Head.fit(train, strength, ngram_weight, many, known)
    probabilities, evidence = head.judge(test.texts, test.vectors)
    chosen = np.array(head.intents, object)[probabilities.argmax(axis=1)]
    true = np.array([one if one in learnt else "" for one in test.intents], object)
    return Trials(evidence, chosen, true)
