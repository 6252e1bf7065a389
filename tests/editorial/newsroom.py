"""A console with the FAQ's pages over the sample FAQ, as a process for a real browser.

`python -m tests.editorial.newsroom PORT FOLDER` serves it. It has no Rasa and no model.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from bot import console
from bot.agents import Agent
from bot.console.faq import FaqRoom
from bot.console.faq_files import faq_router
from bot.console.faq_parts import FaqDesk
from bot.contacts import Contact
from bot.database import now
from bot.editorial import Checking, DraftSource, Editorial, Quote, Rehearsal
from bot.editorial.reading import Reading
from bot.faqs import Faqs
from bot.language import LanguageDetector
from tests.knowledge.small import WordEmbedder
from tests.people.office import PASSWORD, Office

SAMPLE = Path("data/sample/faq.csv")
QUESTION = Quote("question", "es", "¿la cierzo friega también la terraza?", "c-31")
REPLY = Quote(
    "reply",
    "es",
    "Sí, pero solo si la terraza está seca y cubierta. Quite antes la mopa.",
    "c-31",
)
PASSAGE = Quote(
    "passage",
    "en",
    "The robot is made for dry floors indoors. Do not let it run in the rain.",
    passage_id="00ff",
    title="Cierzo · 1. Safety · 4",
    url="/manuals/cierzo.en?passage=00ff",
)
TERRACE = DraftSource(
    question_es="¿Puede el Cierzo limpiar la terraza?",
    question_en="Can the Cierzo clean the terrace?",
    answer_es="Sí, si la terraza está **seca y cubierta**.\n\n1. Quite la mopa.\n2. Retire macetas "
    "y cables.\n3. Marque la zona en la aplicación.\n\nCon lluvia, nunca.",
    answer_en="Yes, if the terrace is **dry and covered**.\n\n1. Take the mop off.\n2. Move plant "
    "pots and cables.\n3. Mark the area in the app.\n\nNever in the rain.",
    variants_es=("limpiar el balcón con el robot", "la terraza con el cierzo"),
    variants_en=("clean the balcony with the robot",),
    topic="products",
    group_id=12,
    quotes=(QUESTION, REPLY, PASSAGE),
)


class Newsroom(Office):
    """The objects of one console with the FAQ's pages."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        faqs, rehearsal = Faqs(self.database), Rehearsal(WordEmbedder())
        checking = Checking(faqs, Reading(self.database), rehearsal, LanguageDetector())
        self.faqs, self.editorial = faqs, Editorial.over(self.database, checking)

    def app(self) -> FastAPI:
        """The console's pages, and the FAQ's file."""
        app = super().app()
        route = faq_router(self.editorial, self.agents)
        app.router.routes[:0] = route.routes
        return app

    def rooms(self, desk: console.AgentDesk, log: console.AuditDesk) -> tuple[console.Room, ...]:
        """The FAQ's pages beside two others."""
        team, _, audit = super().rooms(desk, log)
        room = FaqRoom(FaqDesk(self.editorial, self.agents))
        return team, console.Room("/faq", "faq", "content", room.build), audit

    async def fill(self) -> None:
        """The sample FAQ, some use of it, and entries on their way."""
        eva = await self._hire("Eva Montes", "admin", language="es")
        carla = await self._hire("Carla Ruiz", "content", language="en")
        await self._hire("Ana Vidal", "agent")
        await self.faqs.seed(SAMPLE)
        await self._use("shipping-cost", 41, 9, 2)
        await self._use("returns-deadline", 17, 3, 0)
        terrace = await self.editorial.draft(TERRACE, carla)
        await self._half(carla)
        await self.editorial.writing.submit(terrace, 1, carla)
        await self._second_version(eva)

    async def _half(self, by: Agent) -> None:
        source = DraftSource(question_es="¿Hay recambios de la mopa del Cierzo?", topic="products")
        await self.editorial.draft(source, by)

    async def _second_version(self, by: Agent) -> None:
        """A live entry with work on it."""
        phrase = DraftSource(faq_id="shipping-times", variants_es=("¿llega antes del sábado?",))
        await self.editorial.draft(phrase, by)

    async def _use(self, faq_id: str, count: int, up: int, down: int) -> None:
        """The entry was the answer `count` times lately."""
        thumbs = [1] * up + [-1] * down + [None] * (count - up - down)
        async with self.database.write() as session:
            for number, thumb in enumerate(thumbs):
                asked = now() - timedelta(hours=number)
                session.add(contact(f"{faq_id}-{number}", faq_id, thumb, asked))


def contact(name: str, faq_id: str, thumb: int | None, at: object) -> Contact:
    """One contact that an entry answered."""
    return Contact(
        conversation_id=name,
        message_id=name,
        text="-",
        language="es",
        intent="faq",
        confidence=1.0,
        outcome="answered_faq",
        faq_id=faq_id,
        feedback=thumb,
        created_at=at,
    )


def main() -> None:
    """Serve until told to stop."""
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    newsroom = Newsroom(folder)
    asyncio.run(newsroom.fill())
    uvicorn.run(newsroom.app(), port=port, log_level="warning")


if __name__ == "__main__":
    main()

__all__ = ["PASSWORD", "Newsroom"]
