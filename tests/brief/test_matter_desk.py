"""Agents' actions in the shop: by the policy, once however often, and each noted."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.agents import Agent
from bot.audit import Audit, AuditLog
from bot.backoffice import (
    Backoffice,
    MatterNotFound,
    OrderNotFound,
    RepairRequest,
    ReturnRefused,
    SerialNotFound,
)
from bot.backoffice.policy import standing_policies
from bot.console.matter_desk import CustomerUnknown, MatterDesk, ReturnForm
from bot.database import Database
from bot.identity import Identity, Limits, NotIdentified
from bot.live import Live
from bot.policies import ReturnAsked
from bot.policies.overrides import OverrideRow, Overrides
from bot.roles import NotAllowed
from tests.backoffice.conftest import backoffice, over_http, seen, shop, sql
from tests.backoffice.rows import EMAIL

__all__ = ["backoffice", "over_http", "seen", "shop", "sql"]
TALK = "talk-1"


def agent(role: str = "agent") -> Agent:
    """Ana."""
    return Agent(id="ana", email="ana@example.com", name="Ana", role=role, language="es")


@pytest.fixture
def desk(backoffice: Backoffice, database: Database) -> MatterDesk:
    """The desk over our tables, and over a shop's own system."""
    identity = Identity(backoffice, database, Limits(slowest_s=0))
    audit = AuditLog(database)
    return MatterDesk(backoffice, standing_policies(), identity, Overrides(database), audit, Live())


@pytest.fixture
async def known(desk: MatterDesk) -> MatterDesk:
    """The same, Lucía identified in the conversation."""
    await desk.identify(TALK, agent(), "tr 104512", EMAIL)
    return desk


async def noted(database: Database) -> list[tuple[str, dict[str, Any]]]:
    async with database.read() as session:
        rows = await session.scalars(select(Audit).order_by(Audit.id))
        return [(one.action, one.detail) for one in rows if one.conversation_id == TALK]


async def test_a_return_that_the_policy_allows_is_opened_once(
    known: MatterDesk, database: Database
) -> None:
    form = ReturnForm("TR-104512", "levante", "withdrawal", "unused")
    first = await known.open_return(TALK, agent(), form, "key-1")
    again = await known.open_return(TALK, agent(), form, "key-1")
    assert first == again
    assert first.status == "requested"
    record = await known.record(TALK)
    assert record
    assert [one.number for one in record.returns] == [first.number]
    actions = await noted(database)
    assert actions[0] == ("identify", {"order": "TR-104512"})
    assert actions[1] == (
        "open_return",
        {
            "number": first.number,
            "order": "TR-104512",
            "product": "levante",
            "verdict": "inside_window",
            "override": False,
        },
    )


async def test_a_refused_return_needs_a_reason_and_keeps_it(
    known: MatterDesk, database: Database
) -> None:
    form = ReturnForm("TR-100100", "levante", "withdrawal", "used")
    with pytest.raises(ReturnRefused):
        await known.open_return(TALK, agent(), form, "key-1")
    record = await known.record(TALK)
    assert record
    assert record.returns == ()
    kind = ReturnForm("TR-100100", "levante", "withdrawal", "used", override="  Fue culpa nuestra ")
    opened = await known.open_return(TALK, agent(), kind, "key-2")
    assert await known.open_return(TALK, agent(), kind, "key-2") == opened
    async with database.read() as session:
        [row] = list(await session.scalars(select(OverrideRow)))
    assert (row.reason, row.agent_id, row.code, row.allowed) == (
        "Fue culpa nuestra",
        "ana",
        "outside_window",
        True,
    )
    assert (await noted(database))[-1][1]["override"] is True


async def test_no_reason_opens_what_is_not_delivered(known: MatterDesk) -> None:
    form = ReturnForm("TR-104600", "levante", "withdrawal", override="por favor")
    with pytest.raises(ReturnRefused):
        await known.open_return(TALK, agent(), form, "key-1")


async def test_the_verdict_is_told_clause_by_clause(known: MatterDesk) -> None:
    record = await known.record(TALK)
    assert record
    [order] = [one for one in record.orders if one.number == "TR-100100"]
    decision = known.decide(order, order.items[0], ReturnAsked("withdrawal", "used"))
    assert (decision.allowed, decision.code) == (False, "outside_window")
    assert any(not one.holds for one in decision.findings)
    for one in decision.findings:
        assert one.es != one.en
        assert one.url("es").startswith("/policies/")


async def test_nothing_of_an_unknown_customer(desk: MatterDesk, database: Database) -> None:
    assert await desk.record(TALK) is None
    with pytest.raises(CustomerUnknown):
        await desk.order(TALK, agent(), "TR-104512")
    with pytest.raises(CustomerUnknown):
        await desk.open_return(TALK, agent(), ReturnForm("TR-104512", "levante", "faulty"), "k")
    with pytest.raises(NotIdentified):
        await desk.identify(TALK, agent(), "TR-104512", "somebody@example.org")
    assert await noted(database) == [("identify_failed", {})]
    assert await desk.record(TALK) is None


async def test_nothing_of_another_customer(known: MatterDesk) -> None:
    with pytest.raises(OrderNotFound):
        await known.order(TALK, agent(), "TR-102000")
    with pytest.raises(MatterNotFound):
        await known.repair(TALK, agent(), "REP-30099")


async def test_the_guarantee_of_their_own_and_of_any_number(
    known: MatterDesk, desk: MatterDesk
) -> None:
    own = await known.guarantee(TALK, agent(), "lv3 2605 000001")
    assert (own.code, bool(own.findings)) == ("covered", True)
    others = await known.guarantee(TALK, agent(), "LV3-2405-000005")
    assert others.findings == ()
    stranger = await desk.guarantee("talk-2", agent(), "LV3-2605-000001")
    assert (stranger.code, stranger.findings) == ("covered", ())
    with pytest.raises(SerialNotFound):
        await known.guarantee(TALK, agent(), "LV3-9999-999999")


async def test_an_order_comes_with_its_returns_and_its_money(
    known: MatterDesk, backoffice: Backoffice, database: Database
) -> None:
    await backoffice.cancel_order("TR-104600", EMAIL, "k1")
    told = await known.order(TALK, agent(), "104600")
    assert told.order.status == "cancelled"
    assert [(one.order_number, one.status) for one in told.refunds] == [("TR-104600", "pending")]
    assert told.returns == ()
    assert (await noted(database))[-1] == ("look_at_order", {"order": "TR-104600"})


async def test_a_repair_is_told(known: MatterDesk, backoffice: Backoffice) -> None:
    asked = RepairRequest("It drips", serial_number="LV3-2605-000001")
    opened = await backoffice.open_repair(asked, EMAIL, "k1")
    assert (await known.repair(TALK, agent(), opened.number)).number == opened.number


async def test_content_teams_look_and_change_nothing(known: MatterDesk) -> None:
    await known.order(TALK, agent("content"), "TR-104512")
    form = ReturnForm("TR-104512", "levante", "withdrawal", "unused")
    with pytest.raises(NotAllowed):
        await known.open_return(TALK, agent("content"), form, "k")
    with pytest.raises(NotAllowed):
        await known.identify(TALK, agent("content"), "TR-104512", EMAIL)
