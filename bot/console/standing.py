"""How a conversation stands, in the head of its page: state, who has it, how it was rated.

Depends on the desk, the tools and the surveys.
"""

from nicegui import ui

from bot.agents import Agent
from bot.console.desk import AgentDesk
from bot.console.thread_words import word
from bot.console.tools import Tools
from bot.console.words import label
from bot.conversations import Conversation
from bot.roles import may


class Standing:
    """The line of one page."""

    def __init__(self, desk: AgentDesk, tools: Tools, agent: Agent, conversation_id: str) -> None:
        self._desk = desk
        self._tools = tools
        self._agent = agent
        self._id = conversation_id

    def build(self) -> None:
        """Lay it out."""
        self._state = ui.label("").classes("state")
        self._simulated = ui.label(label("simulated", self._agent.language)).classes(
            "state made-up"
        )
        self._simulated.mark("simulated").set_visibility(False)
        self._who = ui.label("").classes("soft")
        self._mail = ui.label("").classes("soft")
        self._score = ui.label("").classes("score").mark("csat")

    async def show(self, row: Conversation) -> None:
        """Show how `row` stands."""
        language = self._agent.language
        self._state.set_text(label(f"state_{row.state}", language))
        self._simulated.set_visibility(row.simulated)
        self._tell(self._who, await self._who_has(row))
        waits = row.offline and row.reply_email
        words = word("offline_customer", language, email=row.reply_email) if waits else ""
        self._tell(self._mail, words)
        self._tell(self._score, await self._rated())

    def may_take_over(self, row: Conversation) -> bool:
        """Whether the agent may take it from whoever has it, or for whom it waits."""
        others = row.state == "agent" and row.assigned_agent != self._agent.id
        return may(self._agent, "supervise") and (others or row.state == "waiting")

    async def _who_has(self, row: Conversation) -> str:
        language = self._agent.language
        if row.state == "agent" and row.assigned_agent != self._agent.id:
            return word("with_other", language, name=await self._name(row.assigned_agent))
        if row.state == "waiting":
            escalation = await self._desk.escalation(self._id)
            if escalation and escalation.routed_to not in (None, self._agent.id):
                name = await self._name(escalation.routed_to)
                return word("routed_to", language, name=name)
        return ""

    async def _name(self, agent_id: str | None) -> str:
        people = {one.id: one.name for one, _ in await self._tools.colleagues()}
        return people.get(agent_id or "", "?")

    async def _rated(self) -> str:
        """The customer's score and comment, once they came."""
        if self._tools.surveys is None:
            return ""
        survey = await self._tools.surveys.newest(self._id, "csat")
        if survey is None or survey.score is None:
            return ""
        words = word("csat", self._agent.language, score=survey.score)
        return f"{words} · «{survey.comment}»" if survey.comment else words

    def _tell(self, place: ui.label, words: str) -> None:
        place.set_text(words)
        place.set_visibility(bool(words))
