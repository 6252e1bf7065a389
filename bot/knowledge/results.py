"""What a search gives: hits, the best first. Pure data; depends on `documents`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.knowledge.documents import Block, Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. `score` joins all views (0..1, comparable within one search only),
    `dense` is the passage's cosine with the question, `lexical` its BM25 score,
    `late` its MaxSim with the question's tokens (0 where it had no late look), `unit_scores`
    the cosines of its units, `blocks` the document's blocks it was cut from."""

    passage: Passage
    score: float
    dense: float
    lexical: float
    unit_scores: list[float] = field(default_factory=list)
    blocks: tuple[Block, ...] = ()
    late: float = 0.0


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of one question, the best first, and the index version they are from.

    `rarity` weighs the question's words (as `words.stems` cuts them): near 0 for one that every
    passage searched has, such as the product's name; more for one that few have.
    """

    version: str
    question: str
    hits: list[Hit]
    rarity: Mapping[str, float] = field(default_factory=dict)
