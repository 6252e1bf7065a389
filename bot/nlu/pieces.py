"""Cuts texts into the pieces of the embedding model's vocabulary.

The same as the `tokenizers` package does with the same file (a test compares them), in less
than a third of its memory: its trie of 250,000 pieces takes 280 MB, this dictionary 80. Words
are cut alone, so that a shop's few thousand words are cut once. Standard library alone.
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

START, END, UNKNOWN = 0, 2, 3
SPACE = "▁"
# How much less likely than the rarest piece a character of none is (SentencePiece's figure).
UNKNOWN_PENALTY = 10.0


class Pieces:
    """A unigram vocabulary: of all ways to cut a word, the likeliest.

    Raises ValueError for a tokenizer of another kind than multilingual-e5's.
    """

    def __init__(self, path: Path) -> None:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["model"].get("type") != "Unigram" or said["model"]["unk_id"] != UNKNOWN:
            raise ValueError(f"{path} is no unigram tokenizer; bot/nlu reads those of e5 models.")
        vocabulary = said["model"]["vocab"]
        self._steps = [_step(step, path) for step in said["normalizer"]["normalizers"]]
        self._ids = {piece: number for number, (piece, _) in enumerate(vocabulary)}
        self._scores = array("d", (score for _, score in vocabulary))
        self._unknown = min(self._scores) - UNKNOWN_PENALTY
        self._longest = max(map(len, self._ids))
        self._cut_once = lru_cache(maxsize=20_000)(self._cut)

    def ids(self, text: str, limit: int) -> list[int]:
        """The numbers of the pieces of `text`, start and end marks included; `limit` at most."""
        for step in self._steps:
            text = step(text)
        found: list[int] = []
        for word in text.split():
            if len(found) >= limit:
                break
            found += self._cut_once(SPACE + word)
        return [START, *found[: limit - 2], END]

    def _cut(self, word: str) -> list[int]:
        """Viterbi: for each place, the best way to get there."""
        scores, came = [0.0], [(0, UNKNOWN)]
        for end in range(1, len(word) + 1):
            options = [(scores[at] + score, at, piece) for at, piece, score in self._to(word, end)]
            # Of equals the longest piece, which is the one that starts first.
            best, at, piece = max(options, key=lambda option: (option[0], -option[1]))
            scores.append(best)
            came.append((at, piece))
        return list(_joined(_way_back(came)))

    def _to(self, word: str, end: int) -> Iterator[tuple[int, int, float]]:
        """Pieces that end at `end`: where they start, number, log probability."""
        for at in range(max(0, end - self._longest), end):
            piece = self._ids.get(word[at:end])
            if piece is not None:
                yield at, piece, self._scores[piece]
        if word[end - 1] not in self._ids:
            yield end - 1, UNKNOWN, self._unknown


def _way_back(came: list[tuple[int, int]]) -> list[int]:
    """The pieces of the best way, first to last."""
    found, at = [], len(came) - 1
    while at > 0:
        at, piece = came[at]
        found.append(piece)
    return found[::-1]


def _joined(pieces: list[int]) -> Iterator[int]:
    """Unknown characters in a row count as one."""
    for piece, run in groupby(pieces):
        yield from [piece] if piece == UNKNOWN else run


def _step(said: dict[str, Any], path: Path) -> Callable[[str], str]:
    """One step of the normalisation that the file describes."""
    if said["type"] == "NFKC":
        return lambda text: unicodedata.normalize("NFKC", text)
    if said["type"] == "Replace" and "Regex" in said["pattern"]:
        pattern, content = re.compile(said["pattern"]["Regex"]), said["content"]
        return lambda text: pattern.sub(content, text)
    raise ValueError(f"{path} normalises with {said['type']}, which bot/nlu/pieces.py lacks.")
