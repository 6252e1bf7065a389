"""The rows of the tallies of questions, of what editors decided about unanswered ones, and of the
words that customers have for a product."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now


class QuestionDay(Base):
    """How often a group was asked on one day of the company, and what became of it.

    `day` is `date.toordinal()`. Empty `product`: none was named. `cause` is why the assistant's
    answer was missing or did not help (`bot.demand.days.CAUSES`), empty where it was neither.
    `alone` were answered by the assistant without anybody else, `to_agent` by an agent.
    `agent_s`: seconds of agents. `last_at` is when it was asked last that day (naive UTC).
    The table is made of questions and can be made again from them: `bot.demand.tallies`.
    """

    __tablename__ = "question_day"
    __table_args__ = (
        Index("ix_question_day_group_id_day", "group_id", "day"),
        # Read by days: there it lies in their order.
        {"sqlite_with_rowid": False},
    )

    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    group_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    product: Mapped[str] = mapped_column(String(40), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    cause: Mapped[str] = mapped_column(String(16), primary_key=True)
    simulated: Mapped[bool] = mapped_column(primary_key=True)
    asked: Mapped[int]
    unanswered: Mapped[int]
    alone: Mapped[int]
    to_agent: Mapped[int]
    up: Mapped[int]
    down: Mapped[int]
    agent_s: Mapped[float]
    last_at: Mapped[datetime]


class GapDecision(Base):
    """What an editor did about the unanswered questions of a group with one cause.

    `fix` is one of `bot.demand.decisions.FIXES`; `draft_id` is the entry of the editorial office
    that it needs, `detail` names what else was made (a word's row, an edit of the group), never a
    customer's words. The newest that is not undone holds.
    """

    __tablename__ = "gap_decision"
    __table_args__ = (Index("ix_gap_decision_group_id_cause", "group_id", "cause"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[str] = mapped_column(String(36))
    group_id: Mapped[int]
    cause: Mapped[str] = mapped_column(String(16))
    fix: Mapped[str] = mapped_column(String(16))
    draft_id: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    undone_at: Mapped[datetime | None]


class ProductTerm(Base):
    """A word or phrase (folded) that means `product`; empty: it names no product of ours."""

    __tablename__ = "product_term"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    word: Mapped[str] = mapped_column(String(60))
    product: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]
