"""Keeps an open page new, and ends it with the login it was opened under.

Depends on `bot.live` and NiceGUI.
"""

from collections.abc import Awaitable, Callable

import structlog
from nicegui import background_tasks, ui

from bot.agents import Agents
from bot.live import Live, News

log = structlog.get_logger()


def follow(live: Live, topic: str, on_news: Callable[[News], Awaitable[None]]) -> None:
    """Call `on_news` in this page's context for each piece of news, while the page is open.

    Once at the start too: something may have been written while the page was laid out.
    """
    client = ui.context.client

    async def tell(news: News) -> None:
        try:
            with client:
                await on_news(news)
        except Exception:
            # One failed look must not end the page's news.
            log.exception("console_failed", topic=topic)

    async def listen() -> None:
        async with live.subscribe(topic) as queue:
            await tell(News(topic))
            while True:
                await tell(await queue.get())

    task = background_tasks.create(listen(), name=f"console {topic}")
    client.on_delete(lambda: task.cancel())


def leave_with_login(agents: Agents, key: str, every_s: float) -> None:
    """Send the page to the login once the session of `key` is over, looking every `every_s`.

    Called when the page is laid out: NiceGUI sends a page as soon as it has a timer.
    """

    async def look() -> None:
        if await agents.of_session(key) is None:
            ui.navigate.to("/login")

    ui.timer(every_s, look)
