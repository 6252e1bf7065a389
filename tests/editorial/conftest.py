"""An office over an empty database, with an embedder that needs no model and a clock."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from bot.database import Database
from bot.editorial import Checking, Editorial, Rehearsal, Wording
from bot.editorial.reading import Reading
from bot.faqs import Faqs
from bot.language import LanguageDetector
from tests.knowledge.small import WordEmbedder
from tests.people.conftest import Clock

Make = Callable[..., Awaitable[int]]
KNOWN_MANUAL = "levante.es"
KETTLE = Wording(
    topic="products",
    question_es="¿Cómo se limpia la jarra del hervidor?",
    question_en="How is the jug of the kettle cleaned?",
    answer_es="Con **vinagre** y agua caliente, media hora. Después aclare la jarra dos veces.",
    answer_en="With **vinegar** and hot water, half an hour. Then rinse the jug twice.",
    variants_es=("quitar la cal del hervidor",),
    variants_en=("descale the kettle",),
)


@dataclass(frozen=True)
class Someone:
    """An agent, as the office sees one."""

    id: str
    role: str = "content"

    @property
    def email(self) -> str:
        return f"{self.id}@example.com"


EVA, ANA, BEN = Someone("eva"), Someone("ana", "manager"), Someone("ben", "agent")


@pytest.fixture
def clock() -> Clock:
    """The time."""
    return Clock()


@pytest.fixture
def faqs(database: Database) -> Faqs:
    """What customers are answered from."""
    return Faqs(database)


@pytest.fixture(scope="session")
def detector() -> LanguageDetector:
    """The service's own."""
    return LanguageDetector()


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    """Golden questions of the made-up FAQ."""
    path = tmp_path / "golden.csv"
    lines = ["question,language,product,document,heading_contains,kind"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def checking(database: Database, faqs: Faqs, golden: Path, detector: LanguageDetector) -> Checking:
    """The checks, the FAQ alone being asked."""
    rehearsal = Rehearsal(WordEmbedder(), golden)
    stands = KNOWN_MANUAL.__eq__
    return Checking(faqs, Reading(database), rehearsal, detector, stands)


@pytest.fixture
def office(database: Database, checking: Checking, clock: Clock) -> Editorial:
    """The office."""
    return Editorial.over(database, checking, clock=clock)


@pytest.fixture
def make(office: Editorial) -> Make:
    """`await make("kettle", "approved")`: the number of an entry brought to that state."""

    async def one(name: str = "kettle", state: str = "draft", says: Wording | None = None) -> int:
        wording = says or (KETTLE if name == "kettle" else about(name))
        draft_id = await office.writing.begin(name, wording, EVA, "written")
        for step in ("review", "approved", "published"):
            if state == "draft":
                break
            await STEPS[step](office, draft_id)
            if state == step:
                break
        return draft_id

    return one


STEPS: dict[str, Callable[[Editorial, int], Awaitable[None]]] = {
    "review": lambda office, one: office.writing.submit(one, 1, EVA),
    "approved": lambda office, one: office.releasing.approve(one, 1, ANA),
    "published": lambda office, one: office.releasing.publish(one, 1, EVA),
}


def about(name: str) -> Wording:
    """An entry like no other: what it is about is in each of its words."""
    return Wording(
        topic="products",
        question_es=f"¿Dónde va {name}1 {name}2?",
        question_en=f"Where does {name}1 {name}2 go?",
        answer_es=f"En la {name}3, donde {name}1 {name}2.",
        answer_en=f"In the {name}3, where {name}1 {name}2.",
    )


def later(clock: Clock, **units: float) -> datetime:
    """A moment from now: `later(clock, hours=2)`."""
    ahead = Clock()
    ahead.at = clock.at
    ahead.pass_by(**units)
    return ahead.at
