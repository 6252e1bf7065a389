"""Customer, assistant, two agents, a supervisor and crashes at one conversation, as chance has it.

`play` begins a conversation, lets everybody do a few things at once, sees the end of it, and gives
what is left. Each who is cut off by a crash does the same again, as a client would.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from bot.conversations import (
    AlreadyClaimed,
    AtCapacity,
    ConversationClosed,
    Ending,
    Message,
    MessageDraft,
    NotToMerge,
    NotYours,
    RoutedToOther,
    TooLateToUndo,
    Unread,
)
from bot.errors import BotError
from bot.words import ASSISTANT, PERSON
from tests.handoff.counter import Counter, Replica
from tests.handoff.judges import Case

REFUSALS: tuple[type[BotError], ...] = (
    AlreadyClaimed, AtCapacity, ConversationClosed, NotToMerge, NotYours, RoutedToOther,
    TooLateToUndo, Unread,
)  # fmt: skip
CRASHES = 0.1
CUT_WITHIN_S = 0.005
PAUSE_S = 0.002
LAST_ROUNDS = 20
COLLEAGUE = {"ana": "luis", "luis": "ana"}
T = TypeVar("T")


def told(text: str, people: bool | None = None) -> MessageDraft:
    """A notice; whether people are in charge from it on, where it says so."""
    return MessageDraft("system", text, data={} if people is None else {"people": people})


HERE = {"bot": told("here"), "waiting": told("here"), "agent": told("here")}
TO_PEOPLE = {**HERE, "bot": told("waiting", True)}
TO_ASSISTANT = {**HERE, "waiting": told("back", False)}
MERGED = {"source": told("merged away", True), "into": told("merged here")}


class Player:
    """Somebody at a conversation. `id` is the one they are at, `other` one more of the customer."""

    def __init__(self, name: str, seed: object, at: Replica, id: str, other: str) -> None:
        self.name, self.seed, self.chance = name, seed, random.Random(f"{seed} {name}")
        self.at, self.id, self.other = at, id, other
        self.kept: dict[str, set[str]] = {id: set(), other: set()}
        self._written = 0

    async def act(self, steps: int) -> None:
        """Do a few things, one after the other."""
        for _ in range(steps):
            await asyncio.sleep(self.chance.random() * PAUSE_S)
            names = await self.choices()
            await getattr(self, self.chance.choice(names))()

    async def choices(self) -> tuple[str, ...]:
        """The names of what one might do now."""
        raise NotImplementedError

    async def surely(self, act: Callable[[], Awaitable[T]]) -> T | None:
        """`act`, cut off at any moment and done again; None when it is refused."""
        while self.chance.random() < CRASHES:
            under_way = asyncio.ensure_future(act())
            await asyncio.wait([under_way], timeout=self.chance.random() * CUT_WITHIN_S)
            under_way.cancel()
            with suppress(asyncio.CancelledError, *REFUSALS):
                await under_way
        with suppress(*REFUSALS):
            return await act()
        return None

    def fresh(self) -> str:
        """A client's own id of a message."""
        self._written += 1
        return f"{self.seed}-{self.name}-{self._written}"


class Customer(Player):
    """Asks, wishes for people or for the assistant, writes by mail, leaves."""

    async def choices(self) -> tuple[str, ...]:
        return (*("ask",) * 4, "ask_elsewhere", "person", "person", "assistant", "mail", "end")

    async def act(self, steps: int) -> None:
        if self.chance.random() < 0.6:
            await self.person()
        await super().act(steps)

    async def ask(self) -> None:
        await self.send(self.id, self.fresh())

    async def ask_elsewhere(self) -> None:
        await self.send(self.other, self.fresh())

    async def send(self, id: str, client_id: str) -> None:
        """Ask something. Who is cut off does not ask the assistant: it is lost, and found."""
        draft = MessageDraft("customer", f"¿{client_id}?", client_id)
        found = await self.surely(lambda: self.at.transcript.append(id, draft))
        if found:
            self.keep(found[0])
            self.at.answer([found[0]] if found[1] else [])

    def keep(self, message: Message) -> None:
        """The customer was told that it is kept."""
        self.kept[message.conversation_id].add(message.client_id)

    async def person(self) -> None:
        draft = MessageDraft("customer", "persona", self.fresh(), payload=PERSON, asks=False)
        found = await self.surely(lambda: self.at.states.ask_for_person(self.id, draft, TO_PEOPLE))
        if found:
            self.keep(found[0])

    async def assistant(self) -> None:
        draft = MessageDraft("customer", "asistente", self.fresh(), payload=ASSISTANT, asks=False)
        wish = self.at.states.give_up_waiting
        found = await self.surely(lambda: wish(self.id, draft, TO_ASSISTANT))
        if found:
            self.keep(found[0])
            self.at.answer(found[2])

    async def mail(self) -> None:
        client_id, by_mail = self.fresh(), self.chance.random() < 0.5
        draft = MessageDraft("customer", f"¿{client_id}?", client_id)
        notice, reopen = told("reopened", True), self.at.hands.reopen
        found = await self.surely(lambda: reopen(self.id, draft, notice, by_mail=by_mail))
        if found:
            self.keep(found[0])

    async def end(self) -> None:
        if self.chance.random() < 0.1:
            await self.surely(lambda: self.at.states.end(self.id, told("ended", True)))


class Agent(Player):
    """Claims, reads, answers, passes on, ends, takes back; mostly what makes sense, not always."""

    screen = 0

    async def choices(self) -> tuple[str, ...]:
        row = await self.at.transcript.get(self.id)
        if self.chance.random() < 0.3:
            return ("claim", "say", "resolve", "transfer", "undo", "merge")
        if row.state == "agent" and row.assigned_agent == self.name:
            return ("look", "look", "say", "say", "resolve", "resolve", "transfer", "merge")
        return ("claim",) if row.state == "waiting" else ("undo", "undo", "wait_a_moment")

    async def wait_a_moment(self) -> None:
        await asyncio.sleep(PAUSE_S)

    async def claim(self) -> None:
        notice, capacity = told(f"claimed by {self.name}", True), self.chance.choice((None, 1, 9))
        await self.surely(lambda: self.at.hands.claim(self.id, self.name, notice, capacity))
        await self.look()

    async def look(self) -> None:
        """What an agent sees counts as read where it is theirs as they see it."""
        row = await self.at.transcript.get(self.id)
        if row.assigned_agent == self.name:
            self.screen = max(
                (one.seq for one in await self.at.transcript.after(self.id, 0)), default=0
            )
            await self.surely(lambda: self.at.hands.mark(self.id, "agent", read=self.screen))

    async def say(self) -> None:
        draft = MessageDraft("agent", f"{self.name}: hola", self.fresh(), author_name=self.name)
        await self.surely(lambda: self.at.hands.say(self.id, self.name, draft))

    async def resolve(self) -> None:
        to = self.chance.choice(("bot", "bot", "closed"))
        ending, notice = Ending(to, seen=self.screen), told(f"resolved to {to}", to != "bot")
        resolve = self.at.hands.resolve
        self.at.answer(await self.surely(lambda: resolve(self.id, self.name, ending, notice)) or [])
        if self.chance.random() < 0.2:
            await self.undo()

    async def transfer(self) -> None:
        to, notice = self.chance.choice((None, COLLEAGUE[self.name])), told("passed on", True)
        await self.surely(lambda: self.at.hands.transfer(self.id, self.name, to, notice))

    async def undo(self) -> None:
        notice = told(f"undone by {self.name}", True)
        await self.surely(lambda: self.at.hands.undo_resolve(self.id, self.name, notice))

    async def merge(self) -> None:
        if self.chance.random() < 0.5:
            merge = self.at.hands.merge
            await self.surely(lambda: merge(self.other, self.id, self.name, MERGED))


class Supervisor(Player):
    """Takes over, routes, takes away from who does not answer; and is the one who crashes."""

    async def choices(self) -> tuple[str, ...]:
        return ("take_over", "route", "release", "urge", "crash", "recover")

    async def take_over(self) -> None:
        notice = told("taken over by eva", True)
        await self.surely(lambda: self.at.hands.take_over(self.id, "eva", notice))

    async def route(self) -> None:
        to = self.chance.choice(("ana", "luis", None))
        await self.surely(lambda: self.at.hands.route(self.id, to))

    async def release(self) -> None:
        owner, notice = self.chance.choice(("ana", "luis", "eva")), told("released", True)
        await self.surely(lambda: self.at.hands.release(self.id, owner, notice))

    async def urge(self) -> None:
        await self.surely(lambda: self.at.states.urge(self.id, told("danger", None)))

    async def crash(self) -> None:
        await self.at.crash()

    async def recover(self) -> None:
        await self.at.turns.recover()


async def play(counter: Counter, seed: object, steps: int = 5) -> list[Case]:
    """One conversation, and the other one of the same customer, from the first word to the end."""
    start = counter.first.transcript.start
    id, other = (await start("es")).id, (await start("es")).id
    kinds: dict[str, type[Player]] = {
        "customer": Customer, "ana": Agent, "luis": Agent, "eva": Supervisor
    }  # fmt: skip
    replicas = counter.replicas
    players = [
        kind(name, seed, replicas[number % len(replicas)], id, other)
        for number, (name, kind) in enumerate(kinds.items())
    ]
    counter.rasa.calm = False
    await asyncio.gather(*(one.act(steps) for one in players))
    kept = players[0].kept
    await finish(counter, id)
    await finish(counter, other)
    return [await counter.case(one, frozenset(kept[one])) for one in (id, other)]


async def finish(counter: Counter, id: str) -> None:
    """Everything is answered: by the assistant, and by a supervisor who reads all there is."""
    hands, transcript = counter.first.hands, counter.first.transcript
    for _ in range(LAST_ROUNDS):
        await counter.answer_everything()
        row = await transcript.get(id)
        if row.state in ("bot", "closed"):
            return
        with suppress(AlreadyClaimed):
            await hands.take_over(id, "eva", told("at last", True))
        row = await transcript.get(id)
        ending = Ending("bot", seen=row.last_seq)
        await hands.resolve(id, "eva", ending, told("resolved to bot", False))
    raise AssertionError(f"{id} never ends")
