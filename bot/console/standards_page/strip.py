"""The strip above the console's pages: which standards are broken, for managers.

Depends on the desk of alerts.
"""

from nicegui import ui

from bot.agents import Agent
from bot.alerts.letters import PATH
from bot.console.standards_page.alert_words import word
from bot.console.standards_page.alerts_desk import AlertsDesk

NAMED = 3
STYLE = '<link rel="stylesheet" href="/static/console/standards.css">'


class Strip:
    """Lays out the strip for whoever is there."""

    def __init__(self, desk: AlertsDesk) -> None:
        self._desk = desk

    async def build(self, agent: Agent) -> None:
        """Nothing where no alert waits for somebody to see it."""
        alerts = await self._desk.strip(agent)
        if not alerts:
            return
        ui.add_head_html(STYLE)
        language = agent.language
        names = [self._desk.definition(one.standard).name[language] for one in alerts]
        said = ", ".join(names[:NAMED])
        if len(names) > NAMED:
            said = word("strip_more", language, names=said, n=len(names) - NAMED)
        key = "strip_one" if len(names) == 1 else "strip"
        with ui.element("div").classes("broken-strip").props("role=status").mark("broken-strip"):
            ui.label(word(key, language, n=len(names), names=said))
            with ui.element("a") as made:
                made.props["href"] = PATH
                ui.label(word("see", language))
