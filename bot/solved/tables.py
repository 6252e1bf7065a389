"""The row of a conversation that a person solved, and forgetting what it says."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, Text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base


class SolvedCase(Base):
    """One escalation that ended as solved: what was asked and the reply that solved it.

    Both are masked. `vector` is the question's, float16 in the machine's order, made by `model`.
    A row without a vector and model is one from which nothing is to be learnt (no question, no
    reply, or forgotten); it stays, so that it is not looked at again.
    """

    __tablename__ = "solved"
    # What a search looks at before each question: how many there are, and which is the newest.
    __table_args__ = (Index("ix_solved_model_id", "model", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    escalation_id: Mapped[int] = mapped_column(unique=True)
    conversation_id: Mapped[str] = mapped_column(String(36), index=True)
    language: Mapped[str] = mapped_column(String(2))
    topic: Mapped[str | None] = mapped_column(String(40))
    product: Mapped[str | None] = mapped_column(String(64))
    question: Mapped[str] = mapped_column(Text)
    reply: Mapped[str] = mapped_column(Text)
    solved_at: Mapped[datetime]
    model: Mapped[str | None] = mapped_column(String(120))
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)


async def forget_cases(session: AsyncSession, conversation_ids: Collection[str]) -> None:
    """Take out what was learnt from these conversations, in `session`'s transaction."""
    mine = SolvedCase.conversation_id.in_(conversation_ids)
    blank = {"question": "", "reply": "", "vector": None, "model": None}
    await session.execute(update(SolvedCase).where(mine).values(**blank))
