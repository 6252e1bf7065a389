"""A console with the editors' pages over made-up questions, as a process for a real browser.

`python -m tests.demand.desk PORT FOLDER [filled]` serves it; with `filled` over the questions that
are in the folder's database already. It has no Rasa and no model.
"""

import asyncio
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from bot import console
from bot.agents import Agent
from bot.audit import AuditLog
from bot.brief import Piece
from bot.console.demand_rooms import demand_rooms
from bot.console.faq import FaqRoom
from bot.console.faq_parts import FaqDesk
from bot.console.questions import questions_router
from bot.console.questions_desk import QuestionsDesk
from bot.database import now
from bot.demand import Demand, ProductTerms, demand_of
from bot.demand.drafting import source_of
from bot.demand.view import View
from bot.editorial.store import Editor
from bot.editorial.tables import FaqDraft, FaqEvent
from bot.faq_shelf import FaqShelf
from bot.groups import Groups
from bot.knowledge.faq_index import FaqIndex
from bot.standards.definitions import definitions
from tests.demand.rows import ANSWERED, DISLIKED, EMBEDDER, LIKED, TO_AGENT, Outcome, Rows, missed
from tests.editorial.newsroom import SAMPLE, Newsroom

PRODUCTS = {"levante": "Cafetera Levante", "cierzo": "Robot Cierzo", "siroco": "Freidora Siroco"}
DAYS = 84
ASKED: tuple[tuple[str, str, str | None, int, tuple[Outcome, ...]], ...] = (
    ("¿cómo se descalcifica la cafetera?", "how do I descale the coffee machine?", "levante", 160,
     (ANSWERED, LIKED, LIKED, DISLIKED, TO_AGENT)),
    ("el robot no se conecta al wifi de casa", "the robot does not connect to my wifi", "cierzo",
     120, (TO_AGENT, missed("ranked_low"), ANSWERED)),
    ("¿dónde compro filtros nuevos?", "where can I buy new filters?", "levante", 70,
     (missed(), missed(), TO_AGENT)),
    ("¿qué aceite lleva la freidora?", "which oil goes into the fryer?", "siroco", 44,
     (missed("wrong_product"), ANSWERED)),
    ("¿puedo devolverlo sin la caja?", "can I return it without the box?", None, 38,
     (DISLIKED, ANSWERED)),
    ("¿el robot sube alfombras?", "does the robot climb rugs?", "cierzo", 30,
     (missed("wrong_language"), ANSWERED)),
    ("quiero una factura con otro nombre", "I want an invoice in another name", None, 24,
     (missed("person_only"), TO_AGENT)),
    ("¿qué tiempo hará mañana?", "what will the weather be like?", None, 9,
     (missed("off_topic"),)),
)  # fmt: skip
ANSWER = "Use el descalcificador y siga los pasos del programa de limpieza. Después, dos aclarados."
REPLY_ES = (
    "Mantenga pulsado el botón diez segundos hasta que parpadee y repita en la red de 2,4 GHz."
)
REPLY_EN = "Hold the button for ten seconds until it blinks, then try again on the 2.4 GHz network."


class Library:
    """Finds the same two passages for every question, one in each language."""

    async def find(self, question: str, language: str, products: Sequence[str]) -> list[Piece]:
        """A passage in `language`; a manual about the first of `products` alone."""
        if language == "es":
            text = "Los filtros se cambian cada dos meses. Se compran en la tienda de recambios."
            title = "Cafetera Levante · Cuidado › Filtro, p. 14"
        else:
            text = "Change the filter every two months. Filters are sold in the parts shop."
            title = "Levante coffee machine · Care › Filter, p. 14"
        place = {"title": title, "url": "/manuals/levante?passage=00ff#cited", "page": 14}
        return [Piece(text, title, language, "00ff", place, 0.62)]


def demand_over(office: Newsroom, simulated: bool = False) -> Demand:
    """The questions of an office's database."""
    database = office.database
    return demand_of(
        database,
        Groups(database, EMBEDDER),
        office.editorial,
        Library(),
        FaqShelf(office.faqs, FaqIndex(EMBEDDER)),
        ProductTerms(database),
        definitions().get("simple_share"),
        products=PRODUCTS,
        simulated=simulated,
    )


class EditorsDesk(Newsroom):
    """The objects of one console with the editors' pages."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.demand = demand_over(self)

    def app(self) -> FastAPI:
        """The console's pages, and the CSV file."""
        app = super().app()
        route = questions_router(QuestionsDesk(self.demand, self.audit), self.agents)
        app.router.routes[:0] = route.routes
        return app

    def rooms(self, desk: console.AgentDesk, log: console.AuditDesk) -> tuple[console.Room, ...]:
        """The editors' pages, and what they lead to."""
        faq = FaqRoom(FaqDesk(self.editorial, self.agents))
        audit = console.Room("/audit", "audit", "audit", console.AuditRoom(log).build)
        pages = demand_rooms(self.demand, AuditLog(self.database))
        return (*pages, console.Room("/faq", "faq", "content", faq.build), audit)

    async def staff(self) -> Agent:
        """Eva, who may do everything, and two others; and the sample FAQ."""
        eva = await self._hire("Eva Montes", "admin", language="es")
        await self._hire("Carla Ruiz", "content", language="en")
        await self._hire("Ana Vidal", "agent")
        await self.faqs.seed(SAMPLE)
        return eva

    async def fill(self) -> None:
        """Three months of questions, and an entry that was published some weeks ago."""
        eva = await self.staff()
        rows, rng = Rows(self.database), random.Random(5)
        for es, en, product, count, outcomes in ASKED:
            group = await rows.group(es, en, topic="manual_question", product=product)
            for number in range(count):
                await self._one(rows, rng, group, (es, en), product, outcomes, number)
        await publish(self.demand, eva, 2, now() - timedelta(days=30))
        await self.demand.tallies.recount_all()

    async def _one(
        self,
        rows: Rows,
        rng: random.Random,
        group: int,
        labels: tuple[str, str],
        product: str | None,
        outcomes: Sequence[Outcome],
        number: int,
    ) -> None:
        language = "en" if number % 3 == 0 else "es"
        text = labels[language == "en"] + ("" if number % 4 else " " + "?!."[number % 3])
        ago = rng.random() ** 1.3 * DAYS
        outcome = outcomes[number % len(outcomes)]
        if group == 2 and outcome == TO_AGENT and ago < 30:
            outcome = ANSWERED
        asked = await rows.ask(
            group, text, outcome, days_ago=ago, language=language, product=product, at=now()
        )
        if outcome.faq_id:
            await rows.answer(asked, ANSWER, "shipping-times" if product is None else "descale")
        if outcome == TO_AGENT and product == "cierzo":
            reply = REPLY_ES if language == "es" else REPLY_EN
            await rows.solve(asked, reply, 3 + number % 3)


async def publish(demand: Demand, by: Editor, group_id: int, at: datetime) -> int:
    """An entry about a group that was published at `at`; its number."""
    group = await demand.volume.group(View(demand.today()), group_id)
    assert group
    material = await demand.drafting.material(group)
    source = replace(source_of(group, material), answer_es=ANSWER, answer_en=REPLY_EN)
    draft = await demand.office.draft(source, by)
    async with demand.database.write() as session:
        event = FaqEvent(draft_id=draft, kind="published", version=1, at=at, by=by.id)
        session.add(event)
        row = await session.get_one(FaqDraft, draft)
        row.state, row.live_version, row.approved_version = "published", 1, 1
    return draft


def main() -> None:
    """Serve until told to stop."""
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    desk = EditorsDesk(folder)
    asyncio.run(desk.staff() if "filled" in sys.argv else desk.fill())
    uvicorn.run(desk.app(), port=port, log_level="warning")


if __name__ == "__main__":
    main()
