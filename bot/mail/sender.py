"""Sends what the outbox has, again and again with growing pauses, in the order of its time.

Several processes may send at once: who takes a mail moves its `next_at` by a compare-and-set, and
whoever dies with it leaves it to the others when that moment comes. A mail may therefore go out
twice, with the same Message-ID. What cannot be delivered is told in its conversation. Depends on
the tables, the envelopes, a transport and the transcript.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import structlog
from sqlalchemy import delete, select, update

from bot.conversations import ConversationNotFound, MessageDraft, Transcript
from bot.database import Database, now
from bot.live import Live, News
from bot.mail.envelopes import MOST_REFERENCES, Envelopes
from bot.mail.tables import MailAttachment, ReceivedMail, SentMail
from bot.mail.transports import NotSent, Transport
from bot.mail.words import say

log = structlog.get_logger()
IN_HAND = timedelta(seconds=120)
AT_ONCE = 20
# A day and a half in all; after the last one it is given up.
PAUSES_S = (30, 300, 1800, 7200, 21_600, 43_200, 57_600)


class Sender:
    """Sends over one transport. `clock` gives the present in naive UTC; `pauses_s` are seconds."""

    def __init__(
        self,
        database: Database,
        transport: Transport,
        envelopes: Envelopes,
        transcript: Transcript,
        live: Live,
        clock: Callable[[], datetime] = now,
        pauses_s: tuple[float, ...] = PAUSES_S,
    ) -> None:
        self._database = database
        self._transport = transport
        self._envelopes = envelopes
        self._transcript = transcript
        self._live = live
        self._clock = clock
        self._pauses_s = pauses_s

    async def send_due(self) -> int:
        """Try each mail that is due once, the oldest first; how many were tried."""
        due = (SentMail.state == "waiting", SentMail.next_at <= self._clock())
        oldest = select(SentMail).where(*due).order_by(SentMail.created_at)
        async with self._database.read() as session:
            mails = list(await session.scalars(oldest.limit(AT_ONCE)))
        tried = 0
        for mail in mails:
            if await self._take(mail):
                await self._send(mail)
                tried += 1
        return tried

    async def _take(self, mail: SentMail) -> bool:
        """Have the mail in hand for a while; False when another process was first."""
        same = (SentMail.state == "waiting", SentMail.next_at == mail.next_at)
        change = update(SentMail).where(SentMail.id == mail.id, *same)
        async with self._database.write() as session:
            taken = await session.execute(change.values(next_at=self._clock() + IN_HAND))
            return bool(taken.rowcount == 1)  # type: ignore[attr-defined]

    async def _send(self, mail: SentMail) -> None:
        try:
            envelope = self._filled(mail, await self._earlier(mail), await self._file(mail))
            await self._transport.send(envelope, self._envelopes.sender(mail), mail.to)
        except NotSent as error:
            await self._failed(mail, str(error), error.for_good)
        else:
            done = {"state": "sent", "sent_at": self._clock(), "last_error": None}
            await self._note(mail, **done, text="", html="")

    def _filled(
        self, mail: SentMail, earlier: list[str], file: MailAttachment | None
    ) -> EmailMessage:
        """The mail in its envelope; one that cannot be made must not keep those behind it."""
        try:
            return self._envelopes.fill(mail, earlier, file)
        except Exception as error:
            log.exception("mail_broken", id=mail.id)
            raise NotSent(str(error) or type(error).__name__, for_good=True) from error

    async def _file(self, mail: SentMail) -> MailAttachment | None:
        async with self._database.read() as session:
            return await session.get(MailAttachment, mail.id)

    async def _earlier(self, mail: SentMail) -> list[str]:
        """The Message-IDs of the conversation's mails before this one, the oldest first."""
        if mail.conversation_id is None:
            return []
        same, before = SentMail.conversation_id == mail.conversation_id, mail.created_at
        # An answer's thread is the customer's: a transcript to another address is not in it.
        ours = select(SentMail.created_at, SentMail.message_id).where(
            same, SentMail.to == mail.to, SentMail.created_at < before, SentMail.id != mail.id
        )
        theirs = select(ReceivedMail.received_at, ReceivedMail.message_id).where(
            ReceivedMail.conversation_id == mail.conversation_id,
            ReceivedMail.state == "joined",
            ReceivedMail.received_at < before,
        )
        async with self._database.read() as session:
            rows = [row for query in (ours, theirs) for row in await session.execute(query)]
        ids = [str(row.message_id) for row in sorted(rows, key=lambda row: (row[0], row[1]))]
        return [one for one in ids if one][-MOST_REFERENCES:]

    async def _failed(self, mail: SentMail, problem: str, for_good: bool) -> None:
        """Write down what went wrong, and when the next try is due, if there is one."""
        given_up = for_good or mail.tries >= len(self._pauses_s)
        log.warning("mail_not_sent", id=mail.id, tries=mail.tries + 1, given_up=given_up)
        if not given_up:
            pause = timedelta(seconds=self._pauses_s[mail.tries])
            return await self._note(mail, last_error=problem[:300], next_at=self._clock() + pause)
        await self._note(mail, last_error=problem[:300], state="given_up")
        await self._tell(mail)

    async def _tell(self, mail: SentMail) -> None:
        """The customer and the agent see in the conversation that a mail did not arrive."""
        if mail.conversation_id is None:
            return
        words = say("failed", mail.language, to=mail.to)
        draft = MessageDraft("system", words, mail.id, data={"notice": "mail_failed"})
        try:
            await self._transcript.append(mail.conversation_id, draft)
        except ConversationNotFound:
            return
        self._live.publish(News(mail.conversation_id))

    async def _note(self, mail: SentMail, **values: object) -> None:
        change = update(SentMail).where(SentMail.id == mail.id)
        async with self._database.write() as session:
            await session.execute(change.values(tries=mail.tries + 1, **values))
            if "state" in values:
                gone = delete(MailAttachment).where(MailAttachment.mail_id == mail.id)
                await session.execute(gone)
