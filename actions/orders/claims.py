"""What was reported about an order, and how far that is.

Depends on the backoffice's views and on the wording.
"""

import re
from collections.abc import Iterable

from actions import wording
from actions.turn import Turn
from bot.backoffice import Claim, Order
from bot.backoffice.states import is_open

NUMBER = re.compile(r"\bclm\W{0,3}(\d{5,7})\b", re.IGNORECASE)
ASKED = re.compile(
    r"reclamaci|\bclaim\b|mi (?:aviso|incidencia|queja)|(?:di|puse) parte|lo que (?:avis|reclam)"
    r"|my (?:report|complaint)|what i (?:reported|complained)",
    re.IGNORECASE,
)
ABOUT = {
    "damaged": {"es": "lo que llegó dañado", "en": "what arrived damaged"},
    "wrong": {"es": "un producto equivocado", "en": "a wrong product"},
    "missing": {"es": "lo que faltaba", "en": "what was missing"},
    "delay": {"es": "el retraso del envío", "en": "the delay of the parcel"},
    "complaint": {"es": "su queja", "en": "your complaint"},
    "safety": {"es": "la seguridad del aparato", "en": "the safety of the appliance"},
}


def order_asked_about(text: str, claims: Iterable[Claim]) -> str | None:
    """The number of the order whose claim `text` asks about: by the claim's own number, else that
    of the only order with an open one; None where it asks about no claim, or that is not clear."""
    own, number = list(claims), NUMBER.search(text)
    if number:
        return next((one.order_number for one in own if one.number.endswith(number[1])), None)
    if not ASKED.search(text):
        return None
    orders = {one.order_number for one in own if is_open("claim", one.status)} - {None}
    return orders.pop() if len(orders) == 1 else None


def say_claims(turn: Turn, order: Order, claims: Iterable[Claim], besides: str = "") -> None:
    """How far the claims about `order` are: those that are open, else the newest; the one with the
    number `besides` was told already."""
    mine = [one for one in claims if one.order_number == order.number]
    going = [one for one in mine if is_open("claim", one.status)] or mine[-1:]
    names = {item.product_id: item.name for item in order.items}
    for one in going:
        if one.number != besides:
            turn.say(
                f"utter_claim_is_{one.status}",
                claim_number=one.number,
                about=ABOUT[one.kind][turn.language],
                item=names.get(one.product_id or "") or wording.items(order.items),
                opened=wording.day(one.opened_at, turn.language),
            )
