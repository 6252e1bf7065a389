"""What the FAQ's pages share: the desk, names of editors, states, the head of an entry.

Depends on the editorial office, agents and the parts.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui import ui
from nicegui.element import Element

from bot.agents import Agent, Agents
from bot.audit import CONSOLE, SYSTEM
from bot.console.faces import PEOPLE_STYLE
from bot.console.faq_words import word
from bot.console.parts import when
from bot.console.refused import refusal
from bot.editorial import Editorial, Entry, FaqDraft
from bot.editorial.words import STATES
from bot.errors import BotError

FAQ_STYLE = '<link rel="stylesheet" href="/static/console/faq.css">'
FAQ_SCRIPT = '<script type="module" src="/static/console/faq.js"></script>'
VIEWS = ("write", "check", "history")


@dataclass(frozen=True)
class FaqDesk:
    """What the pages are made over. `simulated`: simulated contacts are counted too."""

    editorial: Editorial
    agents: Agents
    simulated: bool = False

    async def names(self, language: str) -> dict[str, str]:
        """Who an id is, for the history."""
        found = {one.id: one.name for one in await self.agents.all()}
        return found | {SYSTEM: word("system", language), CONSOLE: word("system", language)}


def styles() -> None:
    """What the pages look like, and what they do in the browser."""
    ui.add_head_html(PEOPLE_STYLE)
    ui.add_head_html(FAQ_STYLE)
    ui.add_head_html(FAQ_SCRIPT)


def address(draft_id: int, view: str = "write") -> str:
    """Where an entry is, below the console's own path."""
    return f"/faq?draft={draft_id}&view={view}"


def titled(draft: FaqDraft, language: str) -> str:
    """What an entry is called: its question in the editor's language, or the other one."""
    both = (draft.question_es, draft.question_en)
    own, other = both if language == "es" else both[::-1]
    return own or other or word("untitled", language)


def chip(state: str, language: str) -> Element:
    """A state, in words and by colour."""
    made = ui.label(STATES[state][language]).classes(f"faq-chip {state}")
    return made


def head(entry: Entry, names: dict[str, str], language: str, view: str) -> Element:
    """Where one is, what the entry is called, how far it is (the element given), and its views."""
    draft = entry.draft
    ui.link(word("back", language), "/faq").classes("faq-back")
    with ui.element("h1").classes("faq-title"):
        ui.label(titled(draft, language))
    with ui.element("div").classes("faq-facts").props("role=status").mark("facts") as told:
        facts(entry, names, language)
    with ui.element("nav").classes("faq-views") as views:
        views.props["aria-label"] = word("views", language)
        for one in VIEWS:
            link = ui.link(word(one, language), address(draft.id, one))
            if one == view:
                link.props("aria-current=page")
    return told


def facts(entry: Entry, names: dict[str, str], language: str) -> None:
    """State, version, whose it is, and what customers see."""
    draft = entry.draft
    chip(draft.state, language)
    ui.label(word("version", language, number=draft.version))
    who = names.get(draft.updated_by, draft.updated_by)
    ui.label(word("written_by", language, who=who, when=when(draft.updated_at)))
    if draft.live_version is None:
        ui.label(word("live_none", language))
    else:
        ui.label(word("live_is", language, number=draft.live_version))
    for key, at in (("publishes", draft.publish_at), ("retires", draft.retire_at)):
        if at:
            ui.label(word(key, language, when=when(at)))
    if draft.group_id:
        group = word("group", language, group=draft.group_id)
        ui.link(group, f"/questions/{draft.group_id}")
    ui.label(draft.faq_id).classes("faq-id")


def preview(language: str, shows: str, **given: str) -> Element:
    """What a customer sees: `shows` "thread" or "page"; with `from` it follows the fields."""
    made = ui.element("faq-preview").props(f"lang={language} shows={shows}")
    for name, value in given.items():
        made.props[name.rstrip("_")] = value
    return made


async def tried(agent: Agent, act: Callable[[], Awaitable[object]]) -> bool:
    """Do something; what stands against it is said. Whether it was done."""
    try:
        await act()
    except BotError as error:
        ui.notify(refusal(error, agent.language), type="warning")
        return False
    return True


async def undo_strip(
    desk: FaqDesk, agent: Agent, draft_id: int | None = None, mine: bool = False
) -> None:
    """Offer to take back the newest publication or retirement of an entry, or one's own."""
    releasing, language = desk.editorial.releasing, agent.language
    event = await releasing.last_act(by=agent.id if mine else None, draft_id=draft_id)
    if event is None:
        return
    entry = await desk.editorial.reading.entry(event.draft_id)
    said = word(f"undo_{event.kind}", language, question=titled(entry.draft, language))
    number = event.id

    async def undo() -> None:
        if await tried(agent, lambda: releasing.undo(number, agent)):
            ui.notify(word("undone", language))
            ui.navigate.reload()

    with ui.element("div").classes("undo").props("role=status").mark("undo"):
        ui.label(said)
        made = ui.button(word("undo", language), on_click=undo, color=None)
        made.props("flat no-caps").classes("quiet").mark("do_undo")
