"""What a customer has told already, in words, for the person who takes over.

Depends on the backoffice's words, the wording and the turn.
"""

from typing import Any

from actions import wording
from actions.desk import Desk
from actions.turn import Turn
from bot.policies.words import LISTED

LABELS = {
    "order_number": {"es": "Pedido", "en": "Order"},
    "serial_number": {"es": "Número de serie", "en": "Serial number"},
    "return_number": {"es": "Devolución", "en": "Return"},
    "repair_number": {"es": "Reparación", "en": "Repair"},
    "product": {"es": "Aparato", "en": "Appliance"},
    "return_items": {"es": "Productos", "en": "Products"},
    "return_reason": {"es": "Motivo", "en": "Reason"},
    "return_condition": {"es": "Estado", "en": "Condition"},
    "return_wish": {"es": "Quiere", "en": "Wants"},
    "return_way": {"es": "Forma de envío", "en": "Way back"},
    "claim_text": {"es": "Qué pasa", "en": "What is wrong"},
    "repair_fault": {"es": "Avería", "en": "Fault"},
    "address_street": {"es": "Calle", "en": "Street"},
    "address_postcode": {"es": "Código postal", "en": "Postcode"},
    "address_city": {"es": "Población", "en": "Town"},
}
"""Slots that a person wants to see, in the order in which they are told."""


async def gathered(desk: Desk, turn: Turn) -> str:
    """A list in Markdown of what is known, one line each; empty where nothing is."""
    told = {slot: turn.slot(slot) for slot in LABELS}
    if told["return_items"]:
        told["product"] = None
    names = (
        {one.id: one.name for one in await desk.backoffice.products()} if any_product(told) else {}
    )
    return "\n".join(
        f"- {LABELS[slot][turn.language]}: {in_words(value, names, turn.language)}"
        for slot, value in told.items()
        if value is not None
    )


def any_product(told: dict[str, Any]) -> bool:
    """Whether the names of products are needed."""
    return bool(told["product"] or told["return_items"])


def in_words(value: Any, names: dict[str, str], language: str) -> str:
    """One value: products by name, words of the policies in the language, text as it was said."""
    if isinstance(value, list):
        return ", ".join(f"{count or '?'} × {names.get(one, one)}" for one, count in value)
    if value in names:
        return names[value]
    ways = wording.WAYS.get(value) or LISTED.get(value)
    return ways[language] if ways else wording.plain(str(value))
