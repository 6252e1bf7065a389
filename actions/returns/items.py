"""Which items of an order come back, and how many of each.

A choice is a list of [product id, count]; the count is None while it is not known. Depends on
the views of the backoffice and on how choices are read.
"""

from dataclasses import replace

from actions.forms.choices import count_in, ordinal, wants_all
from actions.forms.corrections import means_the_other
from actions.turn import Turn
from bot.backoffice import Order, OrderItem, ReturnItem

Chosen = list[list[str | int | None]]


def options(order: Order) -> list[OrderItem]:
    """The items of `order` that no return stands for; all where none is left."""
    return [item for item in order.items if item.return_number is None] or order.items


def chosen(item: OrderItem, count: int | None = None) -> list[str | int | None]:
    """One item of a choice: one of them where there is only one."""
    return [item.product_id, 1 if item.quantity == 1 else count]


def only_option(order: Order) -> Chosen | None:
    """The choice where there is only one."""
    open_items = options(order)
    return [chosen(open_items[0])] if len(open_items) == 1 else None


def items_in(turn: Turn, order: Order, before: Chosen | None = None) -> Chosen | None:
    """The items that a message names; None where it names none of this order."""
    open_items = options(order)
    if before and means_the_other(turn.text):
        taken = {one[0] for one in before}
        others = [chosen(item) for item in open_items if item.product_id not in taken]
        return others or None
    named = [item for item in order.items if item.product_id in turn.entities("product")]
    if not named and not turn.is_button:
        whole = all_in(turn.text, order)
        if whole:
            return whole
        found = ordinal(turn.text, open_items)
        named = [found] if found else []
    count = count_in(turn.text, named[0].quantity) if len(named) == 1 else None
    return [chosen(item, None if turn.is_button else count) for item in named] or None


def all_in(text: str, order: Order) -> Chosen | None:
    """Everything that can come back, where there are several things and `text` wants them all."""
    open_items = options(order)
    if len(open_items) < 2 or not wants_all(text):
        return None
    return [[item.product_id, item.quantity] for item in open_items]


def uncounted(choice: Chosen) -> str | None:
    """The first product of a choice whose count is not known."""
    return next((str(one[0]) for one in choice if one[1] is None), None)


def counted(choice: Chosen, count: int) -> Chosen:
    """The choice with a count for the first product that has none."""
    product = uncounted(choice)
    return [[one[0], count] if one[0] == product else one for one in choice]


def lines(order: Order, choice: Chosen) -> list[OrderItem]:
    """The items that come back, each with the count that does."""
    by_id = {item.product_id: item for item in order.items}
    held = [(by_id[str(one[0])], int(one[1] or 1)) for one in choice if one[0] in by_id]
    return [replace(item, quantity=count) for item, count in held]


def as_request(choice: Chosen) -> tuple[ReturnItem, ...]:
    """The choice as the backoffice is asked."""
    return tuple(ReturnItem(str(one[0]), int(one[1] or 1)) for one in choice)
