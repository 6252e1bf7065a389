"""The service's own database on a real PostgreSQL: what its SQL says differently there."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, make_url, select

from bot.answering import Answer, Citation
from bot.answers import AnswerEntry, Answers, CitedPassage, GivenAnswer
from bot.database import Base, Database
from bot.tables import Base as EveryTable

CITED = Citation("levante.es", "Levante", ("5. Cuidado",), 12, "00ff", "v1", "Vacíe la bandeja.")
ANSWER = Answer(
    "manual", "Vacíe la bandeja.", 0.91, "es", "Vacíe la bandeja.", ("Vacíe…",), citation=CITED
)
ENTRY = AnswerEntry("c1", "m1", "¿Cómo se vacía?", "es", ANSWER, "levante")


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


async def count(database: Database, table: type[Base]) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection)
    found: list[object] = compare_metadata(context, EveryTable.metadata)
    return found


async def test_it_is_postgresql_that_is_asked(database: Database) -> None:
    async with database.read() as session:
        said = await session.scalar(select(func.version()))
    assert str(said).startswith("PostgreSQL ")


async def test_the_migrations_make_the_declared_tables(database: Database) -> None:
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_an_answer_is_kept_as_it_was_said(database: Database) -> None:
    answers = Answers(database)
    await answers.log(ENTRY)
    row, [passage] = await answers.get(ENTRY.id)
    assert (row.text, row.pieces, row.confidence) == (ANSWER.text, ["Vacíe…"], 0.91)
    assert (passage.heading_path, passage.page) == (["5. Cuidado"], 12)


async def test_what_is_there_already_stays_as_it_is(database: Database) -> None:
    answers = Answers(database)
    await answers.log(ENTRY)
    await answers.log(replace(ENTRY, product="otro"))
    other = replace(ENTRY, message_id="m2")
    await answers.log(other)
    assert (await answers.get(ENTRY.id))[0].product == "levante"
    assert await count(database, GivenAnswer) == 2
    assert await count(database, CitedPassage) == 1


async def test_processes_that_cite_the_same_passages_at_once_all_succeed(
    database: Database,
) -> None:
    """In the other order too: rows written crosswise would wait for each other for ever."""
    second = Database(database.url)
    passages = [replace(CITED, passage_id=f"{number:04x}") for number in range(12)]
    both = [(Answers(database), passages), (Answers(second), passages[::-1])]

    async def log(number: int) -> None:
        answers, (first, *others) = both[number % 2]
        answer = replace(ANSWER, citation=first, also=tuple(others))
        await answers.log(replace(ENTRY, answer=answer, message_id=f"m{number // 2}"))

    await asyncio.gather(*(log(number) for number in range(16)))
    await second.close()
    assert await count(database, CitedPassage) == 12
