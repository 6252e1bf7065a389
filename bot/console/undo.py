"""The strip that offers to take back what the agent has just ended, on whichever page they are.

Depends on the desk and the keys.
"""

from nicegui import ui

from bot.agents import Agent
from bot.console.desk import AgentDesk
from bot.console.keys import Keys
from bot.console.parts import button
from bot.console.refused import refusal
from bot.console.thread_words import word
from bot.errors import BotError


class UndoStrip:
    """One page's strip; nothing while there is nothing to undo."""

    def __init__(self, desk: AgentDesk, agent: Agent, keys: Keys) -> None:
        self._desk = desk
        self._agent = agent
        self._keys = keys

    def build(self) -> None:
        """Show it for as long as it holds."""
        ended, language = self._desk.ended(self._agent), self._agent.language
        if ended is None:
            return
        with ui.element("div").classes("undo").props("role=status").mark("undo") as self._strip:
            ui.label(
                word("resolved_toast", language, outcome=word(ended.outcome, language).lower())
            )
            button(word("undo", language), self._undo, "quiet").mark("do_undo")
            close = button("×", self._gone, "quiet").mark("no_undo")
            close.props(f'aria-label="{word("dismiss", language)}"')
        self._keys.add("z", word("undo_key", language), self._undo)
        ui.timer(max(0.1, self._desk.seconds_left(ended)), self._gone, once=True)

    def _gone(self) -> None:
        self._strip.set_visibility(False)

    async def _undo(self) -> None:
        language = self._agent.language
        self._gone()
        try:
            conversation_id = await self._desk.undo(self._agent)
        except BotError as error:
            ui.notify(refusal(error, language), type="warning")
        else:
            if conversation_id:
                ui.navigate.to(f"/conversation/{conversation_id}")
