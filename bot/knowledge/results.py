"""What a search gives: hits, the best first. Pure data; depends on `documents`."""

from dataclasses import dataclass, field

from bot.knowledge.documents import Block, Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found. `score` joins all views (0..1, comparable within one search only),
    `dense` is the passage's cosine with the question, `lexical` its BM25 score,
    `unit_scores` the cosines of its units, `blocks` the document's blocks it was cut from."""

    passage: Passage
    score: float
    dense: float
    lexical: float
    unit_scores: list[float] = field(default_factory=list)
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits of one question, the best first, and the index version they are from."""

    version: str
    question: str
    hits: list[Hit]
