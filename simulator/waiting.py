"""A customer who was handed to people: waits, chooses another way or leaves, and speaks with them.

Depends on the visit and the door.
"""

from collections.abc import Iterable
from datetime import datetime

from simulator.books import Asking, Handover, Promise
from simulator.door import Heard, Json, moment_of, time_of
from simulator.visit import Desk, Open

HANDED = ("handed", "waiting", "offline", "still_waiting")
OFFLINE = {"email": 0.5, "call": 0.2, "leave": 0.3}
"""What they do where nobody is there; `leave`: they look again tomorrow."""
TIRED = {"email": 0.3, "call": 0.15, "end": 0.25, "leave": 0.3}
"""What they do when they have waited enough."""
ANSWER_S = 420.0
"""How long they wait for an agent's next words."""
BETWEEN_S = 14.0


def is_handed(heard: Heard) -> bool:
    """Whether people were told of the customer."""
    return any(one["notice"] in HANDED for one in heard.notices)


def note_handover(open: Open, heard: Heard, at: datetime) -> None:
    """Write down that people have it from now on, and because of what was asked."""
    entry = open.entry
    if open.handover is None:
        told = [one for one in heard.messages if one["data"].get("notice") in HANDED]
        when = time_of(told[0]) if told else at
        entry.handovers.append(Handover(when, ""))
    if open.asking and open.asking.handover is None:
        open.asking.handover = len(entry.handovers) - 1
    note_promises(open, heard.notices)


def note_promises(open: Open, notices: Iterable[Json]) -> None:
    """Write down what the page promises."""
    for data in notices:
        note_promise(open, data.get("waiting") or {})


def note_promise(open: Open, told: Json) -> None:
    """Write down the promise that the page shows, once."""
    shown = told.get("promise")
    if not shown:
        return
    said_at, due_at = moment_of(shown["said_at"]), moment_of(shown["due_at"])
    known = {(one.kind, one.at) for one in open.entry.promises}
    if (shown["kind"], said_at) not in known:
        open.entry.promises.append(Promise(shown["kind"], said_at, due_at))


class Waiting:
    """One customer who waits for people, or has one."""

    def __init__(self, desk: Desk, open: Open) -> None:
        self._desk = desk
        self._open = open
        self._agenda = desk.agenda
        self._dice = open.dice
        self._person = open.visit.person

    async def be(self, heard: Heard) -> Heard:
        """From the asking to the end, or until they leave; what was told last."""
        self._desk.somebody_waits.fire()
        if not self._has_asked():
            await self._tell_matter()
        if any(one["notice"] == "offline" for one in heard.notices):
            return await self._otherwise(OFFLINE)
        patience = self._person.patience_s * self._dice.uniform(0.5, 2.0)
        if not await self._agenda.wait(self._open.agent_spoke, patience):
            return await self._otherwise(TIRED)
        return await self._talk()

    async def _talk(self) -> Heard:
        """Answer the agent, twice at most, until one of the two is through."""
        said = 0
        while True:
            state, heard = await self._look()
            if state not in ("agent", "waiting"):
                return heard
            if said < 2 and self._dice.random() < 0.85:
                await self._agenda.sleep(BETWEEN_S * self._dice.uniform(0.5, 2))
                said += await self._answer(said)
            if not await self._agenda.wait(self._open.agent_spoke, ANSWER_S):
                self._open.in_widget = False
                return Heard()

    async def _answer(self, said: int) -> int:
        """Something to what the agent said; nothing where it has ended meanwhile."""
        if self._open.handover is None:
            return 0
        key = "detail" if said == 0 else "bye"
        if self._person.mood == "cross" and self._dice.random() < 0.5:
            key = "cross"
        await self._say(self._desk.words(key, self._person.language, self._dice))
        return 1

    async def _tell_matter(self) -> None:
        """Say to those who will come what it is about."""
        await self._agenda.sleep(BETWEEN_S)
        visit = self._open.visit
        asking = Asking(self._agenda.now(), visit.matter.key, visit.words)
        if self._open.handover:
            asking.handover = len(self._open.entry.handovers) - 1
        self._open.entry.askings.append(asking)
        asking.at = await self._say(visit.words)
        asking.id = self._open.door.sent

    async def _otherwise(self, likely: dict[str, float]) -> Heard:
        """Another way than to wait."""
        await self._agenda.sleep(BETWEEN_S)
        if self._open.handover is None:
            return Heard()
        way = self._dice.choices([*likely], [*likely.values()])[0]
        self._open.in_widget = False
        if way == "email":
            told = await self._open.door.leave_email(self._person.email)
            self._chosen(told)
        elif way == "call":
            await self._have_them_call()
        elif way == "end":
            await self._end()
        return Heard()

    async def _have_them_call(self) -> None:
        free = await self._open.door.free_calls()
        if free:
            slot = self._dice.choice(free[:6])["slot"]
            self._chosen(await self._open.door.book_call(self._person.phone, slot))

    async def _end(self) -> None:
        handover = self._open.handover
        await self._open.door.end()
        at = self._agenda.now()
        self._open.entry.said.append((at, "over"))
        if handover:
            handover.ended_at, handover.outcome = at, "left"
        self._let_go(at)

    def _chosen(self, told: Json) -> None:
        """What was promised before is needed no more; this is promised now."""
        self._let_go(self._agenda.now())
        note_promise(self._open, told["waiting"])

    def _let_go(self, at: datetime) -> None:
        for one in self._open.open_promises(at):
            one.needless_at = at

    async def _say(self, text: str) -> datetime:
        at, _ = await self._open.door.say(text)
        self._open.entry.said.append((at, "customer"))
        if self._open.handover:
            self._open.handover.agent_last = False
        self._open.customer_spoke.fire()
        return at

    async def _look(self) -> tuple[str, Heard]:
        """Read what came."""
        state, heard = await self._open.door.news()
        await self._open.door.read()
        note_promises(self._open, heard.notices)
        return state, heard

    def _has_asked(self) -> bool:
        key = self._open.visit.matter.key
        return any(one.matter == key for one in self._open.entry.askings)
