"""Which words a draft begins with: the best of what agents said and manuals say. Pure.

A reply that solved is better the better the customer liked it and the nearer its question is to
the centre of the group; a passage is as good as the look-up is sure of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.brief import Piece
from bot.demand.asked import Reply
from bot.editorial import Quote

SOLVED = 0.55
"""What a reply is worth that solved one case and was never scored: as much as a passage of which
the look-up is that sure."""
PER_STAR = 0.12
LIKED = 3.5
NEAR = 0.2


@dataclass(frozen=True, slots=True)
class Words:
    """An answer to begin with, and where it is from; `worth` is 0 to about 1."""

    text: str
    language: str
    worth: float
    quote: Quote


def of_reply(reply: Reply) -> Words:
    """An agent's reply as words to begin with."""
    worth = SOLVED + NEAR * (reply.nearness - 0.5)
    worth += PER_STAR * ((reply.score or LIKED) - LIKED)
    title = "" if reply.score is None else f"CSAT {reply.score:.0f}/5"
    quote = Quote("reply", reply.language, reply.text, reply.conversation_id, title=title)
    return Words(reply.text, reply.language, worth, quote)


def of_piece(piece: Piece) -> Words:
    """A passage, or an entry that is there already, as words to begin with."""
    cited = piece.citation or {}
    id = piece.source if piece.citation else None
    url = str(cited.get("url") or "")
    quote = Quote("passage", piece.language, piece.text, None, id, piece.title, url)
    return Words(piece.text, piece.language, piece.confidence or 0.0, quote)


def best(replies: Iterable[Reply], pieces: Iterable[Piece], language: str) -> Words | None:
    """The best words in `language`; None where there are none that are worth beginning with."""
    words = [of_reply(one) for one in replies if one.language == language]
    words += [of_piece(one) for one in pieces if one.language == language and one.confidence]
    return max(words, key=lambda one: one.worth, default=None)
