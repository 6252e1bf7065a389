"""What an agent can do with a conversation, and the customer's side of it.

Depends on conversations, live, words; knows nothing of pages.
"""

from dataclasses import dataclass
from typing import Any

from bot.agents import Agent
from bot.conversations import Conversation, Escalation, Message, MessageDraft, States, Transcript
from bot.database import now
from bot.live import Live, News
from bot.surveys import Asking, Settled
from bot.timeline import Timeline
from bot.words import say


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation that waits, or is an agent's: who is in charge, why, for how long."""

    conversation_id: str
    language: str
    reason: str
    minutes: int
    agent: str | None
    last_words: str


class AgentDesk:
    """The agents' side of conversations."""

    def __init__(
        self,
        transcript: Transcript,
        states: States,
        live: Live,
        asking: Asking | None = None,
        timeline: Timeline | None = None,
    ) -> None:
        """`asking` puts the question of how it went to the customer; `timeline` tells who it is."""
        self.transcript = transcript
        self.live = live
        self._states = states
        self._asking = asking
        self._timeline = timeline

    async def waiting(self) -> list[Waiting]:
        """Who waits, the longest first."""
        return [await self._line(*row) for row in await self._states.listed("waiting")]

    async def mine(self, agent: Agent) -> list[Waiting]:
        """The conversations in `agent`'s charge."""
        rows = await self._states.listed("agent")
        return [await self._line(*row) for row in rows if row[0].assigned_agent == agent.id]

    async def claim(self, conversation_id: str, agent: Agent) -> None:
        """Take a waiting conversation; `AlreadyClaimed` when somebody was first."""
        notice = await self._notice("claimed", conversation_id, agent)
        await self._states.claim(conversation_id, agent.id, notice)
        self.live.publish(News(conversation_id))

    async def say(self, conversation_id: str, agent: Agent, text: str, client_id: str) -> Message:
        """Send the agent's words to the customer."""
        draft = MessageDraft("agent", text.strip(), client_id, author_name=agent.name)
        message = await self._states.say(conversation_id, agent.id, draft)
        self.live.publish(News(conversation_id))
        return message

    async def resolve(self, conversation_id: str, agent: Agent, to: str) -> None:
        """End it: `to` is "bot" (the assistant goes on) or "closed"."""
        key = "closed" if to == "closed" else "resolved"
        notice = await self._notice(key, conversation_id, agent)
        await self._states.resolve(conversation_id, agent.id, to, notice)
        if to == "bot" and self._asking:
            language = (await self.transcript.get(conversation_id)).language
            for question in await self._asking.after(Settled("agent"), conversation_id, language):
                await self.transcript.append(conversation_id, question)
        self.live.publish(News(conversation_id))

    async def customer(self, conversation_id: str) -> dict[str, Any] | None:
        """What is known of the customer, as `bot.timeline` tells it; None while nobody is
        identified. `ShopUnavailable` where the shop's own system does not answer."""
        return await self._timeline.of_conversation(conversation_id) if self._timeline else None

    def typing(self, conversation_id: str, on: bool) -> None:
        """Tell the customer whether the agent is typing."""
        self.live.publish(News(conversation_id, "typing", "agent", on))

    async def _notice(self, key: str, conversation_id: str, agent: Agent) -> MessageDraft:
        language = (await self.transcript.get(conversation_id)).language
        return MessageDraft("system", say(key, language, agent=agent.name), data={"notice": key})

    async def _line(self, conversation: Conversation, escalation: Escalation) -> Waiting:
        messages = await self.transcript.after(conversation.id, max(0, conversation.last_seq - 20))
        said = [one.text for one in messages if one.author == "customer"]
        minutes = int((now() - escalation.asked_at).total_seconds() // 60)
        return Waiting(
            conversation.id,
            conversation.language,
            escalation.reason,
            minutes,
            conversation.assigned_agent,
            said[-1] if said else "",
        )
