"""The service that is driven: the whole of it in this process, with a Rasa of its own.

Customers come in over the doors, agents through the desks of the console, on the database of the
settings. Nothing runs beside: what the service does every few seconds is done here at its moment
of the simulated clock. Depends on the service and `deploy`.
"""

import asyncio
import gc
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
import uvicorn
from sqlalchemy import update

from bot import console, seed
from bot.agents import Agent
from bot.app import create_app
from bot.clock import CLOCK
from bot.console.lines import Lines
from bot.database import now
from bot.presence import PresenceRow
from bot.rasa_client import RasaUnavailable
from bot.service import Service, build
from bot.settings import Settings
from bot.timeline import Timeline
from deploy.setup import environment
from deploy.steps import ROOT
from deploy.supervisor import rasa_command
from simulator.door import Key

RASA_READY_S = 120.0
SEEN_EVERY = timedelta(seconds=45)
"""How often agents' pages show themselves: they are gone a minute after the last time."""
SHOP_SECRET = "what the simulated shop signs its customers in with"
UNHURRIED = "1000000/minute"


@dataclass
class Place:
    """One service, and the seats at it."""

    service: Service
    http: httpx.AsyncClient
    key: Key
    desk: console.AgentDesk
    calls: console.CallsDesk
    lines: Lines
    here: list[Agent] = field(default_factory=list)
    _seen_at: datetime | None = None

    async def go_to(self, moment: datetime) -> None:
        """Let it be `moment`; whoever is here has their page open still."""
        CLOCK.go_to(max(moment, now()))
        await self.show()

    async def show(self) -> None:
        """The pages of those who are here show themselves, where it is time."""
        if not self.here or (self._seen_at and now() - self._seen_at < SEEN_EVERY):
            return
        self._seen_at = now()
        # All of them in one statement: it is what happens most often in a month.
        ours = PresenceRow.agent_id.in_([one.id for one in self.here])
        seen = {"last_seen": now(), "last_active": now()}
        async with self.service.database.write() as session:
            await session.execute(update(PresenceRow).where(ours).values(**seen))

    async def come(self, agent: Agent) -> None:
        """An agent opens the console."""
        self.here.append(agent)
        await self.service.presence.seen(agent.id, active=True)

    async def leave(self, agent: Agent) -> None:
        """An agent goes home."""
        self.here.remove(agent)
        await self.service.presence.leave(agent.id)

    async def tend(self) -> None:
        """What the service does every few seconds."""
        await self.service.telling.catch_up()
        await self.service.routing.tend()

    async def settle(self) -> None:
        """Promises are scored, and mail goes out."""
        await self.service.promises.score()
        await self.service.office.mails.gather()
        await self.service.office.sender.send_due()

    async def oversee(self) -> None:
        """What it does every morning: standards are counted and looked after, reports sent."""
        loop = self.service.loop
        await loop.standards.facts.refresh()
        await loop.demand.tallies.refresh()
        await loop.oversight.watch.check()
        await loop.oversight.weekly.send_due()

    async def learn(self) -> None:
        """What it does now and then: solved cases are learned, questions join their groups."""
        service = self.service
        while await service.learning.learn():
            pass
        await service.contacts.explained()
        await service.loop.groups.collect()
        await service.words.refresh()


def demo_settings(settings: Settings) -> Settings:
    """The settings of a simulated service: a demonstration where nobody is too fast."""
    change = {
        "demo": True,
        "customer_secret": settings.customer_secret or SHOP_SECRET,
        "message_rate": UNHURRIED,
        "conversation_rate": UNHURRIED,
        "short_survey_one_in": 2,
        "log_level": "ERROR",
    }
    return settings.model_copy(update=change)


@asynccontextmanager
async def opened(settings: Settings, start: datetime) -> AsyncIterator[Place]:
    """The service of `settings` (with their secrets) as of `start`, for as long as the context
    lasts; Rasa runs beside it. Both ports are free ones."""
    CLOCK.begin_at(start)
    settings = settings.model_copy(update={"port": free_port(), "rasa_port": free_port()})
    try:
        await seed.run(settings)
        with rasa(settings):
            async with served(settings) as place:
                await ready(place.service)
                yield place
    finally:
        CLOCK.reset()


@asynccontextmanager
async def served(settings: Settings) -> AsyncIterator[Place]:
    """The service itself: Rasa reaches it on its port, customers without a network."""
    service = build(settings)
    app = create_app(service)
    plain = uvicorn.Config(
        app, settings.host, settings.port, log_config=None, access_log=False, lifespan="off"
    )
    server = uvicorn.Server(plain)
    serving = asyncio.create_task(server.serve())
    transport = httpx.ASGITransport(app)
    try:
        async with httpx.AsyncClient(transport=transport, base_url=settings.own_url) as http:
            yield place_of(service, http)
    finally:
        server.should_exit = True
        await serving
        await closed(service)


def place_of(service: Service, http: httpx.AsyncClient) -> Place:
    """The seats at a service."""
    settings = service.settings
    desk = console.AgentDesk(
        service.transcript,
        service.states,
        service.hands,
        service.live,
        service.asking,
        Timeline(service.backoffice, service.database),
        service.turns.start,
        service.audit,
    )
    lines, callbacks = Lines(service.database), service.waiting.callbacks
    calls = console.CallsDesk(callbacks, service.promises, service.audit, service.live, lines=lines)
    key = Key(settings.demo_token, settings.customer_secret, settings.customer_audience)
    return Place(service, http, key, desk, calls, lines)


async def ready(service: Service) -> None:
    """Load what a turn needs, and wait for Rasa."""
    await asyncio.to_thread(service.embedder.load)
    await asyncio.to_thread(service.knowledge.status)
    await service.shelf.refresh()
    # What is loaded by now stays: the collector need not look at it again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    async with asyncio.timeout(RASA_READY_S):
        while True:
            with suppress(RasaUnavailable):
                await service.rasa.check()
                return
            await asyncio.sleep(0.3)


async def closed(service: Service) -> None:
    """What is under way is written; then everything is given back."""
    await service.turns.drain(5)
    await service.contacts.explained()
    await service.lookup.close()
    await service.http.aclose()
    await service.database.close()


@contextmanager
def rasa(settings: Settings) -> Iterator[None]:
    """A Rasa of its own, with the trained assistant."""
    tracker = (settings.var_dir / "tracker.db").resolve()
    env = dict(
        environment(),
        MOSTRADOR_WEBHOOK_URL=f"http://{settings.host}:{settings.port}/webhook",
        MOSTRADOR_WEBHOOK_TOKEN=settings.webhook_token,
        MOSTRADOR_TRACKER_DB=str(tracker),
        OMP_NUM_THREADS="1",
    )
    log = settings.var_dir / "log" / "rasa-simulated.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        words = rasa_command(settings.rasa_port)
        process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=out, stderr=out)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
