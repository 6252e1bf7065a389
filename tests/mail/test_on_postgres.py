"""The same on a real PostgreSQL, where writers do not wait for each other by themselves."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import func, make_url, select

from bot.database import Database
from bot.mail import ReceivedMail, SentMail
from tests.mail.conftest import Counter, answer_to


@pytest.fixture
async def database(postgres_server: str) -> AsyncIterator[Database]:
    """A database of the server's with every table and no row."""
    name = f"mostrador_{uuid4().hex}"
    connection = await asyncpg.connect(postgres_server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    url = make_url(postgres_server).set(drivername="postgresql+asyncpg", database=name)
    database = Database(url.render_as_string(hide_password=False))
    await database.upgrade()
    yield database
    await database.close()


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
