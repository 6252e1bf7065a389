"""From the evidence for an intent to one confidence, 0 to 1.

It is the probability that the intent is right and the message not about something else altogether,
where a given share of all messages is. So the figure means the same in every assistant, and so
does a threshold on it. Depends on numpy; scikit-learn only to fit.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WEIGHTS = (0.86, 0.77, 0.21, 0.26)
"""What each observation counts, in spreads: log odds, centre, closest by meaning, by characters.
Fitted over four sets of messages, each time without the one it was judged on."""
FEW = 20
"""With fewer trials of either kind nothing is fitted."""


@dataclass(frozen=True)
class Confidence:
    """`means` and `spreads` of the evidence, and a logistic curve over its weighted sum; `lead` is
    what log odds against the examples out of scope count beside it, where there are any.

    The defaults serve assistants too small to be tried out: medians over many of three to six
    intents.
    """

    means: tuple[float, ...] = (-0.73, 0.12, 0.20, 0.38)
    spreads: tuple[float, ...] = (0.40, 0.08, 0.12, 0.15)
    slope: float = 1.16
    offset: float = 0.25
    lead: float = 0.0

    def __call__(self, evidence: Floats) -> Floats:
        """float32[n] of `evidence`, float32[n, 5]."""
        odds = self.slope * self.sum(evidence) + self.lead * evidence[:, 4] + self.offset
        return np.asarray(1 / (1 + np.exp(-odds)), np.float32)

    def sum(self, evidence: Floats) -> Floats:
        """The weighted sum, in spreads, float32[n]."""
        scaled = (evidence[:, :4] - np.array(self.means)) / np.array(self.spreads)
        return np.asarray(scaled @ np.array(WEIGHTS), np.float32)

    def where(self, share: float) -> Confidence:
        """The same where `share` (0 to 1) of the messages is about something else, not half."""
        return replace(self, offset=self.offset + math.log((1 - share) / share))

    @classmethod
    def fit(cls, right: Floats, strangers: Floats, labelled: Floats) -> Confidence:
        """Fitted on the evidence of choices that were right and of other messages: `strangers`,
        about nothing known, and examples `labelled` as out of scope that were taken for
        something else. Each of these two weighs half. Too few of them: the defaults."""
        other = np.concatenate([strangers, labelled])
        if min(len(right), len(other)) < FEW:
            return cls()
        from sklearn.linear_model import LogisticRegression

        both = np.concatenate([right, other])
        spreads = np.maximum(both[:, :4].std(axis=0), 0.01)
        shape = cls(tuple(both[:, :4].mean(axis=0).tolist()), tuple(spreads.tolist()))
        told = np.repeat([1, 0], [len(right), len(other)])
        halves = _halves(len(strangers), len(labelled))
        weights = np.concatenate([np.full(len(right), len(other) / len(right)), halves])
        seen = np.stack([shape.sum(both), both[:, 4]], axis=1)
        model = LogisticRegression(C=10.0).fit(seen, told, sample_weight=weights)
        slope, lead = model.coef_[0].tolist()
        offset = float(model.intercept_[0])
        return replace(shape, slope=slope, lead=lead, offset=offset)

    def save(self, folder: Path) -> None:
        """Writes `confidence.json`."""
        (folder / "confidence.json").write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Confidence:
        """What `save` wrote."""
        return cls.of(json.loads((folder / "confidence.json").read_text(encoding="utf-8")))

    @classmethod
    def of(cls, said: dict[str, Any]) -> Confidence:
        """What `save` wrote, read from JSON."""
        return cls(
            tuple(said["means"]),
            tuple(said["spreads"]),
            said["slope"],
            said["offset"],
            said["lead"],
        )


def _halves(strangers: int, labelled: int) -> NDArray[np.float64]:
    """The weights of both, together their number; few labelled ones count singly."""
    if min(strangers, labelled) < FEW:
        return np.ones(strangers + labelled)
    half = (strangers + labelled) / 2
    return np.repeat([half / strangers, half / labelled], [strangers, labelled])
