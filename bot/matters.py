"""Several matters in one message: cut apart where the classifier is sure of both parts.

"Where is my order and is my robot under guarantee?" is two messages in one. What is joined by "and"
is mostly one matter all the same ("it leaks and I want my money back"), so the parts must be two
different requests that do not hang together. While a form waits for an answer most of what is
joined is that answer ("I do not like it and it is unopened"): then both parts must be said as
requests are. Depends on what it is told of a text's intent and of what was asked.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

MOST = 3
SURE = 0.8
"""Confidence (0 to 1) in each part; with less, stories fall apart."""
FEWEST_WORDS = 2
LONGEST = 30
"""Words of a message that an "and" may cut: a longer one is a story with one request in it."""
MOST_CUTS = 4

JOINED = re.compile(
    r"[\s,.;:?!]+(?P<strong>(?:y|e|and|oh|o|pero|but)?[\s,]*(?:adem[aá]s(?: de eso)?|tambi[eé]n"
    r"|aparte(?: de eso)?|de paso|ya que estamos|otra cosa|por otr[oa] (?:lado|parte)|also|plus"
    r"|as well as|another thing|besides(?: that)?|on top of that|while you(?:'re| are) at "
    r"it))[\s,:]+"
    r"|[\s,.;:?!]+¿?(?:y|e|and)\b[\s,¿]+|\?\s*¿",
    re.IGNORECASE,
)
# How a request is said, whatever it is for.
ASKING = re.compile(
    r"[?¿]|^\W*(?:qu[eé]|c[oó]mo|cu[aá](?:l|nd|nt)\w*|d[oó]nde|qui[eé]n|por qu[eé]|what|how|when"
    r"|where|which|who|why|can|could|do|does|did|is|are|will)\b"
    r"|\b(?:quiero|queremos|quisiera|querr[ií]a|necesito|me gustar[ií]a|pued(?:e[ns]?|o)"
    r"|podr[ií]a\w*|pod[eé]is|d[ií]gan?me|dime|m[aá]nd[ae]\w*|env[ií]e\w*"
    r"|i want|i'?d like|i would like|i need|we (?:want|need)|can you|could you"
    r"|tell me|send me|give me)\b",
    re.IGNORECASE,
)
FREE = frozenset(
    {"complaint_text", "repair_fault", "claim_text"}
    | {"address_street", "address_postcode", "address_city"}
)
"""Slots whose answer takes any words, wishes and questions among them."""
# What tells of a fault, and what is asked for because of it: the one is the other's reason.
FAULTS = frozenset(
    {"manual_question", "request_repair", "report_damaged", "report_missing_part", "complaint"}
    | {"feedback_negative"}
)
REMEDIES = frozenset(
    {"request_return", "exchange_product", "request_refund", "request_repair", "cancel_order"}
    | {"ask_for_person", "report_damaged", "complaint"}
)
# Two names of one wish.
ALIKE = (
    frozenset({"request_return", "exchange_product", "request_refund"}),
    frozenset({"faq_question", "manual_question"}),
    frozenset({"order_status", "report_missing_part", "complaint"}),
)
REQUESTS = frozenset(
    {"faq_question", "manual_question", "order_status", "request_return", "request_refund"}
    | {"check_warranty", "request_repair", "complaint", "privacy", "delete_my_data"}
    | {"language_switch", "ask_for_person", "cancel_order", "change_address", "request_invoice"}
    | {"report_missing_part", "report_damaged", "return_status", "cancel_return"}
    | {"exchange_product", "register_product", "repair_status"}
)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text is taken for; `confidence` is 0 to 1."""

    intent: str
    confidence: float

    @property
    def is_request(self) -> bool:
        """Whether it surely asks for something."""
        return self.intent in REQUESTS and self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class Cut:
    """A text in two. `strong` is a joint that says "and another thing"."""

    left: str
    right: str
    strong: bool

    @property
    def is_long(self) -> bool:
        """Whether both parts say something; an answer before "and also" may be one word."""
        left, right = len(self.left.split()), len(self.right.split())
        return right >= FEWEST_WORDS and left >= (1 if self.strong else FEWEST_WORDS)


Understand = Callable[[str], Awaitable[Understood]]
AskedFor = Callable[[str], Awaitable[str | None]]


class Matters:
    """Cuts messages into matters; `understand` gives the intent of a text, `asked_for` the slot
    that a conversation's open form has asked for."""

    def __init__(self, understand: Understand, asked_for: AskedFor | None = None) -> None:
        self._understand = understand
        self._asked_for = asked_for

    async def of(self, text: str, conversation_id: str = "") -> list[str]:
        """The matters of `text` in the order in which to settle them; mostly `text` itself."""
        if not cuts(text):
            return [text]
        slot = await self._asked_for(conversation_id) if self._asked_for else None
        parts = await self._cut(text, MOST, slot)
        if not slot:
            # What was asked is answered before; else the language goes before all.
            parts.sort(key=lambda one: one[0] != "language_switch")
        return [words for _, words in parts]

    async def _cut(self, text: str, most: int, slot: str | None) -> list[tuple[str, str]]:
        """(intent, words) of each part; the intent is not asked for where nothing is cut."""
        for cut in cuts(text) if most > 1 else ():
            if slot and not may_cut(cut, slot):
                continue
            first, second = await self._understand(cut.left), await self._understand(cut.right)
            if are_two(first, second) or (slot and answers_first(cut, first, second)):
                rest = await self._cut(cut.right, most - 1, None)
                told = [(second.intent, cut.right)] if len(rest) == 1 else rest
                return [(first.intent, cut.left), *told]
        return [("", text)]


def cuts(text: str) -> list[Cut]:
    """Where `text` may be cut in two, the clearest joints first."""
    found = sorted(JOINED.finditer(text), key=lambda one: not one["strong"])
    all_cuts = [
        Cut(
            text[: one.start()].strip(" ,.;:"),
            text[one.end() :].strip(" ,.;:"),
            bool(one["strong"]),
        )
        for one in found
    ]
    story = len(text.split()) > LONGEST
    fit = [one for one in all_cuts if one.is_long and (one.strong or not story)]
    return fit[:MOST_CUTS]


def may_cut(cut: Cut, slot: str) -> bool:
    """Whether a message may be cut there while `slot` is asked for: where the second part is said
    as a request, and the first one too or "and another thing" stands between them."""
    if not ASKING.search(cut.right):
        return False
    return cut.strong or (slot not in FREE and bool(ASKING.search(cut.left)))


def answers_first(cut: Cut, first: Understood, second: Understood) -> bool:
    """Whether the first part is the answer, and the second one more request."""
    return cut.strong and not first.is_request and second.is_request


def are_two(first: Understood, second: Understood) -> bool:
    """Whether two parts of one message are two matters."""
    both = {first.intent, second.intent}
    if len(both) == 1 or not (first.is_request and second.is_request):
        return False
    if first.intent == "ask_for_person" or any(both <= one for one in ALIKE):
        return False
    return not (first.intent in FAULTS and second.intent in FAULTS | REMEDIES)
