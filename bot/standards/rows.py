"""The rows behind a figure: each with its conversation, its words, and what it counted as.

Depends on the rows of facts, contacts and questions, whose texts are masked.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.contacts import Contact
from bot.database import Database, iso
from bot.groups.tables import Question
from bot.spreadsheets import Cell, written
from bot.standards.data import Indices, Sample
from bot.standards.packing import Array
from bot.standards.tables import FactRow

AT_ONCE = 1000
COLUMNS = (
    "at", "conversation", "language", "product", "topic", "channel", "simulated", "counted_as",
    "value", "reason", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One row behind a figure. `text` is the masked question, empty for what is none; `counted_as`
    a name of the figure's parts; `value` what it added to the figure, None where it is left out."""

    conversation_id: str
    at: datetime
    text: str
    counted_as: str
    value: float | None
    language: str
    product: str | None
    topic: str | None
    channel: str
    reason: str | None
    simulated: bool


class Rows:
    """Reads rows of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, found: Sample, skip: int, limit: int) -> list[BehindRow]:
        """`limit` rows of a sample after the `skip` newest."""
        part = found.only(newest(found.column("at"), skip, limit))
        ids = part.column("id").tolist()
        async with self._database.read() as session:
            rows = await session.scalars(select(FactRow).where(FactRow.id.in_(set(ids))))
            facts = {one.id: one for one in rows}
            texts = await texts_of(session, list(facts.values()))
        return [
            row_of(facts[number], part.names[label], value, texts.get(number, ""))
            for number, label, value in zip(
                ids, part.labels.tolist(), part.values.tolist(), strict=True
            )
            # A fact that was made anew since has another number.
            if number in facts
        ]


def newest(at: Array, skip: int, limit: int) -> Indices:
    """The places of `limit` of some moments, which are in order, after the `skip` newest. Those of
    one moment stay in their own order: the replies of a matter."""
    stop = max(0, len(at) - skip)
    start = max(0, stop - limit)
    if start == stop:
        return np.zeros(0, np.int64)
    first, last = np.searchsorted(at, at[start]), np.searchsorted(at, at[stop - 1], side="right")
    order = first + np.argsort(-at[first:last], kind="stable")
    before = skip - (len(at) - int(last))
    found: Indices = order[before : before + limit]
    return found


async def texts_of(session: AsyncSession, facts: Sequence[FactRow]) -> dict[int, str]:
    """The masked words of facts that have some, by the fact's id: the contact's, else the
    question's."""
    contacts = {one.contact_id for one in facts if one.contact_id}
    questions = {one.question_id for one in facts if one.question_id and not one.contact_id}
    logged = select(Contact.id, Contact.text).where(Contact.id.in_(contacts))
    asked = select(Question.id, Question.text).where(Question.id.in_(questions))
    of_contact = {row[0]: row[1] for row in await session.execute(logged)}
    of_question = {row[0]: row[1] for row in await session.execute(asked)}
    return {
        one.id: of_contact.get(one.contact_id or 0) or of_question.get(one.question_id or 0) or ""
        for one in facts
    }


def row_of(fact: FactRow, counted_as: str, value: float, text: str) -> BehindRow:
    """One row as it is shown."""
    return BehindRow(
        conversation_id=fact.conversation_id,
        at=fact.at,
        text=text,
        counted_as=counted_as,
        value=None if np.isnan(value) else value,
        language=fact.language,
        product=fact.product,
        topic=fact.topic,
        channel=fact.channel,
        reason=fact.reason,
        simulated=fact.simulated,
    )


async def csv_of(rows: Rows, found: Sample) -> AsyncIterator[str]:
    """A sample as CSV, the newest first, in pieces."""
    yield written([COLUMNS])
    for start in range(0, len(found.rows), AT_ONCE):
        yield written([cells(one) for one in await rows.read(found, start, AT_ONCE)])


def cells(row: BehindRow) -> tuple[Cell, ...]:
    """One line of the CSV."""
    return (
        iso(row.at), row.conversation_id, row.language, row.product, row.topic, row.channel,
        int(row.simulated), row.counted_as, row.value, row.reason, row.text,
    )  # fmt: skip
