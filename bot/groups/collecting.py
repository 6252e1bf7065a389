"""What customers ask becomes questions in groups, a little at a time.

Each round reads what is new in the contact log and in what was said to people, embeds it outside
of any transaction, and keeps it in one. It may run in several processes: what one has kept, the
other finds kept. Depends on the other files of this package and on `bot.database`.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.contacts import Contact
from bot.database import Database
from bot.groups import reading
from bot.groups.crediting import credit
from bot.groups.fresh import Finder, Fresh, answered_by
from bot.groups.keeping import Joined, keep
from bot.groups.labels import relabel
from bot.groups.meaning import Meaning
from bot.groups.reading import Logged
from bot.groups.recounting import recount
from bot.groups.space import Totals
from bot.groups.standing import prior, read_totals, write_totals
from bot.groups.tables import Question

AT_ONCE = 400
CONTACTS, MESSAGES, REPLIES = "contacts", "messages", "replies"


@dataclass(frozen=True, slots=True)
class Round:
    """What is new: the questions, how far was read, and contacts that were rewritten."""

    fresh: list[Fresh]
    upto: dict[str, int]
    changed: list[tuple[Contact, Question]]


class Collector:
    """Collects over one database; `meaning` embeds."""

    def __init__(self, database: Database, meaning: Meaning) -> None:
        self._database = database
        self._meaning = meaning
        self._finder = Finder(meaning.products)
        self._prior: Totals | None = None

    async def collect(self, limit: int = AT_ONCE) -> int:
        """Keep up to `limit` new contacts and as many messages; how many questions are new."""
        async with self._database.read() as session:
            found = await self._read(session, limit)
        again = await self._rewrite(found.changed) if found.changed else []
        joined = await self._keep([*again, *found.fresh])
        if joined is None:
            return 0
        await self._settle(found, joined)
        return joined.new - len(again)

    async def _read(self, session: AsyncSession, limit: int) -> Round:
        contacts_upto = await reading.upto(session, CONTACTS)
        messages_upto = await reading.upto(session, MESSAGES)
        logged = await reading.new_contacts(session, contacts_upto, limit)
        said = await reading.new_said(session, messages_upto, limit)
        asked = [
            *filter(None, map(self._finder.logged, logged)),
            *filter(None, map(self._finder.said, said)),
        ]
        upto = {CONTACTS: max([contacts_upto, *(one.contact.id for one in logged)])}
        settled = await reading.settled_message(session, messages_upto)
        # A full batch may not be all there is below what has settled.
        last = said[-1].message.id if len(said) >= limit else settled
        upto[MESSAGES] = max(messages_upto, min(settled, last))
        return Round(asked, upto, await reading.changed_contacts(session, limit))

    async def totals(self, session: AsyncSession) -> Totals:
        """Where questions lie by now; the first guess where none is known."""
        assert self._prior
        known = await read_totals(session, self._meaning.model_id)
        return known or Totals(dict(self._prior.counts), dict(self._prior.sums))

    async def ready(self) -> None:
        """Embed the first guess, once."""
        if self._prior is None:
            self._prior = await asyncio.to_thread(prior, self._meaning)

    async def _keep(self, fresh: Sequence[Fresh]) -> Joined | None:
        """Write them; None where another process kept some meanwhile: the next round sees which."""
        if not fresh:
            return Joined()
        await self.ready()
        vectors = await asyncio.to_thread(self._meaning.of, [one.text for one in fresh])
        try:
            async with self._database.write() as session:
                totals = await self.totals(session)
                joined = await keep(session, fresh, vectors, totals)
                if joined.new:
                    await write_totals(session, totals, self._meaning.model_id)
                return joined
        except IntegrityError:
            return None

    async def _settle(self, found: Round, joined: Joined) -> None:
        """Labels, who answered, and how far was read."""
        async with self._database.read() as session:
            known = await reading.upto(session, REPLIES)
            replies = await reading.replied(session, known, AT_ONCE)
            before = {one: await reading.upto(session, one) for one in found.upto}
        if not (joined.groups or replies or before != found.upto):
            return
        async with self._database.write() as session:
            await relabel(session, joined.groups)
            await credit(session, replies)
            if replies:
                await reading.note_upto(session, REPLIES, replies[-1].id)
            for source, number in found.upto.items():
                await reading.note_upto(session, source, number)

    async def _rewrite(self, changed: Sequence[tuple[Contact, Question]]) -> list[Fresh]:
        """Questions say what their contacts say; those with other words, which may be of another
        group, are given back to be kept anew."""
        again: list[Fresh] = []
        async with self._database.write() as session:
            for contact, old in changed:
                question = await session.get(Question, old.id)
                if question is None:
                    continue
                _follow(question, contact)
                if question.text != contact.text:
                    again += await self._reword(session, question, contact)
        return again

    async def _reword(
        self, session: AsyncSession, question: Question, contact: Contact
    ) -> list[Fresh]:
        was = Logged(contact, question.channel, question.simulated)
        fresh = self._finder.logged(was)
        if question.pinned or fresh is None:
            # An editor put it there, or its words are gone.
            question.text = contact.text
            question.vector = question.vector if question.pinned and fresh else None
            fresh = None
        else:
            await session.delete(question)
        await session.flush()
        if question.group_id is not None:
            await recount(session, [question.group_id])
        return [fresh] if fresh else []


def _follow(question: Question, contact: Contact) -> None:
    question.language, question.intent = contact.language, contact.intent
    question.product = contact.product or question.product
    if question.answered_by == "nobody":
        question.answered_by = answered_by(contact)
