"""Questions in groups, with what became of them, as rows: for tests of what is counted from them.

The texts are about invented appliances and are nobody's.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import numpy as np
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import GivenAnswer
from bot.contacts import Contact
from bot.database import Database
from bot.groups.tables import Question, QuestionGroup
from bot.solved import SolvedCase
from bot.standards.tables import FactRow
from bot.surveys.tables import Survey
from tests.knowledge.small import WordEmbedder

NOON = datetime(2026, 11, 20, 11, 0)
"""A Friday: noon on the company's clock."""
EMBEDDER = WordEmbedder()


@dataclass(frozen=True)
class Outcome:
    """What became of a question."""

    answered_by: str = "assistant"
    outcome: str | None = "answered_faq"
    cause: str | None = None
    feedback: int | None = None
    faq_id: str | None = None
    agent_s: float | None = None


ANSWERED = Outcome(faq_id="descale")
LIKED = Outcome(feedback=1, faq_id="descale")
DISLIKED = Outcome(feedback=-1, faq_id="descale")
TO_AGENT = Outcome("agent", "unanswered", "no_content", agent_s=240.0)


def missed(cause: str | None = "no_content") -> Outcome:
    """A question that nobody answered, and why."""
    return Outcome("nobody", "unanswered", cause)


class Rows:
    """Writes rows into one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers = count(1)

    async def group(self, es: str | None, en: str | None = None, **values: Any) -> int:
        """A group with these labels; its number."""
        row = QuestionGroup(label_es=es, label_en=en, **values)
        async with self._database.write() as session:
            session.add(row)
        return row.id

    async def ask(
        self,
        group: int | None,
        text: str = "¿cómo se descalcifica?",
        outcome: Outcome = ANSWERED,
        *,
        days_ago: float = 0,
        language: str = "es",
        product: str | None = None,
        channel: str = "web",
        simulated: bool = False,
        at: datetime = NOON,
    ) -> Question:
        """A question of a group, asked some days before `at`."""
        number = next(self._numbers)
        then = at - timedelta(days=days_ago)
        async with self._database.write() as session:
            contact = await self._contact(session, number, then, text, language, product, outcome)
            row = Question(
                conversation_id=f"c{number}", message_id=f"m{number}", contact_id=contact,
                asked_at=then, language=language, product=product, intent="manual_question",
                channel=channel, answered_by=outcome.answered_by, text=text, group_id=group,
                nearness=0.9, simulated=simulated, vector=vector_of(text),
            )  # fmt: skip
            session.add(row)
            await session.flush()
            if outcome.agent_s is not None:
                session.add(fact(row, outcome.agent_s))
            if group:
                await self._grown(session, group, row)
        return row

    async def _contact(
        self,
        session: AsyncSession,
        number: int,
        at: datetime,
        text: str,
        language: str,
        product: str | None,
        outcome: Outcome,
    ) -> int | None:
        if outcome.outcome is None:
            return None
        row = Contact(
            conversation_id=f"c{number}", message_id=f"m{number}", text=text, language=language,
            intent="manual_question", confidence=0.9, outcome=outcome.outcome, product=product,
            cause=outcome.cause, feedback=outcome.feedback, faq_id=outcome.faq_id, created_at=at,
        )  # fmt: skip
        session.add(row)
        await session.flush()
        return row.id

    async def _grown(self, session: AsyncSession, group: int, question: Question) -> None:
        """The group as it is with the question in it."""
        row = await session.get_one(QuestionGroup, group)
        vector = np.frombuffer(question.vector or b"", np.float16).astype(np.float32)
        before = np.frombuffer(row.centre, np.float32) if row.centre else np.zeros_like(vector)
        row.centre = (before + vector).astype(np.float32).tobytes()
        row.size += 1
        row.size_es += question.language == "es"
        row.size_en += question.language == "en"

    async def answer(self, question: Question, text: str, faq_id: str | None = None) -> str:
        """What the assistant said to a question; the answer's id."""
        row = GivenAnswer(
            id=f"{question.id:032d}", conversation_id=question.conversation_id,
            message_id=question.message_id, question=question.text, language=question.language,
            source_language=question.language, kind="faq", text=text, pieces=[], generated=False,
            confidence=0.8, product=question.product, faq_id=faq_id, passage_ids=[],
            created_at=question.asked_at,
        )  # fmt: skip
        async with self._database.write() as session:
            session.add(row)
        return row.id

    async def solve(self, question: Question, reply: str, score: int | None = None) -> None:
        """What an agent said that solved it, and how the customer liked it."""
        case = SolvedCase(
            escalation_id=question.id, conversation_id=question.conversation_id,
            language=question.language, question=question.text, reply=reply,
            product=question.product, solved_at=question.asked_at + timedelta(minutes=9),
            model=EMBEDDER.model_id, vector=vector_of(question.text),
        )  # fmt: skip
        async with self._database.write() as session:
            session.add(case)
            if score is not None:
                session.add(
                    Survey(
                        conversation_id=question.conversation_id, kind="csat", about="agent",
                        language=question.language, score=score, asked_at=question.asked_at,
                    )
                )  # fmt: skip


def vector_of(text: str) -> bytes:
    """A question's vector as it is kept."""
    return bytes(EMBEDDER.embed_queries([text])[0].astype(np.float16).tobytes())


def fact(question: Question, agent_s: float) -> FactRow:
    """What the standards know of a question that an agent answered."""
    return FactRow(
        kind="matter", conversation_id=question.conversation_id, ref=question.message_id,
        at=question.asked_at, day=0, language=question.language, channel=question.channel,
        customer="", question_id=question.id, agent_s=agent_s, handed=True,
    )  # fmt: skip
