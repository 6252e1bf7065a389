"""Every question embedded anew, when the embedding model is another one.

Groups stay as they are; their centres are those of the new vectors. Depends on the rows, the
embedding and counting groups anew.
"""

import asyncio

from sqlalchemy import select

from bot.database import Database
from bot.groups.meaning import Meaning, packed
from bot.groups.recounting import recount
from bot.groups.standing import prior, write_totals
from bot.groups.tables import Question, QuestionGroup

PART = 200


async def remake(database: Database, meaning: Meaning) -> int:
    """Embed all questions again, a part at a time; how many. Seconds for each thousand."""
    totals = await asyncio.to_thread(prior, meaning)
    count, after = 0, 0
    while True:
        where = (Question.id > after, Question.vector.is_not(None))
        async with database.read() as session:
            query = select(Question.id, Question.text, Question.language).where(*where)
            rows = (await session.execute(query.order_by(Question.id).limit(PART))).all()
        if not rows:
            break
        vectors = await asyncio.to_thread(meaning.of, [row[1] for row in rows])
        totals.add(vectors, [row[2] for row in rows])
        async with database.write() as session:
            for row, vector in zip(rows, vectors, strict=True):
                question = await session.get_one(Question, row[0])
                question.vector = packed(vector)
        count, after = count + len(rows), rows[-1][0]
    await _recount(database)
    async with database.write() as session:
        # Last of all: until then it is begun again where it was broken off.
        await write_totals(session, totals, meaning.model_id)
    return count


async def _recount(database: Database) -> None:
    async with database.read() as session:
        ids = [*await session.scalars(select(QuestionGroup.id).where(QuestionGroup.size > 0))]
    for at in range(0, len(ids), PART):
        async with database.write() as session:
            await recount(session, ids[at : at + PART])
