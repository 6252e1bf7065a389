"""Taking a customer's words out of questions and groups. Depends on counting groups anew."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.groups.recounting import recount
from bot.groups.tables import Question

NOTHING = "-"


async def forget(session: AsyncSession, conversation_ids: Collection[str]) -> None:
    """Take the words out of the questions of these conversations, and out of the labels and the
    centres that rested on them; that they were asked still counts."""
    mine = Question.conversation_id.in_(conversation_ids)
    query = select(Question.group_id).where(mine, Question.group_id.is_not(None)).distinct()
    groups = [one for one in await session.scalars(query) if one is not None]
    await session.execute(update(Question).where(mine).values(text=NOTHING, vector=None))
    await recount(session, groups)
