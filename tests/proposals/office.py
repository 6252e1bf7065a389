"""A console with the page of training examples, as a process for a real browser.

`python -m tests.proposals.office PORT FOLDER` serves it over a small assistant whose training needs
no Rasa.
"""

import asyncio
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from bot import console, errors, web
from bot.agents import Agents
from bot.audit import AuditLog
from bot.console.training import TrainingDesk, TrainingRoom, training_router
from bot.conversations import Hands, States, Transcript
from bot.database import Database, upgrade
from bot.live import Live
from bot.notes import Notebook
from bot.pages import STATIC_DIR, PublicFiles, make_templates
from bot.presence import Presence
from bot.settings import Settings
from bot.upkeep import cancel
from tests.people.office import PASSWORD
from tests.proposals.shop import Shop

GROUPS = (
    ("¿Cuándo llega mi envío?", "order_status", 9),
    ("Anular una compra que aún no ha salido del almacén", "cancel_order", 4),
)


class Office:
    """The objects of one console."""

    def __init__(self, folder: Path) -> None:
        given = {"var_dir": folder, "secret": "a secret for tests", "login_rate": "999/minute"}
        self.settings = Settings(_env_file=None, **given)
        upgrade(self.settings.database)
        database = self.database = Database(self.settings.database)
        self.live, self.transcript, self.states = Live(), Transcript(database), States(database)
        self.hands, self.audit, self.agents = Hands(database), AuditLog(database), Agents(database)
        self.presence = Presence(database, self.live)
        self.shop = Shop(folder, database)

    def desk(self) -> TrainingDesk:
        """What editors do."""
        shop = self.shop
        ours = shop.confirming, shop.proposals, shop.scores, shop.measuring
        return TrainingDesk(*ours, self.agents, self.audit, shop.folder)

    def app(self) -> FastAPI:
        """The console's pages and what they load."""
        app = FastAPI()
        errors.install(app)
        app.add_middleware(web.SecurityHeaders)
        templates, agents, training = make_templates("Tramontana"), self.agents, self.desk()
        entrance = console.Entrance(self.presence, self.audit)
        app.include_router(console.login_router(agents, templates, self.settings, entrance))
        app.include_router(training_router(training, agents))
        app.mount("/static", PublicFiles(directory=STATIC_DIR))
        desk = console.AgentDesk(
            self.transcript, self.states, self.hands, self.live, audit=self.audit
        )
        queue = console.Queue(console.Lines(self.database), self.live)
        queue_desk = console.QueueDesk(desk, queue, agents, self.presence)
        tools = console.Tools(Notebook.over(self.database), self.presence.agents)
        room = console.Room("/training", "training", "content", TrainingRoom(training).build)
        console.mount(app, desk, agents, "Tramontana", queue_desk, tools, [room])
        return app

    async def fill(self) -> None:
        """An editor of each language, and groups with questions."""
        for name, role, language in (("Eva", "content", "es"), ("Carla", "content", "en")):
            email = f"{name.lower()}@tramontana.example"
            await self.agents.ensure(email, name, PASSWORD, role, language=language)
        await self.agents.ensure("ana@tramontana.example", "Ana", PASSWORD, "agent")
        for label, intent, more in GROUPS:
            group = await self.shop.group(label, topic=intent)
            for number in range(more):
                await self.shop.ask(group, f"{label} ({number})", intent=intent, confidence=0.97)
            await self.shop.ask(
                group, "por dónde va el envío que me prometisteis", intent="out_of_scope"
            )
            await self.shop.ask(group, "is my delivery on its way yet", "en", "cancel_order", 0.9)
            await self.shop.ask(group, "quiero anular el envío antes de que salga", confidence=0.6)
            await self.shop.ask(group, "any news of the van", "en", None)


async def serve(office: Office, port: int) -> None:
    """Until told to stop, measuring beside it."""
    await office.fill()
    measuring = asyncio.create_task(office.shop.measuring.run())
    server = uvicorn.Server(uvicorn.Config(office.app(), port=port, log_level="warning"))
    try:
        await server.serve()
    finally:
        await cancel(measuring)


def main() -> None:
    """Serve until told to stop."""
    asyncio.run(serve(Office(Path(sys.argv[2])), int(sys.argv[1])))


if __name__ == "__main__":
    main()
