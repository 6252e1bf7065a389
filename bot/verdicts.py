"""Why an answer did not help, in the customer's words. Pure; depends on nothing.

Spanish and English. The reasons are those of the buttons in `domain.yml`.
"""

import re
from typing import Literal

Reason = Literal["not_asked", "not_understood", "did_not_work", "other_product"]

SHORT_NOT = re.compile(r"(?<=[a-z])n['’]?t\b", re.IGNORECASE)
OTHER_PRODUCT = re.compile(
    r"\b(?:es|era|habla|va) (?:de|del|sobre|para) (?:la |el |un |una )?otr[oa]\b"
    r"|\botr[oa] (?:aparato|modelo|producto|m[aá]quina)\b"
    r"|\bno (?:es|era) (?:ese|esa|este|esta|mi) (?:aparato|modelo|producto|m[aá]quina)\b"
    r"|\b(?:other|another|different|wrong) (?:product|model|appliance|machine|device|one)\b"
    r"|\b(?:is|was|that's|it's) (?:for|about|of) (?:the|a|an) ?(?:other|another|wrong)\b"
    r"|\bnot (?:that|this|my|the right) (?:product|model|appliance|machine|device)\b",
    re.IGNORECASE,
)
NOT_ASKED = re.compile(
    r"\bno (?:es|era|ha sido) (?:eso |esto )?lo que (?:yo )?(?:\w+ ){0,2}"
    r"(?:pregunt|busc|ped|quer|dec|quier)"
    r"|\bno (?:responde|contesta)|\b(?:preguntado|preguntaba|dicho) otra cosa"
    r"|\bnada que ver|\bno me (?:has|ha|est[aá]s?) (?:entendid|entendiendo|comprend)"
    r"|\bno (?:has|ha) (?:entendido|comprendido)|\bno es eso\b|\bno era eso\b"
    r"|\bnot what i\b|\bnot answer|\basked (?:you )?(?:about )?something|\bnothing to do with"
    r"|\byou (?:did|do|have) not (?:understand|understood|get)|\bmisunderst",
    re.IGNORECASE,
)
NOT_UNDERSTOOD = re.compile(
    r"\bno (?:lo |la |le |te |se )?(?:entiendo|comprendo|entend[ií]|enter[eé])"
    r"|\bno (?:me )?(?:queda|aclara|ha quedado)|\bno (?:est[aá]|es) claro|\bme l[ií]o\b"
    r"|\b(?:do|did|ca|can|could) ?not (?:really )?(?:understand|get (?:it|that|this|what))"
    r"|\bnot (?:really )?(?:clear|make sense)|\bunclear\b|\bconfus|\bmakes no sense",
    re.IGNORECASE,
)
DID_NOT_WORK = re.compile(
    r"\bsigue (?:sin|igual|fallando|goteando|haciendo|pasando)|\bsigo (?:con|igual)"
    r"|\b(?:he|ya|hab[ií]a) (?:lo )?(?:he |hab[ií]a )?(?:probado|hecho|intentado|seguido)"
    r"|\bya lo (?:hice|prob[eé]|intent[eé])|\bno (?:ha )?funcion|\bno (?:me )?resuelve"
    r"|\bno se (?:arregla|soluciona|quita)"
    r"|\bstill (?:not|the same|does|drips|fails|happen|have|broken)"
    r"|\b(?:tried|did|done) (?:it|that|this|them|all|everything|the steps)"
    r"|\balready (?:tried|did|done)|\bi(?:'ve| have)? (?:already )?tried"
    r"|\bnot (?:work|solve|fix)|\bkeeps? \w+ing\b",
    re.IGNORECASE,
)
# In this order: "I tried it, it is about another model" says more by its end.
PATTERNS: dict[Reason, re.Pattern[str]] = {
    "other_product": OTHER_PRODUCT,
    "not_asked": NOT_ASKED,
    "not_understood": NOT_UNDERSTOOD,
    "did_not_work": DID_NOT_WORK,
}


def reason_in(text: str) -> Reason | None:
    """The reason that `text` gives; None where it gives none: "no", "useless"."""
    plain = SHORT_NOT.sub(" not", text)
    return next((reason for reason, pattern in PATTERNS.items() if pattern.search(plain)), None)
