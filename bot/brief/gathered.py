"""What a customer has told a form, in words: for the person who takes over.

Pure. Slots are those of `domain.yml`. Depends on the words of the policies.
"""

from collections.abc import Callable, Mapping
from typing import Any

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
CLAIMED = {
    "email": {"es": "Correo", "en": "E-mail"},
    "postcode": {"es": "Código postal", "en": "Postcode"},
}
"""Slots that say who it is: worth telling only while nobody knows."""
WAYS = {
    "pick_up": {"es": "recogida en casa", "en": "collection from home"},
    "label": {"es": "etiqueta para enviarlo", "en": "label to send it"},
    "shop": {"es": "entrega en una tienda", "en": "drop-off at a shop"},
    "claim": {"es": "que se investigue", "en": "that it is looked into"},
    "exception": {"es": "que lo decida una persona", "en": "that a person decides"},
}


def worth_telling(slots: Mapping[str, Any]) -> dict[str, Any]:
    """The slots of `LABELS` that hold something; a product that is among those to return is not
    said twice."""
    told = {slot: slots[slot] for slot in LABELS if slots.get(slot) not in (None, "", [])}
    if "return_items" in told:
        told.pop("product", None)
    return told


def in_words(
    value: Any, names: Mapping[str, str], language: str, plain: Callable[[str], str] = str
) -> str:
    """One value: products by name, words of the policies in the language, text as it was said.

    `plain` takes out of a customer's words what the reader's screen would take for more."""
    if isinstance(value, list):
        return ", ".join(f"{count or '?'} × {names.get(one, one)}" for one, count in value)
    if value in names:
        return names[value]
    ways = WAYS.get(value) or LISTED.get(value)
    return ways[language] if ways else plain(str(value))


def lines(
    slots: Mapping[str, Any],
    names: Mapping[str, str],
    language: str,
    plain: Callable[[str], str] = str,
) -> list[tuple[str, str]]:
    """(label, value) of each slot worth telling."""
    return [
        (LABELS[slot][language], in_words(value, names, language, plain))
        for slot, value in worth_telling(slots).items()
    ]
