"""Questions that an agent answered, found by the agents' replies.

What nobody had answered when an agent replied is the agent's; and so is the last question before
the way to people where nothing else was asked of them: its customer was not content with the
answer. Depends on the rows.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.brief.sentences import tells
from bot.conversations import Escalation, Message
from bot.groups.reading import questions_of
from bot.groups.tables import Question


async def credit(session: AsyncSession, replies: Sequence[Message]) -> int:
    """Note which questions agents' `replies` answered; how many."""
    told = [one for one in replies if tells(one.text)]
    credited = 0
    for talk in {one.conversation_id for one in told}:
        last = max(one.created_at for one in told if one.conversation_id == talk)
        asked = [one for one in await questions_of(session, [talk]) if one.asked_at <= last]
        handed = await _handed(session, talk, last, asked)
        for question in asked:
            if question.answered_by == "nobody" or question is handed:
                credited += question.answered_by != "agent"
                question.answered_by = "agent"
    return credited


async def _handed(
    session: AsyncSession, talk: str, at: datetime, asked: Sequence[Question]
) -> Question | None:
    """The question that went to people when the conversation did; None where others were asked
    of them."""
    where = (Escalation.conversation_id == talk, Escalation.asked_at <= at)
    newest = select(Escalation.asked_at).where(*where).order_by(Escalation.id.desc()).limit(1)
    begun = await session.scalar(newest)
    if begun is None or any(one.asked_at > begun for one in asked):
        return None
    return asked[-1] if asked else None
