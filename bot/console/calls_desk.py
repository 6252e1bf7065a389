"""What agents see of calls, and managers of promises. Depends on waiting, the audit log and live;
knows nothing of pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.agents import Agent
from bot.audit import AuditLog
from bot.console.lines import Lines
from bot.database import now
from bot.live import Live, News
from bot.roles import may, need
from bot.waiting import Callbacks, Promises, Score
from bot.waiting.callbacks import spoken_number

DAYS = 30


@dataclass(frozen=True, slots=True)
class Call:
    """A call to make. `title` is its slot in the agent's language, `language` the customer's;
    `due` is later, now or late. `customer` is who was identified, `words` (masked) what they
    want."""

    id: int
    conversation_id: str
    language: str
    phone: str
    title: str
    due: str
    customer: str = ""
    words: str = ""


class CallsDesk:
    """The calls and promises of one company."""

    def __init__(
        self,
        callbacks: Callbacks,
        promises: Promises,
        audit: AuditLog,
        live: Live,
        clock: Callable[[], datetime] = now,
        lines: Lines | None = None,
    ) -> None:
        """`lines` tell what the queue knows of who is to be called."""
        self.live = live
        self._lines = lines
        self._callbacks = callbacks
        self._promises = promises
        self._audit = audit
        self._clock = clock

    async def calls(self, agent: Agent) -> list[Call]:
        """The calls to make, the earliest first."""
        need(agent, "answer")
        listed = await self._callbacks.listed()
        ids = [conversation.id for _, conversation in listed]
        known = {one.id: one for one in (await self._lines.of(ids) if self._lines else ())}
        return [
            Call(
                call.id,
                conversation.id,
                conversation.language,
                spoken_number(call.phone),
                self._callbacks.title(call, agent.language),
                self._due(call.slot_at, call.ends_at),
                line.customer if (line := known.get(conversation.id)) else "",
                line.words if line else "",
            )
            for call, conversation in listed
        ]

    async def called(self, agent: Agent, call_id: int, reached: bool) -> None:
        """The agent has called; `CallbackGone` where there was no such call to make."""
        need(agent, "answer")
        call = await self._callbacks.called(call_id, agent.id, reached)
        await self._audit.note(agent.id, "called", call.conversation_id, reached=reached)
        self.live.publish(News(call.conversation_id))

    async def scores(self, agent: Agent, days: int = DAYS) -> list[Score]:
        """What became of the promises of the last days; nothing for those who read no figures."""
        if not may(agent, "report"):
            return []
        return await self._promises.scores(self._clock() - timedelta(days=days))

    def _due(self, begins: datetime, ends: datetime) -> str:
        at = self._clock()
        return "later" if at < begins else "now" if at <= ends else "late"
