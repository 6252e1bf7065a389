"""Pieces of the console's pages: frame, buttons, list of conversations, bubbles.

How they look is in `bot/static/console.css`.
"""

import json
from collections.abc import Awaitable, Callable
from copy import copy
from datetime import datetime
from typing import Any

from nicegui import ui

from bot.agents import Agent
from bot.backoffice import local
from bot.console.desk import Waiting
from bot.console.words import label
from bot.conversations import Message
from bot.database import now

AUTHORS = {"customer": "customer", "bot": "assistant", "agent": "agent", "system": "system"}
LOCALES: dict[str, Any] = {"es": "es", "en": "en-GB"}
STYLE = '<link rel="stylesheet" href="/static/console.css">'


def frame(agent: Agent, company: str, switch: Callable[[], Awaitable[None]]) -> None:
    """What every page has: style, title, the agent's language, and the bar on top."""
    client = ui.context.client
    # The page is one object for all visitors; this visitor's has a language of its own.
    client.page = copy(client.page)
    client.page.language = LOCALES[agent.language]
    ui.page_title(f"{company} · {label('title', agent.language)}")
    ui.add_head_html(STYLE)
    bar(agent, company, switch)


def bar(agent: Agent, company: str, switch: Callable[[], Awaitable[None]]) -> None:
    """Company, who is logged in, the other language, the way out."""
    language = agent.language
    with ui.element("header").classes("bar"):
        ui.label(f"{company} · {label('title', language)}").classes("brand")
        ui.label(agent.name).classes("name")
        other = "en" if language == "es" else "es"
        button(label("language", language), switch, "plain").props(f"lang={other}")
        form = ui.element("form").props("method=post action=/console/logout")
        with form, ui.element("button").props("type=submit"):
            ui.label(label("log_out", language))


def button(text: str, on_click: Callable[[], Any], look: str = "solid") -> ui.button:
    """A button that looks "solid" (the thing to do), "quiet" or "plain"."""
    return ui.button(text, on_click=on_click, color=None).props("flat no-caps").classes(look)


def waiting_list(
    title: str,
    when_empty: str,
    lines: list[Waiting],
    language: str,
    on_choose: Callable[[str], Awaitable[None]],
) -> None:
    """One list of conversations, each with its button."""
    with ui.element("section"):
        ui.html(f"<h2>{label(title, language)} ({len(lines)})</h2>", sanitize=False)
        if not lines:
            ui.label(label(when_empty, language)).classes("empty")
        for line in lines:
            waiting_line(line, "claim" if title == "waiting" else "open", language, on_choose)


def waiting_line(
    line: Waiting, verb: str, language: str, on_choose: Callable[[str], Awaitable[None]]
) -> None:
    """One conversation of a list: the last words, why, how long ago, and in which language."""
    with ui.element("div").classes("line"):
        ui.label(line.last_words[:200]).classes("words").props(f"lang={line.language}")
        key = "minutes_waiting" if verb == "claim" else "minutes_ago"
        minutes = label(key, language, count=line.minutes)
        spoken = label(f"in_{line.language}", language)
        ui.label(f"{label(line.reason, language)} · {minutes} · {spoken}").classes("why")
        with ui.element("div").classes("choose"):
            if verb == "claim":
                ui.link(label("open", language), f"/conversation/{line.conversation_id}")
            text = label(verb, language)
            choose = button(text, lambda: on_choose(line.conversation_id))
            choose.mark(verb).props(f'aria-label="{text}: {line.conversation_id[:8]}"')


def bubble(message: Message, language: str) -> None:
    """One message. Only our own texts are read as Markdown."""
    with ui.element("article").classes(f"bubble {message.author}"):
        who = message.author_name or label(AUTHORS[message.author], language)
        ui.label(f"{who} · {when(message.created_at)}").classes("who")
        if message.author == "bot":
            ui.markdown(harmless(message.text))
        else:
            ui.label(message.text).classes("said")
        for citation in message.data.get("citations", ()):
            source(citation, language)
        if answer := message.data.get("answer"):
            link(label("as_given", language), f"/console/answers/{answer}")


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
