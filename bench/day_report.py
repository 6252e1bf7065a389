"""What came of a support day, as the rows of the database tell it, and what must not have been.

The judges are those of `tests/handoff`, but for what only the played assistant there can be asked.
Depends on them, the database and what the customers saw.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bench.day_customers import Visit
from bot.agents import Agents
from bot.conversations import Conversation, Escalation, HandChange, Message
from bot.database import Database
from bot.surveys.tables import Survey
from bot.waiting.tables import Callback
from tests.handoff.judges import (
    Case,
    an_escalation_is_open_while_people_are_in_charge,
    numbers_have_no_gap_and_no_double,
    one_owner_at_most,
    the_assistant_is_silent_while_people_are_in_charge,
    what_was_kept_is_there,
)

Judge = Callable[["Told"], Iterator[str]]


@dataclass(frozen=True)
class Told:
    """One customer's conversation: what they saw, and the rows it left."""

    visit: Visit
    case: Case
    calls: Sequence[Callback] = ()
    scores: Sequence[int] = ()

    @property
    def how(self) -> str:
        """With whom it was settled, or is to be: a key of `HOW`."""
        asked = [one for one in self.case.escalations if one.outcome != "withdrawn"]
        if not asked:
            return "assistant"
        if any(one.state != "cancelled" for one in self.calls):
            return "call"
        if self.case.row.reply_email:
            return "mail"
        return "person" if self.case.said_by("agent") else "nobody"

    @property
    def waits(self) -> list[float]:
        """Seconds from each asking for a person to the first words of one."""
        both = [(one.asked_at, one.first_reply_at) for one in self.case.escalations]
        return [(first - asked).total_seconds() for asked, first in both if first]

    @property
    def unanswered(self) -> bool:
        """People have it, the customer spoke last, and no mail or call is to come."""
        said = [one.author for one in self.case.messages if one.author in ("customer", "agent")]
        people = self.case.row.state in ("waiting", "agent")
        return people and said[-1:] != ["agent"] and self.how in ("person", "nobody")


HOW = {
    "assistant": "with the assistant alone",
    "person": "with a person",
    "mail": "by mail",
    "call": "by a call",
    "nobody": "asked for a person and spoke with none",
}


def nobody_saw(told: Told) -> Iterator[str]:
    """A message that the assistant did not answer and no agent had on the screen; but for what
    still waits, and what those left behind who ended it."""
    row = told.case.row
    if row.state == "waiting" or any(one.why == "end" for one in told.case.changes):
        return
    for one in told.case.said_by("customer"):
        if one.seq > row.agent_read_seq and one.turn not in ("done", "none") and not one.payload:
            yield f"nobody saw message {one.seq}, whose turn is {one.turn}"


def the_page_showed_it_all(told: Told) -> Iterator[str]:
    """What came to the customer's page was numbered 1, 2, 3 ..., through every absence."""
    numbers = told.visit.numbers
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the page got {numbers}"


def nothing_went_wrong(told: Told) -> Iterator[str]:
    """The counter refused nothing of what the customer did."""
    yield from told.visit.faults


def _judge(judge: Callable[[Case], Iterator[str]]) -> Judge:
    return lambda told: judge(told.case)


JUDGES: dict[str, Judge] = {
    "the assistant spoke while people had it": _judge(
        the_assistant_is_silent_while_people_are_in_charge
    ),
    "a customer's message that nobody saw": nobody_saw,
    "gaps or doubles in the numbers": _judge(numbers_have_no_gap_and_no_double),
    "gaps or doubles on the customer's page": the_page_showed_it_all,
    "a message that was kept and is gone": _judge(what_was_kept_is_there),
    "two owners, or none": _judge(one_owner_at_most),
    "escalations open too short or too long": _judge(
        an_escalation_is_open_while_people_are_in_charge
    ),
    "refused by the counter": nothing_went_wrong,
}


@dataclass
class Day:
    """All that is told of a day."""

    customers: list[Told]
    broken: dict[str, list[str]] = field(default_factory=dict)

    def judge(self) -> "Day":
        """Hear every judge on every customer."""
        for name, judge in JUDGES.items():
            self.broken[name] = [
                f"{one.visit.script.name} ({one.visit.script.language}, {one.visit.id}): {what}"
                for one in self.customers
                for what in judge(one)
            ]
        return self

    def figures(self) -> dict[str, float]:
        """The counts and times; times are in seconds, -1 where there are none."""
        waits = [wait for one in self.customers for wait in one.waits]
        asked = [one for one in self.customers if one.case.escalations]
        scores = [score for one in self.customers for score in one.scores]
        return {
            "customers": len(self.customers),
            **{how: sum(one.how == how for one in self.customers) for how in HOW},
            "asked_for_a_person": len(asked),
            "first_replies": len(waits),
            "wait_median_s": round(statistics.median(waits), 1) if waits else -1,
            "wait_p90_s": round(p90(waits), 1) if waits else -1,
            "unanswered": sum(one.unanswered for one in self.customers),
            "opinions": len(scores),
            "opinion": round(statistics.mean(scores), 2) if scores else -1,
            "violations": sum(len(found) for found in self.broken.values()),
        }


def p90(values: Sequence[float]) -> float:
    """The 90th percentile, of one value too."""
    found = sorted(values)
    return found[min(len(found) - 1, int(0.9 * len(found)))]


async def read(database: Database, visits: Sequence[Visit]) -> Day:
    """The rows that `visits` left."""
    names = {one.name: one.id for one in await Agents(database).all()}
    async with database.read() as session:
        return Day([await _told(session, one, names) for one in visits if one.id]).judge()


async def _told(session: AsyncSession, visit: Visit, names: dict[str, str]) -> Told:
    async def rows(table: Any, order: Any) -> list[Any]:
        where = table.conversation_id == visit.id
        return list(await session.scalars(select(table).where(where).order_by(order)))

    row = await session.get_one(Conversation, visit.id)
    messages = await rows(Message, Message.seq)
    session.expunge_all()
    for one in messages:
        # The judges know agents by their ids.
        one.author_name = names.get(one.author_name, one.author_name)
    changes = await rows(HandChange, HandChange.id)
    escalations = await rows(Escalation, Escalation.id)
    opinions = await rows(Survey, Survey.id)
    scores = [one.score for one in opinions if one.kind == "csat" and one.score is not None]
    case = Case(row, messages, changes, escalations, frozenset(visit.kept))
    return Told(visit, case, await rows(Callback, Callback.id), scores)


def show(day: Day, console: Console) -> None:
    """The table, and the first sentences of what is wrong."""
    found = day.figures()
    table = Table("An hour of a support day", "", show_header=True)
    spoken = [one.visit.script.language for one in day.customers]
    languages = f"{spoken.count('es')} in Spanish, {spoken.count('en')} in English"
    table.add_row("customers", f"{found['customers']} ({languages})")
    for how, words in HOW.items():
        table.add_row(f"  {words}", str(found[how]))
    table.add_row("asked for a person", str(found["asked_for_a_person"]))
    table.add_row("first replies", str(found["first_replies"]))
    table.add_row("wait for a person, median", span(found["wait_median_s"]))
    table.add_row("wait for a person, 90th percentile", span(found["wait_p90_s"]))
    table.add_row("unanswered at the end", str(found["unanswered"]))
    table.add_row("opinions, and their mean", f"{found['opinions']}, {found['opinion']}")
    table.add_section()
    for name, sentences in day.broken.items():
        table.add_row(name, str(len(sentences)))
    console.print(table)
    for one in day.customers:
        if one.unanswered:
            console.print(f"unanswered: {one.visit.script.name} ({one.visit.id})")
    for name, sentences in day.broken.items():
        for sentence in sentences[:10]:
            console.print(f"{name}: {sentence}")


def span(seconds: float) -> str:
    """ "1:05" for 65 seconds; "-" where nobody waited to the end."""
    return "-" if seconds < 0 else str(timedelta(seconds=round(seconds))).removeprefix("0:")
