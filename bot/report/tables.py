"""The rows of reports: for which week one was sent to whom."""

from datetime import date, datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now


class WeeklyReport(Base):
    """A week's report for one manager, written in the transaction that puts its mail in the
    outbox. `week` is its Monday."""

    __tablename__ = "weekly_report"
    __table_args__ = (UniqueConstraint("week", "agent_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    week: Mapped[date]
    agent_id: Mapped[str] = mapped_column(String(36))
    mail_id: Mapped[str] = mapped_column(String(40))
    sent_at: Mapped[datetime] = mapped_column(default=now)
