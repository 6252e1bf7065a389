"""Values as customers read them: money, days, products; and the titles made while running.

Sentences live in `domain.yml`; here is only what fills their braces. Depends on the views of
the backoffice and on `bot.words`.
"""

import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from bot.backoffice import OrderItem, local_day
from bot.brief.gathered import WAYS as WAYS
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
    "register_product": {"es": "Registrar el producto", "en": "Register the product"},
    "repair_status": {"es": "Ver cómo va mi reparación", "en": "See how my repair is going"},
    "cancel_order": {"es": "Cancelar el pedido", "en": "Cancel the order"},
    "change_address": {"es": "Cambiar la dirección", "en": "Change the address"},
    "request_invoice": {"es": "Pedir la factura", "en": "Get the invoice"},
    "return_status": {"es": "Saber cómo va mi devolución", "en": "See how my return is going"},
    "cancel_return": {"es": "Anular la devolución", "en": "Cancel the return"},
    "exchange_product": {"es": "Cambiar un producto", "en": "Exchange a product"},
    "report_damaged": {"es": "Llegó mal o no era", "en": "It arrived damaged or wrong"},
    "report_missing_part": {"es": "Falta algo en la caja", "en": "Something is missing"},
}
MATTERS = {
    "order_status": {"es": "su pedido", "en": "your order"},
    "request_return": {"es": "la devolución", "en": "the return"},
    "request_refund": {"es": "el reembolso", "en": "the refund"},
    "check_warranty": {"es": "la garantía", "en": "the guarantee"},
    "request_repair": {"es": "la reparación", "en": "the repair"},
    "register_product": {"es": "el registro del producto", "en": "registering the product"},
    "repair_status": {"es": "su reparación", "en": "your repair"},
    "cancel_order": {"es": "la cancelación del pedido", "en": "cancelling the order"},
    "change_address": {"es": "el cambio de dirección", "en": "changing the address"},
    "request_invoice": {"es": "la factura", "en": "the invoice"},
    "return_status": {"es": "su devolución", "en": "your return"},
    "cancel_return": {"es": "anular la devolución", "en": "cancelling the return"},
    "exchange_product": {"es": "el cambio", "en": "the exchange"},
    "report_damaged": {"es": "lo que llegó mal", "en": "what arrived damaged or wrong"},
    "report_missing_part": {"es": "lo que falta", "en": "what is missing"},
}
NONE_OF_THESE = {"es": "Nada de esto", "en": "None of these"}
SEE_ALSO = {"es": "Vea también: {}", "en": "See also: {}"}
OUTSIDE = {
    "es": {
        False: "No se envía nada a servicios de fuera.",
        True: "Para redactar algunas respuestas, la pregunta se envía a un servicio externo.",
    },
    "en": {
        False: "Nothing is sent to outside services.",
        True: "To word some answers, the question is sent to an outside service.",
    },
}
KEPT = {
    "es": {"invoices": "las facturas", "orders": "los pedidos", "contact": "sus datos de contacto"},
    "en": {"invoices": "invoices", "orders": "orders", "contact": "your contact details"},
}
WHY_KEPT = {
    "es": {
        "invoices": "la ley obliga a conservarlas (Código de Comercio, art. 30)",
        "orders": "sin nombre ni dirección, como parte de la contabilidad",
        "contact": "hacen falta para terminar {why}; se borran al cerrarlo",
    },
    "en": {
        "invoices": "the law says to keep them (Spanish Commercial Code, art. 30)",
        "orders": "without name or address, as part of the accounts",
        "contact": "needed to finish {why}; they go when it is closed",
    },
}
UNTIL = {"es": "hasta el", "en": "until"}
NOTHING_STAYS = {"es": "nada más", "en": "nothing else"}
NOTHING_KNOWN = {"es": "no lo ha dado", "en": "not given"}
WISHES = {
    "refund": {"es": "Que me devuelvan el dinero", "en": "My money back"},
    "exchange": {"es": "Otro igual", "en": "Another of the same"},
    "voucher": {"es": "Un vale", "en": "A voucher"},
    "repair": {"es": "Que lo reparen", "en": "Have it repaired"},
    "claim": {"es": "Solo dejar constancia", "en": "Only put it on record"},
}
MEANS = {
    "card": {"es": "la tarjeta con la que pagó", "en": "the card you paid with"},
    "paypal": {"es": "PayPal", "en": "PayPal"},
    "bizum": {"es": "Bizum", "en": "Bizum"},
    "transfer": {"es": "transferencia", "en": "bank transfer"},
    "cash": {"es": "efectivo", "en": "cash"},
    "voucher": {"es": "un vale", "en": "a voucher"},
}
PART = {
    True: {"es": "Es una parte de lo que costó el pedido.", "en": "It is part of what you paid."},
    False: {"es": "Es todo lo que costó el pedido.", "en": "It is all that the order cost."},
}
EXCEPTION = {"es": "Pedir una excepción", "en": "Ask for an exception"}
EXCHANGE_NEXT = {
    "es": "Cuando llegue y lo revisemos, le enviamos el nuevo sin coste.",
    "en": "Once it arrives and we have checked it, we send you the new one at no cost.",
}
LATE_CLAIMS = {
    "late": {"es": "El pedido no llega en su fecha.", "en": "The order is late."},
    "not_received": {
        "es": "Consta como entregado y el cliente no lo tiene.",
        "en": "It is down as delivered and the customer does not have it.",
    },
}
# What bot/static/widget/markdown.js reads as more than a character, and addresses it links.
MARKS = re.compile(r"([\\`*_{}\[\]()#+!>|~])")
ADDRESSES = re.compile(r"(https?:)(//)", re.IGNORECASE)
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


def short_day(moment: datetime, language: str) -> str:
    """A day as buttons write it: "3 nov 2026", "3 Nov 2026"."""
    on = local_day(moment)
    months = MONTHS_ES if language == "es" else MONTHS_EN
    return f"{on.day} {months[on.month - 1][:3]} {on.year}"


def plain(text: str) -> str:
    """What a customer or the shop wrote, on one line and without a meaning in Markdown: an
    address with a star in it breaks nothing, and a link is no link."""
    whole = MARKS.sub(r"\\\1", " ".join(text.split()))
    return ADDRESSES.sub("\\1\u200b\\2", whole)


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


def answer(title: str, slot: str, value: str, intent: str = "inform") -> Button:
    """A button that answers a form's question: `value` for `slot`."""
    return {"title": title, "payload": f"/{intent}" + json.dumps({slot: value})}


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
