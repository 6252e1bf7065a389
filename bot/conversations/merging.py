"""Two conversations become one: the words of the first are copied to the second.

Works in its caller's transaction. Depends on the moves and the transcript.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.moves import Step, move, note, settle
from bot.conversations.refusals import NotToMerge, NotYours
from bot.conversations.tables import Conversation, Message
from bot.conversations.transcript import MessageDraft, append_to, conversation_in


async def both(
    session: AsyncSession, source_id: str, into_id: str
) -> tuple[Conversation, Conversation]:
    """The two rows, locked: always in the same order, so that two merges crosswise end."""
    if source_id == into_id:
        raise NotToMerge(source_id, "it is the same one")
    rows = {
        one: await conversation_in(session, one, lock=True) for one in sorted((source_id, into_id))
    }
    return rows[source_id], rows[into_id]


async def merge(
    session: AsyncSession,
    source: Conversation,
    into: Conversation,
    agent: str,
    notices: Mapping[str, MessageDraft],
    at: datetime,
) -> int:
    """Copy all of `source` into `into`, close it, and tell its customer; the messages copied.

    `NotYours` where another agent has the source, `NotToMerge` where it was merged before.
    """
    if source.state == "agent" and source.assigned_agent != agent:
        raise NotYours(source.id)
    if source.merged_into:
        raise NotToMerge(source.id, "it was merged before")
    into.reply_email = into.reply_email or source.reply_email
    await append_to(session, into.id, notices["into"])
    copied = await _copy(session, source, into.id)
    await append_to(session, source.id, notices["source"])
    step = Step(source.state, "closed", "merge", agent)
    await move(session, source, step, at, merged_into=into.id, last_agent=agent)
    await settle(session, source.id)
    await note(session, source.id, agent=agent, outcome="merged", ended_at=at)
    return copied


async def living(session: AsyncSession, conversation_id: str) -> Conversation:
    """The conversation, or the one into which it was merged, locked."""
    row = await conversation_in(session, conversation_id)
    while row.merged_into:
        row = await conversation_in(session, row.merged_into)
    row = await conversation_in(session, row.id, lock=True)
    return await living(session, row.id) if row.merged_into else row


async def _copy(session: AsyncSession, source: Conversation, into_id: str) -> int:
    """Append what people and the assistant said in `source`, in order, marked as such and without
    buttons: what the counter told there of places and waits would be untrue here.

    A message is copied once alone, because a conversation is merged once alone: ids are fresh.
    """
    where = (Message.conversation_id == source.id, Message.author != "system")
    messages = list(await session.scalars(select(Message).where(*where).order_by(Message.seq)))
    for message in messages:
        data = {key: value for key, value in message.data.items() if key != "buttons"}
        # What was merged twice says where it was said first.
        mark: dict[str, Any] = {"merged_from": source.id, "said_at": message.created_at.isoformat()}
        if _is_unanswered(message):
            mark["unanswered"] = True
        copy = MessageDraft(
            message.author,
            message.text,
            author_name=message.author_name,
            payload=message.payload,
            data=mark | data,
            asks=False,
        )
        await append_to(session, into_id, copy)
    return len(messages)


def _is_unanswered(message: Message) -> bool:
    """Whether it is a question of the customer's to which nobody has said anything yet."""
    copied = "merged_from" in message.data and "unanswered" not in message.data
    owed = message.turn in ("none", "dropped", "pending") and message.payload is None
    return message.author == "customer" and owed and not copied
