"""Values as customers read them: money, days, products; and the titles made while running.

Sentences live in `domain.yml`; here is only what fills their braces. Depends on the views of
the backoffice and on `bot.words`.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from bot.backoffice import OrderItem, local_day
from bot.words import PERSON, say

Button = dict[str, str | None]
MONTHS_ES = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"]
MONTHS_ES += ["agosto", "septiembre", "octubre", "noviembre", "diciembre"]
MONTHS_EN = ["January", "February", "March", "April", "May", "June", "July"]
MONTHS_EN += ["August", "September", "October", "November", "December"]
TRANSACTIONS = {
    "order_status": {"es": "Ver mi pedido", "en": "See my order"},
    "request_return": {"es": "Devolver un producto", "en": "Return a product"},
    "request_refund": {"es": "Saber dónde está mi dinero", "en": "Find out where my money is"},
    "check_warranty": {"es": "Consultar mi garantía", "en": "Check my guarantee"},
    "request_repair": {"es": "Pedir una reparación", "en": "Ask for a repair"},
}
NONE_OF_THESE = {"es": "Nada de esto", "en": "None of these"}
SEE_ALSO = {"es": "Vea también: {}", "en": "See also: {}"}
NOTHING_KNOWN = {"es": "no lo ha dado", "en": "not given"}
UNKNOWN_DAY = {"es": "fecha desconocida", "en": "an unknown date"}


def money(amount: Decimal, language: str) -> str:
    """Euros as they are written: "6,90 €" or "€6.90"."""
    return f"{amount:.2f} €".replace(".", ",") if language == "es" else f"€{amount:.2f}"


def day(moment: date | datetime | None, language: str) -> str:
    """A day in words. A moment is naive UTC and read on the company's calendar."""
    if moment is None:
        return UNKNOWN_DAY[language]
    on = local_day(moment) if isinstance(moment, datetime) else moment
    if language == "es":
        return f"{on.day} de {MONTHS_ES[on.month - 1]} de {on.year}"
    return f"{on.day} {MONTHS_EN[on.month - 1]} {on.year}"


def items(of: Iterable[OrderItem]) -> str:
    """The products of an order: "Cierzo, 2 × Siroco"."""
    return ", ".join(f"{one.quantity} × {one.name}" if one.quantity > 1 else one.name for one in of)


def transaction(intent: str, language: str) -> Button:
    """A button that starts the transaction of `intent`."""
    return {"title": TRANSACTIONS[intent][language], "payload": f"/{intent}"}


def topic(words: str) -> Button:
    """A button that asks its own title: without a payload the title is sent as a message."""
    return {"title": words, "payload": None}


def other_answer(title: str, source: str) -> Button:
    """A button that gives the answer of one source to the question asked last."""
    return {"title": title, "payload": "/manual_question" + json.dumps({"source": source})}


def see_also(title: str, source: str, language: str) -> Button:
    """The same beside an answer, for what may be meant as well."""
    return other_answer(SEE_ALSO[language].format(title), source)


def person(language: str) -> Button:
    """The button that asks for a person without asking the assistant."""
    return {"title": say("talk_to_person", language), "payload": PERSON}


def none_of_these(language: str) -> Button:
    """The button that says that no suggestion was right."""
    return {"title": NONE_OF_THESE[language], "payload": "/nlu_fallback"}


def products(names: dict[str, str], intent: str = "inform") -> list[Button]:
    """A button of `intent` for each product: `names` by product id."""
    return [
        {"title": name, "payload": f"/{intent}" + json.dumps({"product": product_id})}
        for product_id, name in names.items()
    ]
