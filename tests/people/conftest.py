"""Agents, presence, routing and the audit log over an empty database, on a clock that waits."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot.agents import Agent, Agents, Pictures
from bot.audit import AuditLog
from bot.conversations import Hands, MessageDraft, States, Transcript
from bot.database import Database, now
from bot.live import Live
from bot.presence import Presence
from bot.routing import Loads, Patience, Routing

Hire = Callable[..., Awaitable[Agent]]
Ask = Callable[..., Awaitable[str]]
Start = Callable[..., Routing]
NOTICES = {"bot": MessageDraft("system", "espere")}


class Clock:
    """Tells the time that a test sets."""

    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **units: float) -> None:
        """So much time goes by: `pass_by(minutes=5)`."""
        self.at += timedelta(**units)


@pytest.fixture
def clock() -> Clock:
    """The time."""
    return Clock()


@pytest.fixture
def agents(database: Database) -> Agents:
    """Accounts."""
    return Agents(database)


@pytest.fixture
def presence(database: Database, live: Live, clock: Clock) -> Presence:
    """Who is there."""
    return Presence(database, live, clock)


@pytest.fixture
def audit(database: Database, clock: Clock) -> AuditLog:
    """What was done."""
    return AuditLog(database, clock)


@pytest.fixture
def faces(database: Database) -> Pictures:
    """Pictures."""
    return Pictures(database)


@pytest.fixture
def hands(database: Database, clock: Clock) -> Hands:
    """The agents' side of the state machine, on the clock."""
    return Hands(database, clock)


@pytest.fixture
def states(database: Database, clock: Clock) -> States:
    """The customer's side, on the clock."""
    return States(database, clock)


@pytest.fixture
def patience() -> Patience:
    """The patience of the settings."""
    return Patience()


@pytest.fixture
def start(
    agents: Agents,
    states: States,
    hands: Hands,
    database: Database,
    live: Live,
    audit: AuditLog,
    patience: Patience,
    clock: Clock,
) -> Start:
    """`start()`: the routing of a process that starts now."""

    def make(presence: Presence | None = None) -> Routing:
        here = presence or Presence(database, live, clock)
        loads = Loads(database)
        return Routing(agents, here, states, hands, loads, live, audit, patience, clock)

    return make


@pytest.fixture
def routing(start: Start, presence: Presence) -> Routing:
    """Routing over the fixtures' presence."""
    return start(presence)


@pytest.fixture
def hire(agents: Agents, presence: Presence) -> Hire:
    """`await hire("Ana", topics=["orders"])`: an account whose console is open."""

    async def make(name: str, role: str = "agent", here: bool = True, **skills: object) -> Agent:
        agent = await agents.ensure(f"{name.lower()}@example.com", name, "a secret", role, **skills)
        if here:
            await presence.seen(agent.id, active=True)
        return agent

    return make


@pytest.fixture
def ask(transcript: Transcript, states: States) -> Ask:
    """`await ask("en")`: the id of a conversation that waits for a person."""

    async def start(language: str = "es", text: str = "Quiero hablar con alguien") -> str:
        conversation = await transcript.start(language)
        said = MessageDraft("customer", text, asks=False)
        await states.ask_for_person(conversation.id, said, NOTICES)
        return conversation.id

    return start
