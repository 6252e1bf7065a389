"""What of a question is compared, and its vector: no product's name, no manners, and little of
the small words.

The vector is the weighed mean of the model's token vectors. Depends on the embedder that it is
given, the product names, the small words of `bot.knowledge` and the folding.
"""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.groups.linking import Matrix
from bot.knowledge.late import QuestionTokens
from bot.knowledge.words import SAID_EVERYWHERE
from bot.nlu.text import fold
from bot.product_words import ProductWords

Kept = NDArray[np.float16]
WORD = re.compile(r"[^\W_]+")
MOST_CHARACTERS = 600
"""What is read of a question: the model reads no more than some hundred words anyway."""
MANNERS = re.compile(
    r"^\W*(?:(?:hola|buen[oa]s(?: d[ií]as| tardes| noches)?|hello|hi(?: there)?|hey(?: there)?"
    r"|good (?:morning|afternoon|evening)|dear (?:sir|madam|team)|una (?:duda|pregunta|consulta)"
    r"|(?:a )?quick question|perd[oó]n(?:e|a)?|disculp[ea]|excuse me|sorry)\b[\s,.;:!¡-]*)+"
    r"|[\s,.;:!-]*\b(?:(?:muchas |mil )?gracias(?: de antemano)?|(?:un )?saludos?|por favor|porfa"
    r"|thanks(?: (?:a lot|in advance|so much))?|thank you(?: (?:very|so) much)?|please|cheers"
    r"|kind regards|best regards)\b[\s.!]*$",
    re.IGNORECASE,
)


SMALL, SIGN = 0.35, 0.15
"""What a small word ("the", "que") and a sign weigh in a question's vector, where a word that says
what is asked weighs 1."""


class Embedder(Protocol):
    """What is needed of an embedder; vectors of different `model_id`s do not compare."""

    @property
    def model_id(self) -> str: ...

    def query_tokens(self, text: str, /) -> QuestionTokens: ...


class Meaning:
    """Vectors of questions. `products` names what is left out of them; `threads` embed at once
    where there are many."""

    def __init__(
        self, embedder: Embedder, products: ProductWords | None = None, threads: int = 1
    ) -> None:
        self._embedder = embedder
        self._threads = threads
        self.products = products or ProductWords()

    @property
    def model_id(self) -> str:
        """Vectors of another one do not compare."""
        return self._embedder.model_id

    def of(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Matrix:
        """Unit vectors float32[n, d]; blocks for milliseconds a text. `progress` is told how many
        are done."""
        compared = [self.compared(text) for text in texts]
        found: dict[str, Matrix] = {}
        distinct = list(dict.fromkeys(compared))
        with ThreadPoolExecutor(self._threads) as pool:
            for at, vector in enumerate(pool.map(self._vector, distinct)):
                found[distinct[at]] = vector
                if progress:
                    progress(at + 1)
        return np.stack([found[one] for one in compared])

    def _vector(self, text: str) -> Matrix:
        """The weighed mean of a text's tokens."""
        tokens = self._embedder.query_tokens(text)
        weights = np.asarray(token_weights(text, tokens.spans), np.float32)
        total = weights @ np.asarray(tokens.vectors, np.float32)
        vector: Matrix = (total / max(float(np.linalg.norm(total)), 1e-9)).astype(np.float32)
        return vector

    def compared(self, text: str) -> str:
        """What of `text` is compared; all of it where nothing would be left."""
        return without_manners(self.products.without(text[:MOST_CHARACTERS]))


def without_manners(text: str) -> str:
    """`text` without the greeting before it and the thanks after it."""
    left = MANNERS.sub("", MANNERS.sub("", text)).strip()
    return left if len(left.split()) > 1 else text


def token_weights(text: str, spans: Sequence[tuple[int, int]]) -> list[float]:
    """What each token, by where it stands in `text`, weighs."""
    said = [(found.start(), found.end(), found[0]) for found in WORD.finditer(fold(text))]
    weights, at = [], 0
    for start, end in spans:
        while at < len(said) and said[at][1] <= start:
            at += 1
        inside = at < len(said) and said[at][0] < end and start < said[at][1]
        small = inside and said[at][2] in SAID_EVERYWHERE
        weights.append((SMALL if small else 1.0) if inside else SIGN)
    return weights


def packed(vector: Matrix) -> bytes:
    """A question's vector as it is kept."""
    return vector.astype(np.float16).tobytes()


def unpacked(kept: Sequence[bytes]) -> Matrix:
    """Kept vectors as float32[n, d]."""
    return np.frombuffer(b"".join(kept), np.float16).reshape(len(kept), -1).astype(np.float32)
