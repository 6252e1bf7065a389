"""Where something is collected: read back before it is confirmed, and changed on the spot.

Forms of returns and repairs share it. Depends on how addresses are written, on what a form has
filled and on the backoffice's views.
"""

import re

from actions import wording
from actions.forms import CONFIRMED, Filling
from actions.orders.addresses import (
    PARTS,
    address_of,
    city_in,
    fill_parts,
    parts_in,
    postcode_in,
    street_in,
)
from actions.turn import Turn
from bot.backoffice import Address

ELSEWHERE = "pick_up_elsewhere"
SLOTS = (*PARTS, ELSEWHERE)
CHANGE = {"es": "Cambiar la dirección", "en": "Change the address"}
YOURS = {"es": "su domicilio", "en": "your address"}
READ = {"address_street": street_in, "address_postcode": postcode_in, "address_city": city_in}
OTHER = re.compile(
    r"otra (?:direcci|casa|calle)|otro (?:sitio|domicilio|lugar)"
    r"|(?:cambi\w*|corr[ie]\w+|modific\w*) (?:de |la |esa )*direcci"
    r"|direcci[oó]n (?:no es|est[aá] mal|es otra|ha cambiado|equivocada|incorrecta)"
    r"|(?:no es|esa no es) (?:mi|la|esa) (?:direcci|casa)|me he mudado|ya no vivo"
    r"|(?:another|other|different|wrong|change (?:the|my)|new) (?:address|place)"
    r"|somewhere else|address is (?:wrong|not|old|different)|not (?:my|the right) address"
    r"|(?:have|'ve) moved|don'?t live there",
    re.IGNORECASE,
)


def needed(filling: Filling) -> list[str]:
    """What of another address has to be asked."""
    return [*PARTS] if filling[ELSEWHERE] else []


def read(requested: str, turn: Turn, filling: Filling) -> bool:
    """Whether the message gives another address, or a part of it, or asks for another one."""
    if requested not in (*PARTS, CONFIRMED):
        return False
    if turn.is_button:
        return turn.entity("pick_up_wish") == "elsewhere" and _begin(filling)
    if "street" in parts_in(turn.text):
        _begin(filling)
        fill_parts(turn.text, filling)
        return True
    if requested == CONFIRMED:
        return bool(OTHER.search(turn.text)) and _begin(filling)
    filling[requested] = READ[requested](turn.text)
    return filling[requested] is not None


def _begin(filling: Filling) -> bool:
    """Another address from now on."""
    filling.forget(*PARTS, CONFIRMED)
    filling[ELSEWHERE] = True
    return True


def asked(turn: Turn, usual: Address | None, country: str = "ES") -> Address | None:
    """The address that was given instead of the usual one; None where that one will do."""
    if not turn.slot(ELSEWHERE):
        return None
    return address_of(map(turn.slot, PARTS), usual.country if usual else country)


def told(address: Address | None, language: str) -> str:
    """The address, or that it is the customer's own where it is not known."""
    return wording.plain(str(address)) if address else YOURS[language]


def change(language: str) -> list[wording.Button]:
    """The button that changes it."""
    return [wording.answer(CHANGE[language], "pick_up_wish", "elsewhere")]
