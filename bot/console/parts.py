"""Pieces of the console's pages: frame, buttons, times, links.

How they look is in `bot/static/console.css`.
"""

import json
from collections.abc import Awaitable, Callable, Sequence
from copy import copy
from datetime import datetime
from typing import Any

from nicegui import ui

from bot.agents import Agent
from bot.backoffice import local
from bot.console.rooms import NAMES, Link
from bot.console.words import label
from bot.database import now

LOCALES: dict[str, Any] = {"es": "es", "en": "en-GB"}
STYLE = '<link rel="stylesheet" href="/static/console.css">'


def frame(
    agent: Agent,
    company: str,
    switch: Callable[[], Awaitable[None]],
    in_bar: Callable[[], None] = lambda: None,
    links: Sequence[Link] = (),
    here: str = "",
    *,
    demo: bool = False,
) -> None:
    """What every page has: style, title, the agent's language, and the bar on top.

    `here` is the path of the entry of `links` that is open; a `demo` says so in the bar.
    """
    client = ui.context.client
    # The page is one object for all visitors; this visitor's has a language of its own.
    client.page = copy(client.page)
    client.page.language = LOCALES[agent.language]
    ui.page_title(f"{company} · {label('title', agent.language)}")
    ui.add_head_html(STYLE)
    bar(agent, company, switch, in_bar, links, here, demo=demo)


def bar(
    agent: Agent,
    company: str,
    switch: Callable[[], Awaitable[None]],
    in_bar: Callable[[], None],
    links: Sequence[Link] = (),
    here: str = "",
    *,
    demo: bool = False,
) -> None:
    """Company, the pages, what `in_bar` lays out, who is logged in, the other language, the way
    out."""
    language = agent.language
    with ui.element("header").classes("bar"):
        ui.label(company).classes("brand")
        if demo:
            with ui.element("div").classes("demo").mark("demo"):
                ui.label("Demo")
                ui.label(label("demo", language)).classes("more")
        navigation(links, here, language)
        in_bar()
        ui.label(agent.name).classes("name")
        other = "en" if language == "es" else "es"
        button(label("language", language), switch, "plain").props(f"lang={other}")
        form = ui.element("form").props("method=post action=/console/logout")
        with form, ui.element("button").props("type=submit"):
            ui.label(label("log_out", language))


def navigation(links: Sequence[Link], here: str, language: str) -> None:
    """The pages that the agent may open; nothing where there is only one."""
    if len(links) < 2:
        return
    with ui.element("nav").classes("pages") as pages:
        pages.props["aria-label"] = NAMES["here"][language]
        for one in links:
            entry = ui.link(one.text, one.path)
            if one.path == here:
                entry.props("aria-current=page")


def button(text: str, on_click: Callable[[], Any], look: str = "solid") -> ui.button:
    """A button that looks "solid" (the thing to do), "quiet" or "plain"."""
    return ui.button(text, on_click=on_click, color=None).props("flat no-caps").classes(look)


def when(moment: datetime) -> str:
    """Naive UTC on the company's clock: "21:05", with the day where it is another one."""
    then, today = local(moment), local(now()).date()
    return f"{then:%H:%M}" if then.date() == today else f"{then:%d/%m/%Y %H:%M}"


def harmless(text: str) -> str:
    """Markdown without HTML and pictures: our own texts have none, but may repeat a customer's."""
    return text.replace("<", "&lt;").replace("![", "!\\[")


def source(citation: dict[str, Any], language: str) -> None:
    """Where an answer stands, as a link that opens it."""
    page = f", {label('page', language)} {citation['page']}" if citation.get("page") else ""
    text = f"{label('source', language)}: {citation['title']} · {citation['heading']}{page}"
    link(text, citation["url"])


def link(text: str, url: str) -> None:
    """A link out of the conversation. Not ui.link: it puts the console's own path before ours."""
    href = json.dumps(url)
    with ui.element("a").props(f"href={href} target=_blank").classes("source"):
        ui.label(text)
