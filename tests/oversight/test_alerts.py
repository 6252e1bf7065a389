"""Alerts: told once when a standard breaks, once when it is well again, seen by somebody."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.alerts import Alert, AlertGone, Alerts, BadRule, Readers, Rule, Rules, Watch, Wish
from bot.alerts.letters import WORDS
from bot.audit import AuditFilter, AuditLog
from bot.database import Database
from bot.mail import SentMail
from bot.standards import Figure, Standards, definitions
from tests.oversight.conftest import NOW, Clock, Hire
from tests.standards.recorded import record
from tests.standards.talk import Talk

NAME = "unanswered_rate"
Ask = Callable[..., Awaitable[None]]


@pytest.fixture
def asked(database: Database, standards: Standards) -> Ask:
    """`await asked(40, "unanswered", NOW)`: so many questions, an hour before."""

    async def write(count: int, outcome: str, at: datetime) -> None:
        talks = [Talk(f"{outcome}-{at:%d}-{n}") for n in range(count)]
        for n, one in enumerate(talks):
            begun = at - timedelta(hours=1, seconds=n)
            one.ask(begun, 1, outcome)
            one.reply(begun + timedelta(seconds=1))
        await record(database, [one.log for one in talks], {})
        await standards.facts.recompute()

    return write


async def mails(database: Database, kind: str = "alert") -> list[SentMail]:
    """What was put in the outbox."""
    async with database.read() as session:
        query = select(SentMail).where(SentMail.kind == kind).order_by(SentMail.to)
        return list(await session.scalars(query))


async def broken(alerts: Alerts) -> set[str]:
    """The standards with an open alert."""
    return {one.standard for one in await alerts.open()}


async def test_a_broken_standard_is_told_once_and_once_when_it_is_well(
    asked: Ask, watch: Watch, alerts: Alerts, clock: Clock, hire: Hire, database: Database
) -> None:
    await hire("marta")
    await asked(40, "unanswered", NOW)
    assert await watch.check() >= 1
    [alert] = [one for one in await alerts.open() if one.standard == NAME]
    assert (alert.value, alert.count, alert.target, alert.days) == (1.0, 40, 0.15, 7)
    first = len(await mails(database))
    assert await watch.check() == 0
    assert len(await mails(database)) == first
    clock.at = NOW + timedelta(days=10)
    await asked(40, "answered_faq", clock.at)
    await watch.check()
    assert NAME not in await broken(alerts)
    [over] = [one for one in await alerts.history() if one.standard == NAME]
    assert (over.ended_why, over.ended_value, over.ended_at) == ("kept", 0.0, clock.at)
    subjects = [one.subject for one in await mails(database)]
    assert subjects.count("Estándar recuperado: Preguntas sin respuesta") == 1
    assert subjects.count("Estándar incumplido: Preguntas sin respuesta") == 1


async def test_little_data_breaks_nothing(asked: Ask, watch: Watch, alerts: Alerts) -> None:
    await asked(29, "unanswered", NOW)
    await watch.check()
    assert await broken(alerts) == set()


async def test_managers_are_told_in_their_language_and_others_not_at_all(
    asked: Ask, watch: Watch, hire: Hire, readers: Readers, database: Database
) -> None:
    await hire("marta", language="es")
    await hire("mary", language="en")
    await hire("eva", role="admin")
    await hire("ana", role="agent")
    quiet = await hire("quieta")
    await readers.set(quiet.id, Wish(alerts=False))
    await asked(40, "unanswered", NOW)
    await watch.check()
    found = {one.to: one for one in await mails(database) if "respuesta" in one.subject
             or "Unanswered" in one.subject}  # fmt: skip
    assert {one.partition("@")[0] for one in found} == {"marta", "mary", "eva"}
    english = found["mary@tramontana.example"]
    assert english.subject == "Standard broken: Unanswered rate"
    assert "Over the last 7 days: 100.0% (40 cases). The target is 15% or less." in english.text
    assert "https://shop.example/console/standards?show=alerts" in english.text
    assert definitions().get(NAME).text["en"][:40] in english.html


async def test_two_processes_that_look_at_once_tell_it_once(
    asked: Ask, watch: Watch, hire: Hire, database: Database
) -> None:
    await hire("marta")
    await asked(40, "unanswered", NOW)
    await asyncio.gather(watch.check(), watch.check(), watch.check())
    async with database.read() as session:
        rows = await session.scalar(select(func.count()).where(Alert.standard == NAME))
    assert rows == 1
    told = [one.subject for one in await mails(database)]
    assert told.count("Estándar incumplido: Preguntas sin respuesta") == 1


def figure(name: str, value: float | None, n: int = 100) -> Figure:
    """A figure."""
    return Figure(definitions().get(name), value, n, 0)


@pytest.mark.parametrize(
    ("name", "target", "wrong", "between", "right"),
    [
        ("csat", 0.8, 0.79, 0.805, 0.81),
        ("first_response", 10.0, 10.1, 9.5, 9.0),
        ("nps", 30.0, 29.0, 31.0, 32.0),
        ("quality", 4.0, 3.9, 4.02, 4.05),
        ("csat", 1.0, 0.99, 0.995, 1.0),
        ("first_response", 0.0, 0.1, 0.05, 0.0),
    ],
)
def test_between_broken_and_well_there_is_room(
    name: str, target: float, wrong: float, between: float, right: float
) -> None:
    rule = Rule(definitions().get(name), target, least=30)
    assert rule.is_broken(figure(name, wrong))
    assert not rule.is_well(figure(name, wrong))
    assert not rule.is_well(figure(name, between))
    assert rule.is_well(figure(name, right))
    assert not rule.is_broken(figure(name, right))
    few = figure(name, wrong, n=29)
    assert not rule.is_broken(few)
    assert not rule.is_well(few)
    assert not rule.is_broken(figure(name, None, 0))


async def test_a_manager_changes_a_rule_and_switches_it_off(
    asked: Ask, watch: Watch, alerts: Alerts, rules: Rules, hire: Hire, database: Database
) -> None:
    marta = await hire("marta")
    await asked(20, "unanswered", NOW)
    await rules.change(marta.id, NAME, 0.5, 1, 10, True)
    await watch.check()
    [alert] = [one for one in await alerts.open() if one.standard == NAME]
    assert (alert.target, alert.days, alert.count) == (0.5, 1, 20)
    sent = len(await mails(database))
    await rules.change(marta.id, NAME, 0.5, 1, 10, False)
    await watch.check()
    assert NAME not in await broken(alerts)
    [over] = [one for one in await alerts.history() if one.standard == NAME]
    assert over.ended_why == "off"
    assert len(await mails(database)) == sent, "who switched it off needs no mail"
    await rules.reset(marta.id, NAME)
    [rule] = [one for one in await rules.all() if one.definition.id == NAME]
    assert (rule.target, rule.days, rule.least, rule.active, rule.own) == (0.15, 7, 30, True, False)
    log = await AuditLog(database).read(AuditFilter(action="alert_rule"))
    assert [one.detail.get("active", "reset") for one in log] == ["reset", False, True]


@pytest.mark.parametrize(
    ("standard", "target", "days", "least"),
    [
        ("csat", 1.5, 7, 30),
        ("csat", float("nan"), 7, 30),
        ("csat", 0.8, 0, 30),
        ("csat", 0.8, 91, 30),
        ("csat", 0.8, 7, 0),
        ("nps", -101, 7, 30),
        ("simple_share", 0.5, 7, 30),
    ],
)
async def test_rules_that_make_no_sense_are_refused(
    rules: Rules, standard: str, target: float, days: int, least: int
) -> None:
    with pytest.raises(BadRule) as refused:
        await rules.change("marta", standard, target, days, least, True)
    assert set(refused.value.said) == {"es", "en"}
    assert not any(one.own for one in await rules.all())


async def test_somebody_has_seen_it_and_the_first_one_counts(
    asked: Ask, watch: Watch, alerts: Alerts, hire: Hire, database: Database
) -> None:
    marta, mary = await hire("marta"), await hire("mary")
    await asked(40, "unanswered", NOW)
    await watch.check()
    alert = (await alerts.open())[0]
    await alerts.acknowledge(alert.id, marta.id)
    with pytest.raises(AlertGone):
        await alerts.acknowledge(alert.id, mary.id)
    seen = next(one for one in await alerts.open() if one.id == alert.id)
    assert (seen.seen_by, seen.seen_at) == (marta.id, NOW)
    [line] = await AuditLog(database).read(AuditFilter(action="alert_seen"))
    assert (line.agent_id, line.detail["standard"]) == (marta.id, alert.standard)


def test_every_rule_is_of_a_standard_that_can_be_better_or_worse() -> None:
    for one in definitions().current:
        assert one.target is None or one.better != "none", one.id
    assert all(set(words) == {"es", "en"} for words in WORDS.values())
