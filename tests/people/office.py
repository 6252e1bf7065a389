"""A console with some people and conversations in it, as a process for a real browser.

`python -m tests.people.office PORT FOLDER` serves it. It has no Rasa, no model and no widget.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from bot import console, errors, web
from bot.agents import Agent, Agents, Pictures, pictures_router
from bot.audit import AuditLog
from bot.conversations import Hands, MessageDraft, States, Transcript
from bot.database import Database, now, upgrade
from bot.live import Live
from bot.notes import Notebook
from bot.pages import STATIC_DIR, PublicFiles, make_templates
from bot.presence import Presence
from bot.routing import Loads, Routing
from bot.settings import Settings

PASSWORD = "levante y poniente"
NOTICES = {"bot": MessageDraft("system", "espere")}
ASKED = (
    ("es", 700, "La lavadora no desagua y tengo la cocina inundada"),
    ("en", 260, "My coffee machine says E02"),
    ("es", 30, "Quiero hablar con una persona, por favor"),
)


class Office:
    """The objects of one console."""

    def __init__(self, folder: Path) -> None:
        given: dict[str, Any] = {
            "var_dir": folder,
            "secret": "a secret for tests",
            "login_rate": "999/minute",
        }
        self.settings = Settings(_env_file=None, **given)
        upgrade(self.settings.database)
        database = self.database = Database(self.settings.database)
        self.live, self.transcript, self.states = Live(), Transcript(database), States(database)
        self.hands, self.audit, self.agents = Hands(database), AuditLog(database), Agents(database)
        self.faces, self.loads = Pictures(database), Loads(database)
        self.presence = Presence(database, self.live)
        self.routing = Routing(
            self.agents,
            self.presence,
            self.states,
            self.hands,
            self.loads,
            self.live,
            self.audit,
        )

    def app(self) -> FastAPI:
        """The console's pages and what they load."""
        app = FastAPI()
        errors.install(app)
        app.add_middleware(web.SecurityHeaders)
        templates, agents = make_templates("Tramontana"), self.agents
        entrance = console.Entrance(self.presence, self.audit)
        app.include_router(console.login_router(agents, templates, self.settings, entrance))
        app.include_router(pictures_router(self.faces))
        log = console.AuditDesk(self.audit, agents)
        app.include_router(console.audit_router(log, agents))
        app.mount("/static", PublicFiles(directory=STATIC_DIR))
        desk = console.AgentDesk(
            self.transcript, self.states, self.hands, self.live, audit=self.audit
        )
        queue = console.Queue(console.Lines(self.database), self.live)
        queue_desk = console.QueueDesk(desk, queue, agents, self.presence)
        tools = console.Tools(Notebook.over(self.database), self.presence.agents)
        console.mount(app, desk, agents, "Tramontana", queue_desk, tools, self.rooms(desk, log))
        return app

    def rooms(self, desk: console.AgentDesk, log: console.AuditDesk) -> tuple[console.Room, ...]:
        """The pages about people."""
        who = self.agents, self.presence
        team = console.TeamDesk(
            desk, *who, self.states, self.routing, self.loads, console.Lines(self.database)
        )
        people = console.PeopleDesk(
            self.agents, self.faces, self.presence, self.routing, self.audit
        )
        return (
            console.Room("/team", "team", "supervise", console.TeamRoom(team).build),
            console.Room("/people", "people", "people", console.PeopleRoom(people).build),
            console.Room("/audit", "audit", "audit", console.AuditRoom(log).build),
        )

    async def fill(self) -> None:
        """Some people, some of them there, with conversations and without."""
        eva = await self._hire("Eva Montes", "admin", language="es")
        ana = await self._hire("Ana Vidal", "agent", topics=["orders", "returns"])
        ben = await self._hire("Ben Ward", "agent", languages=["en"], capacity=2)
        await self._hire("Carla Ruiz", "content", language="en")
        luis = await self._hire("Luis Ferrer", "manager", topics=["repairs"])
        await self.agents.change(luis.id, active=False)
        for agent in (eva, ana, ben):
            await self.presence.seen(agent.id, active=True)
        await self.presence.choose(ben.id, "away")
        waiting = [await self._ask(*one) for one in ASKED]
        await self._ask("es", 90, "¿Cuándo llega mi pedido?")
        await self.hands.claim(waiting[1], ana.id, MessageDraft("system", "Ana"))
        await self.audit.note(ana.id, "claim", waiting[1])
        await self.audit.note("system", "route", waiting[0], to=ana.id)
        await self.hands.route(waiting[0], ana.id)

    async def _hire(self, name: str, role: str, **values: object) -> Agent:
        email = f"{name.split()[0].lower()}@tramontana.example"
        agent = await self.agents.ensure(email, name, PASSWORD, role, **values)
        await self.audit.note("command", "account_made", account=email, role=role)
        return agent

    async def _ask(self, language: str, seconds: int, text: str) -> str:
        then = now() - timedelta(seconds=seconds)
        conversation = await self.transcript.start(language)
        said = MessageDraft("customer", text, asks=False)
        states = States(self.database, lambda: then)
        await states.ask_for_person(conversation.id, said, NOTICES)
        return conversation.id


def main() -> None:
    """Serve until told to stop."""
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    office = Office(folder)
    asyncio.run(office.fill())
    uvicorn.run(office.app(), port=port, log_level="warning")


if __name__ == "__main__":
    main()
