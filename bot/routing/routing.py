"""What is done about what waits and what is stuck: kept for the best agent, opened to all, taken
from an agent who is gone or does not answer.

Whatever waits for nobody in particular may be claimed by anybody, so routing never delays a
conversation: it gives the best agent a head start. Depends on the choice, presence, conversations
and the audit log.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.agents import Agents
from bot.audit import SYSTEM, AuditLog
from bot.conversations import Conversation, Escalation, Hands, MessageDraft, NotYours, States
from bot.database import now
from bot.live import Live, News
from bot.presence import Presence, Told
from bot.roles import may
from bot.routing.choice import Candidate, best
from bot.routing.records import Loads
from bot.routing.topics import topic_of
from bot.words import say

Row = tuple[Conversation, Escalation]
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long things may take.

    `claim`: for the agent for whom a conversation is kept (nothing: it is kept for nobody).
    `everybody`: from the asking until it is kept for nobody any more. `gone`: for an agent without
    a page. `answer`: for the next words to a customer, where somebody else could say them.
    """

    claim: timedelta = timedelta(seconds=45)
    everybody: timedelta = timedelta(minutes=2)
    gone: timedelta = timedelta(minutes=2)
    answer: timedelta = timedelta(minutes=5)


class Routing:
    """Routes over the nouns that are handed in."""

    def __init__(
        self,
        agents: Agents,
        presence: Presence,
        states: States,
        hands: Hands,
        loads: Loads,
        live: Live,
        audit: AuditLog,
        patience: Patience = Patience(),
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._agents = agents
        self._presence = presence
        self._states = states
        self._hands = hands
        self._loads = loads
        self._live = live
        self._audit = audit
        self._patience = patience
        self._clock = clock

    async def tend(self) -> None:
        """One look at all that waits and all that agents have: the chore."""
        await self._presence.sweep()
        await self.free()
        await self.route()

    def choose(
        self, row: Row, candidates: Iterable[Candidate], without: str | None = None
    ) -> str | None:
        """The best of `candidates` for a conversation, who had it before first; None where nobody
        fits or has room."""
        conversation, escalation = row
        return best(
            candidates,
            conversation.language,
            topic_of(escalation.topic),
            None if escalation.returned else conversation.last_agent,
            {without} if without else (),
        )

    async def candidates(self) -> list[Candidate]:
        """Who is online and answers customers."""
        loads = await self._loads.all()
        found = []
        for agent, told in await self._presence.agents():
            if told.status == "online" and may(agent, "answer"):
                load = loads.get(agent.id)
                has = load.held + load.kept if load else 0
                took = load.last_took if load else None
                spoken, known = agent.languages, agent.topics
                found.append(Candidate(agent.id, spoken, known, has, agent.capacity, took))
        return found

    async def route(self) -> None:
        """Keep what waits for the best agent, or open it to all when its time is over."""
        rows = await self._states.listed("waiting")
        able = {one.agent_id: one for one in await self.candidates()}
        for row in rows:
            kept_for, wanted = row[1].routed_to, self._wanted(row, able)
            if wanted != kept_for:
                await self._keep_for(row, wanted)
                for agent_id, change in ((kept_for, -1), (wanted, 1)):
                    if agent_id in able:
                        one = able[agent_id]
                        able[agent_id] = replace(one, load=one.load + change)

    async def free(self) -> None:
        """Take from agents what they leave alone, and put it back in the queue."""
        rows = await self._states.listed("agent")
        told = await self._presence.all()
        asked = await self._loads.unanswered([conversation.id for conversation, _ in rows])
        for row in rows:
            owner = row[0].assigned_agent or ""
            why = self._why_gone(row, told.get(owner))
            if why:
                await self.release(row, why)
            elif self._is_late(row[0], asked.get(row[0].id)):
                # Taking it away helps only where somebody else is there.
                other = self.choose(row, await self.candidates(), without=owner)
                if other:
                    await self.release(row, "no_answer", other)

    async def release_all(self, agent_id: str, why: str) -> int:
        """Take all that an agent has, back to the queue; how many conversations it was."""
        rows = [one for one in await self._states.listed("agent")]
        theirs = [one for one in rows if one[0].assigned_agent == agent_id]
        return sum([await self.release(row, why) for row in theirs])

    async def release(
        self, row: Row, why: str, to_agent: str | None = None, by: str = SYSTEM
    ) -> bool:
        """Back to the queue, kept for `to_agent` if any; False where it moved meanwhile. `by` is
        the agent's id who has it done."""
        conversation, owner = row[0], row[0].assigned_agent or ""
        notice = await self._notice(conversation, owner)
        try:
            await self._hands.release(conversation.id, owner, notice, by)
        except NotYours:
            return False
        await self._audit.note(by, "release", conversation.id, of=owner, why=why)
        if to_agent:
            await self._keep_for(row, to_agent)
        self._live.publish(News(conversation.id))
        return True

    def _wanted(self, row: Row, able: Mapping[str, Candidate]) -> str | None:
        """For whom it should be kept from now on."""
        kept_for = row[1].routed_to
        if kept_for and not self._is_over(row, able.get(kept_for)):
            return kept_for
        return self.choose(row, able.values(), kept_for) if self._is_young(row) else None

    async def _keep_for(self, row: Row, agent_id: str | None) -> None:
        conversation_id = row[0].id
        if await self._hands.route(conversation_id, agent_id):
            await self._audit.note(SYSTEM, "route", conversation_id, to=agent_id or "everybody")
            self._live.publish(News(conversation_id))
            self._live.publish(News("", "queue", agent_id or ""))

    def _is_over(self, row: Row, one: Candidate | None) -> bool:
        """Whether the one for whom it is kept had their time, has no room, or is not there."""
        since = row[1].routed_at or row[1].asked_at
        late = self._clock() - since >= self._patience.claim
        # Their load has this one in it already.
        full = one is None or one.load > one.capacity
        return late or full or not self._may_be_kept(row)

    def _is_young(self, row: Row) -> bool:
        waits = self._clock() - row[1].asked_at
        return self._may_be_kept(row) and waits < self._patience.everybody

    def _may_be_kept(self, row: Row) -> bool:
        """Danger and matters by mail are everybody's."""
        conversation, escalation = row
        dangerous = escalation.reason == "safety"
        return bool(self._patience.claim) and not conversation.offline and not dangerous

    def _why_gone(self, row: Row, told: Told | None) -> str | None:
        """Why its owner cannot go on with it; None for who can. Matters by mail have a day. Who
        takes one was there then, whatever their status says."""
        if told is None:
            return "inactive"
        allowed = A_DAY if row[0].offline else self._patience.gone
        since = max(told.since, row[1].claimed_at or told.since)
        gone = told.status == "offline" and self._clock() - since >= allowed
        return "gone" if gone else None

    def _is_late(self, conversation: Conversation, asked_at: datetime | None) -> bool:
        if asked_at is None or conversation.offline:
            return False
        return self._clock() - asked_at >= self._patience.answer

    async def _notice(self, conversation: Conversation, owner: str) -> MessageDraft:
        names = {one.id: one.name for one in await self._agents.all()}
        name = names.get(owner, "")
        text = say("released", conversation.language, agent=name)
        return MessageDraft("system", text, data={"notice": "released"})
