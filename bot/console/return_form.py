"""The form that opens a return: the verdict stands below it, clause by clause, as it is filled in.

Depends on the desk, the native fields and the policies' words.
"""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace

from nicegui import ui

from bot.backoffice import CustomerFile, Order, OrderItem, Return
from bot.backoffice.states import WISHES as ALL_WISHES
from bot.brief.gathered import WAYS as WAY_WORDS
from bot.console.action_words import COST, TOLD, WISHES, word
from bot.console.brief_rows import clauses
from bot.console.matter_desk import MatterDesk, ReturnForm
from bot.console.native import Choice, Words
from bot.console.parts import button
from bot.console.side import Place
from bot.policies import Decision
from bot.policies.cases import CONDITIONS, REASONS
from bot.policies.decisions import EXCEPTIONS
from bot.policies.returns import WAYS
from bot.policies.texts import money
from bot.policies.words import LISTED

Act = Callable[[], Awaitable[None]]


class ReturnBox:
    """One return that is being filled in. `doer` says what goes wrong."""

    def __init__(
        self, desk: MatterDesk, place: Place, record: CustomerFile, doer: Callable[[Act], Act]
    ) -> None:
        self._desk = desk
        self._place = place
        self._language = place.agent.language
        self._spoken = record.customer.language
        self._doer = doer
        newest = sorted(record.orders, key=lambda one: one.placed_at, reverse=True)
        self._items: dict[str, tuple[Order, OrderItem]] = {
            f"{order.number}/{item.product_id}": (order, item)
            for order in newest
            for item in order.items
        }
        self._quantity: Choice | None = None
        # A second click, or a retry after a lost answer, repeats it: it is not a second return.
        self._key = f"console:{uuid.uuid4()}"

    def build(self) -> None:
        """Lay it out, with the verdict of what is chosen at the start."""
        language = self._language
        with ui.element("div").classes("fields"):
            self._item = Choice(word("item", language), self._named(), self._choose)
            self._item.element.mark("item")
            self._counted = ui.element("div")
            self._reason = Choice(word("reason", language), listed(REASONS, language), self._judge)
            conditions = {"": word("condition_unknown", language)} | listed(CONDITIONS, language)
            self._condition = Choice(word("condition", language), conditions, self._judge)
            wishes = {one: WISHES[one][language] for one in ALL_WISHES}
            self._wish = Choice(word("wish", language), wishes, self._judge)
            ways = {one: WAY_WORDS[one][language] for one in WAYS}
            self._way = Choice(word("way", language), ways, self._judge)
        self._verdict = ui.element("div").classes("verdict-box").mark("verdict")
        self._choose()

    @property
    def form(self) -> ReturnForm:
        """What is filled in."""
        order, item = self._items[self._item.value]
        return ReturnForm(
            order.number,
            item.product_id,
            self._reason.value,
            self._condition.value or None,
            self._wish.value,
            self._way.value,
            int(self._quantity.value) if self._quantity else 1,
        )

    def _choose(self) -> None:
        """Of an item bought more than once it is asked how many come back: all, unless said."""
        _, item = self._items[self._item.value]
        self._counted.clear()
        self._counted.set_visibility(item.quantity > 1)
        self._quantity = None
        if item.quantity > 1:
            counts = {str(count): str(count) for count in range(item.quantity, 0, -1)}
            with self._counted:
                self._quantity = Choice(word("quantity", self._language), counts, self._judge)
            self._quantity.element.mark("quantity")
        self._judge()

    def _named(self) -> dict[str, str]:
        return {key: f"{item.name} · {order.number}" for key, (order, item) in self._items.items()}

    def _judge(self) -> None:
        """Lay the verdict out anew; another wish is another return."""
        self._key = f"console:{uuid.uuid4()}"
        order, item = self._items[self._item.value]
        form = self.form
        decision = self._desk.decide(order, replace(item, quantity=form.quantity), form.asked)
        self._verdict.clear()
        with self._verdict:
            verdict(decision, self._language)
            if decision.allowed:
                button(word("open_return", self._language), self._opener("")).mark("open-return")
            elif decision.code in EXCEPTIONS:
                self._exception()
            else:
                ui.label(word("no_exception", self._language)).classes("soft")

    def _exception(self) -> None:
        reason = Words(word("why", self._language))
        reason.element.mark("override")

        async def do() -> None:
            if not reason.value.strip():
                ui.notify(word("why_missing", self._language), type="warning")
                return
            await self._open(reason.value)

        text = word("open_anyway", self._language)
        button(text, self._doer(do), "quiet").mark("open-anyway")

    def _opener(self, override: str) -> Act:
        return self._doer(lambda: self._open(override))

    async def _open(self, override: str) -> None:
        form = replace(self.form, override=override)
        place = self._place
        opened = await self._desk.open_return(place.conversation_id, place.agent, form, self._key)
        self._verdict.clear()
        with self._verdict:
            said = word("opened", self._language, number=opened.number)
            ui.label(said).classes("verdict good").props("role=status").mark("opened")
            told = told_customer(opened, self._spoken)
            button(word("tell", self._language), lambda: place.insert(told)).mark("tell")


def verdict(decision: Decision, language: str) -> None:
    """What the policy says, what it costs, and each clause."""
    look = "verdict good" if decision.allowed else "verdict bad"
    may = word("may" if decision.allowed else "may_not", language)
    ui.label(f"{may}: {decision.say(language)}").classes(look)
    amounts = [word("cost", language, amount=money(decision.cost_eur, language))]
    if decision.amount_eur is not None:
        amounts.append(word("pays_back", language, amount=money(decision.amount_eur, language)))
    ui.label(" · ".join(amounts)).classes("soft")
    clauses(decision.findings, language)


def listed(words: tuple[str, ...], language: str) -> dict[str, str]:
    """Words of the policies by value."""
    return {one: LISTED[one][language] for one in words}


def told_customer(opened: Return, language: str) -> str:
    """What the customer is told of a return that was opened, in their language."""
    cost = opened.shipping_cost_eur
    said = COST[language][not cost].format(amount=money(cost, language))
    values = {"number": opened.number, "label": opened.label or "-", "cost": said}
    return TOLD[opened.way][language].format(**values)
