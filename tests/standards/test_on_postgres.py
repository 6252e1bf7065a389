"""The standards on a real PostgreSQL: what differs from SQLite is the writing and the marks."""

from sqlalchemy import update

from bot.database import Database
from bot.groups.tables import GroupEdit, Question
from bot.standards import Standards
from tests.standards.conftest import OFFICE
from tests.standards.recorded import record
from tests.standards.test_over_database import OWNERS, PERIOD, Clock, check, made_up
from tests.test_on_postgres import database as on_postgres

database = on_postgres
__all__ = ["database"]


async def test_what_is_shown_equals_what_the_events_say(database: Database) -> None:
    logs = made_up(1, 30)
    standards = Standards(database, OFFICE, clock=Clock())
    await record(database, logs[:20], OWNERS)
    await standards.facts.refresh()
    await record(database, logs[15:], OWNERS)
    await standards.facts.refresh()
    await check(standards, logs)
    async with database.write() as session:
        await session.execute(update(Question).values(group_id=1))
        session.add(GroupEdit(by="ana", kind="merge", group_id=1))
    await standards.facts.refresh()
    assert (await standards.figure("simple_share", PERIOD)).value == 1
    rows = await standards.rows("simple_share", PERIOD, limit=5)
    assert [one.text.split()[0] for one in rows] == ["words"] * 5
