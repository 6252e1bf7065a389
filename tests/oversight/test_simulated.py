"""Whether anything simulated is counted: noticed when it comes and when it is gone."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.database import Database
from bot.hours import Hours
from bot.oversight import SimulatedCounted
from bot.standards import Standards
from bot.standards.tables import FactRow
from tests.standards.recorded import record
from tests.standards.talk import MONDAY, Talk


@pytest.fixture
def standards(database: Database) -> Standards:
    return Standards(database, Hours.always(), simulated=True)


async def one_more(database: Database, standards: Standards, name: str, simulated: bool) -> None:
    """One conversation, and its facts."""
    talk = Talk(name, simulated=simulated)
    talk.ask(MONDAY, 1)
    talk.reply(MONDAY + timedelta(seconds=2))
    await record(database, [talk.log], {})
    await standards.facts.refresh()


async def test_it_is_noticed_when_it_comes_and_when_it_is_gone(
    database: Database, standards: Standards
) -> None:
    counted = SimulatedCounted(database, True)
    assert not await counted()
    await one_more(database, standards, "real", False)
    assert not await counted()
    await one_more(database, standards, "made", True)
    assert await counted()
    await one_more(database, standards, "again", True)
    assert await counted()
    for name in ("made", "again"):
        assert await counted()
        async with database.write() as session:
            await session.execute(delete(FactRow).where(FactRow.conversation_id == name))
    assert not await counted()


async def test_without_demo_nothing_simulated_is_counted(
    database: Database, standards: Standards
) -> None:
    await one_more(database, standards, "made", True)
    assert not await SimulatedCounted(database, False)()
