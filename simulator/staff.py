"""Simulated agents at the console's desks: who they are, their shifts, and how they work.

Depends on the desks of the service, the desk of the simulator and the books.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.agents import Agent
from bot.console.lines import Line
from bot.conversations import AlreadyClaimed, Ending, NotYours, RoutedToOther
from bot.errors import BotError
from simulator.books import Promise
from simulator.place import Place
from simulator.visit import Desk, Open

PASSWORD = "poniente y gregal"


@dataclass(frozen=True)
class Member:
    """One who works at the counter. `shift` is the part of the opening hours, 0 to 1; `speed`
    divides what things take; `skill` is how often they settle a matter."""

    email: str
    name: str
    role: str
    language: str
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    shift: tuple[float, float]
    speed: float
    skill: float


STAFF = (
    Member("nadia@tramontana.example", "Nadia Rivas", "agent", "es", ("es", "en"),
           ("orders", "returns", "refunds"), (0.0, 0.62), 1.2, 0.9),
    Member("pau@tramontana.example", "Pau Ribera", "agent", "es", ("es",),
           ("products", "repairs"), (0.05, 0.7), 0.9, 0.84),
    Member("colin@tramontana.example", "Colin Hart", "agent", "en", ("en", "es"),
           ("products", "warranty", "repairs"), (0.3, 1.0), 1.0, 0.88),
    Member("berta@tramontana.example", "Berta Solà", "agent", "es", ("es", "en"),
           ("complaints", "safety", "returns"), (0.38, 1.0), 0.8, 0.93),
    Member("greta@tramontana.example", "Greta Lind", "manager", "en", ("en", "es"),
           (), (0.45, 0.7), 1.1, 0.95),
)  # fmt: skip


async def hired(place: Place) -> list[tuple[Member, Agent]]:
    """The accounts of everybody, made where they are not there."""
    found = []
    for one in STAFF:
        agent = await place.service.agents.ensure(
            one.email,
            one.name,
            PASSWORD,
            one.role,
            languages=list(one.languages),
            topics=list(one.topics),
        )
        await place.service.agents.set_language(agent.id, one.language)
        found.append((one, agent))
    return found


class Worker:
    """One agent at work."""

    def __init__(
        self, place: Place, desk: Desk, member: Member, agent: Agent, dice: random.Random
    ) -> None:
        self._place = place
        self._desk = desk
        self._member = member
        self._agent = agent
        self._agenda = desk.agenda
        self._dice = dice

    async def work(self, days: Sequence[date]) -> None:
        """Every day's shift."""
        for day in days:
            for begins, ends in shifts(self._place, day, self._member):
                if ends > self._agenda.now():
                    await self._agenda.until(begins + timedelta(minutes=self._dice.uniform(0, 4)))
                    await self._shift(ends)

    async def _shift(self, ends: datetime) -> None:
        await self._place.come(self._agent)
        while (left := (ends - self._agenda.now()).total_seconds()) > 0:
            if await self._call() or await self._take():
                continue
            await self._agenda.wait(self._desk.somebody_waits, min(left, 900))
        await self._place.leave(self._agent)

    async def _take(self) -> bool:
        """Take the first that can be had, and see it through; whether there was one."""
        line = await self._first()
        if line is None:
            return False
        await self._pause(12)
        try:
            await self._place.desk.claim(line.id, self._agent)
        except (AlreadyClaimed, RoutedToOther):
            await self._pause(5)
            return True
        self._desk.visits[line.id].entry.handovers[-1].claimed_at = self._agenda.now()
        await self._serve(self._desk.visits[line.id], line)
        return True

    async def _first(self) -> Line | None:
        """Who is next: danger, then those who wait in the widget, then the longest waiting."""
        own = (None, self._agent.id)
        fits = [
            one
            for one in await self._place.lines.all()
            if one.state == "waiting"
            and not one.call
            and one.language in self._member.languages
            and one.routed_to in own
            and one.id in self._desk.visits
        ]
        return min(fits, key=urgency, default=None)

    async def _serve(self, open: Open, line: Line) -> None:
        """From the first look to the end; what is taken away meanwhile is another's."""
        open.entry.handovers[-1].agent = self._agent.name
        try:
            await self._pause(22)
            if line.offline or not open.in_widget:
                await self._write(open, line)
            else:
                await self._talk(open)
        except NotYours:
            return

    async def _write(self, open: Open, line: Line) -> None:
        """One answer, for whoever is not there."""
        await self._pause(60)
        words = self._desk.words("by_mail", line.language, self._dice)
        await self._say(open, f"{words} {self._reply(open, line.language)}")
        await self._pause(10)
        gone = not line.offline and not open.in_widget
        await self._resolve(open, "no_answer" if gone else self._outcome(open), "closed")

    async def _talk(self, open: Open) -> None:
        """Greet, ask, answer, take leave."""
        language = open.visit.person.language
        if self._chance(0.6):
            greeting = self._desk.words("greet", language, self._dice)
            await self._say(open, greeting.format(agent=self._agent.name.split()[0]))
            await self._pause(18)
        if self._chance(0.4):
            await self._say(open, self._desk.words("ask", language, self._dice))
            await self._agenda.wait(open.customer_spoke, 120)
        await self._pause(45)
        await self._say(open, self._reply(open, language))
        answered = await self._agenda.wait(open.customer_spoke, 100)
        outcome = self._outcome(open)
        if answered and self._chance(0.6):
            await self._pause(14)
            await self._say(open, self._desk.words("close", language, self._dice))
            await self._pause(10)
        await self._resolve(open, outcome, "bot" if self._chance(0.75) else "closed")

    def _reply(self, open: Open, language: str) -> str:
        matter = open.visit.matter
        return matter.replies.get(language) or next(iter(matter.replies.values()))

    def _outcome(self, open: Open) -> str:
        """What the agent believes; the customer may find otherwise at home."""
        settled = self._chance(self._member.skill)
        open.entry.solved = settled and self._chance(0.93)
        return "solved" if settled or self._chance(0.45) else "unsolved"

    async def _say(self, open: Open, text: str) -> None:
        number = f"{self._agent.id[:8]}-{self._dice.getrandbits(64):016x}"
        message = await self._place.desk.say(open.entry.conversation, self._agent, text, number)
        handover, at = open.entry.handovers[-1], message.created_at
        handover.first_words_at = handover.first_words_at or at
        handover.agent_last = True
        open.entry.said.append((at, "agent"))
        for asking in open.entry.askings:
            if asking.handover == len(open.entry.handovers) - 1:
                asking.answered_at = asking.answered_at or at
        done(open, ("wait", "email"), at)
        open.agent_spoke.fire()

    async def _resolve(self, open: Open, outcome: str, to: str) -> None:
        await self._place.desk.resolve(open.entry.conversation, self._agent, Ending(to, outcome))
        at, handover = self._agenda.now(), open.entry.handovers[-1]
        handover.ended_at, handover.outcome = at, outcome
        for asking in open.entry.askings:
            if asking.handover == len(open.entry.handovers) - 1:
                asking.done_at = at
        open.entry.said.append((at, "over"))
        open.agent_spoke.fire()

    async def _call(self) -> bool:
        """Make a call that is due; whether there was one."""
        for call in await self._place.calls.calls(self._agent):
            known = call.conversation_id in self._desk.visits
            if call.due == "later" or not known or call.language not in self._member.languages:
                continue
            open = self._desk.visits[call.conversation_id]
            await self._pause(40)
            try:
                await self._place.calls.called(self._agent, call.id, self._chance(0.85))
                done(open, ("callback",), self._agenda.now())
                await self._place.desk.claim(call.conversation_id, self._agent)
            except BotError:
                return True
            handover = open.entry.handovers[-1]
            handover.agent, handover.claimed_at = self._agent.name, self._agenda.now()
            await self._pause(200)
            await self._resolve(open, self._outcome(open), "closed")
            return True
        return False

    def _chance(self, share: float) -> bool:
        return self._dice.random() < share

    async def _pause(self, seconds: float) -> None:
        await self._agenda.sleep(seconds / self._member.speed * self._dice.uniform(0.5, 1.7))


def urgency(line: Line) -> tuple[bool, bool, datetime]:
    """What goes first is the least."""
    return line.reason != "safety", line.offline, line.asked_at


def shifts(place: Place, day: date, member: Member) -> list[tuple[datetime, datetime]]:
    """When somebody is there on a day: their part of each span of the opening hours."""
    begin, end = member.shift
    return [
        (opens + begin * (closes - opens), opens + end * (closes - opens))
        for opens, closes in place.service.hours.spans(day)
    ]


def done(open: Open, kinds: tuple[str, ...], at: datetime) -> None:
    """What was promised was done at a moment."""
    promises: list[Promise] = open.open_promises(at)
    for one in promises:
        if one.kind in kinds:
            one.done_at = at
