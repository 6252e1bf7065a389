"""The mails that the counter writes: answers, transcripts and confirmations.

An agent's answer to somebody who is not there is due from the transaction that writes it; what is
due goes out together once the agent has been silent for a while, so that three short messages are
one mail. Depends on conversations, the letters and the outbox.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import Conversation, Message
from bot.conversations.transcript import conversation_in
from bot.database import Database, now
from bot.mail.addresses import address_of, same
from bot.mail.letters import MOST_ENTRIES, Letter, Letters, number_of
from bot.mail.outbox import Outbox
from bot.mail.tables import DueAnswer
from bot.mail.words import say
from bot.policies.days import in_words, local
from bot.wishes import WEEKDAYS

PATIENCE = 3
"""An agent who writes on and on is waited for this many times as long as one who is silent."""
READ_ALREADY = ""


class Mails:
    """Writes mails over one database and outbox. `gather_s` is how long an agent is silent before
    what they said goes out; `clock` gives the present in naive UTC."""

    def __init__(
        self,
        database: Database,
        outbox: Outbox,
        letters: Letters,
        gather_s: float = 60.0,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._database = database
        self._outbox = outbox
        self._letters = letters
        self._gather = timedelta(seconds=gather_s)
        self._clock = clock

    async def said(self, session: AsyncSession, conversation: Conversation, said: Message) -> None:
        """An agent's message, in the transaction that writes it: it is due by mail where the
        customer waits for one."""
        if not (conversation.offline and conversation.reply_email):
            return
        session.add(
            DueAnswer(
                message_id=said.id,
                conversation_id=conversation.id,
                seq=said.seq,
                to=conversation.reply_email,
                said_at=self._clock(),
            )
        )

    async def gather(self) -> int:
        """Put what is due in the outbox, one mail for each conversation; how many it were."""
        query = select(DueAnswer).where(DueAnswer.mail_id.is_(None)).order_by(DueAnswer.said_at)
        async with self._database.read() as session:
            due = list(await session.scalars(query.limit(1000)))
        waiting: dict[tuple[str, str], list[datetime]] = {}
        for one in due:
            waiting.setdefault((one.conversation_id, one.to), []).append(one.said_at)
        ripe = [key for key, said in waiting.items() if self._is_ripe(said)]
        return sum([await self._answer(*key) for key in ripe])

    def _is_ripe(self, said: Sequence[datetime]) -> bool:
        at = self._clock()
        return said[-1] <= at - self._gather or said[0] <= at - PATIENCE * self._gather

    async def _answer(self, conversation_id: str, to: str) -> bool:
        """Mail all that is due there; False where another process did, or it was read already."""
        where = (
            DueAnswer.conversation_id == conversation_id,
            DueAnswer.to == to,
            DueAnswer.mail_id.is_(None),
        )
        async with self._database.write() as session:
            conversation = await conversation_in(session, conversation_id, lock=True)
            due = set(await session.scalars(select(DueAnswer.seq).where(*where)))
            new = {seq for seq in due if seq > conversation.customer_read_seq}
            mail_id = (
                await self._put_answer(session, conversation, to, new) if new else READ_ALREADY
            )
            change = update(DueAnswer).where(*where, DueAnswer.seq.in_(due))
            await session.execute(change.values(mail_id=mail_id))
            return bool(mail_id)

    async def _put_answer(
        self, session: AsyncSession, conversation: Conversation, to: str, new: set[int]
    ) -> str:
        language = conversation.language
        said = await _said(session, conversation.id)
        news = [one for one in said if one.seq in new]
        before = [one for one in said if one.seq < min(new)]
        names = list(dict.fromkeys(one.author_name for one in news if one.author_name))
        letter = Letter(
            kind="answer",
            language=language,
            subject=self._subject("answer_subject", conversation),
            title=say("answer_title", language, agent=", ".join(names) or self._letters.company),
            lines=(say("answer_how", language),),
            news=self._letters.entries(news, language),
            heading=say("so_far", language),
            entries=self._letters.entries(before, language),
            left_out=max(0, len(before) - MOST_ENTRIES),
            answerable=True,
        )
        return self._outbox.put(session, self._letters.mail(letter, to, conversation.id))

    async def notice(self, conversation_id: str, message: Message) -> bool:
        """Mail a notice of ours at once; False where the conversation has no address."""
        async with self._database.write() as session:
            conversation = await conversation_in(session, conversation_id)
            if not conversation.reply_email:
                return False
            language = conversation.language
            letter = Letter(
                kind="notice",
                language=language,
                subject=self._subject("answer_subject", conversation),
                title=say("notice_title", language),
                lines=(say("answer_how", language),),
                news=self._letters.entries([message], language),
                answerable=True,
            )
            mail = self._letters.mail(letter, conversation.reply_email, conversation_id)
            self._outbox.put(session, mail)
            return True

    async def transcript(self, conversation_id: str, email: str) -> str:
        """Send all that was said to `email`; the address as it was understood.

        Raises `BadAddress` in the conversation's language.
        """
        async with self._database.write() as session:
            conversation = await conversation_in(session, conversation_id)
            language = conversation.language
            to = address_of(email, language)
            said = await _said(session, conversation_id)
            letter = Letter(
                kind="transcript",
                language=language,
                subject=self._subject("transcript_subject", conversation),
                title=say("transcript_title", language, company=self._letters.company),
                lines=(say("transcript_how", language),),
                heading=say("so_far", language),
                entries=self._letters.entries(said, language),
                left_out=max(0, len(said) - MOST_ENTRIES),
                answerable=same(to, conversation.reply_email or ""),
            )
            self._outbox.put(session, self._letters.mail(letter, to, conversation_id))
        return to

    async def callback(
        self,
        session: AsyncSession,
        conversation: Conversation,
        when: datetime,
        phone: str,
        *,
        cancelled: bool = False,
    ) -> bool:
        """Confirm a call-back at `when` (naive UTC) to the address that the conversation has, in
        the transaction that books it; False where it has none."""
        if not conversation.reply_email:
            return False
        language, key = conversation.language, "callback_off" if cancelled else "callback"
        values = {"company": self._letters.company, "phone": phone}
        values["when"] = _when(when, language)
        letter = Letter(
            kind="callback",
            language=language,
            subject=say(f"{key}_subject", language, **values),
            title=say(f"{key}_title", language),
            lines=(say(f"{key}_what", language, **values),),
            answerable=True,
        )
        mail = self._letters.mail(letter, conversation.reply_email, conversation.id)
        self._outbox.put(session, mail)
        return True

    def _subject(self, key: str, conversation: Conversation) -> str:
        company, number = self._letters.company, number_of(conversation.id)
        return say(key, conversation.language, company=company, number=number)


async def _said(session: AsyncSession, conversation_id: str) -> list[Message]:
    """All that was said, in order."""
    where = Message.conversation_id == conversation_id
    return list(await session.scalars(select(Message).where(where).order_by(Message.seq)))


def _when(moment: datetime, language: str) -> str:
    """ "martes 4 de mayo de 2026 a las 10:30" or "Tuesday 4 May 2026 at 10:30"."""
    there = local(moment)
    day = f"{WEEKDAYS[language][there.weekday()]} {in_words(there.date(), language)}"
    return f"{day} {'a las' if language == 'es' else 'at'} {there:%H:%M}"
