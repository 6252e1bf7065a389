"""The demand over an empty database, at noon of a Friday."""

from collections.abc import Sequence

import pytest

from bot.agents import Agent, Agents
from bot.audit import AuditLog
from bot.brief import Piece
from bot.database import Database
from bot.demand import Demand, ProductTerms, demand_of
from bot.demand.view import Simple, View
from bot.editorial import Checking, Editorial, Rehearsal
from bot.editorial.reading import Reading
from bot.faq_shelf import FaqShelf
from bot.faqs import Faqs
from bot.groups import Groups
from bot.knowledge.faq_index import FaqIndex
from bot.language import LanguageDetector
from bot.policies.days import local_day
from bot.standards.definitions import definitions
from tests.demand.rows import EMBEDDER, NOON, Rows

TODAY = local_day(NOON)
VIEW = View(TODAY)
SIMPLE = Simple(times=3, days=28)


class Books:
    """Passages by language; `asked` is what was looked for."""

    def __init__(self) -> None:
        self.pieces: dict[str, list[Piece]] = {"es": [], "en": []}
        self.asked: list[tuple[str, str, tuple[str, ...]]] = []

    async def find(self, question: str, language: str, products: Sequence[str]) -> list[Piece]:
        self.asked.append((question, language, tuple(products)))
        return self.pieces[language]


@pytest.fixture
def rows(database: Database) -> Rows:
    """Writes questions."""
    return Rows(database)


@pytest.fixture
def books() -> Books:
    """The passages that there are."""
    return Books()


@pytest.fixture
def office(database: Database) -> Editorial:
    """The editorial office."""
    faqs, rehearsal = Faqs(database), Rehearsal(EMBEDDER)
    checking = Checking(faqs, Reading(database), rehearsal, LanguageDetector())
    return Editorial.over(database, checking, clock=lambda: NOON)


@pytest.fixture
def demand(database: Database, office: Editorial, books: Books) -> Demand:
    """All of it."""
    return demand_of(
        database,
        Groups(database, EMBEDDER),
        office,
        books,
        FaqShelf(Faqs(database), FaqIndex(EMBEDDER)),
        ProductTerms(database, lambda: NOON),
        definitions().get("simple_share"),
        products={"levante": "Levante", "cierzo": "Cierzo"},
        clock=lambda: NOON,
    )


@pytest.fixture
def audit(database: Database) -> AuditLog:
    """What was done."""
    return AuditLog(database)


@pytest.fixture
async def carla(database: Database) -> Agent:
    """Somebody who may write content."""
    agents = Agents(database)
    return await agents.ensure("carla@example.com", "Carla", "a secret", "content", language="en")


@pytest.fixture
async def ana(database: Database) -> Agent:
    """An agent, who may not."""
    return await Agents(database).ensure("ana@example.com", "Ana", "a secret", "agent")
