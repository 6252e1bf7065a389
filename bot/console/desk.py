"""What an agent can do with a conversation, and the customer's side of it.

Every action leaves a line in the audit log. Depends on conversations, live and the notices; knows
nothing of pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.agents import Agent
from bot.console.notices import notice
from bot.conversations import (
    UNDO_WITHIN,
    Ending,
    Escalation,
    Hands,
    Message,
    MessageDraft,
    States,
    Transcript,
)
from bot.database import now
from bot.live import Live, News
from bot.roles import need
from bot.surveys import Asking, Settled
from bot.timeline import Timeline


class Audit(Protocol):
    """Where actions are noted."""

    async def note(
        self, agent_id: str, action: str, conversation_id: str | None = None, **detail: Any
    ) -> None:
        """Write it down."""


class NoAudit:
    """Notes nothing."""

    async def note(
        self, agent_id: str, action: str, conversation_id: str | None = None, **detail: Any
    ) -> None:
        """Nothing."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What an agent has just ended, and until when it can be taken back."""

    conversation_id: str
    outcome: str
    until: datetime


class AgentDesk:
    """The agents' side of conversations."""

    def __init__(
        self,
        transcript: Transcript,
        states: States,
        hands: Hands,
        live: Live,
        asking: Asking | None = None,
        timeline: Timeline | None = None,
        start_turn: Callable[[Message], object] = lambda message: None,
        audit: Audit | None = None,
        undo_within: timedelta = UNDO_WITHIN,
        clock: Callable[[], datetime] = now,
    ) -> None:
        """`asking` puts the question of how it went to the customer; `timeline` tells who it is;
        `start_turn` has the assistant answer a message that is left to it."""
        self.transcript = transcript
        self.live = live
        self.audit: Audit = audit or NoAudit()
        self._states = states
        self._hands = hands
        self._start_turn = start_turn
        self._asking = asking
        self._timeline = timeline
        self._undo_within = undo_within
        self._clock = clock
        # A convenience of the pages: `Hands` decides what can be undone.
        self._ended: dict[str, Ended] = {}

    async def claim(self, conversation_id: str, agent: Agent) -> None:
        """Take a waiting conversation. Raises `AlreadyClaimed` when somebody was first,
        `RoutedToOther`, `AtCapacity` and `NotAllowed`."""
        need(agent, "answer")
        said = await self._notice("claimed", conversation_id, agent)
        await self._hands.claim(conversation_id, agent.id, said, agent.capacity)
        await self._done("claim", conversation_id, agent)

    async def take_over(self, conversation_id: str, agent: Agent) -> None:
        """Take what waits for another, or is another's; `NotAllowed` but for supervisors."""
        need(agent, "supervise")
        before = (await self.transcript.get(conversation_id)).assigned_agent
        said = await self._notice("taken_over" if before else "claimed", conversation_id, agent)
        await self._hands.take_over(conversation_id, agent.id, said)
        await self._done("take_over", conversation_id, agent, from_agent=before)

    async def say(
        self,
        conversation_id: str,
        agent: Agent,
        text: str,
        client_id: str,
        data: dict[str, Any] | None = None,
    ) -> Message:
        """Send the agent's words to the customer, with `data` beside them."""
        draft = MessageDraft(
            "agent", text.strip(), client_id, author_name=agent.name, data=data or {}
        )
        message = await self._hands.say(conversation_id, agent.id, draft)
        await self._done("say", conversation_id, agent, seq=message.seq)
        return message

    async def transfer(self, conversation_id: str, agent: Agent, to: Agent | None) -> None:
        """Pass it to the agent `to`, or back to the queue."""
        key, name = ("transferred", to.name) if to else ("requeued", "")
        said = await self._notice(key, conversation_id, agent, other=name)
        await self._hands.transfer(conversation_id, agent.id, to.id if to else None, said)
        await self._done("transfer", conversation_id, agent, to_agent=to.id if to else None)

    async def resolve(self, conversation_id: str, agent: Agent, ending: Ending) -> None:
        """End it: the assistant goes on, or it is closed. Raises `NotYours` and `Unread`."""
        key = "closed" if ending.to == "closed" else "resolved"
        said = await self._notice(key, conversation_id, agent)
        owed = await self._hands.resolve(conversation_id, agent.id, ending, said)
        for message in owed:
            self._start_turn(message)
        if ending.to == "bot" and not owed:
            await self._ask(conversation_id)
        self._ended[agent.id] = Ended(
            conversation_id, ending.outcome, self._clock() + self._undo_within
        )
        about = {"to": ending.to, "outcome": ending.outcome, "topic": ending.topic}
        await self._done("resolve", conversation_id, agent, **about)

    def ended(self, agent: Agent) -> Ended | None:
        """What the agent ended last, while it can be taken back."""
        found = self._ended.get(agent.id)
        return found if found and found.until > self._clock() else None

    def seconds_left(self, ended: Ended) -> float:
        """How long it can be taken back still."""
        return (ended.until - self._clock()).total_seconds()

    async def undo(self, agent: Agent) -> str | None:
        """Take back what the agent ended last: its id, None where there is nothing any more.

        Raises `TooLateToUndo` where it went on.
        """
        found = self.ended(agent)
        self._ended.pop(agent.id, None)
        if found is None:
            return None
        said = await self._notice("undone", found.conversation_id, agent)
        await self._hands.undo_resolve(found.conversation_id, agent.id, said, self._undo_within)
        await self._done("undo", found.conversation_id, agent)
        return found.conversation_id

    async def merge(self, source_id: str, into_id: str, agent: Agent) -> int:
        """Put all that was said in `source_id` into `into_id`; how many messages it was."""
        notices = {
            "source": await self._notice("merged_away", source_id, agent),
            "into": await self._notice("merged_here", into_id, agent),
        }
        copied = await self._hands.merge(source_id, into_id, agent.id, notices)
        self.live.publish(News(source_id))
        await self._done("merge", into_id, agent, source=source_id, messages=copied)
        return copied

    async def looked(self, conversation_id: str, seq: int) -> None:
        """The agent in charge has the messages up to `seq` before their eyes."""
        if await self._hands.mark(conversation_id, "agent", read=seq):
            self.live.publish(News(conversation_id, "marks", "agent"))

    async def escalation(self, conversation_id: str) -> Escalation | None:
        """Why people have it, since when, and for whom it waits; None while they do not."""
        return await self._states.escalation(conversation_id)

    async def customer(self, conversation_id: str) -> dict[str, Any] | None:
        """What is known of the customer, as `bot.timeline` tells it; None while nobody is
        identified. `ShopUnavailable` where the shop's own system does not answer."""
        return await self._timeline.of_conversation(conversation_id) if self._timeline else None

    def typing(self, conversation_id: str, on: bool) -> None:
        """Tell the customer whether the agent is typing."""
        self.live.publish(News(conversation_id, "typing", "agent", on))

    async def _ask(self, conversation_id: str) -> None:
        if self._asking:
            language = (await self.transcript.get(conversation_id)).language
            for question in await self._asking.after(Settled("agent"), conversation_id, language):
                await self.transcript.append(conversation_id, question)

    async def _done(self, action: str, conversation_id: str, agent: Agent, **detail: Any) -> None:
        """Whoever looks hears of it, and it is written down."""
        self.live.publish(News(conversation_id))
        await self.audit.note(agent.id, action, conversation_id, **detail)

    async def _notice(
        self, key: str, conversation_id: str, agent: Agent, **values: str
    ) -> MessageDraft:
        language = (await self.transcript.get(conversation_id)).language
        return notice(key, language, agent=agent.name, **values)
