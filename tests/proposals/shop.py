"""A small assistant to propose examples for: its files, questions of customers, and a trainer that
needs no Rasa.
"""

import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.contacts import Contact
from bot.database import Database, now
from bot.groups.tables import Question, QuestionGroup
from bot.proposals import Confirming, Measuring, Proposals, Scores, Sources, Trainer

ORDERS = """# Orders: what becomes of MY order.
version: "3.1"

nlu:
- intent: order_status   # a comment of ours
  metadata: {language: es}
  examples: |
    - ¿dónde está mi pedido?
    - el paquete no ha llegado
- intent: order_status
  metadata: {language: en}
  examples: |
    - where is my order
    - the parcel has not come

# Cancelling.
- intent: cancel_order
  metadata: {language: es}
  examples: |
    - quiero cancelar mi pedido
    - anular la compra
- intent: cancel_order
  metadata: {language: en}
  examples: |
    - cancel my order please
    - i want to cancel the purchase

rules:
- rule: order
  steps:
  - intent: order_status
  - action: action_order
"""
FALLBACK = """version: "3.1"
nlu:
- intent: out_of_scope
  metadata: {language: es}
  examples: |
    - qué tiempo hace hoy
- intent: out_of_scope
  metadata: {language: en}
  examples: |
    - tell me a joke
"""
TEST = """text,language,intent
llegará hoy mi envío,es,order_status
my delivery is late,en,order_status
stop the purchase at once,en,cancel_order
quiero anularlo,es,cancel_order
cuéntame un chiste,es,out_of_scope
tell me a good joke,en,out_of_scope
"""
PRODUCTS = """id,name,model,serial_prefix,synonyms
levante,Levante,LV-3,LV3,lavadora|washing machine
"""
WORKER = Path(__file__).with_name("worker.py")


@dataclass
class Shop:
    """The files, and everything of proposals over one database."""

    folder: Path
    database: Database
    command: tuple[str, ...] = (sys.executable, str(WORKER))
    most: int = 20
    demo: bool = False
    beat_s: float = 0.05

    def __post_init__(self) -> None:
        self.flows = self.folder / "data" / "flows"
        self.flows.mkdir(parents=True, exist_ok=True)
        self.write("orders.yml", ORDERS)
        self.write("fallback.yml", FALLBACK)
        tests, products = self.folder / "test.csv", self.folder / "products.csv"
        tests.write_text(TEST)
        products.write_text(PRODUCTS)
        sources = Sources(self.flows, tests, products, self.most)
        self.confirming = Confirming(self.database, self.demo)
        self.proposals = Proposals(self.database, self.confirming, sources, self.demo)
        self.scores = Scores(self.database)
        trainer = Trainer(self.folder / "var", command=self.command, needed=())
        self.measuring = Measuring(
            self.proposals, self.scores, trainer, self.folder, beat_s=self.beat_s
        )

    def write(self, name: str, text: str) -> Path:
        """One training file."""
        path = self.flows / name
        path.write_bytes(text.encode())
        return path

    async def group(self, label: str = "¿Dónde está?", size: int = 0, **values: object) -> int:
        """An empty group; its id."""
        async with self.database.write() as session:
            row = QuestionGroup(label_es=label, size=size, **values)
            session.add(row)
            await session.flush()
            return row.id

    async def ask(
        self,
        group_id: int,
        text: str,
        language: str = "es",
        intent: str | None = "order_status",
        confidence: float = 0.5,
        *,
        talk: str = "talk",
        at: datetime | None = None,
        simulated: bool = False,
    ) -> int:
        """A question of a group, with its contact where the assistant had it; its id."""
        async with self.database.write() as session:
            group = await session.get(QuestionGroup, group_id)
            assert group is not None
            group.size += 1
            number = group_id * 1_000_000 + group.size
            contact_id = None
            if intent:
                contact = Contact(
                    conversation_id=talk, message_id=f"m{number}", text=text, language=language,
                    intent=intent, confidence=confidence, outcome="transaction",
                )  # fmt: skip
                session.add(contact)
                await session.flush()
                contact_id = contact.id
            question = Question(
                conversation_id=talk, message_id=f"m{number}", contact_id=contact_id, text=text,
                language=language, intent=intent, group_id=group_id, simulated=simulated,
                asked_at=at or now() - timedelta(seconds=number % 1000),
                answered_by="assistant" if intent else "agent",
            )  # fmt: skip
            session.add(question)
            await session.flush()
            return question.id

    async def confirmed(self, intent: str = "order_status") -> int:
        """A group with five questions that an editor confirmed; its id."""
        group = await self.group()
        await self.ask(group, "por dónde va el envío", intent="cancel_order", confidence=0.9)
        await self.ask(group, "is my delivery on its way", "en", "nlu_fallback", 0.2)
        await self.ask(
            group, "cuándo llegará el envío", intent=intent, confidence=0.6, talk="other"
        )
        await self.ask(group, "any news of the delivery", "en", None)
        await self.ask(group, "dónde anda mi compra", intent=intent, confidence=0.99)
        await self.confirming.confirm(group, intent, "ana", ["order_status", "cancel_order"])
        return group

    async def rows(self, table: type) -> list[object]:
        """All rows of a table."""
        async with self.database.read() as session:
            return list(await session.scalars(select(table)))
