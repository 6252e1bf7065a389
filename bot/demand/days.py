"""Questions counted by day. Pure; depends on the company's calendar.

A question is *unanswered* where the assistant looked and had no answer, or where nobody answered
at all; it is settled by the assistant *alone* where no agent had to answer it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.policies.days import local_day

CAUSES = (
    "no_content",
    "ranked_low",
    "wrong_product",
    "wrong_language",
    "unhelpful",
    "person_only",
    "off_topic",
)
"""Why a question has no answer that helped; those of `bot.causes`, and a thumb down."""


class Asked(NamedTuple):
    """One question with what became of it. `outcome`, `cause` and `feedback` are those of its
    contact, None where it has none; `agent_s` are seconds of agents."""

    group_id: int
    asked_at: datetime
    language: str
    product: str | None
    channel: str
    simulated: bool
    answered_by: str
    outcome: str | None = None
    cause: str | None = None
    feedback: int | None = None
    agent_s: float = 0.0


class Key(NamedTuple):
    """What is counted together."""

    day: int
    group_id: int
    language: str
    product: str
    channel: str
    cause: str
    simulated: bool


@dataclass(slots=True)
class Sums:
    """The counts of one key; see `bot.demand.tables.QuestionDay`."""

    asked: int = 0
    unanswered: int = 0
    alone: int = 0
    to_agent: int = 0
    up: int = 0
    down: int = 0
    agent_s: float = 0.0
    last_at: datetime = datetime.min

    def add(self, one: Asked) -> None:
        """Count one question more."""
        self.asked += 1
        self.unanswered += is_unanswered(one)
        self.alone += one.answered_by == "assistant"
        self.to_agent += one.answered_by == "agent"
        self.up += one.feedback == 1
        self.down += one.feedback == -1
        self.agent_s += one.agent_s
        self.last_at = max(self.last_at, one.asked_at)


def is_unanswered(one: Asked) -> bool:
    """Whether the assistant had no answer; where it was not asked, whether nobody had one."""
    return one.outcome == "unanswered" or one.answered_by == "nobody"


def cause_of(one: Asked) -> str:
    """One of `CAUSES`, or empty where the answer was there and nobody said that it was bad.

    Until its cause is looked for, an unanswered question counts as one without content.
    """
    if one.outcome == "unanswered":
        return one.cause or "no_content"
    answered = (one.outcome or "").startswith("answered")
    return "unhelpful" if answered and one.feedback == -1 else ""


def tally(questions: Iterable[Asked]) -> dict[Key, Sums]:
    """The counts of `questions`."""
    found: dict[Key, Sums] = defaultdict(Sums)
    for one in questions:
        found[_key(one)].add(one)
    return dict(found)


def _key(one: Asked) -> Key:
    return Key(
        local_day(one.asked_at).toordinal(),
        one.group_id,
        one.language,
        one.product or "",
        one.channel,
        cause_of(one),
        one.simulated,
    )


def differs(counted: Mapping[Key, Sums], kept: Mapping[Key, Sums]) -> Collection[int]:
    """The days on which what is counted now is not what was kept."""
    changed = {key.day for key in counted.keys() ^ kept.keys()}
    both = counted.keys() & kept.keys()
    return changed | {key.day for key in both if counted[key] != kept[key]}
