"""What was said: messages appended in order, read back as "everything after seq N".

Appending takes the next number and writes the row in one transaction, so that numbers have
neither gaps nor doubles whoever writes. Writers lock the conversation's row first (SQLite
locks the whole file anyway). Depends on `bot.database` and `bot.masking`.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.tables import Conversation, Message
from bot.database import Database, now
from bot.errors import BotError
from bot.masking import mask

BLANK = "[…]"


class ConversationNotFound(BotError):
    """No conversation has that id."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"There is no conversation {conversation_id!r}. Start a new one.", 404)


class MessageRejected(BotError):
    """The message cannot be taken as it is."""

    def __init__(self, message: str) -> None:
        super().__init__(message, 422)


class ConversationClosed(BotError):
    """Nothing more can be said in it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, 409)


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """A message before it has its number. An empty `client_id` is given a fresh one.

    `asks` is whether the assistant owes a customer's message an answer; `by_mail` that the
    customer is not in the widget as they write.
    """

    author: str
    text: str
    client_id: str = ""
    author_name: str = ""
    payload: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    asks: bool = True
    by_mail: bool = False


class Transcript:
    """Conversations and their messages over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def start(
        self, language: str, greeting: MessageDraft | None = None, simulated: bool = False
    ) -> Conversation:
        """A new conversation in the assistant's hands, opened by `greeting` when given."""
        row = Conversation(id=str(uuid.uuid4()), language=language, state="bot", last_seq=0)
        row.simulated = simulated
        async with self._database.write() as session:
            session.add(row)
            await session.flush()
            if greeting:
                await append_to(session, row.id, greeting)
            await session.refresh(row)
        return row

    async def get(self, conversation_id: str) -> Conversation:
        """The conversation's row as it stands; `ConversationNotFound` when there is none."""
        async with self._database.read() as session:
            return await conversation_in(session, conversation_id)

    async def speak(self, conversation_id: str, language: str) -> None:
        """The conversation is in `language` ("es" or "en") from now on."""
        change = update(Conversation).where(Conversation.id == conversation_id)
        async with self._database.write() as session:
            await session.execute(change.values(language=language))

    async def blank(self, conversation_id: str, besides: Collection[str]) -> int:
        """Take the customer's words out, but for the messages of the client ids `besides`, and
        addresses and telephone numbers out of everybody's; the number of messages changed."""
        where = Message.conversation_id == conversation_id
        async with self._database.write() as session:
            rows = await session.scalars(select(Message).where(where))
            changed = 0
            for row in rows:
                own = row.author == "customer" and row.client_id not in besides
                text = BLANK if own else mask(row.text)
                changed += text != row.text
                row.text, row.payload = text, None if own else row.payload
                row.data = {key: it for key, it in row.data.items() if key != "gathered"}
            return changed

    async def append(
        self, conversation_id: str, draft: MessageDraft, language: str | None = None
    ) -> tuple[Message, bool]:
        """Write `draft` as the next message, and whether it is new.

        `language` ("es" or "en") is the conversation's from now on, when given. A `client_id`
        that the conversation already has gives back the first message. A customer's message
        is `pending` while the assistant is in charge; a closed conversation takes none
        (`ConversationClosed`).
        """
        try:
            async with self._database.write() as session:
                return await append_to(session, conversation_id, draft, language), True
        except IntegrityError:
            _, known = await self.find(conversation_id, draft.client_id)
            if known is None:
                raise
            return known, False

    async def find(
        self, conversation_id: str, client_id: str
    ) -> tuple[Conversation, Message | None]:
        """The conversation, and its message that carries the client's own id, if any."""
        same = (Message.conversation_id == Conversation.id) & (Message.client_id == client_id)
        query = select(Conversation, Message).outerjoin(Message, same)
        async with self._database.read() as session:
            rows = await session.execute(query.where(Conversation.id == conversation_id))
            found = rows.one_or_none()
        if found is None:
            raise ConversationNotFound(conversation_id)
        return found[0], found[1]

    async def after(self, conversation_id: str, seq: int, limit: int = 500) -> list[Message]:
        """Messages with a number above `seq`, in order."""
        where = (Message.conversation_id == conversation_id, Message.seq > seq)
        query = select(Message).where(*where).order_by(Message.seq).limit(limit)
        async with self._database.read() as session:
            return list(await session.scalars(query))

    async def offered(self, conversation_id: str, payload: str) -> bool:
        """Whether one of our own buttons in this conversation carried `payload`."""
        where = (Message.conversation_id == conversation_id, Message.author != "customer")
        async with self._database.read() as session:
            rows = await session.scalars(
                select(Message.data).where(*where).order_by(Message.seq.desc()).limit(50)
            )
            return any(
                button.get("payload") == payload
                for data in rows
                for button in data.get("buttons", ())
            )

    async def topic_offered(self, conversation_id: str, title: str) -> bool:
        """Whether the assistant's newest words offered a topic of this `title`."""
        where = (Message.conversation_id == conversation_id, Message.author == "bot")
        newest = select(Message.data).where(*where).order_by(Message.seq.desc()).limit(1)
        async with self._database.read() as session:
            data = await session.scalar(newest) or {}
        buttons = data.get("buttons", ())
        return any(one["payload"] is None and one["title"] == title for one in buttons)

    async def ask_again(self, message_id: int, patience: timedelta) -> bool:
        """Take a pending message to ask the assistant again; False when another one has it."""
        stale = or_(Message.asked_at.is_(None), Message.asked_at < now() - patience)
        where = (Message.id == message_id, Message.turn == "pending", stale)
        async with self._database.write() as session:
            taken = await session.execute(update(Message).where(*where).values(asked_at=now()))
            return bool(taken.rowcount == 1)  # type: ignore[attr-defined]

    async def lost(
        self, patience: timedelta, since: datetime, until: datetime | None = None
    ) -> Sequence[Message]:
        """Pending messages, last asked after `since` and before `until`, that nobody is asking;
        oldest first."""
        stale = or_(Message.asked_at.is_(None), Message.asked_at < now() - patience)
        last = func.coalesce(Message.asked_at, Message.created_at)
        where = (Message.turn == "pending", stale, last > since, last < (until or now()))
        async with self._database.read() as session:
            query = select(Message).where(*where).order_by(Message.id).limit(100)
            return list(await session.scalars(query))


async def conversation_in(
    session: AsyncSession, conversation_id: str, *, lock: bool = False
) -> Conversation:
    """The conversation's row in `session`; `ConversationNotFound` when there is none.

    With `lock` nobody else can change it before the transaction ends.
    """
    found = await session.get(
        Conversation, conversation_id, populate_existing=True, with_for_update=lock
    )
    if found is None:
        raise ConversationNotFound(conversation_id)
    return found


async def append_once(
    session: AsyncSession, conversation_id: str, draft: MessageDraft
) -> tuple[Message, bool]:
    """`append_to`, or the message that has the draft's `client_id` already; whether it is new."""
    await conversation_in(session, conversation_id, lock=True)
    known = await _by_client_id(session, conversation_id, draft.client_id)
    return (known, False) if known else (await append_to(session, conversation_id, draft), True)


async def _by_client_id(
    session: AsyncSession, conversation_id: str, client_id: str
) -> Message | None:
    where = (Message.conversation_id == conversation_id, Message.client_id == client_id)
    return (await session.scalars(select(Message).where(*where))).one_or_none()


async def append_to(
    session: AsyncSession, conversation_id: str, draft: MessageDraft, language: str | None = None
) -> Message:
    """Write `draft` with the next number in `session`'s transaction.

    A customer who writes in the widget to an agent waits for no mail any more. While nobody has
    claimed it they may leave again without an answer: then it stays an offline matter.
    """
    where = Conversation.id == conversation_id
    from_customer = draft.author == "customer"
    values: dict[str, Any] = {"last_seq": Conversation.last_seq + 1, "updated_at": now()}
    if language:
        values["language"] = language
    if from_customer and not draft.by_mail:
        values["offline"] = and_(Conversation.offline, Conversation.state != "agent")
    bump = update(Conversation).where(where).values(values)
    columns = (Conversation.last_seq, Conversation.epoch, Conversation.state)
    row = (await session.execute(bump.returning(*columns))).one_or_none()
    if row is None:
        raise ConversationNotFound(conversation_id)
    if from_customer and row.state == "closed":
        raise ConversationClosed(f"Conversation {conversation_id!r} is closed. Start a new one.")
    owed = from_customer and draft.asks and row.state == "bot"
    message = Message(
        conversation_id=conversation_id,
        seq=row.last_seq,
        client_id=draft.client_id or str(uuid.uuid4()),
        author=draft.author,
        author_name=draft.author_name,
        text=draft.text,
        payload=draft.payload,
        data=draft.data,
        epoch=row.epoch,
        turn="pending" if owed else "none",
        asked_at=now() if owed else None,
        created_at=now(),
    )
    session.add(message)
    await session.flush()
    return message
