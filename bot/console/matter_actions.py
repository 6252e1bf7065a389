"""What an agent does in the shop beside a conversation: one small form for each matter.

Nothing is asked of the shop before a form is opened. Depends on the desk, the side, the native
fields and the forms beside this file.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from nicegui import ui

from bot.agents import Agent
from bot.backoffice import (
    CustomerFile,
    MatterNotFound,
    OrderNotFound,
    ReturnRefused,
    SerialNotFound,
    ShopUnavailable,
)
from bot.console.action_words import word
from bot.console.brief_panel import STYLE, section
from bot.console.matter_desk import CustomerUnknown, MatterDesk
from bot.console.matter_told import guarantee_told, order_told, refunds_told, repair_told
from bot.console.native import Choice, Line
from bot.console.parts import button
from bot.console.return_form import ReturnBox
from bot.console.side import MakePanel, Panel, Place
from bot.errors import BotError
from bot.identity import NotIdentified
from bot.live import News
from bot.roles import NotAllowed

Found = TypeVar("Found")
FOR_STRANGERS = ("warranty",)
SAID: dict[type[BotError], str] = {
    CustomerUnknown: "identify_why",
    MatterNotFound: "not_found",
    NotAllowed: "not_allowed",
    OrderNotFound: "not_found",
    ReturnRefused: "refused",
    SerialNotFound: "not_found",
    ShopUnavailable: "shop_down",
}


def matter_panel(desk: MatterDesk) -> MakePanel:
    """What `Tools.panels` takes."""

    def make(place: Place) -> Panel:
        ui.add_head_html(STYLE)
        return MatterPanel(desk, place)

    return make


class MatterPanel:
    """The forms of one conversation on one agent's screen."""

    def __init__(self, desk: MatterDesk, place: Place) -> None:
        self._desk = desk
        self._place = place
        self._language = place.agent.language
        self._record: CustomerFile | None = None
        self._forms: dict[str, Callable[[], None]] = {
            "order": self._order,
            "return": self._return,
            "refund": self._refund,
            "warranty": self._warranty,
            "repair": self._repair,
        }

    async def build(self) -> None:
        """The buttons; a form is laid out when one is pressed."""
        with section("matters", word("title", self._language)):
            self._choices = ui.element("div").classes("matter-choices")
            self._form = ui.element("div").classes("matter-form").props("aria-live=polite")
        self._buttons()
        words = word("to_matters", self._language)
        self._place.keys.add("g", words, self._focus)

    def _focus(self) -> None:
        """The keyboard goes to the first form's button."""
        ui.run_javascript(f"getHtmlElement({self._first.id}).focus()")

    async def on_news(self, news: News, people_only: bool) -> None:
        """What is being filled in stays as it is."""

    def _buttons(self) -> None:
        self._choices.clear()
        with self._choices:
            for name in self._forms:
                made = button(word(name, self._language), self._opener(name), "quiet")
                made.mark(f"matter-{name}")
        self._first = self._choices.default_slot.children[0]

    def _opener(self, name: str) -> Callable[[], Awaitable[None]]:
        return lambda: self.open(name)

    async def open(self, name: str) -> None:
        """Lay out the form of a matter; that of who it is first, where nobody knows."""
        self._form.clear()
        try:
            self._record = await self._desk.record(self._place.conversation_id)
        except BotError as error:
            self._say(error, lambda: self.open(name))
            return
        with self._form:
            ui.label(word(name, self._language)).classes("term").props("role=heading aria-level=3")
            if self._record is None and name not in FOR_STRANGERS:
                self._identify(name)
            else:
                self._forms[name]()
        into_view = f"getHtmlElement({self._form.id}).scrollIntoView({{block: 'nearest'}})"
        ui.run_javascript(into_view)

    def _identify(self, then: str) -> None:
        language = self._language
        ui.label(word("identify_why", language)).classes("soft")
        number = Line(word("order_number", language))
        proof = Line(word("proof", language))
        number.element.mark("identify-number")
        proof.element.mark("identify-proof")

        async def do() -> None:
            place = self._place
            await self._desk.identify(place.conversation_id, place.agent, number.value, proof.value)
            await self.open(then)

        button(word("identify", language), self._doer(do)).mark("identify")
        self._told = ui.element("div")

    def _order(self) -> None:
        chosen = self._order_choice()
        self._look("order", lambda: self._desk.order(*self._who, chosen.value), order_told)

    def _refund(self) -> None:
        chosen = self._order_choice()
        self._look("refund", lambda: self._desk.order(*self._who, chosen.value), refunds_told)

    def _warranty(self) -> None:
        owned = self._record.products if self._record else ()
        serials = [one.serial_number for one in owned if one.serial_number]
        line = Line(word("serial", self._language), serials[-1] if serials else "")
        line.element.mark("serial")
        self._look("warranty", lambda: self._desk.guarantee(*self._who, line.value), guarantee_told)

    def _repair(self) -> None:
        repairs = self._record.repairs if self._record else ()
        line = Line(word("repair_number", self._language), repairs[-1].number if repairs else "")
        line.element.mark("repair-number")
        self._look("repair", lambda: self._desk.repair(*self._who, line.value), repair_told)

    def _return(self) -> None:
        if self._record is None or not self._record.orders:
            ui.label(word("no_orders", self._language)).classes("soft")
            return
        ReturnBox(self._desk, self._place, self._record, self._doer).build()
        self._told = ui.element("div")

    @property
    def _who(self) -> tuple[str, Agent]:
        return self._place.conversation_id, self._place.agent

    def _order_choice(self) -> Choice:
        orders = self._record.orders if self._record else ()
        newest = sorted(orders, key=lambda one: one.placed_at, reverse=True)
        listed = {
            one.number: f"{one.number} · {', '.join(item.name for item in one.items)}"
            for one in newest
        }
        return Choice(word("order", self._language), listed)

    def _look(
        self, name: str, ask: Callable[[], Awaitable[Found]], tell: Callable[[Found, str], None]
    ) -> None:
        """A button that looks something up, and the place where it is told."""

        async def do() -> None:
            found = await ask()
            self._told.clear()
            with self._told:
                tell(found, self._language)

        button(word("look", self._language), self._doer(do)).mark(f"look-{name}")
        self._told = ui.element("div").classes("told-matter")

    def _doer(self, do: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """`do`, with what goes wrong said in words."""

        async def act() -> None:
            try:
                await do()
            except BotError as error:
                self._told.clear()
                with self._told:
                    ui.label(self._words(error)).classes("problem").props("role=alert")

        return act

    def _say(self, error: BotError, again: Callable[[], Awaitable[None]]) -> None:
        with self._form:
            ui.label(self._words(error)).classes("problem").props("role=alert")
            button(word("again", self._language), again, "quiet")

    def _words(self, error: BotError) -> str:
        if isinstance(error, NotIdentified):
            return word("too_often" if error.offer_person else "not_identified", self._language)
        key = SAID.get(type(error))
        return word(key, self._language) if key else error.message
