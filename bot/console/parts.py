"""Pieces of the console's pages: header, list of conversations, bubbles, and their style."""

import json
from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.agents import Agent
from bot.console.desk import Waiting
from bot.console.words import label
from bot.conversations import Message

AUTHORS = {"customer": "customer", "bot": "assistant", "agent": "agent", "system": "system"}

STYLE = """
:root { --ink: #14313d; --paper: #f6f3ec; --card: #ffffff; --line: #d8d2c4; --deep: #0e5a6b;
        --sand: #efe6d2; --soft: #4b6670; --on-deep: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eef0; --paper: #0f1b20;
        --card: #17272e; --line: #2c4049; --deep: #59b6c9; --sand: #22343b; --soft: #9db3bb;
        --on-deep: #06222a; } }
body { background: var(--paper); color: var(--ink); --q-primary: var(--deep) !important; }
.nicegui-content { padding: 0; width: 100%; gap: 0; }
.bar { display: flex; gap: 1rem; align-items: center; width: 100%; padding: .75rem 1.25rem;
       background: #0b4654; color: #fff; }
.bar .brand { font-weight: 700; font-size: 1.1rem; margin-right: auto; }
.bar form { margin: 0; }
.bar button, .bar .q-btn { color: #fff; background: transparent; border: 1px solid #ffffff80;
       border-radius: .5rem; padding: .35rem .8rem; font: inherit; cursor: pointer;
       min-height: 2.5rem; text-transform: none; }
.board { max-width: 60rem; width: 100%; margin: 0 auto; padding: 1.25rem; }
.board h1 { font-size: 1.5rem; line-height: 1.2; margin: .25rem 0 1rem; font-weight: 700; }
.lists { display: grid; gap: 1.5rem; }
.lists h2 { font-size: 1rem; margin: 0 0 .5rem; line-height: 1.4; color: var(--soft);
       font-weight: 600; }
.line { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center;
       background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
       padding: .75rem 1rem; margin-bottom: .5rem; }
.line .words { flex: 1 1 14rem; overflow-wrap: anywhere; }
.line .why { color: var(--soft); font-size: .9rem; }
.empty { color: var(--soft); }
.state { display: inline-block; background: var(--sand); border-radius: 1rem;
       padding: .1rem .75rem; font-size: .85rem; }
.back { color: var(--deep); }
.thread { display: flex; flex-direction: column; gap: .5rem; margin: 1rem 0; }
.bubble { max-width: 85%; background: var(--card); border: 1px solid var(--line);
       border-radius: .75rem; padding: .5rem .85rem; overflow-wrap: anywhere; }
.bubble.customer { align-self: flex-start; border-left: 4px solid var(--deep); }
.bubble.bot, .bubble.agent { align-self: flex-end; }
.bubble.agent { background: var(--sand); }
.bubble.system { align-self: center; font-size: .9rem; color: var(--soft); }
.bubble .who { font-size: .8rem; color: var(--soft); }
.bubble .said { white-space: pre-line; }
.bubble p { margin: 0 0 .35rem; }
.bubble .source { font-size: .85rem; color: var(--deep); }
.actions { display: grid; gap: .5rem; }
.write { width: 100%; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; }
.q-btn { min-height: 2.75rem; text-transform: none; }
.q-btn.bg-primary { background: var(--deep) !important; color: var(--on-deep) !important; }
.text-primary { color: var(--deep) !important; }
a { color: var(--deep); }
"""


def header(agent: Agent, company: str, switch: Callable[[], Awaitable[None]]) -> None:
    """The bar on top: company, who is logged in, the other language, the way out."""
    language = agent.language
    with ui.element("header").classes("bar"):
        ui.label(f"{company} · {label('title', language)}").classes("brand")
        ui.label(agent.name)
        other = "en" if language == "es" else "es"
        text = label("language", language)
        ui.button(text, on_click=switch, color="white").props(f"outline lang={other}")
        form = ui.element("form").props("method=post action=/console/logout")
        with form, ui.element("button").props("type=submit"):
            ui.label(label("log_out", language))


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
    """One conversation of a list: the last words, why and how long it waits."""
    with ui.element("div").classes("line"):
        ui.label(line.last_words[:200]).classes("words")
        minutes = label("minutes", language, count=line.minutes)
        why = f"{label(line.reason, language)} · {minutes} · {line.language}"
        ui.label(why).classes("why")
        if verb == "claim":
            ui.link(label("open", language), f"/conversation/{line.conversation_id}")
        text = label(verb, language)
        button = ui.button(text, on_click=lambda: on_choose(line.conversation_id))
        button.mark(verb).props(f'aria-label="{text}: {line.conversation_id[:8]}"')


def bubble(message: Message, language: str) -> None:
    """One message. Only our own texts are read as Markdown."""
    with ui.element("article").classes(f"bubble {message.author}"):
        who = message.author_name or label(AUTHORS[message.author], language)
        ui.label(f"{who} · {message.created_at:%H:%M} UTC").classes("who")
        if message.author == "bot":
            ui.markdown(message.text)
        else:
            ui.label(message.text).classes("said")
        for citation in message.data.get("citations", ()):
            page = f", {label('page', language)} {citation['page']}" if citation.get("page") else ""
            text = f"{label('source', language)}: {citation['title']} · {citation['heading']}{page}"
            # Not ui.link: it puts the console's own path before ours.
            href = json.dumps(citation["url"])
            with ui.element("a").props(f"href={href} target=_blank").classes("source"):
                ui.label(text)
