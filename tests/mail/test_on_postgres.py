"""The same on a real PostgreSQL, where writers do not wait for each other by themselves."""

import asyncio

from sqlalchemy import func, select

from bot.mail import ReceivedMail, SentMail
from tests.mail.conftest import Counter, answer_to
from tests.test_on_postgres import database as on_postgres

database = on_postgres
__all__ = ["database"]


async def test_many_processes_at_once_gather_send_and_join_once(counter: Counter) -> None:
    conversation = await counter.offline()
    await counter.say(conversation, "¿Qué número tiene?")
    counter.clock.wind(61)
    assert sum(await asyncio.gather(*(counter.mails.gather() for _ in range(5)))) == 1
    assert sum(await asyncio.gather(*(counter.sender.send_due() for _ in range(5)))) == 1
    [mail] = counter.letters()
    raw = answer_to(mail, "LV-204").as_bytes()
    await asyncio.gather(*(counter.inbound.take(raw) for _ in range(5)))
    texts = [one.text for one in await counter.transcript.after(conversation.id, 0)]
    assert texts.count("LV-204") == 1
    async with counter.database.read() as session:
        for table in (SentMail, ReceivedMail):
            assert await session.scalar(select(func.count()).select_from(table)) == 1


async def test_a_mail_with_every_byte_is_kept_as_it_came(counter: Counter) -> None:
    raw = b"Subject: \x00\xff\n\n" + bytes(range(256))
    assert (await counter.inbound.take(raw)).state == "kept"
    async with counter.database.read() as session:
        assert (await session.scalars(select(ReceivedMail.raw))).one() == raw
