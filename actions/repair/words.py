"""What fills the braces of the sentences about repairs: costs, places, states.

Depends on the free times and the wording.
"""

from actions import pick_up, wording
from bot import appointments
from bot.backoffice import Address, Repair, Slot

FREE = {"es": "gratis", "en": "free"}
OTHER_TIMES = {"es": "Otros días u horas", "en": "Other days or times"}
COST: dict[bool | None, dict[str, str]] = {
    True: {"es": "lo paga la garantía", "en": "the guarantee pays"},
    False: {
        "es": "con presupuesto previo, que usted acepta o no",
        "en": "with a quote first, which you may refuse",
    },
    None: {
        "es": "el taller mira antes si lo paga la garantía",
        "en": "the workshop first looks whether the guarantee pays",
    },
}
WHERE = {
    "drop_off": {"es": "lo lleva a la tienda de {place}", "en": "you bring it to our {place} shop"},
    "pick_up": {"es": "lo recogemos en {door}", "en": "we collect it from {door}"},
    "home": {
        "es": "el técnico va a {door}",
        "en": "the technician comes to {door}",
    },
}
STATUS = {
    "booked": {"es": "pedida", "en": "booked"},
    "received": {"es": "en el taller", "en": "at the workshop"},
    "quoted": {"es": "a la espera de que acepte el presupuesto", "en": "waiting for your yes"},
    "repairing": {"es": "en reparación", "en": "being repaired"},
    "ready": {"es": "lista", "en": "ready"},
    "done": {"es": "terminada", "en": "finished"},
    "declined": {"es": "presupuesto no aceptado", "en": "quote not accepted"},
    "cancelled": {"es": "cancelada", "en": "cancelled"},
}


OVER = frozenset({"done", "declined", "cancelled"})


def when(slot: Slot | None, language: str) -> str:
    """The time in a sentence."""
    return appointments.in_full(slot, language) if slot else wording.UNKNOWN_DAY[language]


def where(slot: Slot | None, language: str, address: Address | None = None) -> str:
    """The place in a sentence: a shop, or the customer's door."""
    if slot is None:
        return "-"
    door = pick_up.told(address, language)
    return WHERE[slot.way][language].format(place=wording.plain(slot.place.title()), door=door)


def price(repair: Repair, language: str) -> str:
    """What it costs, as far as that is known."""
    low, high = repair.price_low_eur, repair.price_high_eur
    if repair.covered or low is None or high is None:
        return COST[repair.covered][language]
    ends = [wording.money(one, language) for one in (low, high)]
    if low == high:
        return ends[0]
    return {"es": "entre {} y {}", "en": "between {} and {}"}[language].format(*ends)


def history(repair: Repair, language: str) -> str:
    """Each state that it went through with its day, as a list in Markdown."""
    lines = [
        f"- {wording.day(one.at, language)}: {STATUS[one.became][language]}" for one in repair.steps
    ]
    return "\n".join(lines)
