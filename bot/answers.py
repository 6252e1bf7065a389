"""The answers given: each as it was said, with the passages it cited as they were.

Manuals change and index versions are dropped; what a customer was told must still be there to
be read. Passages are kept once, by their hash. Written beside the turn, like contacts. Depends
on `bot.database`, `bot.beside`, `bot.masking` and the shape of an answer.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.answering import Answer, Citation
from bot.beside import Beside
from bot.database import Base, Database, now
from bot.errors import BotError
from bot.masking import mask


class CitedPassage(Base):
    """A passage as it stood when it was cited. `id` is a hash over document, headings and text."""

    __tablename__ = "cited_passage"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    document_id: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(300))
    heading_path: Mapped[list[str]] = mapped_column(JSON)
    page: Mapped[int | None]
    text: Mapped[str] = mapped_column(Text)


class GivenAnswer(Base):
    """One answer as it was said. `passage_ids` name what it cited, the first its main source;
    `generated` says that a language model worded it, else it is made of the `pieces`."""

    __tablename__ = "answer"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(64), index=True)
    message_id: Mapped[str] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    source_language: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    pieces: Mapped[list[str]] = mapped_column(JSON)
    generated: Mapped[bool]
    confidence: Mapped[float]
    product: Mapped[str | None] = mapped_column(String(40))
    faq_id: Mapped[str | None] = mapped_column(String(80))
    faq_revision: Mapped[int | None]
    passage_ids: Mapped[list[str]] = mapped_column(JSON)
    index_version: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class AnswerNotFound(BotError):
    """No answer has that id."""

    def __init__(self, answer_id: str) -> None:
        super().__init__(
            f"There is no answer {answer_id!r}. Open one from a conversation in the console.", 404
        )


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An answer and the question that it was given to."""

    conversation_id: str
    message_id: str
    question: str
    language: str
    answer: Answer
    product: str | None = None
    faq_revision: int | None = None

    @property
    def cited(self) -> list[Citation]:
        """The places that the answer is from, its own first."""
        own = self.answer.citation
        return [own, *self.answer.also] if own else []

    @property
    def id(self) -> str:
        """The same for a retry of the same message that is answered from the same place."""
        citation = self.answer.citation
        source = citation.passage_id if citation else self.answer.faq_id
        parts = (self.conversation_id, self.message_id, self.answer.kind, source, self.answer.text)
        return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]

    def values(self) -> dict[str, Any]:
        """The row's columns, the question masked and cut to 2,000 characters."""
        answer, citation = self.answer, self.answer.citation
        return {
            "id": self.id,
            "conversation_id": self.conversation_id,
            "message_id": self.message_id,
            "question": mask(self.question)[:2000],
            "language": self.language,
            "source_language": answer.language,
            "kind": answer.kind,
            "text": answer.text,
            "pieces": [*answer.pieces],
            "generated": answer.generated,
            "confidence": answer.confidence,
            "product": self.product,
            "faq_id": answer.faq_id,
            "faq_revision": self.faq_revision if answer.faq_id else None,
            "passage_ids": [one.passage_id for one in self.cited],
            "index_version": citation.version if citation else None,
            "created_at": now(),
        }


class Answers:
    """The answers given, over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._beside = Beside()

    def log_soon(self, entry: AnswerEntry) -> None:
        """`log` beside what follows; whoever ends the turn waits for it with `logged`."""
        self._beside.start(entry.conversation_id, self.log(entry))

    async def logged(self, conversation_id: str) -> None:
        """Wait for the answers of the conversation to be written."""
        await self._beside.finish(conversation_id)

    async def log(self, entry: AnswerEntry) -> None:
        """Keep the answer and its passages; what is there already stays as it is."""
        async with self._database.write() as session:
            # In one order everywhere: on PostgreSQL, rows written crosswise are a deadlock.
            for citation in sorted(entry.cited, key=lambda one: one.passage_id):
                await self._once(session, CitedPassage, kept(citation))
            await self._once(session, GivenAnswer, entry.values())

    async def get(self, answer_id: str) -> tuple[GivenAnswer, list[CitedPassage]]:
        """An answer with its passages, the main one first; or `AnswerNotFound`."""
        async with self._database.read() as session:
            answer = await session.get(GivenAnswer, answer_id)
            if answer is None:
                raise AnswerNotFound(answer_id)
            where = CitedPassage.id.in_(answer.passage_ids)
            rows = await session.scalars(select(CitedPassage).where(where))
            found = {one.id: one for one in rows}
        return answer, [found[one] for one in answer.passage_ids if one in found]

    async def confidences(self, ids: Collection[str]) -> dict[str, float]:
        """How sure the assistant was of each of the answers, 0 to 1, by id."""
        columns = select(GivenAnswer.id, GivenAnswer.confidence).where(GivenAnswer.id.in_(ids))
        async with self._database.read() as session:
            return {one: sure for one, sure in await session.execute(columns)}

    async def _once(self, session: AsyncSession, table: type[Base], values: dict[str, Any]) -> None:
        """Insert a row; one that is there already, also from another process, stays."""
        if self._database.engine.dialect.name == "postgresql":
            await session.execute(
                postgresql.insert(table).values(**values).on_conflict_do_nothing()
            )
        else:
            await session.execute(sqlite.insert(table).values(**values).on_conflict_do_nothing())


def kept(citation: Citation) -> dict[str, Any]:
    """The columns of the passage that a citation is of."""
    return {
        "id": citation.passage_id,
        "document_id": citation.document_id,
        "title": citation.title,
        "heading_path": [*citation.heading_path],
        "page": citation.page,
        "text": citation.text,
    }
