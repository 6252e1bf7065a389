"""Tells that an agent's page is open, and that somebody touches it.

The browser's side is `bot/static/here.js`. Depends on presence and NiceGUI.
"""

from nicegui import ui

from bot.agents import Agent
from bot.presence import Presence

SCRIPT = '<script src="/static/here.js" defer></script>'
EVERY_S = 20.0


def keep_here(presence: Presence, agent: Agent, every_s: float = EVERY_S) -> None:
    """Say so now and every `every_s` for as long as the browser is connected.

    Called when the page is laid out: NiceGUI sends a page as soon as it has a timer.
    """
    client = ui.context.client

    async def touched() -> None:
        await presence.seen(agent.id, active=True)

    async def look() -> None:
        if client.has_socket_connection:
            await presence.seen(agent.id)

    ui.add_head_html(SCRIPT)
    ui.on("touched", touched)
    ui.timer(every_s, look)
