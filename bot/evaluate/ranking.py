"""How well a ranking finds what answers: hit@k and the mean reciprocal rank. Pure."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

Found = TypeVar("Found")
DEPTH = 10
"""Places that count; what comes after is not read."""
CUTS = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Ranks:
    """The place of the first right thing for each question, from 1; None beyond `DEPTH`."""

    places: Sequence[int | None]

    def measures(self) -> dict[str, float]:
        """hit@k: the share found among the first k; mrr: the mean of 1/place, 0 beyond."""
        count = len(self.places)
        found = [place for place in self.places if place]
        hits = {f"hit@{k}": sum(place <= k for place in found) for k in CUTS}
        shares = {name: value / count if count else 0.0 for name, value in hits.items()}
        return shares | {"mrr": sum(1 / place for place in found) / count if count else 0.0}


def place_of(ranked: Sequence[Found], right: Set[Found]) -> int | None:
    """The place of the first of `right` in `ranked`, from 1; things ranked twice count once."""
    distinct = list(dict.fromkeys(ranked))[:DEPTH]
    return next((place for place, one in enumerate(distinct, 1) if one in right), None)
