"""The brief beside a conversation: what an agent must know, above what to answer with.

Laid out anew only where it changed, and not more often than every few seconds. The keys 1 to 3
insert a passage, 4 to 6 the reply of a solved conversation. Depends on the desk, the side and the
brief's words.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from nicegui import ui

from bot.brief import Brief, Piece
from bot.brief.words import word
from bot.console.brief_desk import BriefDesk, Helps, about, addressed
from bot.console.brief_rows import rows
from bot.console.parts import button, link
from bot.console.side import MakePanel, Panel, Place
from bot.live import News
from bot.solved import Case

Found = TypeVar("Found")
EVERY_S = 3.0
STYLE = '<link rel="stylesheet" href="/static/console/brief.css">'
FIRST_CASE = 4


def brief_panel(desk: BriefDesk, every_s: float = EVERY_S) -> MakePanel:
    """What `Tools.panels` takes."""

    def make(place: Place) -> Panel:
        # With the page: what comes later would be seen without it for a moment.
        ui.add_head_html(STYLE)
        return BriefPanel(desk, place, every_s)

    return make


class BriefPanel:
    """The brief and the help of one conversation on one agent's screen."""

    def __init__(self, desk: BriefDesk, place: Place, every_s: float = EVERY_S) -> None:
        self._desk = desk
        self._place = place
        self._every_s = every_s
        self._language = place.agent.language
        self._brief: Brief | None = None
        self._helps: Helps | None = None
        self._due = False

    async def build(self) -> None:
        """Lay it out."""
        self._top = section("brief", word("brief", self._language))
        self._below = ui.element("div").classes("helps")
        self._again = ui.timer(self._every_s, self._rest, active=False, immediate=False)
        for number in (1, 2, 3):
            key, words = str(number), word("insert_passage", self._language, number=number)
            self._place.keys.add(key, words, self._inserter(number))
        for number in (1, 2, 3):
            key = str(number + FIRST_CASE - 1)
            words = word("insert_solved", self._language, number=number)
            self._place.keys.add(key, words, self._inserter(number + FIRST_CASE - 1))
        await self._tell()

    async def on_news(self, news: News, people_only: bool) -> None:
        """Whatever is said or done may change what is open."""
        if news.kind != "changed":
            return
        self._due = True
        if not self._again.active:
            await self._rest()

    async def _rest(self) -> None:
        """Ask if it is due, and rest a while before the next time."""
        due, self._due = self._due, False
        self._again.active = due
        if due:
            await self._tell()

    async def _tell(self) -> None:
        brief = await self._desk.brief(self._place.conversation_id)
        before, self._brief = self._brief, brief
        if brief != before:
            self._top.clear()
            with self._top:
                rows(brief, self._language)
        if before is None or about(brief) != about(before):
            self._show(await self._desk.helps(self._place.conversation_id, brief))

    def _show(self, helps: Helps) -> None:
        if helps == self._helps:
            return
        self._helps = helps
        self._below.clear()
        if self._brief is None or self._brief.unanswered is None:
            return
        with self._below:
            self._list("passages", helps.pieces, piece_card, 1)
            self._list("solved", helps.cases, case_card, FIRST_CASE)

    def _list(
        self,
        name: str,
        found: Sequence[Found],
        card: Callable[[Found, str, str], str],
        first: int,
    ) -> None:
        spoken = self._brief.language if self._brief else self._language
        with section(name, word(name, self._language)):
            if not found:
                ui.label(word(f"no_{name}", self._language)).classes("soft")
            for number, one in enumerate(found, first):
                with ui.element("div").classes("help-card"):
                    title = card(one, self._language, spoken)
                    self._insert_button(number, title)

    def _insert_button(self, number: int, title: str) -> None:
        with ui.element("div").classes("help-do"):
            made = button(word("insert", self._language), self._inserter(number), "quiet")
            made.mark(f"insert-{number}")
            made.props["aria-label"] = word("insert_named", self._language, title=title)
            with ui.element("kbd").props("aria-hidden=true"):
                ui.label(str(number))

    def _inserter(self, number: int) -> Callable[[], None]:
        return lambda: self._insert(number)

    def _insert(self, number: int) -> None:
        """Put the help of that number into the reply; nothing where there is none."""
        helps, brief = self._helps or Helps(), self._brief
        if number < FIRST_CASE and number <= len(helps.pieces):
            piece = helps.pieces[number - 1]
            self._place.insert(piece.text, piece.data)
        elif FIRST_CASE <= number < FIRST_CASE + len(helps.cases) and brief:
            self._place.insert(addressed(helps.cases[number - FIRST_CASE].reply, brief))


def section(name: str, title: str) -> ui.element:
    """A part of the column with its heading; what is laid out in it comes below."""
    with ui.element("section").classes(f"part {name}").mark(name):
        ui.label(title).classes("title").props("role=heading aria-level=2")
        return ui.element("div").classes("part-in")


def piece_card(piece: Piece, language: str, spoken: str) -> str:
    """A passage; gives what it is called. It says so where the customer speaks another language."""
    if piece.citation:
        link(piece.title, piece.citation["url"])
    else:
        ui.label(piece.title).classes("source")
    given = word("given_already", language) if piece.given else ""
    told = [given, foreign(piece.language, language, spoken), percent(piece.confidence, language)]
    if any(told):
        ui.label(" · ".join(filter(None, told))).classes("soft")
    ui.label(piece.text).classes("help-text").props(f"lang={piece.language}")
    return piece.title


def case_card(case: Case, language: str, spoken: str) -> str:
    """A solved conversation; gives what it is called."""
    link(case.question, f"/console/conversation/{case.conversation_id}")
    if told := foreign(case.language, language, spoken):
        ui.label(told).classes("soft")
    ui.label(case.reply).classes("help-text").props(f"lang={case.language}")
    return case.question


def foreign(own: str, language: str, spoken: str) -> str:
    """ "in English", for what is not in the customer's language."""
    return "" if own == spoken else word("other_language", language, spoken=word(own, language))


def percent(share: float | None, language: str) -> str:
    """ "confidence 71%"; empty where nobody can say."""
    return word("confidence", language, percent=round(100 * share)) if share else ""
