"""A counter whose customers ask in two languages, and an embedder with a small dictionary."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from bot.contacts import ContactEntry, Contacts
from bot.conversations import Hands, MessageDraft, States, Transcript
from bot.database import Database
from bot.groups import Groups, Question, QuestionGroup
from bot.groups.linking import Matrix
from bot.knowledge.late import QuestionTokens
from bot.knowledge.words import fold
from bot.nlu.products import ProductNames, read_products
from bot.product_words import ProductWords

SIZE = 96
SAME = (
    "pedido order paquete parcel",
    "donde where",
    "garantia warranty guarantee",
    "dura long",
    "devolver return devolucion",
    "descalcificar descale descalcifico cal limescale",
    "factura invoice",
    "contraseña password",
    "roto broken",
    "horario hours",
)
CONCEPTS = {fold(word): words.split()[0] for words in SAME for word in words.split()}
NOTICE = MessageDraft("system", "An agent is here.")


class Dictionary:
    """An embedder whose words lie where their meaning does, whatever the language. All vectors
    have a large part in common, as those of a real model."""

    def __init__(self, model_id: str = "dictionary@1") -> None:
        self.model_id = model_id

    def query_tokens(self, text: str, /) -> QuestionTokens:
        found = list(re.finditer(r"\w+", text))
        vectors = np.stack([self._word(one[0]) for one in found] or [self._word("")])
        return QuestionTokens(vectors, [one.span() for one in found] or [(0, 0)])

    def _word(self, word: str) -> Matrix:
        meaning = CONCEPTS.get(fold(word), fold(word))
        seed = int.from_bytes(hashlib.sha256(f"{self.model_id}{meaning}".encode()).digest()[:4])
        own = np.random.default_rng(seed).standard_normal(SIZE)
        vector = own / np.linalg.norm(own) + np.full(SIZE, 2 / SIZE**0.5)
        unit: Matrix = (vector / np.linalg.norm(vector)).astype(np.float32)
        return unit


@dataclass
class Counter:
    """Customers, the assistant's log, agents, and the groups of what is asked."""

    database: Database
    groups: Groups
    asked: int = 0
    contacts: Contacts = field(init=False)
    transcript: Transcript = field(init=False)
    states: States = field(init=False)
    hands: Hands = field(init=False)

    def __post_init__(self) -> None:
        self.contacts = Contacts(self.database)
        self.transcript = Transcript(self.database)
        self.states = States(self.database)
        self.hands = Hands(self.database)

    async def ask(
        self,
        text: str,
        language: str = "en",
        *,
        talk: str = "",
        message: str = "",
        intent: str = "faq_question",
        outcome: str = "answered_faq",
    ) -> ContactEntry:
        """The assistant logs a question; each is of a conversation of its own by default."""
        self.asked += 1
        entry = ContactEntry(
            conversation_id=talk or f"c{self.asked}",
            message_id=message or f"m{self.asked}",
            text=text,
            language=language,
            intent=intent,
            confidence=0.9,
            outcome=outcome,
        )
        await self.contacts.log(entry)
        return entry

    async def questions(self) -> list[Question]:
        """All of them, in order."""
        async with self.database.read() as session:
            return [*await session.scalars(select(Question).order_by(Question.id))]

    async def open_groups(self) -> list[QuestionGroup]:
        """Those with questions, the largest first."""
        largest = select(QuestionGroup).where(QuestionGroup.size > 0)
        largest = largest.order_by(QuestionGroup.size.desc(), QuestionGroup.id)
        async with self.database.read() as session:
            return [*await session.scalars(largest)]

    async def group_of(self, text: str) -> int:
        """The group of the newest question with these words."""
        [*_, found] = [one for one in await self.questions() if one.text == text]
        assert found.group_id is not None
        return found.group_id


@pytest.fixture(scope="session")
def products() -> ProductWords:
    """The sample's products."""
    return ProductWords(ProductNames(read_products(Path("data/sample/products.csv"))))


@pytest.fixture
async def counter(database: Database, products: ProductWords) -> Counter:
    """A counter where nobody asked anything yet."""
    return Counter(database, Groups(database, Dictionary(), products))
