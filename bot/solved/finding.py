"""The solved conversations nearest to a question, with the reply that solved each.

Vectors are held in memory (768 bytes a case on disk, 1.5 KB here) and grow with the table: what
is new is read before a search. Texts are read for the few that are found, so that whatever was
forgotten meanwhile is not shown. Depends on the table and the embedder.
"""

import asyncio
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select

from bot.database import Database
from bot.knowledge.faq_index import Matrix
from bot.solved.learning import Embedder
from bot.solved.masking import anonymous
from bot.solved.tables import SolvedCase

MOST = 3
LOOKED_AT = 24
"""How many of the nearest are read before those that may not be shown are left out."""
SAME_PRODUCT, SAME_LANGUAGE = 0.02, 0.01
"""What a case gains over its cosine that is about the same product, or in the same language."""
LEAST = 0.86
"""From which cosine on a case is alike; questions that have nothing in common reach 0.84."""


@dataclass(frozen=True, slots=True)
class Case:
    """A solved conversation; `cosine` is how near its question is."""

    conversation_id: str
    language: str
    question: str
    reply: str
    product: str | None
    cosine: float


@dataclass(frozen=True, slots=True)
class Held:
    """Cases as they are searched: one row of each array for each of them."""

    ids: NDArray[np.int64]
    vectors: Matrix
    products: NDArray[np.str_]
    languages: NDArray[np.str_]


class Solved:
    """Finds cases in one database. Only those that the embedder's model has read."""

    def __init__(self, database: Database, embedder: Embedder, least: float = LEAST) -> None:
        self._database = database
        self._embedder = embedder
        self._least = least
        self._held: Held | None = None
        self._loading = asyncio.Lock()

    async def nearest(
        self, question: str, language: str, product: str | None = None, besides: str = ""
    ) -> list[Case]:
        """Up to three, the nearest first; none of the conversation `besides`, no reply twice."""
        if not question.strip():
            return []
        masked = anonymous(question)
        query = await asyncio.to_thread(self._embedder.embed_queries, [masked])
        held = await self._refreshed()
        if not len(held.ids):
            return []
        cosines = held.vectors @ query[0]
        scores = cosines + SAME_PRODUCT * (held.products == (product or "-"))
        scores = scores + SAME_LANGUAGE * (held.languages == language)
        best = np.argsort(-scores, kind="stable")[:LOOKED_AT]
        near = {int(held.ids[n]): float(cosines[n]) for n in best if cosines[n] >= self._least}
        return await self._read(near, besides)

    async def _read(self, near: dict[int, float], besides: str) -> list[Case]:
        where = (SolvedCase.id.in_(near), SolvedCase.vector.is_not(None))
        async with self._database.read() as session:
            rows = {one.id: one for one in await session.scalars(select(SolvedCase).where(*where))}
        found: dict[str, Case] = {}
        for number, cosine in near.items():
            row = rows.get(number)
            if row and row.conversation_id != besides:
                found.setdefault(row.reply, _case(row, cosine))
        return [*found.values()][:MOST]

    async def _refreshed(self) -> Held:
        """What is held, with what came to the table since."""
        async with self._loading:
            mine = SolvedCase.model == self._embedder.model_id
            async with self._database.read() as session:
                counted = select(func.count(), func.max(SolvedCase.id)).where(mine)
                count, last = (await session.execute(counted)).one()
            held = self._held
            if held and (len(held.ids), _last(held)) == (count, last or 0):
                return held
            new = await self._load(_last(held) if held else 0)
            joined = _joined(held, new) if held else new
            if len(joined.ids) != count:
                # Some went away: begin again.
                joined = await self._load(0)
            self._held = joined
            return joined

    async def _load(self, after: int) -> Held:
        mine = SolvedCase.model == self._embedder.model_id
        columns = (SolvedCase.id, SolvedCase.vector, SolvedCase.product, SolvedCase.language)
        query = select(*columns).where(mine, SolvedCase.id > after).order_by(SolvedCase.id)
        async with self._database.read() as session:
            rows = (await session.execute(query)).all()
        vectors = b"".join(row[1] or b"" for row in rows)
        matrix = np.frombuffer(vectors, np.float16).astype(np.float32)
        return Held(
            np.asarray([row[0] for row in rows], np.int64),
            matrix.reshape(len(rows), -1) if rows else np.zeros((0, 0), np.float32),
            np.asarray([row[2] or "" for row in rows], np.str_),
            np.asarray([row[3] for row in rows], np.str_),
        )


def _last(held: Held) -> int:
    return int(held.ids[-1]) if len(held.ids) else 0


def _joined(held: Held, new: Held) -> Held:
    if not len(held.ids) or not len(new.ids):
        return held if len(held.ids) else new
    return Held(
        np.concatenate([held.ids, new.ids]),
        np.concatenate([held.vectors, new.vectors]),
        np.concatenate([held.products, new.products]),
        np.concatenate([held.languages, new.languages]),
    )


def _case(row: SolvedCase, cosine: float) -> Case:
    return Case(
        row.conversation_id, row.language, row.question, row.reply, row.product, round(cosine, 3)
    )
