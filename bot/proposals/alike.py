"""Nearly the same text: the share of characters that two have in common, in order.

Capitals, accents and signs are left aside. The likeness is 2 LCS / (m + n), LCS being the longest
common subsequence by Hyyrö's bit-parallel algorithm ("Bit-parallel LCS-length computation
revisited", 2004). Pure; depends on numpy and the folding of `bot.nlu.text`.
"""

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.nlu.text import fold

NEAR = 0.85
"""Above this two are nearly the same; tests of the sample's messages use the same one."""
LETTERS = {sign: at for at, sign in enumerate(" abcdefghijklmnopqrstuvwxyz0123456789", start=1)}
Counts = NDArray[np.int16]


def normal(text: str) -> str:
    """Its words alone."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def digest(text: str) -> str:
    """SHA-256 of its words alone."""
    return hashlib.sha256(normal(text).encode()).hexdigest()


def common(one: str, other: str) -> int:
    """The length of the longest common subsequence."""
    where: dict[str, int] = {}
    for at, sign in enumerate(one):
        where[sign] = where.get(sign, 0) | 1 << at
    whole = (1 << len(one)) - 1
    row = whole
    for sign in other:
        matched = row & where.get(sign, 0)
        row = (row + matched | row - matched) & whole
    return len(one) - row.bit_count()


def likeness(one: str, other: str) -> float:
    """0 to 1, of texts as they are."""
    size = len(one) + len(other)
    return 2 * common(one, other) / size if size else 1.0


class Alike:
    """Finds the nearest of many texts, if it is near enough."""

    def __init__(self, texts: Sequence[str], near: float = NEAR) -> None:
        self._texts = [normal(text) for text in texts]
        self._near = near
        self._counts = np.stack([_counts(one) for one in self._texts or [""]])
        self._sizes = self._counts.sum(axis=1)

    def nearest(self, text: str) -> int | None:
        """The place of the most alike text above the bound; None where there is none."""
        wanted = normal(text)
        if not wanted or not self._texts:
            return None
        # No two have more characters in common in order than in any order.
        own = _counts(wanted)
        most = 2 * np.minimum(self._counts, own).sum(axis=1) / (self._sizes + own.sum())
        near = [
            (likeness(wanted, self._texts[at]), int(at)) for at in np.flatnonzero(most > self._near)
        ]
        best = max(near, default=(0.0, -1))
        return best[1] if best[0] > self._near else None


def _counts(text: str) -> Counts:
    """How often each letter and digit is in it; all other signs are one."""
    found = [LETTERS.get(sign, 0) for sign in text]
    return np.bincount(found, minlength=len(LETTERS) + 1).astype(np.int16)
