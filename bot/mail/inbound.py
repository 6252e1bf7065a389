"""A mail from outside: to its conversation, or aside with the reason. None is lost.

It joins where three things agree: it answers us (the signed answer address, or a Message-ID that
only our reader knows), a person wrote it, and it comes from the address that the conversation's
customer left. Depends on conversations, live, masking, the answer addresses and the tables.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.conversations import (
    Conversation,
    ConversationNotFound,
    Hands,
    MessageDraft,
    Transcript,
)
from bot.database import Database, now
from bot.errors import BotError
from bot.live import Live, News
from bot.mail.addresses import same
from bot.mail.reading import Attachment, Received, beginning, key_of, read
from bot.mail.replies import Replies
from bot.mail.tables import ReceivedMail, SentMail
from bot.mail.words import say
from bot.masking import mask_secrets

log = structlog.get_logger()
REASONS = (
    *("too_large", "unreadable", "automatic", "bounce", "own_mail"),
    *("no_conversation", "wrong_sender", "empty", "too_many", "refused"),
)
"""Why a mail is kept aside."""
NOT_WHOLE = ("cut", "attachments")
"""What a joined mail had besides."""
MOST_AN_HOUR = 30
LONGEST_MESSAGE = 20_000
KEPT_BYTES = 256_000
"""Of a mail from nobody we know; strangers must not fill the disk."""
Attach = Callable[[str, str, bytes], Awaitable[dict[str, Any]]]
"""Keeps a customer's file (conversation, name, bytes) and tells of it as messages do; a `BotError`
for one that is not taken."""
Urge = Callable[[str, str], Awaitable[None]]
"""Looks at a customer's new words (conversation, text) for danger."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a mail: "joined", "kept" or, for one that was here before, "known"."""

    state: str
    reason: str | None = None
    conversation_id: str | None = None


class Inbound:
    """Takes mails. `attach` keeps their files; `urge` looks at a joined message's words for danger;
    `max_bytes` is the largest mail; `clock` gives the present in naive UTC."""

    def __init__(
        self,
        database: Database,
        transcript: Transcript,
        hands: Hands,
        live: Live,
        replies: Replies,
        max_bytes: int = 10_000_000,
        attach: Attach | None = None,
        urge: Urge | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._transcript = transcript
        self._hands = hands
        self._live = live
        self._replies = replies
        self._attach = attach
        self._urge = urge
        self._clock = clock
        self.max_bytes = max_bytes

    async def take(self, raw: bytes, size: int | None = None) -> Taken:
        """Put the mail of these bytes where it belongs. Taking it again changes nothing.

        `size` is its whole length where `raw` is only its beginning.
        """
        if (size or len(raw)) > self.max_bytes:
            return await self._keep_unread(raw, "too_large", size)
        try:
            mail = await asyncio.to_thread(read, raw)
        except Exception as error:
            log.warning("mail_unreadable", error=type(error).__name__)
            return await self._keep_unread(raw, "unreadable")
        known = await self._known(mail.key)
        if known:
            return Taken("known", known.reason, known.conversation_id)
        conversation = await self._conversation(mail)
        reason = await self._reason(mail, conversation)
        if reason == "bounce" and conversation:
            await self._tell_bounce(conversation, mail)
        if reason or conversation is None:
            return await self._keep(mail, raw, reason or "no_conversation", conversation)
        try:
            return await self._join(mail, raw, conversation)
        except BotError as error:
            log.warning("mail_refused", why=error.message)
            return await self._keep(mail, raw, "refused", conversation)

    async def _reason(self, mail: Received, conversation: Conversation | None) -> str | None:
        """Why `mail` does not join; None where it does."""
        if mail.machine:
            return mail.machine
        if self._replies.is_ours(mail.sender):
            return "own_mail"
        if conversation is None:
            return "no_conversation"
        if not mail.sender or not same(mail.sender, conversation.reply_email or ""):
            return "wrong_sender"
        if not mail.text and not mail.attachments:
            return "empty"
        return "too_many" if await self._recent(conversation.id) >= MOST_AN_HOUR else None

    async def _join(self, mail: Received, raw: bytes, conversation: Conversation) -> Taken:
        target = await self._current(conversation)
        text, cut = _fitting(mask_secrets(mail.text), conversation.language)
        files, left = await self._files(target, mail.attachments)
        told = {"via": "mail", "subject": mask_secrets(mail.subject), "not_taken": left}
        data: dict[str, Any] = {"mail": told, **({"files": files} if files else {})}
        words = text or say("only_files", conversation.language)
        draft = MessageDraft("customer", words, f"mail-{mail.key[:48]}", data=data, asks=False)
        message, _ = await self._hands.reopen(target, draft)
        await self._hands.go_offline(target, conversation.reply_email)
        reason = "cut" if cut else "attachments" if left else None
        await self._write(mail, raw, "joined", reason, target)
        self._live.publish(News(target))
        if self._urge:
            await self._urge(target, message.text)
        return Taken("joined", reason, target)

    async def _files(
        self, conversation_id: str, attachments: tuple[Attachment, ...]
    ) -> tuple[list[dict[str, Any]], list[str]]:
        """The files that were taken, and the names of those that were not."""
        taken: list[dict[str, Any]] = []
        left: list[str] = []
        for one in attachments:
            try:
                if self._attach is None:
                    raise BotError("Files are not taken here.", 422)
                taken.append(await self._attach(conversation_id, one.name, one.data))
            except BotError:
                left.append(one.name)
        return taken, left

    async def _conversation(self, mail: Received) -> Conversation | None:
        """Whose answer it is: by the signed address, or by a Message-ID of ours."""
        found = self._replies.conversation_id(mail.recipients)
        if found is None and mail.answers:
            query = select(SentMail.conversation_id).where(SentMail.message_id.in_(mail.answers))
            async with self._database.read() as session:
                found = next((one for one in await session.scalars(query) if one), None)
        try:
            return await self._transcript.get(found) if found else None
        except ConversationNotFound:
            return None

    async def _current(self, conversation: Conversation) -> str:
        """Where the conversation goes on: it may have been merged into another one."""
        seen = {conversation.id}
        while conversation.merged_into and conversation.merged_into not in seen:
            seen.add(conversation.merged_into)
            conversation = await self._transcript.get(conversation.merged_into)
        return conversation.id

    async def _recent(self, conversation_id: str) -> int:
        where = (
            ReceivedMail.conversation_id == conversation_id,
            ReceivedMail.received_at > self._clock() - timedelta(hours=1),
        )
        async with self._database.read() as session:
            count = select(func.count()).select_from(ReceivedMail).where(*where)
            return int((await session.scalars(count)).one())

    async def _tell_bounce(self, conversation: Conversation, mail: Received) -> None:
        words = say("failed", conversation.language, to=conversation.reply_email or "")
        client_id = f"bounce-{mail.key[:48]}"
        draft = MessageDraft("system", words, client_id, data={"notice": "mail_failed"})
        await self._transcript.append(conversation.id, draft)
        self._live.publish(News(conversation.id))

    async def _known(self, key: str) -> ReceivedMail | None:
        async with self._database.read() as session:
            return await session.get(ReceivedMail, key)

    async def _keep(
        self, mail: Received, raw: bytes, reason: str, conversation: Conversation | None
    ) -> Taken:
        conversation_id = conversation.id if conversation else None
        await self._write(mail, raw, "kept", reason, conversation_id)
        log.info("mail_kept", reason=reason)
        return Taken("kept", reason, conversation_id)

    async def _keep_unread(self, raw: bytes, reason: str, size: int | None = None) -> Taken:
        message_id, sender, subject = beginning(raw)
        key = key_of(raw, message_id)
        known = await self._known(key)
        if known:
            return Taken("known", known.reason, known.conversation_id)
        nothing: tuple[Any, ...] = ()
        mail = Received(key, message_id, sender, nothing, subject, nothing, None, "", nothing)
        await self._write(mail, raw, "kept", reason, None, size)
        log.info("mail_kept", reason=reason)
        return Taken("kept", reason)

    async def _write(
        self,
        mail: Received,
        raw: bytes,
        state: str,
        reason: str | None,
        conversation_id: str | None,
        size: int | None = None,
    ) -> None:
        row = ReceivedMail(
            key=mail.key,
            message_id=mail.message_id[:300],
            sender=mail.sender[:200],
            subject=mask_secrets(mail.subject)[:200],
            state=state,
            reason=reason,
            conversation_id=conversation_id,
            size=size or len(raw),
            raw=_worth_keeping(raw, state, reason),
            received_at=self._clock(),
        )
        try:
            async with self._database.write() as session:
                session.add(row)
        except IntegrityError:
            # It came in twice at once; the other one is written down.
            log.info("mail_known", key=mail.key[:12])


def _worth_keeping(raw: bytes, state: str, reason: str | None) -> bytes | None:
    """What is kept of the mail itself: of a customer's all that did not get in, of a stranger's
    the beginning."""
    if reason is None:
        return None
    return raw if state == "joined" else raw[:KEPT_BYTES]


def _fitting(text: str, language: str) -> tuple[str, bool]:
    """`text`, or its beginning and a word about the rest; whether it was cut."""
    if len(text) <= LONGEST_MESSAGE:
        return text, False
    return f"{text[:LONGEST_MESSAGE]}\n\n{say('goes_on', language)}", True
