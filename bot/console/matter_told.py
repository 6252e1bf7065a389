"""What was looked up in the shop, as lines. Depends on the views and the words."""

from datetime import date, datetime

from nicegui import ui

from bot.backoffice import OrderItem, Refund, Repair, Return, local, local_day
from bot.brief.words import word as brief_word
from bot.console.action_words import MEANS, word
from bot.console.brief_rows import guarantee
from bot.console.matter_desk import OrderTold
from bot.console.matter_words import KINDS, STATES
from bot.guarantees import Guarantee
from bot.policies.days import in_words
from bot.policies.texts import money


def order_told(told: OrderTold, language: str) -> None:
    """How far an order is, what is in it, and what became of it."""
    order = told.order
    say(KINDS["order"][language], order.number, state(order.status, language), strong=True)
    say(
        ", ".join(map(counted, order.items)),
        word("total", language, amount=money(order.total_eur, language)),
    )
    steps = {
        "placed": order.placed_at,
        "shipped": order.shipped_at,
        "delivered": order.delivered_at,
    }
    say(*(word(key, language, day=day(at, language)) for key, at in steps.items() if at))
    if order.expected_on and not order.delivered_at:
        say(word("due", language, day=in_words(order.expected_on, language)))
    if order.carrier:
        tracking = order.tracking_number or "-"
        say(word("parcel", language, carrier=order.carrier, tracking=tracking))
    for returned in told.returns:
        return_line(returned, language)
    for refund in told.refunds:
        refund_line(refund, language)


def refunds_told(told: OrderTold, language: str) -> None:
    """The money of an order that is on its way back."""
    if not told.refunds:
        ui.label(word("no_refunds", language)).classes("soft")
    for refund in told.refunds:
        refund_line(refund, language)


def return_line(one: Return, language: str) -> None:
    """A return: its number, how it stands, since when."""
    say(
        KINDS["return"][language],
        one.number,
        state(one.status, language),
        day(one.opened_at, language),
    )


def refund_line(one: Refund, language: str) -> None:
    """A refund: how much, how it stands, how and until when."""
    until = word("expected", language, day=in_words(one.expected_on, language))
    done = word("done_on", language, day=day(one.done_at, language)) if one.done_at else until
    means = MEANS.get(one.means, {}).get(language, one.means)
    say(
        KINDS["refund"][language],
        one.number,
        money(one.amount_eur, language),
        state(one.status, language),
        word("means", language, means=means),
        done,
    )


def guarantee_told(told: Guarantee, language: str) -> None:
    """Whether a product is covered, with the clauses where it is the customer's."""
    registered = word("registered", language) if told.registered else ""
    serial = brief_word("serial", language, serial=told.serial_number or "-")
    say(told.product_id.capitalize(), serial, registered, strong=True)
    guarantee(told, language)


def repair_told(told: Repair, language: str) -> None:
    """How far a repair is, who pays, and when it is."""
    say(KINDS["repair"][language], told.number, state(told.status, language), strong=True)
    say(told.product_id.capitalize(), f"«{told.fault}»")
    if told.covered is not None:
        say(word("covered" if told.covered else "not_covered", language))
    if told.price_low_eur is not None and told.price_high_eur:
        low, high = (money(one, language) for one in (told.price_low_eur, told.price_high_eur))
        say(word("price", language, low=low, high=high))
    if told.slot:
        at = local(told.slot.starts_at)
        when = f"{in_words(at.date(), language)}, {at:%H:%M} · {told.slot.place}"
        say(word("slot", language, when=when))
    for step in told.steps:
        say(state(step.became, language), day(step.at, language))


def say(*parts: str, strong: bool = False) -> None:
    """One line of the parts that are not empty."""
    made = ui.label(" · ".join(filter(None, parts)))
    made.classes("name" if strong else "line-told")


def state(status: str, language: str) -> str:
    """A state in words."""
    return STATES.get(status, {}).get(language, status)


def counted(item: OrderItem) -> str:
    """ "2 × Levante"."""
    return item.name if item.quantity == 1 else f"{item.quantity} × {item.name}"


def day(at: datetime | date, language: str) -> str:
    """A moment (naive UTC) as the company's day in words."""
    return in_words(local_day(at) if isinstance(at, datetime) else at, language)
