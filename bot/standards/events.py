"""What was recorded of one conversation, as far as the standards look at it.

Plain values: `bot.standards.reading` takes them from the tables, tests make them up. Times are
naive UTC. Depends on nothing of ours.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Side = Literal["customer", "assistant", "agent", "system"]


@dataclass(frozen=True, slots=True)
class Said:
    """A message. `id` is the client's id of it."""

    at: datetime
    side: Side
    id: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A change of who is in charge: to bot, waiting, agent or closed, and why."""

    at: datetime
    state: str
    why: str


@dataclass(frozen=True, slots=True)
class Escalated:
    """One time that the conversation was handed to people; `outcome` is how it ended."""

    id: int
    at: datetime
    reason: str
    ended_at: datetime | None = None
    outcome: str | None = None
    topic: str | None = None
    product: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of the contact log, a question of a group, or both of the same message.

    `at` is the message's time, or the row's where the message is not known; `logged_at` when the
    contact was logged. `outcome`, `cause` and `feedback` are the contact's, `answered_by` the
    question's. `no_question` says that the grouping has seen the contact and found no question in
    it.
    """

    message_id: str
    at: datetime
    language: str
    channel: str = "web"
    topic: str | None = None
    product: str | None = None
    contact_id: int | None = None
    question_id: int | None = None
    group_id: int | None = None
    outcome: str | None = None
    cause: str | None = None
    feedback: int | None = None
    answered_by: str | None = None
    logged_at: datetime | None = None
    no_question: bool = False


@dataclass(frozen=True, slots=True)
class Promised:
    """Something promised to a customer who waits; the fields are those of the promise's row."""

    id: int
    kind: str
    at: datetime
    due_at: datetime
    kept: bool | None = None
    kept_at: datetime | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """A question of a survey: `kind` is csat, nps or one of the five dimensions of quality; `value`
    is None while it is not answered. `ref` tells it from the others of its kind."""

    ref: str
    kind: str
    at: datetime
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Log:
    """One conversation, everything in the order of its time.

    `customer` is the key of the customer's identity (`bot.surveys.customer_key`), None while nobody
    knows who it is.
    """

    conversation_id: str
    language: str = "es"
    channel: str = "web"
    simulated: bool = False
    customer: str | None = None
    said: tuple[Said, ...] = ()
    moved: tuple[Moved, ...] = ()
    escalated: tuple[Escalated, ...] = ()
    asked: tuple[Asked, ...] = ()
    promised: tuple[Promised, ...] = ()
    scored: tuple[Scored, ...] = ()
