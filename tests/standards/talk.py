"""Conversations made up as events, a step at a time; steps that cannot be are left out."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zlib import crc32

from bot.standards.events import Asked, Escalated, Log, Moved, Promised, Said, Scored

MONDAY = datetime(2026, 11, 2, 9, 0)
"""Ten o'clock in Madrid."""


@dataclass
class Talk:
    """One conversation as it goes on."""

    name: str
    customer: str | None = None
    language: str = "es"
    channel: str = "web"
    simulated: bool = False
    state: str = "bot"
    said: list[Said] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    escalated: list[Escalated] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    promised: list[Promised] = field(default_factory=list)
    scored: list[Scored] = field(default_factory=list)

    @property
    def log(self) -> Log:
        """The events by now."""
        return Log(
            self.name, self.language, self.channel, self.simulated, self.customer,
            tuple(self.said), tuple(self.moved), tuple(self.escalated), tuple(self.asked),
            tuple(self.promised), tuple(self.scored),
        )  # fmt: skip

    @property
    def number(self) -> int:
        """A number that no other row of any conversation has."""
        made = (self.asked, self.escalated, self.promised, self.scored)
        return crc32(self.name.encode()) % 10**6 * 1000 + sum(map(len, made))

    def write(self, at: datetime) -> str:
        """The customer writes something; the message's id."""
        self.said.append(Said(at, "customer", f"{self.name}-{len(self.said)}"))
        return self.said[-1].id

    def ask(
        self,
        at: datetime,
        group: int | None = None,
        outcome: str | None = "answered_faq",
        topic: str = "faq_question",
        product: str | None = None,
        feedback: int | None = None,
        cause: str | None = None,
    ) -> None:
        """The customer asks: of people where they have the conversation, else of the assistant."""
        people = self.state in ("waiting", "agent")
        with_contact = not people or topic == "ask_for_person"
        question = None if topic in ("ask_for_person", "greet") or group is None else self.number
        if people and not with_contact and question is None:
            self.write(at)
            return
        self.asked.append(
            Asked(
                message_id=self.write(at), at=at, language=self.language, channel=self.channel,
                topic=topic, product=product, question_id=question,
                group_id=group if question else None,
                contact_id=self.number if with_contact else None,
                outcome=outcome if with_contact else None,
                cause=cause if with_contact else None,
                feedback=feedback if with_contact else None,
                logged_at=at if with_contact else None,
                answered_by="nobody" if people else "assistant",
            )
        )  # fmt: skip

    def reply(self, at: datetime) -> None:
        """The assistant answers, where it is in charge."""
        if self.state == "bot":
            self.said.append(Said(at, "assistant"))

    def notice(self, at: datetime) -> None:
        """The system says something."""
        self.said.append(Said(at, "system"))

    def hand(self, at: datetime, reason: str = "asked_for_person") -> None:
        """To the queue for people."""
        if self.state in ("bot", "closed"):
            self.escalated.append(Escalated(self.number, at, reason))
            self._move(at, "waiting", "escalate")

    def claim(self, at: datetime) -> None:
        """An agent takes it."""
        if self.state == "waiting":
            self._move(at, "agent", "claim")

    def release(self, at: datetime) -> None:
        """The agent gives it back to the queue."""
        if self.state == "agent":
            self._move(at, "waiting", "release")

    def say(self, at: datetime) -> None:
        """The agent writes."""
        if self.state == "agent":
            self.said.append(Said(at, "agent"))

    def end(self, at: datetime, outcome: str = "solved", to: str = "bot") -> None:
        """People's part is over: an agent ends it, or the customer gives up (withdrawn)."""
        if self.state == "agent" or (self.state == "waiting" and outcome == "withdrawn"):
            self.escalated[-1] = replace(self.escalated[-1], ended_at=at, outcome=outcome)
            why = "withdraw" if outcome == "withdrawn" and self.state == "waiting" else "resolve"
            self._move(at, to, "end" if outcome == "withdrawn" and to == "closed" else why)

    def promise(self, at: datetime, minutes: int, kept: bool | None, late: int = 0) -> None:
        """Something is promised; kept None and late 0 is open, late -1 let go."""
        due = at + timedelta(minutes=minutes)
        kept_at = due if kept else due + timedelta(minutes=late) if late > 0 else None
        settled = kept_at or (due if kept is False or late < 0 else None)
        self.promised.append(Promised(self.number, "wait", at, due, kept, kept_at, settled))

    def score(self, at: datetime, kind: str, value: int | None) -> None:
        """A survey is asked, and answered perhaps."""
        self.scored.append(Scored(str(self.number), kind, at, value))

    def _move(self, at: datetime, state: str, why: str) -> None:
        self.state = state
        self.moved.append(Moved(at, state, why))
