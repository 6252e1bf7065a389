"""Made-up events written to the tables that would have recorded them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete

from bot.contacts import Contact
from bot.conversations import Conversation, Escalation, HandChange, Message
from bot.database import Database
from bot.groups.tables import Question
from bot.identity import IdentifiedConversation
from bot.standards.events import Log
from bot.surveys import QualitySurvey, Survey
from bot.surveys.dimensions import DIMENSIONS
from bot.waiting.tables import Promise

AUTHORS = {"customer": "customer", "assistant": "bot", "agent": "agent", "system": "system"}
TABLES = (Contact, Question, Message, HandChange, Promise, Escalation, Survey, QualitySurvey,
          IdentifiedConversation)  # fmt: skip


async def record(database: Database, logs: Iterable[Log], owners: dict[str, str]) -> None:
    """Write logs, in the place of what was there of their conversations. `owners` has the customer
    of each customer's key."""
    for log in logs:
        async with database.write() as session:
            for table in TABLES:
                ours: Any = table
                mine = ours.conversation_id == log.conversation_id
                await session.execute(delete(table).where(mine))
            await session.merge(
                Conversation(
                    id=log.conversation_id, language=log.language, channel=log.channel,
                    simulated=log.simulated, last_seq=len(log.said),
                )
            )  # fmt: skip
            await session.flush()
            session.add_all(rows_of(log))
            if log.customer:
                known = {"conversation_id": log.conversation_id}
                session.add(IdentifiedConversation(customer_id=owners[log.customer], **known))


def rows_of(log: Log) -> list[Any]:
    """The rows of everything but the conversation itself. Numbers are new ones each time."""
    talk = {"conversation_id": log.conversation_id}
    rows: list[Any] = [
        Message(
            **talk, seq=seq, client_id=one.id or f"{log.conversation_id}/{seq}",
            author=AUTHORS[one.side], text="…", epoch=1, created_at=one.at,
        )
        for seq, one in enumerate(log.said, 1)
    ]  # fmt: skip
    rows += [
        HandChange(**talk, at=one.at, from_state="", to_state=one.state, why=one.why, by="x")
        for one in log.moved
    ]
    rows += [
        Escalation(
            **talk, asked_at=one.at, reason=one.reason, ended_at=one.ended_at, outcome=one.outcome
        )
        for one in log.escalated
    ]
    for one in log.asked:
        asked = {"message_id": one.message_id, "language": one.language, "product": one.product}
        if one.contact_id:
            rows.append(
                Contact(
                    **talk, **asked, text=f"words of {one.message_id}", intent=one.topic,
                    confidence=1.0, outcome=one.outcome or "escalated", cause=one.cause,
                    feedback=one.feedback, created_at=one.logged_at,
                )
            )  # fmt: skip
        if one.question_id:
            rows.append(
                Question(
                    **talk, **asked, text=f"words of {one.message_id}", intent=one.topic,
                    channel=one.channel, asked_at=one.at, group_id=one.group_id,
                    answered_by=one.answered_by,
                )
            )  # fmt: skip
    rows += [
        Promise(
            **talk, kind=one.kind, said_at=one.at, due_at=one.due_at, kept=one.kept,
            kept_at=one.kept_at, settled_at=one.settled_at,
        )
        for one in log.promised
    ]  # fmt: skip
    return rows + surveys_of(log)


def surveys_of(log: Log) -> list[Any]:
    """The rows of surveys: one of quality for all dimensions."""
    talk = {"conversation_id": log.conversation_id, "language": log.language}
    rows: list[Any] = [
        Survey(**talk, kind=one.kind, about="agent", asked_at=one.at, answered_at=one.at,
               score=None if one.value is None else int(one.value))
        for one in log.scored if one.kind not in DIMENSIONS
    ]  # fmt: skip
    five = [one for one in log.scored if one.kind in DIMENSIONS]
    if five:
        scores = {one.kind: None if one.value is None else int(one.value) for one in five}
        rows.append(QualitySurvey(**talk, asked_at=five[0].at, answered_at=five[0].at, **scores))
    return rows
