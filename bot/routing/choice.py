"""Who is best for a conversation. Pure: depends on nothing of ours."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agent who is online: what they speak and know (no topic: all of them), how many
    conversations they have or are kept for them, how many they may have, and when they last
    took one."""

    agent_id: str
    languages: Collection[str]
    topics: Collection[str]
    load: int
    capacity: int
    last_took: datetime | None = None

    @property
    def has_room(self) -> bool:
        """Whether one more is allowed."""
        return self.load < self.capacity

    def fits(self, language: str, topic: str | None) -> bool:
        """Whether they speak the language and know the topic; None: of no topic in particular."""
        knows = topic is None or not self.topics or topic in self.topics
        return language in self.languages and knows


def best(
    candidates: Iterable[Candidate],
    language: str,
    topic: str | None = None,
    before: str | None = None,
    without: Collection[str] = (),
) -> str | None:
    """The agent of `before` if there is room, else who fits best; None where nobody does.

    Of those who fit, first who names the topic as theirs, then who has the smallest share of their
    capacity in use, then who took one longest ago.
    """
    able = [one for one in candidates if one.has_room and one.agent_id not in without]
    if any(one.agent_id == before for one in able):
        return before
    fitting = [one for one in able if one.fits(language, topic)]
    found = min(fitting, key=lambda one: _rank(one, topic), default=None)
    return found.agent_id if found else None


def _rank(one: Candidate, topic: str | None) -> tuple[bool, float, datetime, str]:
    took = one.last_took or datetime.min
    return (topic not in one.topics, one.load / one.capacity, took, one.agent_id)
