"""One group from the inside: its questions, the answers that were given, and the replies of agents
that solved it. All texts are masked where they are kept.

Reads questions, contacts, answers, solved cases and surveys of one group, the newest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select

from bot.answers import CitedPassage, GivenAnswer
from bot.contacts import Contact
from bot.database import Database
from bot.groups.tables import Question
from bot.solved import SolvedCase
from bot.surveys.tables import Survey

PAGE = 20
LOOKED_AT = 400
"""The newest questions of a group whose answers and replies are looked at."""
MOST_ANSWERS, MOST_REPLIES = 6, 6
FORGOTTEN = ("", "-")


@dataclass(frozen=True, slots=True)
class Put:
    """One question as it was put. `feedback` is 1 or -1 where the customer said so."""

    id: int
    conversation_id: str
    text: str
    language: str
    product: str | None
    asked_at: datetime
    answered_by: str
    outcome: str | None
    cause: str | None
    feedback: int | None
    feedback_reason: str | None
    pinned: bool
    simulated: bool


@dataclass(frozen=True, slots=True)
class Puts:
    """A page of questions, the newest first; `count` is how many there are."""

    questions: tuple[Put, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given `times` times to the newest questions, as it was said last."""

    id: str
    text: str
    language: str
    kind: str
    faq_id: str | None
    title: str
    page: int | None
    times: int
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What an agent said that solved it. `score` is the customer's, 1 to 5, where one was given;
    `nearness` that of the question to its group, 0 to 1."""

    conversation_id: str
    language: str
    question: str
    text: str
    product: str | None
    at: datetime
    score: float | None = None
    nearness: float = 0.0


class Inside:
    """Groups of one database from the inside. `simulated`: with what a simulator asked."""

    def __init__(self, database: Database, simulated: bool = False) -> None:
        self._database = database
        self._simulated = simulated

    async def questions(
        self, group_id: int, page: int = 1, language: str = "", size: int = PAGE
    ) -> Puts:
        """A page of the group's questions."""
        where = [Question.group_id == group_id, *self._shown()]
        if language:
            where.append(Question.language == language)
        columns = (
            Question.id, Question.conversation_id, Question.text, Question.language,
            Question.product, Question.asked_at, Question.answered_by, Contact.outcome,
            Contact.cause, Contact.feedback, Contact.feedback_reason, Question.pinned,
            Question.simulated,
        )  # fmt: skip
        query = select(*columns).outerjoin(Contact, Contact.id == Question.contact_id).where(*where)
        newest = query.order_by(Question.asked_at.desc(), Question.id.desc())
        async with self._database.read() as session:
            count = await session.scalar(select(func.count()).where(*where))
            rows = await session.execute(newest.limit(size).offset((page - 1) * size))
            return Puts(tuple(Put(*tuple(row)) for row in rows), int(count or 0))

    async def central(self, group_id: int, language: str, most: int) -> list[Put]:
        """The questions of a language that are nearest to the group's centre, each text once."""
        columns = (Question.id, Question.conversation_id, Question.text, Question.nearness)
        where = (
            Question.group_id == group_id, Question.language == language, *self._shown(),
            Question.text.not_in(FORGOTTEN),
        )  # fmt: skip
        newest = self._newest(select(*columns).where(*where)).subquery()
        ids = func.min(newest.c.id).label("id")
        near = func.max(newest.c.nearness)
        query = select(ids).group_by(newest.c.text).order_by(near.desc(), ids).limit(most)
        async with self._database.read() as session:
            found = list(await session.scalars(query))
            rows = {
                one.id: one
                for one in await session.scalars(select(Question).where(Question.id.in_(found)))
            }
        return [_put(rows[one]) for one in found]

    async def saying(self, group_id: int, language: str, text: str) -> list[Put]:
        """The oldest question of a language that begins with `text`, if there is one."""
        if text in FORGOTTEN:
            return []
        begins = Question.text.startswith(text, autoescape=True)
        where = (Question.group_id == group_id, Question.language == language, begins)
        query = select(Question).where(*where, *self._shown()).order_by(Question.id).limit(1)
        async with self._database.read() as session:
            return [_put(one) for one in await session.scalars(query)]

    async def answers(self, group_id: int) -> list[Given]:
        """What the assistant said to the newest questions, the most frequent first."""
        mine = [Question.group_id == group_id, *self._shown()]
        newest = self._newest(
            select(Question.conversation_id, Question.message_id, Question.contact_id).where(*mine)
        ).subquery()
        same = and_(
            GivenAnswer.conversation_id == newest.c.conversation_id,
            GivenAnswer.message_id == newest.c.message_id,
        )
        thumbs = [func.sum(case((Contact.feedback == one, 1), else_=0)) for one in (1, -1)]
        times = func.count()
        grouped = (
            select(func.max(GivenAnswer.id), times, *thumbs)
            .join(newest, same)
            .outerjoin(Contact, Contact.id == newest.c.contact_id)
            .group_by(GivenAnswer.kind, GivenAnswer.faq_id, GivenAnswer.language, GivenAnswer.text)
            .order_by(times.desc(), func.max(GivenAnswer.id))
            .limit(MOST_ANSWERS)
        )
        async with self._database.read() as session:
            counted = (await session.execute(grouped)).all()
            ids = [row[0] for row in counted]
            rows = await session.scalars(select(GivenAnswer).where(GivenAnswer.id.in_(ids)))
            answers = {one.id: one for one in rows}
            cited = {one.passage_ids[0] for one in answers.values() if one.passage_ids}
            found = await session.scalars(select(CitedPassage).where(CitedPassage.id.in_(cited)))
            passages = {one.id: one for one in found}
        return [_given(answers[row[0]], row, passages) for row in counted]

    async def replies(self, group_id: int) -> list[Reply]:
        """What agents said that solved the newest questions: those best liked first, and of them
        those to the most central questions."""
        mine = (
            Question.group_id == group_id, Question.answered_by == "agent", *self._shown(),
        )  # fmt: skip
        columns = (Question.conversation_id, Question.nearness, Question.asked_at)
        newest = self._newest(select(*columns).where(*mine)).subquery()
        score = (
            select(func.avg(Survey.score))
            .where(
                Survey.conversation_id == SolvedCase.conversation_id,
                Survey.kind == "csat",
                Survey.about == "agent",
            )
            .scalar_subquery()
        )
        near = func.max(newest.c.nearness)
        query = (
            select(SolvedCase, score.label("score"), near.label("near"))
            .join(newest, newest.c.conversation_id == SolvedCase.conversation_id)
            .where(SolvedCase.vector.is_not(None), newest.c.asked_at <= SolvedCase.solved_at)
            .group_by(SolvedCase.id)
        )
        async with self._database.read() as session:
            rows = (await session.execute(query.limit(LOOKED_AT))).all()
        replies = [_reply(case_, score, near) for case_, score, near in rows]
        return best_first(replies)[:MOST_REPLIES]

    def _shown(self) -> list[Any]:
        return [] if self._simulated else [Question.simulated.is_(False)]

    def _newest(self, query: Any) -> Any:
        return query.order_by(Question.asked_at.desc()).limit(LOOKED_AT)


def best_first(replies: Sequence[Reply]) -> list[Reply]:
    """The best liked first, then those to the most central questions; each text once. A reply
    that nobody scored stands between a good and a bad one."""
    ordered = sorted(replies, key=lambda one: (-(one.score or 3.5), -one.nearness, one.at))
    return [*{one.text: one for one in reversed(ordered)}.values()][::-1]


def _put(row: Question) -> Put:
    return Put(
        row.id, row.conversation_id, row.text, row.language, row.product, row.asked_at,
        row.answered_by, None, None, None, None, row.pinned, row.simulated,
    )  # fmt: skip


def _given(answer: GivenAnswer, row: Any, passages: dict[str, CitedPassage]) -> Given:
    cited = passages.get(answer.passage_ids[0]) if answer.passage_ids else None
    title = " · ".join((cited.title, " › ".join(cited.heading_path))) if cited else ""
    return Given(
        answer.id, answer.text, answer.language, answer.kind, answer.faq_id, title,
        cited.page if cited else None, int(row[1]), int(row[2]), int(row[3]),
    )  # fmt: skip


def _reply(case_: SolvedCase, score: float | None, near: float | None) -> Reply:
    return Reply(
        case_.conversation_id, case_.language, case_.question, case_.reply, case_.product,
        case_.solved_at, None if score is None else float(score), float(near or 0.0),
    )  # fmt: skip
