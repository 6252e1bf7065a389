"""The rows of alerts: what a standard is held to, when it was not kept, and who is told."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, now


class AlertRule(Base):
    """What a manager changed about the rule of a standard; without a row its definition holds.

    `target` is in the standard's unit, `days` how many company days back are looked at, `least`
    from how many on a figure says something.
    """

    __tablename__ = "alert_rule"

    standard: Mapped[str] = mapped_column(String(40), primary_key=True)
    target: Mapped[float]
    days: Mapped[int]
    least: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    changed_by: Mapped[str] = mapped_column(String(36))
    changed_at: Mapped[datetime] = mapped_column(default=now)


class Alert(Base):
    """One time that a standard was broken, with the rule as it was.

    `value` is of `count` cases when it broke; `ended_value` when it was well again. `ended_why` is
    kept (it is well again) or off (a manager switched the rule off). `simulated`: simulated
    conversations were counted. `open` is 1 until it ended and then None, so that the database
    itself keeps a standard from having two open ones.
    """

    __tablename__ = "alert"
    __table_args__ = (UniqueConstraint("standard", "open"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    standard: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    target: Mapped[float]
    days: Mapped[int]
    value: Mapped[float]
    count: Mapped[int]
    began_at: Mapped[datetime] = mapped_column(default=now, index=True)
    ended_at: Mapped[datetime | None]
    ended_value: Mapped[float | None]
    ended_why: Mapped[str | None] = mapped_column(String(8))
    seen_by: Mapped[str | None] = mapped_column(String(36))
    seen_at: Mapped[datetime | None]
    simulated: Mapped[bool] = mapped_column(default=False)
    open: Mapped[int | None] = mapped_column(default=1)


class ReportWish(Base):
    """What a manager wants by mail: the weekly report, and alerts. Without a row: alerts alone."""

    __tablename__ = "report_wish"

    agent_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    weekly: Mapped[bool] = mapped_column(default=False)
    alerts: Mapped[bool] = mapped_column(default=True)
