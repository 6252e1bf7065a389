"""In the bar of every page: the notes that name the agent and that they have not seen.

Depends on the notes, `bot.live` and the parts.
"""

from collections.abc import Sequence

from nicegui import ui

from bot.agents import Agent
from bot.console.follow import follow
from bot.console.parts import when
from bot.console.thread_words import word
from bot.live import Live, News
from bot.notes import Note, Notes

SHOWN = 120


def topic_of(agent_id: str) -> str:
    """Under which name the news of an agent's mentions go."""
    return f"agent:{agent_id}"


class Mentions:
    """One page's; nothing is shown while nobody named the agent."""

    def __init__(self, notes: Notes, live: Live, agent: Agent) -> None:
        self._notes = notes
        self._live = live
        self._agent = agent
        self._known: set[int] = set()
        self._found: Sequence[Note] = ()

    async def enter(self) -> None:
        """Read what there is, before the bar is laid out."""
        self._found = await self._notes.mentions(self._agent.id)
        self._known = {one.id for one in self._found}

    def build(self) -> None:
        """Lay it out, and keep it new."""
        self._button = ui.button(color=None).props("flat no-caps").mark("mentions")
        with self._button:
            self._count = ui.label()
            self._menu = ui.menu().props("auto-close")
        self._show()
        follow(self._live, topic_of(self._agent.id), self._on_news)

    def _show(self) -> None:
        language, count = self._agent.language, len(self._found)
        self._count.set_text(f"@ {count}")
        self._button.props["aria-label"] = f"{word('mentions_of_you', language)}: {count}"
        self._button.set_visibility(count > 0)
        self._menu.clear()
        with self._menu:
            for one in self._found:
                text = f"{one.author_name} · {when(one.created_at)} · {one.text[:SHOWN]}"
                ui.link(text, f"/conversation/{one.conversation_id}").classes("mention")

    async def _on_news(self, news: News) -> None:
        self._found = await self._notes.mentions(self._agent.id)
        new = [one for one in self._found if one.id not in self._known]
        self._known = {one.id for one in self._found}
        self._show()
        for one in new:
            ui.notify(word("mention_toast", self._agent.language, name=one.author_name))
