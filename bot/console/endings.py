"""The dialogs in which an agent ends a conversation, passes it on, or joins another one to it.

Each fixes, when it opens, what the agent had seen by then: what the customer writes meanwhile is
not passed over. Depends on the desk, the tools and the parts.
"""

import re
from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.agents import Agent
from bot.backoffice import ShopUnavailable
from bot.console.customer import line
from bot.console.desk import AgentDesk
from bot.console.dialogs import choices, dialog, field
from bot.console.mentions import topic_of
from bot.console.parts import button
from bot.console.refused import refusal
from bot.console.thread_words import TOPICS, word
from bot.console.tools import Tools
from bot.conversations import Ending
from bot.errors import BotError
from bot.live import News
from bot.roles import may
from bot.routing import TOPIC_OF

OUTCOMES = ("solved", "unsolved", "elsewhere", "no_answer", "spam")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
Leave = Callable[[], None]


class Endings:
    """The dialogs of one page. `seen` gives the newest number on the screen; `leave` is called
    when the conversation is no longer the agent's."""

    def __init__(
        self,
        desk: AgentDesk,
        tools: Tools,
        agent: Agent,
        conversation_id: str,
        seen: Callable[[], int],
        leave: Leave,
    ) -> None:
        self._desk = desk
        self._tools = tools
        self._agent = agent
        self._id = conversation_id
        self._seen = seen
        self._leave = leave

    async def resolve(self) -> None:
        """Ask how it ends, and end it."""
        language, seen = self._agent.language, self._seen()
        escalation = await self._desk.escalation(self._id)
        began = (escalation.topic if escalation else None) or ""
        outcomes = {one: word(one, language) for one in OUTCOMES}
        topics = {one: texts[language] for one, texts in TOPICS.items()}
        ways = {"bot": word("to_bot", language), "closed": word("to_closed", language)}
        with dialog(word("resolve_title", language)) as box:
            outcome = choices(word("outcome", language), outcomes, "solved").mark("outcome")
            topic = TOPIC_OF.get(began, began if began in topics else None)
            about = choices(word("topic", language), topics, topic).mark("topic")
            to = choices(word("then", language), ways, "bot").mark("then")

            async def end() -> None:
                ending = Ending(to.value, outcome.value, about.value, seen)
                if await self._try(self._desk.resolve(self._id, self._agent, ending)):
                    self._leave()
                box.close()

            self._ends(box.close, word("resolve", language), end, "do_resolve")
        box.open()

    async def transfer(self) -> None:
        """Ask to whom, and pass it on, with a note for whoever gets it."""
        language = self._agent.language
        colleagues = [
            (one, told)
            for one, told in await self._tools.colleagues()
            if one.id != self._agent.id and may(one, "answer")
        ]
        colleagues.sort(key=lambda each: ("online", "away", "offline").index(each[1].status))
        people = {one.id: one for one, _ in colleagues}
        named = {one.id: f"{one.name} · {word(told.status, language)}" for one, told in colleagues}
        ways = {"queue": word("queue", language), "assistant": word("assistant", language), **named}
        with dialog(word("transfer_title", language)) as box:
            to = choices(word("transfer_to", language), ways, "queue").mark("to")
            why = field(word("why", language), 1000).mark("why")

            async def go() -> None:
                if await self._try(self._pass_on(people.get(to.value), to.value, why.value or "")):
                    ui.notify(word("passed", language))
                    self._leave()
                box.close()

            self._ends(box.close, word("transfer", language), go, "do_transfer")
        box.open()

    async def merge(self) -> None:
        """Ask which one, and bring it here."""
        language = self._agent.language
        with dialog(word("merge_title", language)) as box:
            ui.label(word("merge_help", language)).classes("soft")
            others = await self._others()
            which = choices(word("merge_which", language), others, None).mark("which")
            which.set_visibility(bool(others))
            other = field(word("merge_id", language), 300).mark("other")

            async def go() -> None:
                found = ID.search(other.value or "")
                source = found[0] if found else which.value
                if not source:
                    ui.notify(word("merge_none", language), type="warning")
                elif await self._try(self._bring(source)):
                    box.close()

            self._ends(box.close, word("merge", language), go, "do_merge")
        box.open()

    async def _pass_on(self, to: Agent | None, way: str, why: str) -> None:
        notes = self._tools.notebook.notes
        if way == "assistant":
            ending = Ending("bot", "elsewhere", None, self._seen())
            await self._desk.resolve(self._id, self._agent, ending)
        else:
            await self._desk.transfer(self._id, self._agent, to)
        if why.strip():
            calls = [to.id] if to else []
            await notes.add(self._id, self._agent.id, self._agent.name, why, calls)
            self._desk.live.publish(News(self._id, "notes", self._agent.id))
            for one in calls:
                self._desk.live.publish(News(topic_of(one), "notes", self._agent.id))

    async def _bring(self, source_id: str) -> None:
        count = await self._desk.merge(source_id, self._id, self._agent)
        ui.notify(word("merged", self._agent.language, count=count))

    async def _others(self) -> dict[str, str]:
        """The customer's other conversations, by id, where it is known who they are."""
        try:
            told = await self._desk.customer(self._id)
        except ShopUnavailable:
            told = None
        language = self._agent.language
        return {
            str(one["conversation_id"]): f"{one['at'][:10]} · {line(one, language)}"
            for one in (told["entries"] if told else ())
            if one["kind"] == "conversation" and one["conversation_id"] != self._id
        }

    async def _try(self, work: Awaitable[object]) -> bool:
        """Whether it went well; else the agent is told why not."""
        try:
            await work
        except BotError as error:
            ui.notify(refusal(error, self._agent.language), type="warning")
            return False
        return True

    def _ends(
        self, cancel: Callable[[], object], text: str, act: Callable[[], Awaitable[None]], mark: str
    ) -> None:
        """The two buttons at the end of a dialog."""
        with ui.element("div").classes("buttons"):
            button(text, act).mark(mark).props("autofocus")
            button(word("cancel", self._agent.language), cancel, "quiet")
