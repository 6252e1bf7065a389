"""What an agent is told of a conversation, and what there is to answer with.

Depends on the brief, the passages and the solved conversations; knows nothing of pages.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.brief import Brief, Briefs, Passages, Piece
from bot.brief.passages import question_of
from bot.solved import Case, Solved
from bot.solved.masking import NAME


@dataclass(frozen=True, slots=True)
class Helps:
    """What may be inserted: pieces of the manuals and FAQ, and replies that solved the like."""

    pieces: Sequence[Piece] = field(default=())
    cases: Sequence[Case] = field(default=())


class BriefDesk:
    """Briefs and help over the objects of one service."""

    def __init__(self, briefs: Briefs, passages: Passages, solved: Solved) -> None:
        self._briefs = briefs
        self._passages = passages
        self._solved = solved

    async def brief(self, conversation_id: str) -> Brief:
        """As things stand now; `ConversationNotFound`."""
        return await self._briefs.of(conversation_id)

    async def helps(self, conversation_id: str, brief: Brief) -> Helps:
        """What to answer what is open with; nothing where nothing is."""
        if brief.unanswered is None:
            return Helps()
        product = brief.subjects[0].product_id if brief.subjects else None
        question = question_of(brief.unanswered)
        pieces, cases = await asyncio.gather(
            self._passages.for_brief(brief),
            self._solved.nearest(question, brief.language, product, conversation_id),
        )
        return Helps(pieces, cases)


def about(brief: Brief) -> tuple[str, str, tuple[str, ...]]:
    """What the help hangs on: while it is the same, so is the help."""
    question = question_of(brief.unanswered) if brief.unanswered else ""
    return question, brief.language, tuple(one.product_id for one in brief.subjects)


def addressed(reply: str, brief: Brief) -> str:
    """A solved reply for this customer: their own first name where another's was taken out."""
    first = brief.who.name.split()[0] if brief.who.name else ""
    if first:
        return reply.replace(NAME, first)
    return reply.replace(f", {NAME}", "").replace(f"{NAME}, ", "").replace(f" {NAME}", "")
