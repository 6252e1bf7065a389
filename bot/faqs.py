"""The FAQ: one row for both languages, published at once and without training.

Readers keep what they loaded until `revision` moves. Depends on `bot.database`,
`bot.records`, and the shape of an entry in `bot.knowledge.faq_index`.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, String, Text, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, Database, now
from bot.errors import BotError
from bot.faq_file import FAQ_ID, LANGUAGES, FaqRecord
from bot.knowledge.faq_index import FaqEntry
from bot.records import csv_records


class Faq(Base):
    """One question and its answer (Markdown) in both languages.

    A language that nobody has written yet is empty. `revision` counts how often the row was
    published or withdrawn.
    """

    __tablename__ = "faq"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    topic: Mapped[str] = mapped_column(String(40))
    question_es: Mapped[str] = mapped_column(Text, default="")
    answer_es: Mapped[str] = mapped_column(Text, default="")
    question_en: Mapped[str] = mapped_column(Text, default="")
    answer_en: Mapped[str] = mapped_column(Text, default="")
    variants_es: Mapped[list[str]] = mapped_column(JSON, default=list)
    variants_en: Mapped[list[str]] = mapped_column(JSON, default=list)
    revision: Mapped[int] = mapped_column(default=1)
    published: Mapped[bool] = mapped_column(default=True)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    def entry(self, language: str) -> FaqEntry:
        """The row in one language."""
        return FaqEntry(
            id=self.id,
            language=language,
            question=getattr(self, f"question_{language}"),
            variants=tuple(getattr(self, f"variants_{language}")),
            answer=getattr(self, f"answer_{language}"),
        )


class FaqRejected(BotError):
    """The entry cannot be published as it is."""

    def __init__(self, message: str) -> None:
        super().__init__(message, 422)


class FaqNotFound(BotError):
    """No FAQ row has that id."""

    def __init__(self, faq_id: str) -> None:
        super().__init__(f"There is no FAQ entry {faq_id!r}. Reload the list.", 404)


class Faqs:
    """The FAQ over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def entries(self) -> list[FaqEntry]:
        """The published entries by id, one for each language that is written."""
        query = select(Faq).where(Faq.published).order_by(Faq.id)
        async with self._database.read() as session:
            rows = list(await session.scalars(query))
        both = (row.entry(language) for row in rows for language in LANGUAGES)
        return [entry for entry in both if entry.question]

    async def rows(self) -> list[Faq]:
        """Every row by topic and id, the withdrawn ones too."""
        async with self._database.read() as session:
            return list(await session.scalars(select(Faq).order_by(Faq.topic, Faq.id)))

    async def revision(self) -> int:
        """A number that every publishing and withdrawing makes larger.

        It is the sum of the rows' own counts: two who publish at the same time both move it,
        whichever of them commits first.
        """
        async with self._database.read() as session:
            return await session.scalar(select(func.sum(Faq.revision))) or 0

    async def publish(self, entry: FaqEntry, topic: str | None = None) -> int:
        """Write one language of a row, make the row public, and give the new revision.

        An unknown id makes a new row (topic "general" unless given).
        """
        _check(entry)
        values = _values(entry) | ({"topic": topic} if topic else {})
        if not await self._change(entry.id, published=True, **values):
            try:
                await self._add(Faq(id=entry.id, **({"topic": "general"} | values)))
            except IntegrityError:
                # Somebody made the same row meanwhile: this is a change of it.
                await self._change(entry.id, published=True, **values)
        return await self.revision()

    async def publish_both(self, record: FaqRecord) -> int:
        """Write a row in both languages as one change, make it public; the new revision."""
        async with self._database.write() as session:
            await put(session, record.id, **record.model_dump(exclude={"id"}))
        return await self.revision()

    async def withdraw(self, faq_id: str) -> int:
        """Take a row from customers, keep it for its writers, and give the new revision."""
        if not await self._change(faq_id, published=False):
            raise FaqNotFound(faq_id)
        return await self.revision()

    async def seed(self, path: Path) -> int:
        """Fill an empty FAQ from a CSV file; how many rows were written, 0 if it had any."""
        async with self._database.write() as session:
            if await session.scalar(select(func.count()).select_from(Faq)):
                return 0
            records = csv_records(path, FaqRecord)
            session.add_all(Faq(**record.model_dump()) for record in records)
            return len(records)

    async def _change(self, faq_id: str, **values: Any) -> bool:
        """Write `values` on a row and count it; False when there is no such row."""
        async with self._database.write() as session:
            return await _change(session, faq_id, **values)

    async def _add(self, row: Faq) -> None:
        async with self._database.write() as session:
            session.add(row)


async def put(session: AsyncSession, faq_id: str, **values: Any) -> None:
    """Write a row and make it public, as part of `session`'s transaction and as one revision.

    `values` are columns of both languages; what is not among them stays, or is empty in a new row.
    """
    if not await _change(session, faq_id, published=True, **values):
        try:
            async with session.begin_nested():
                session.add(Faq(id=faq_id, **({"topic": "general"} | values)))
        except IntegrityError:
            # Somebody made the same row meanwhile: this is a change of it.
            await _change(session, faq_id, published=True, **values)


async def hide(session: AsyncSession, faq_id: str) -> bool:
    """Take a row from customers in `session`'s transaction; False when there is no such row."""
    return await _change(session, faq_id, published=False)


async def _change(session: AsyncSession, faq_id: str, **values: Any) -> bool:
    change = update(Faq).where(Faq.id == faq_id)
    done = await session.execute(change.values(revision=Faq.revision + 1, **values))
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


def _check(entry: FaqEntry) -> None:
    if entry.language not in LANGUAGES:
        raise FaqRejected(f"{entry.language!r} is no language of the FAQ. Use es or en.")
    if not FAQ_ID.fullmatch(entry.id):
        raise FaqRejected(f"{entry.id!r} is no id. Use small letters, digits and hyphens.")
    if not entry.question.strip() or not entry.answer.strip():
        raise FaqRejected(f"{entry.id!r} needs a question and an answer before publishing.")


def _values(entry: FaqEntry) -> dict[str, Any]:
    """The columns that an entry of one language fills."""
    return {
        f"question_{entry.language}": entry.question.strip(),
        f"answer_{entry.language}": entry.answer.strip(),
        f"variants_{entry.language}": list(entry.variants),
    }
