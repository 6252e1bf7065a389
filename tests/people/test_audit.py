"""The audit log: what is noted, found again, and taken away as CSV."""

import csv
import io

import pytest

from bot.agents import Agents
from bot.audit import Audit, AuditFilter, AuditLog
from bot.console.audit import BadDay, filter_of
from bot.console.audit_desk import AuditDesk
from bot.console.audit_words import detail_words
from bot.console.thread_words import TOPICS
from bot.conversations.moves import OUTCOMES
from bot.database import Database
from bot.roles import NotAllowed
from tests.people.conftest import Clock, Hire


@pytest.fixture
def desk(audit: AuditLog, agents: Agents) -> AuditDesk:
    """The log as admins read it."""
    return AuditDesk(audit, agents)


async def test_rows_are_found_by_who_what_where_and_when(audit: AuditLog, clock: Clock) -> None:
    start = clock.at
    await audit.note("ana", "claim", "abc-1")
    clock.pass_by(hours=1)
    await audit.note("ana", "resolve", "abc-1", outcome="solved", topic=None)
    clock.pass_by(hours=1)
    await audit.note("ben", "claim", "abd-2")

    async def found(**wanted: object) -> list[str]:
        rows = await audit.read(AuditFilter(**wanted))  # type: ignore[arg-type]
        assert await audit.count(AuditFilter(**wanted)) == len(rows)  # type: ignore[arg-type]
        return [f"{row.agent_id} {row.action}" for row in rows]

    assert await found() == ["ben claim", "ana resolve", "ana claim"]
    assert await found(agent_id="ana", action="claim") == ["ana claim"]
    assert await found(conversation_id="abc") == ["ana resolve", "ana claim"]
    assert await found(conversation_id="%") == []
    assert await found(since=start, until=clock.at) == ["ana resolve", "ana claim"]
    assert await audit.actions() == ["claim", "resolve"]
    [row] = await audit.read(AuditFilter(action="resolve"))
    assert row.detail == {"outcome": "solved"}


async def test_pages_follow_each_other_without_gap_or_double(audit: AuditLog) -> None:
    for number in range(7):
        await audit.note("ana", "say", seq=number)
    read: list[int] = []
    before = None
    while rows := await audit.read(AuditFilter(), 3, before):
        read += [row.detail["seq"] for row in rows]
        before = rows[-1].id
    assert read == [6, 5, 4, 3, 2, 1, 0]


async def test_csv_names_who_acted_and_holds_no_formula(
    audit: AuditLog, desk: AuditDesk, hire: Hire
) -> None:
    eva = await hire("Eva", role="admin")
    rogue = await hire("=HYPERLINK(1)".replace("(", "").replace(")", ""))
    await audit.note(rogue.id, "claim", "abc", why="a, b")
    await audit.note("system", "release", "abc")
    text = "".join([part async for part in desk.csv(eva, AuditFilter())])
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["agent"] for row in rows] == ["Eva", "system", "'=HYPERLINK1"]
    assert rows[0]["action"] == "audit_exported"
    assert rows[2]["detail"] == '{"why": "a, b"}'
    assert rows[2]["at"].endswith("Z")


async def test_many_rows_are_written_in_pieces(
    audit: AuditLog, desk: AuditDesk, hire: Hire, database: Database
) -> None:
    eva = await hire("Eva", role="admin")
    async with database.write() as session:
        session.add_all(Audit(agent_id="x", action="say", detail={}) for _ in range(2100))
    parts = [part async for part in desk.csv(eva, AuditFilter(action="say"))]
    assert len(parts) == 4
    assert "".join(parts).count("\n") == 2101


@pytest.mark.parametrize("role", ["agent", "content", "manager"])
async def test_the_log_is_for_admins(desk: AuditDesk, hire: Hire, role: str) -> None:
    somebody = await hire("Ana", role=role)
    with pytest.raises(NotAllowed):
        await desk.read(somebody, AuditFilter())
    with pytest.raises(NotAllowed):
        await anext(desk.csv(somebody, AuditFilter()))


async def test_an_admin_no_more_reads_no_more(desk: AuditDesk, hire: Hire, agents: Agents) -> None:
    """Whatever a page that was opened before still knows."""
    eva = await hire("Eva", role="admin")
    await hire("Ana", role="admin")
    await agents.change(eva.id, role="agent")
    with pytest.raises(NotAllowed):
        await desk.read(eva, AuditFilter())


def test_days_are_the_companys_and_the_last_one_is_whole() -> None:
    wanted = filter_of({"from": "2026-07-01", "until": "2026-12-31"})
    assert (str(wanted.since), str(wanted.until)) == ("2026-06-30 22:00:00", "2026-12-31 23:00:00")


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "31/12/2026"])
def test_a_day_that_cannot_be_read_is_named(day: str) -> None:
    with pytest.raises(BadDay, match=day):
        filter_of({"from": day})


@pytest.mark.parametrize("value", [*OUTCOMES, *TOPICS, "bot", "closed"])
def test_how_a_conversation_ended_is_said_in_words(value: str) -> None:
    assert detail_words(value, "es") != value
