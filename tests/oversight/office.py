"""A console with the page of standards over some weeks of conversations, for a real browser.

`python -m tests.oversight.office PORT FOLDER` serves it. It has no Rasa, no model and no widget.
"""

import asyncio
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from bot import console, errors, web
from bot.agents import Agents
from bot.alerts import Alerts, Readers, Rules, Watch
from bot.alerts.watch import Post
from bot.audit import AuditLog
from bot.console.standards import standards_router
from bot.console.standards_page.alerts_desk import AlertsDesk
from bot.console.standards_page.desk import StandardsDesk
from bot.console.standards_page.page import StandardsRoom
from bot.console.standards_page.strip import Strip
from bot.console.standards_page.weekly import report_router
from bot.console.standards_page.weekly_desk import WeeklyDesk
from bot.conversations import Hands, States, Transcript
from bot.database import Database, now, upgrade
from bot.hours import Hours
from bot.live import Live
from bot.mail import Memos, Outbox
from bot.notes import Notebook
from bot.oversight import SimulatedCounted
from bot.pages import STATIC_DIR, PublicFiles, make_templates
from bot.presence import Presence
from bot.report import Gathering, Weekly
from bot.settings import Settings
from bot.standards import Standards
from tests.oversight.conftest import demand_over
from tests.oversight.history import fill
from tests.people.office import PASSWORD

PEOPLE = {"marta": ("manager", "es"), "mary": ("manager", "en"), "ana": ("agent", "es")}


class Office:
    """The objects of one console; everything in it is simulated, and says so."""

    def __init__(self, folder: Path) -> None:
        given = {"var_dir": folder, "secret": "a secret for tests", "login_rate": "999/minute"}
        self.settings = Settings(_env_file=None, **given)
        upgrade(self.settings.database)
        database = self.database = Database(self.settings.database)
        self.live, self.audit, self.agents = Live(), AuditLog(database), Agents(database)
        self.presence = Presence(database, self.live)
        self.standards = Standards(database, Hours.always(), simulated=True)
        self.simulated = SimulatedCounted(database, True)
        self.demand = demand_over(database, now, True)
        self.readers = Readers(database)
        post = Post(Outbox("counter@tramontana.example"), Memos("Tramontana", "http://shop"))
        self.rules = Rules(database, self.standards.definitions)
        self.watch = Watch(database, self.standards, self.rules, post, self.simulated)
        gathering = Gathering(self.standards, self.demand, self.simulated)
        self.weekly = Weekly(database, gathering, post, "Tramontana")

    def app(self) -> FastAPI:
        """The console's pages and what they load."""
        app, agents, database = FastAPI(), self.agents, self.database
        errors.install(app)
        app.add_middleware(web.SecurityHeaders)
        templates = make_templates("Tramontana")
        entrance = console.Entrance(self.presence, self.audit)
        app.include_router(console.login_router(agents, templates, self.settings, entrance))
        app.include_router(standards_router(self.standards, agents))
        weekly = WeeklyDesk(self.weekly, self.readers, agents)
        app.include_router(report_router(weekly, agents))
        app.mount("/static", PublicFiles(directory=STATIC_DIR))
        talks = (Transcript(database), States(database), Hands(database))
        desk = console.AgentDesk(*talks, self.live, audit=self.audit)
        queue = console.QueueDesk(
            desk, console.Queue(console.Lines(database), self.live), agents, self.presence
        )
        tools = console.Tools(Notebook.over(database), self.presence.agents)
        known = self.standards.definitions
        alerts = AlertsDesk(Alerts(database), self.rules, self.readers, self.watch, agents, known)
        products = self.demand.products
        figures = StandardsDesk(self.standards, agents, products, self.simulated)
        room = StandardsRoom(figures, alerts, weekly)
        rooms = [console.Room("/standards", "standards", "report", room.build)]
        above = Strip(alerts).build
        console.mount(app, desk, agents, "Tramontana", queue, tools, rooms, above)
        return app

    async def fill(self) -> None:
        """People, conversations, and the alerts that they give."""
        for name, (role, language) in PEOPLE.items():
            email = f"{name}@tramontana.example"
            made = await self.agents.ensure(email, name.title(), PASSWORD, role)
            await self.agents.set_language(made.id, language)
        await fill(self.database, now(), count=200, simulated=True)
        await self.standards.facts.recompute()
        await self.demand.tallies.recount_all()
        await self.watch.check()


def main() -> None:
    """Serve until told to stop."""
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    office = Office(folder)
    asyncio.run(office.fill())
    uvicorn.run(office.app(), port=port, log_level="warning")


if __name__ == "__main__":
    main()
