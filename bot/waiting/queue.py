"""The queue of those who wait in the widget: danger first, then by first asking.

Those who are answered by mail or by telephone are not in it: nobody must go before them. Each
function reads in its caller's transaction. Depends on the conversations' tables.
"""

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import Conversation, Escalation

DANGER = "safety"


async def open_escalation(session: AsyncSession, conversation_id: str) -> Escalation | None:
    """The escalation of a conversation that has not ended."""
    where = (Escalation.conversation_id == conversation_id, Escalation.ended_at.is_(None))
    return (await session.scalars(select(Escalation).where(*where))).one_or_none()


async def position(session: AsyncSession, escalation: Escalation) -> int:
    """The place in the queue of a customer who waits in the widget; 1 is next."""
    earlier = or_(
        Escalation.asked_at < escalation.asked_at,
        and_(Escalation.asked_at == escalation.asked_at, Escalation.id < escalation.id),
    )
    danger = Escalation.reason == DANGER
    before = and_(danger, earlier) if escalation.reason == DANGER else or_(danger, earlier)
    query = (
        select(func.count())
        .select_from(Escalation)
        .join(Conversation, Conversation.id == Escalation.conversation_id)
        .where(
            Conversation.state == "waiting",
            Conversation.offline.is_(False),
            Escalation.ended_at.is_(None),
            Escalation.id != escalation.id,
            before,
        )
    )
    return 1 + int((await session.scalars(query)).one())
