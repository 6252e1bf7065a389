"""The page `/console/search`: a form that is an address, and what it found.

Depends on the search, agents, labels and the parts.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import Request
from nicegui import ui

from bot.agents import Agent, Agents
from bot.console.keys import Keys
from bot.console.parts import when
from bot.console.queue_words import SEARCH
from bot.console.search import MOST, STATES, Found, Hit, Search, Wanted
from bot.console.words import label
from bot.errors import BotError

FIELD = "search-field"
LONGEST = 200
STATE_WORDS = {state: state for state in STATES} | {"agent": "agent_state"}


class BadDate(BotError):
    """A field of the form holds no day."""

    def __init__(self, text: str, language: str) -> None:
        super().__init__(SEARCH["bad_date"][language].format(date=text), 422)


@dataclass(frozen=True, slots=True)
class SearchRoom:
    """The page over one search; `labels` gives every label that is in use."""

    search: Search
    agents: Agents
    labels: Callable[[], Awaitable[Sequence[str]]]

    async def build(self, agent: Agent, request: Request) -> None:
        """Lay out the form, and below it what was found if anything was asked for."""
        language, asked = agent.language, dict(request.query_params)
        keys = Keys(language)
        keys.build()
        keys.add("/", SEARCH["search"][language], lambda: focus(FIELD))
        with ui.element("div").classes("board search"):
            ui.html(f"<h1>{SEARCH['title'][language]}</h1>", sanitize=False)
            await self._form(asked, language)
            try:
                wanted = wanted_of(asked, language)
            except BadDate as error:
                ui.label(error.message).classes("problem").props("role=alert")
                return
            if asked:
                results(await self.search.find(wanted), language)

    async def _form(self, asked: dict[str, str], language: str) -> None:
        people = {one.id: one.name for one in await self.agents.all()}
        states = {state: SEARCH[STATE_WORDS[state]][language] for state in STATES}
        languages = {code: SEARCH[code][language] for code in ("es", "en")}
        labels = {one: one for one in await self.labels()}
        with ui.element("form").props("role=search method=get").classes("search-form whole"):
            text_field(FIELD, "q", SEARCH["what"][language], asked.get("q", ""))
            choice("state", states, asked, language)
            choice("agent", people, asked, language)
            choice("language", languages, asked, language)
            if labels:
                choice("label", labels, asked, language)
            day("since", asked, language)
            day("until", asked, language)
            with ui.element("button").props("type=submit").classes("q-btn solid"):
                ui.label(SEARCH["search"][language])


def wanted_of(asked: dict[str, str], language: str) -> Wanted:
    """What the address asks for; `BadDate`. What no form of ours sends is left out."""
    return Wanted(
        text=asked.get("q", "")[:LONGEST],
        state=asked["state"] if asked.get("state") in STATES else "",
        agent=asked.get("agent", "")[:36],
        language=asked["language"] if asked.get("language") in ("es", "en") else "",
        label=asked.get("label", "")[:40],
        since=_day(asked.get("since", ""), language),
        until=_day(asked.get("until", ""), language),
    )


def _day(text: str, language: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadDate(text, language) from error


def results(found: Found, language: str) -> None:
    """What was found, the newest first."""
    count = len(found.hits)
    key = "many" if found.more else "found" if count else "none"
    shown = MOST if found.more else count
    ui.label(SEARCH[key][language].format(count=shown)).classes("empty").props("role=status")
    if found.read < 1:
        said = SEARCH["reading"][language].format(percent=f"{100 * found.read:.0f}")
        ui.label(said).classes("problem").props("role=status")
    with ui.element("ul").classes("rows"):
        for hit in found.hits:
            result(hit, language)


def result(hit: Hit, language: str) -> None:
    """One conversation, with a way into it."""
    with ui.element("li").classes("case found"), ui.element("div").classes("what"):
        # A customer's words: as texts of elements, never as markup.
        link = ui.element("a").classes("words").props(f"lang={hit.language}")
        link._props["href"] = f"/console/conversation/{hit.conversation_id}"
        with link:
            for text, is_found in hit.pieces or ((hit.conversation_id[:8], False),):
                with ui.element("mark" if is_found else "span"):
                    ui.label(text)
        state = SEARCH[STATE_WORDS[hit.state]][language]
        simulated = label("simulated", language) if hit.simulated else ""
        told = (hit.customer, when(hit.at), state, hit.agent, simulated)
        ui.label(" · ".join(one for one in told if one)).classes("why")


def text_field(id: str, name: str, what: str, text: str) -> None:
    """A field for words."""
    field = ui.element("input").props(f"type=search name={name} id={id} maxlength={LONGEST}")
    # Not as a string of properties: words may hold any sign.
    field._props |= {"aria-label": what, "placeholder": what, "value": text}


def choice(name: str, options: dict[str, str], asked: dict[str, str], language: str) -> None:
    """A list to choose from, with nothing chosen at first."""
    with ui.element("select").props(f"name={name}") as select:
        select._props["aria-label"] = SEARCH[name][language]
        for value, text in {"": SEARCH[f"any_{name}"][language], **options}.items():
            with ui.element("option") as option:
                option._props["value"] = value
                if value == asked.get(name, ""):
                    option._props["selected"] = True
                ui.label(text)


def day(name: str, asked: dict[str, str], language: str) -> None:
    """A field for a day."""
    with ui.element("label").classes("day"):
        ui.label(SEARCH[name][language])
        field = ui.element("input").props(f"type=date name={name}")
        field._props["value"] = asked.get(name, "")


def focus(id: str) -> None:
    """Put the cursor into a field."""
    ui.run_javascript(f"document.getElementById('{id}')?.focus()")
