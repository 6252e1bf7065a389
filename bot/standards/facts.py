"""The facts of one conversation: what each matter, hand-over, promise and score came to. Pure.

The same events give the same facts, whenever they are looked at: what depends on the present (an
open escalation, seven days that have not passed) is left open here and decided by the figures.
Depends on the events, the matters and the times.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from bot.standards.events import Escalated, Log, Promised, Scored
from bot.standards.matters import Matter, matters_of
from bot.standards.times import (
    SERVICE,
    OpenSeconds,
    Reply,
    first_after,
    held,
    replies_of,
    seconds,
    spans,
)

Values = dict[str, Any]
DayOf = Callable[[datetime], date]
ANSWERED = ("answered_faq", "answered_manual", "transaction")
LEFT_OUT = ("spam", "merged")
"""How an escalation ends that says nothing of the service: its matters are not counted as settled
or not."""
SATISFIED = 4


class Fact(NamedTuple):
    """One fact; the fields are those of `bot.standards.tables.FactRow`. A named tuple, since they
    are made and compared by the million."""

    kind: str
    conversation_id: str
    ref: str
    at: datetime
    day: int
    language: str
    channel: str
    simulated: bool
    customer: str
    known: bool
    product: str | None = None
    topic: str | None = None
    wish: bool = False
    contact_id: int | None = None
    question_id: int | None = None
    group_id: int | None = None
    label: str = ""
    reason: str | None = None
    handed: bool = False
    resolved: int | None = None
    helped: int | None = None
    value: float | None = None
    first_by: str | None = None
    first_s: float | None = None
    first_open_s: float | None = None
    done_s: float | None = None
    done_open_s: float | None = None
    assistant_s: float | None = None
    queue_s: float | None = None
    queue_open_s: float | None = None
    agent_s: float | None = None
    agent_open_s: float | None = None
    customer_s: float | None = None
    customer_open_s: float | None = None
    replies: Sequence[Sequence[float]] = ()


def facts_of(log: Log, opened: OpenSeconds, day_of: DayOf) -> list[Fact]:
    """Every fact of a conversation. `opened` counts business hours, `day_of` gives the company's
    day of a moment."""
    matters = matters_of(log)
    made = Made(log, opened, day_of)
    owned = by_matter(matters, list(replies_of(log, opened)))
    rated = verdicts(matters, log.scored)
    return [
        *(made.matter(*each) for each in zip(matters, owned, rated, strict=True)),
        *(made.handover(one, about(one, matters)) for one in log.escalated),
        *(made.promise(one, before(matters, one.at)) for one in log.promised),
        *(made.score(one, before(matters, one.at)) for one in log.scored),
    ]


def by_matter(matters: Sequence[Matter], replies: Sequence[Reply]) -> list[list[Reply]]:
    """The replies of each matter: of the last one asked as the customer began to write, of the
    first where none was."""
    owned: list[list[Reply]] = [[] for _ in matters]
    for one in replies if matters else ():
        at = sum(each.at <= one.at for each in matters)
        owned[max(at - 1, 0)].append(one)
    return owned


def verdicts(matters: Sequence[Matter], scored: Sequence[Scored]) -> list[float | None]:
    """The CSAT given for each matter: the last one answered that was asked after it and before the
    next."""
    found: list[float | None] = [None] * len(matters)
    for one in scored:
        at = sum(each.at <= one.at for each in matters)
        if at and one.kind == "csat" and one.value is not None:
            found[at - 1] = one.value
    return found


def before(matters: Sequence[Matter], at: datetime) -> Matter | None:
    """The last matter at a moment; the first where none was."""
    asked = [one for one in matters if one.at <= at]
    return asked[-1] if asked else next(iter(matters), None)


def about(escalated: Escalated, matters: Sequence[Matter]) -> Matter | None:
    """The first matter that an escalation carries."""
    return next((one for one in matters if one.escalated == escalated), None)


def key_of(name: str) -> str:
    """A key that says nothing of what it is of: 32 hex digits."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Made:
    """Makes the facts of one log."""

    log: Log
    opened: OpenSeconds
    day_of: DayOf

    def matter(self, one: Matter, replies: Sequence[Reply], csat: float | None) -> Fact:
        """A matter: how it came out, who had it for how long, and whether it helped."""
        resolved, end = resolved_of(one, self.log), end_of(one, self.log)
        values = self._common("matter", one.asked.message_id, one.at, one)
        values |= {
            "wish": one.wish,
            "contact_id": one.asked.contact_id,
            "question_id": one.asked.question_id,
            "group_id": one.asked.group_id,
            "label": label_of(one),
            "reason": one.escalated.reason if one.escalated else None,
            "handed": one.escalated is not None,
            "resolved": resolved,
            "helped": helped_of(one, csat),
            "replies": [[r.seconds, r.open_seconds, float(r.by == "agent")] for r in replies],
            **self._first(one.at, SERVICE),
        }
        if end is not None:
            values |= self._held(one.at, end, resolved == 1)
        return Fact(**values)

    def handover(self, one: Escalated, matter: Matter | None) -> Fact:
        """A hand-over: why, how long until a person wrote, and how it ended."""
        values = self._common("handover", str(one.id), one.at, matter)
        values |= {
            "product": values["product"] or one.product,
            "topic": values["topic"] or one.topic,
            "label": one.outcome or ("ended" if one.ended_at else "open"),
            "reason": one.reason,
            "handed": True,
            **self._first(one.at, ("agent",), one.ended_at),
        }
        if one.ended_at is not None:
            wall, in_hours = spans(one.at, one.ended_at, "agent", self.opened)
            values |= {"done_s": wall, "done_open_s": in_hours}
        return Fact(**values)

    def promise(self, one: Promised, matter: Matter | None) -> Fact:
        """A promise: open, kept, broken or let go; a broken one has how late it was done."""
        label = {True: "kept", False: "broken", None: "let_go"}[one.kept]
        label = "open" if one.kept is None and one.settled_at is None else label
        late = seconds(one.due_at, one.kept_at) if one.kept is False and one.kept_at else None
        values = self._common("promise", str(one.id), one.at, matter)
        return Fact(**values | {"label": label, "reason": one.kind, "value": late})

    def score(self, one: Scored, matter: Matter | None) -> Fact:
        """A question of a survey and its answer."""
        values = self._common("score", f"{one.kind}:{one.ref}", one.at, matter)
        handed = matter is not None and matter.escalated is not None
        return Fact(**values | {"label": one.kind, "value": one.value, "handed": handed})

    def _common(self, kind: str, ref: str, at: datetime, matter: Matter | None) -> Values:
        """What all kinds have in common; what it is about is the matter's."""
        log, asked = self.log, matter.asked if matter else None
        return {
            "kind": kind,
            "conversation_id": log.conversation_id,
            "ref": ref,
            "at": at,
            "day": self.day_of(at).toordinal(),
            "language": asked.language if asked else log.language,
            "channel": asked.channel if asked else log.channel,
            "simulated": log.simulated,
            "customer": log.customer or key_of(log.conversation_id),
            "known": log.customer is not None,
            "product": asked.product if asked else None,
            "topic": asked.topic if asked else None,
            "replies": [],
        }

    def _first(self, at: datetime, sides: tuple[str, ...], until: datetime | None = None) -> Values:
        """The first answer of one of `sides`, if one came (not after `until`)."""
        said = first_after(self.log.said, at, sides)
        if said is None or (until is not None and said.at > until):
            return {}
        wall, in_hours = spans(at, said.at, said.side, self.opened)
        return {"first_by": said.side, "first_s": wall, "first_open_s": in_hours}

    def _held(self, at: datetime, end: datetime, resolved: bool) -> Values:
        """The time until the end by who had to act, and in all where it was settled."""
        parts = held(self.log, at, end, self.opened)
        nobody = (0.0, 0.0)
        values: Values = {"assistant_s": parts.get("assistant", nobody)[0]}
        for holder in ("queue", "agent", "customer"):
            wall, in_hours = parts.get(holder, nobody)
            values |= {f"{holder}_s": wall, f"{holder}_open_s": in_hours}
        if resolved:
            values["done_s"] = sum(wall for wall, _ in parts.values())
            values["done_open_s"] = sum(in_hours for _, in_hours in parts.values())
        return values


def label_of(one: Matter) -> str:
    """How the assistant left a matter: the contact's outcome. Where there is no contact it was
    asked of people, or the assistant took it for something else: that is no answer."""
    if one.asked.outcome:
        return one.asked.outcome
    if one.escalated and one.escalated.at <= one.at:
        return "asked_people"
    return "answered" if one.asked.answered_by == "assistant" else "unanswered"


def resolved_of(one: Matter, log: Log) -> int | None:
    """1 where nothing was left open, 0 where something was; None while people still have it, and
    where it says nothing of the service."""
    ended = one.escalated
    if ended is None:
        answered = label_of(one) in (*ANSWERED, "answered")
        return int(answered and one.asked.feedback != -1)
    if ended.ended_at is None or ended.outcome in LEFT_OUT:
        return None
    if ended.outcome == "withdrawn":
        return int(had_the_last_word(ended, log))
    return int(ended.outcome == "solved")


def had_the_last_word(ended: Escalated, log: Log) -> bool:
    """Whether the customer left after an agent's words and had nothing to add."""
    during = [
        one.side
        for one in log.said
        if ended.at <= one.at <= (ended.ended_at or one.at) and one.side in ("customer", "agent")
    ]
    return bool(during) and during[-1] == "agent"


def end_of(one: Matter, log: Log) -> datetime | None:
    """When a matter was over: as people ended it, else with the assistant's last answer to it;
    None while it is open, and where nobody answered."""
    if one.escalated is not None:
        return one.escalated.ended_at
    if label_of(one) not in (*ANSWERED, "answered"):
        return None
    known = max(one.at, one.asked.logged_at or one.at)
    said = first_after(log.said, known, ("assistant",))
    return said.at if said else known


def helped_of(one: Matter, csat: float | None) -> int | None:
    """1 where the customer said that it helped, 0 where not; None where nothing was said. A thumb
    is of the assistant's answer, so that of a matter that people had only CSAT says something."""
    if one.escalated is None and one.asked.feedback is not None:
        return int(one.asked.feedback > 0)
    return None if csat is None else int(csat >= SATISFIED)
