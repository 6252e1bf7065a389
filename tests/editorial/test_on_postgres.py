"""The office on a real PostgreSQL, where writers do not queue: two at once, and the figures."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.database import Database
from bot.editorial import DraftFilter, DraftSource, Editorial, Use
from bot.editorial.errors import Outdated, WrongState
from bot.faqs import Faqs
from bot.knowledge.faq_index import FaqEntry
from tests.editorial.conftest import EVA, KETTLE, Make, about
from tests.editorial.newsroom import contact
from tests.people.conftest import Clock


@pytest.fixture
async def database(postgres_server: str) -> AsyncIterator[Database]:
    """A database of the server's with every table and no row."""
    name = f"editorial_{uuid4().hex}"
    connection = await asyncpg.connect(postgres_server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    url = make_url(postgres_server).set(drivername="postgresql+asyncpg", database=name)
    database = Database(url.render_as_string(hide_password=False))
    await database.upgrade()
    yield database
    await database.close()


async def test_of_two_at_once_one_wins_at_every_step(
    office: Editorial, make: Make, faqs: Faqs
) -> None:
    draft_id = await make("kettle", "approved")
    acts = (office.releasing.publish(draft_id, 1, EVA) for _ in range(5))
    ended = await asyncio.gather(*acts, return_exceptions=True)
    assert sorted(str(type(one).__name__) for one in ended) == ["NoneType"] + ["WrongState"] * 4
    assert await faqs.revision() == 1
    saves = (office.writing.save(draft_id, about(f"n{n}"), 1, EVA) for n in range(5))
    ended = await asyncio.gather(*saves, return_exceptions=True)
    assert [one for one in ended if not isinstance(one, Outdated)] == [2]
    event = await office.releasing.last_act(draft_id=draft_id)
    assert event is not None
    undos = (office.releasing.undo(event.id, EVA) for _ in range(5))
    ended = await asyncio.gather(*undos, return_exceptions=True)
    assert sum(not isinstance(one, Exception) for one in ended) == 1
    assert await faqs.entries() == []


async def test_drafts_of_one_question_at_once_get_ids_of_their_own(office: Editorial) -> None:
    source = DraftSource(question_es=KETTLE.question_es)
    ids = await asyncio.gather(*(office.draft(source, EVA) for _ in range(3)))
    assert len(set(ids)) == 3


async def test_taken_in_once_listed_and_counted(
    office: Editorial, faqs: Faqs, database: Database, clock: Clock
) -> None:
    await faqs.publish(FaqEntry("old", "es", "¿Cuánto cuesta?", (), "Nada."))
    await asyncio.gather(*(office.writing.adopt() for _ in range(3)))
    async with database.write() as session:
        session.add(contact("c1", "old", -1, clock.at))
    assert await office.usage.count() == {"old": Use(1, 0, 1)}
    [line] = await office.reading.lines(DraftFilter(missing="en", words="CUESTA", state="live"), 5)
    assert (line.faq_id, line.state) == ("old", "published")
    with pytest.raises(WrongState):
        await office.writing.submit(line.id, 1, EVA)


async def test_a_schedule_is_kept_once_by_several_processes(
    office: Editorial, make: Make, faqs: Faqs, clock: Clock
) -> None:
    draft_id = await make("kettle", "approved")
    at = clock.at
    clock.pass_by(hours=-1)
    await office.releasing.schedule(draft_id, 1, EVA, at, None)
    clock.pass_by(hours=2)
    done = await asyncio.gather(*(office.releasing.tend() for _ in range(4)))
    assert sum(done) == 1
    assert len(await faqs.entries()) == 2
