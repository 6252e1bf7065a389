"""Questions about the repair itself while its fault is asked for: cost, time, who pays, the place.

"¿Lo cubre la garantía?" is no fault, and no new matter either: the form says so itself once it
knows the product. Depends on the turn and on how a form tells a question.
"""

import re

from actions.forms.form import ASKING
from actions.turn import Turn

LONGEST = 12
"""Words of a question that is nothing else; in a longer one the fault may be told as well."""
TERMS = re.compile(
    r"\b(?:cuesta|costar\w*|coste|vale\b|precio|presupuesto|pagar|cobr\w+|gratis|cubre|cubiert\w+"
    r"|tarda\w*|plazo|demora|list[oa]\b|recog\w+|taller|t[eé]cnico|pr[eé]stamo|sustituci[oó]n"
    r"|costs?|prices?|quote|pay|charged?|free|covered?|covers|long\b|ready|collect\w*"
    r"|pick(?:ed)? up|workshop|technician|replacement|how much|cu[aá]nto)\b",
    re.IGNORECASE,
)


def asks_terms(turn: Turn) -> bool:
    """Whether a message only asks what the repair costs, how long it takes or how it is done."""
    asked = "?" in turn.text or bool(ASKING.match(turn.text))
    few = len(turn.text.split()) <= LONGEST
    return asked and few and not turn.is_button and bool(TERMS.search(turn.text))
