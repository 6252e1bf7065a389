"""What a complaint is about, in words: a delay, the treatment, money, a repair ... Pure.

What was understood is said back to the customer and passed on. Spanish and English. Depends on
how texts are folded.
"""

import re

from bot.folding import plain

# A complaint of fewer words that names no grievance has not been told yet.
FEWEST_WORDS = 6
SUBJECTS: dict[str, tuple[str, str, str]] = {
    "treatment": (
        "el trato recibido",
        "the way you were treated",
        r"trat(?:o|aron|an|ado|aste)\b|maleducad|grosero|desagradable|rud[eo]\b|antipatic|se "
        r"rien|gritar?on"
        r"|falta de respeto|treat(?:ed|ment)?\b|impolite|unpleasant|shouted|laughed|hung up"
        r"|colgar?on"
        r"|attitude|disrespect",
    ),
    "no_answer": (
        "que no le han contestado",
        "that nobody has answered you",
        r"nadie (?:me )?(?:contest|respond|llam|atiend|da una|ha )|no (?:me )?(?:contest"
        r"|respond|cogen)"
        r"|sin respuesta|me ignoran|(?:no ?body|no one|never|not) (?:has |have |ever "
        r")?(?:answer|reply|replied"
        r"|respond|call|got back|came back)\w*|ignor(?:ed|ing)|no (?:reply|answer|response)"
        r"|on hold",
    ),
    "delay": (
        "el retraso",
        "the delay",
        r"retras|tard(?:a|an|e|o|anza|ando)\b|demor|llev(?:o|amos) (?:\w+ ){0,3}(?:esper"
        r"|dias?|seman|mes)"
        r"|esperando|plazo|no (?:ha |me ha )?lleg|no vino|no ha venido|delay|late\b|waiting"
        r"|waited|weeks"
        r"|months|still (?:not|hasn|haven)|turned up|never (?:came|arrived)|overdue",
    ),
    "money": (
        "el cobro o el dinero",
        "the charge or the money",
        r"cobr|dinero|reembols|pagu?[eoa]|factur|cargo|precio|caro|estaf|enga[nñ]|compensa"
        r"|charg|money"
        r"|refund|paid|invoice|overpric|rip-?off|scam|cheat|compensat|bill(?:ed)?\b",
    ),
    "repair": (
        "la reparación",
        "the repair",
        r"repar|tecnico|taller|arregl|repair|technician|engineer|workshop|fixed",
    ),
    "product": (
        "el estado o la calidad del producto",
        "the condition or quality of the product",
        r"defect|rot[oa]s?\b|estrope|averi|calidad|golpe|da[nñ]ad|dur[oó] |fall[ao]|usado"
        r"|segunda mano"
        r"|faulty|broken|quality|damaged|lasted|dented|used\b|second.?hand|not as "
        r"(?:described|advertised)",
    ),
    "delivery": (
        "la entrega",
        "the delivery",
        r"repartidor|transport|mensajer|paquete|envio|entreg|driver|courier|parcel|deliver|package",
    ),
    "decision": (
        "una decisión con la que no está de acuerdo",
        "a decision you disagree with",
        r"rechaz|deneg|no (?:me )?acept|se niegan|no (?:me )?(?:quieren|dejan)|garantia|refus"
        r"|reject|declin"
        r"|won'?t (?:accept|take|let)|disagree|guarantee|warranty",
    ),
    "promise": (
        "lo que se prometió y no se cumplió",
        "what was promised and not kept",
        r"promet|me dijeron|publicidad|anunci|mentir|promis|was told|advertis|lied|misleading",
    ),
}
MOST_NAMED = 3


def subjects_in(text: str) -> list[str]:
    """The names of what `text` complains about, at most three, in the order of the table."""
    folded = plain(text)
    found = [
        name for name, (_, _, words) in SUBJECTS.items() if re.search(rf"\b(?:{words})", folded)
    ]
    return found[:MOST_NAMED]


def is_told(text: str) -> bool:
    """Whether `text` says what happened, and not only that there is a complaint."""
    return bool(subjects_in(text)) or len(text.split()) > FEWEST_WORDS


def in_words(subjects: list[str], language: str) -> str:
    """ "the delay and the repair", in `language`; empty for none."""
    column = 0 if language == "es" else 1
    names = [SUBJECTS[one][column] for one in subjects]
    joint = " y " if language == "es" else " and "
    return joint.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
