"""What a solved conversation says without whose it was: it is shown beside another customer's.

Over what `bot.masking` takes out, every number of an order, a matter, a product or a parcel goes,
and so do names. Pure; depends on `bot.masking` and the codes of `bot.nlu`.
"""

import re
from collections.abc import Collection

from bot.masking import mask
from bot.nlu.codes import order_numbers
from bot.nlu.spans import without_overlaps
from bot.nlu.text import fold

NAME, NUMBER = "[NAME]", "[NUMBER]"
SHORTEST_NAME = 3
# A matter, a serial number, a label or parcel: letters and a long number, or six digits and more.
NUMBERS = re.compile(
    r"\b(?:RMA|REF|REP|CLM|TR)[ -]?\d{4,}(?:-[0-9A-Z]{6,})?\b"
    r"|\b[A-Z]{2}\d-\d{4}-\d{5,6}\b|\b[A-Z]{2,4}\d{8,}[A-Z]*\b|\b\d[\d -]{6,}\d\b|\b\d{6,}\b",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"^(?:hola|buen[oa]s \w+|estimad[oa]|hello|hi|dear|good \w+)?,? ?\[NAME\][.,:!]\s*",
    re.IGNORECASE,
)
_NO_NAME = (
    r"(?!(?:My|The|It|La|El|Los|Las|Mi|Mis|Me|No|Ya|Un|Una|Se|Es|Si|Sí|En|Al|De|Tengo|Quiero"
    r"|Necesito|Llevo|Can|Do|Does|Is|Are|How|What|When|Where|Why|Por|Para|Qu[eé]|C[oó]mo|Cu[aá]ndo"
    r"|Hace|There|This|That|We|Our|Your|To|You|He|Su|Le|Lo|Buen[oa]s|Good|For)\b)"
)
_CALLED = _NO_NAME + r"([A-ZÁÉÍÓÚÑ][\wáéíóúñü'-]+(?: [A-ZÁÉÍÓÚÑ][\wáéíóúñü'-]+){0,2})"
NAMED = re.compile(
    r"\b(?:[Mm]e llamo|[Mm]i nombre es|[Ss]oy|[Mm]y name is|[Tt]his is|I am|I'm|[Ss]r\.?|[Ss]ra\.?"
    r"|[Dd]on|[Dd]oña|Mr\.?|Mrs\.?|Ms\.?|[Hh]ola|[Bb]uen[oa]s (?:días|tardes|noches)"
    r"|[Ee]stimad[oa]|[Gg]racias|[Hh]ello|[Hh]i|[Dd]ear|[Tt]hanks|[Tt]hank you"
    rf"|[Gg]ood (?:morning|afternoon|evening)),? {_CALLED}"
)


def anonymous(text: str, own: Collection[str] = ()) -> str:
    """`text` masked; `own` are the customer's own words to take out besides: name, street, town."""
    text = NAMED.sub(lambda found: found[0][: found.start(1) - found.start()] + NAME, mask(text))
    for words in sorted(own, key=len, reverse=True):
        text = _without(text, words)
    for span in reversed(without_overlaps(list(order_numbers(fold(text))))):
        text = text[: span.start] + NUMBER + text[span.end :]
    return NUMBERS.sub(NUMBER, text)


def without_greeting(reply: str) -> str:
    """A masked `reply` without the words to whom it was said at its head."""
    bare = GREETING.sub("", reply)
    return bare[:1].upper() + bare[1:] if bare.strip() else reply


def own_words(name: str, *others: str | None) -> set[str]:
    """The parts of a customer's name, and whole other things (street, town) of theirs."""
    parts = {one for one in re.split(r"[\s,]+", name) if len(one) >= SHORTEST_NAME}
    return {name, *parts, *(one for one in others if one and len(one) >= SHORTEST_NAME)} - {""}


def _without(text: str, words: str) -> str:
    """`text` with `words` replaced wherever they stand as words, however they are written."""
    found = re.finditer(rf"(?<!\w){re.escape(fold(words))}(?!\w)", fold(text))
    for one in reversed([*found]):
        text = text[: one.start()] + NAME + text[one.end() :]
    return text
