"""Words that take an answer back: "no, the other one", "I got the e-mail wrong".

Pure; depends on nothing of ours.
"""

import re

CORRECTS = re.compile(
    r"^no\b.*\w|en realidad|mejor\b|perd[oó]n|disculp|equivo|confund|quer[ií]a decir|\bdigo\b"
    r"|corrij|corregi|correcci|cambi|modific|rectific|est[aá] mal|espere?\b|no es es[eoa]\b"
    r"|me he liado"
    r"|\bactually\b|\bi mean|\bsorry\b|\brather\b|\binstead\b|\bwrong\b|mistake|not that|correct"
    r"|hold on|\bwait\b|\bchange|mixed up|typo|\bmake (?:it|that)\b",
    re.IGNORECASE,
)
THE_OTHER = re.compile(r"\b(?:(?:el|la|los|las) otr[oa]s?|the other)\b", re.IGNORECASE)
ANOTHER = re.compile(r"\b(?:otr[oa]|distint[oa]|another|other|different)\b", re.IGNORECASE)
NOUNS = {
    "serial_number": r"n[úu]mero de serie|\bserie\b|\bserial\b",
    "email": r"\b(?:correo|e-?mail|mail)\b",
    "postcode": r"c[óo]digo postal|\bcp\b|post ?code|postal code|\bzip\b",
    "order_number": r"\bpedido\b|n[úu]mero|\border\b|\bnumber\b",
}
"""What customers call the answers that every form about an order has."""


def corrects(text: str) -> bool:
    """Whether `text` may change an answer that was given before."""
    return bool(CORRECTS.search(text.strip()))


def means_the_other(text: str) -> bool:
    """ "No, the other one": of two, the one that was not chosen."""
    return bool(THE_OTHER.search(text))


def means_another(text: str) -> bool:
    """ "Another order": not the one talked about."""
    return bool(ANOTHER.search(text))


def mistaken(text: str, nouns: dict[str, str]) -> str | None:
    """The slot whose answer `text` takes back, by what it calls it: `nouns` by slot."""
    if not corrects(text):
        return None
    return next((name for name, words in nouns.items() if re.search(words, text, re.I)), None)
