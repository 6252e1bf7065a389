"""The last question of a form that does something: shall it be done as summed up?

Depends on what a form reads.
"""

import re

from actions.forms.filling import Filling
from actions.turn import Turn

CONFIRMED = "confirmed"
YES = re.compile(
    r"^\W*(?:s[ií]+\b(?! pero)|vale\b|de acuerdo|correcto\b|confirmo|confirmad|adelante|perfecto"
    r"|ok\b|okay|claro|eso es|hazlo|h[aá]galo|[aá]br[ea]|yes\b|yeah|yep|sure\b|go ahead|do it"
    r"|confirm|that'?s (?:right|correct|fine)|correct\b|please do|all good|looks good|exactly)",
    re.IGNORECASE,
)
NO = re.compile(
    r"^\W*(?:no+|nop[e]?|nah|no,? gracias|mejor no|d[eé]jalo|de momento no|no thanks?|not now"
    r"|don'?t|do not|no quiero|todav[ií]a no|not yet)\W*(?:gracias|thanks?|thank you|lo)?\W*$",
    re.IGNORECASE,
)


def read_confirmed(turn: Turn, filling: Filling) -> bool | None:
    """Yes or no to the summary; None where it is neither, such as a correction."""
    if turn.intent == "affirm" or (not turn.is_button and YES.search(turn.text)):
        return True
    if turn.is_button:
        return False if turn.intent == "deny" else None
    return False if NO.match(turn.text) else None
