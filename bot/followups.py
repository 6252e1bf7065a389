"""What a message means that only makes sense after the question before it. Pure.

"And the robot?", "¿y cada cuánto?": such a message lacks its topic, its asking words or its
product, and is completed with those of the last question. One with a topic of its own is left
alone. Spanish and English. Depends on `bot.asked`, `bot.rephrasing` and the words of
`bot.knowledge`.
"""

import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.asked import Kind, asked_in
from bot.knowledge.words import SAID_EVERYWHERE, WORD, fold, stem
from bot.rephrasing import (
    ASKING,
    MEASURED,
    asked_otherwise,
    with_product,
    with_thing,
    without_product,
)

MOST_OWN, FEW_OWN = 4, 2
"""Words of its own that a message beginning with "and" may have and still lean on the last; and
one that asks something without it."""
MOST_PRODUCTS = 6
GREETING = r"(?:(?:hola|buenas|hi|hello|ok|okay|vale|gracias|thanks)\W+)*"
OPENING = re.compile(
    rf"^\W*{GREETING}(?:y|e|and|pero|but|or|o|also|tambi[eé]n|(?:and |y )?(?:what|how) about"
    r"|(?:y )?qu[eé] (?:hay|pasa|tal) (?:de|del|con))\b\W*",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:the )?other (?:one|model|appliance|machine|device|product)s?\b|\bthe other\W*$"
    r"|\b(?:el|la) otr[oa](?: (?:modelo|aparato|m[aá]quina|producto))?\W*$",
    re.IGNORECASE,
)
WHAT_IS = re.compile(
    r"\b(?:what|which|who|qu[eé]|cu[aá]l|qui[eé]n) (?:is|are|es|son)\b", re.IGNORECASE
)
# Words that carry no topic, besides those that a search leaves out: how much, of which, doing it.
WITHOUT_TOPIC = frozenset(
    fold(
        "often frequently regularly frecuencia many much times time long tiempo tarda veces "
        "tardar take takes taken done hacerlo hacerla hacerse hace haga hagan need needs hay "
        "deberia needed model models modelo modelos one ones appliance machine device product "
        "aparato maquina producto same mismo misma igual case caso happens pasa thing cosa exactly "
        "exactamente please favor then now ahora luego pues vale okay mean means tell say dime "
        "digame know saber about case again otra tal there mine yours on sobre"
    ).split()
)


@dataclass(frozen=True, slots=True)
class LastQuestion:
    """What was asked last, complete. `words` name the `product` (an id) in it; `products` are
    those talked about so far, the newest last; `tried` are the sources that answered it."""

    question: str
    product: str | None = None
    words: str = ""
    products: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()

    def as_slot(self) -> dict[str, Any]:
        """The same as Rasa keeps it."""
        return asdict(self) | {"products": [*self.products], "tried": [*self.tried]}

    def after(self, earlier: "LastQuestion | None") -> "LastQuestion":
        """The same with the products of the question before it."""
        known = [*(earlier.products if earlier else ())]
        if self.product:
            known = [*(one for one in known if one != self.product), self.product]
        return replace(self, products=tuple(known[-MOST_PRODUCTS:]))


def from_slot(kept: Any) -> LastQuestion | None:
    """What `as_slot` gave; None for anything else."""
    if not isinstance(kept, dict) or not kept.get("question"):
        return None
    names = LastQuestion.__dataclass_fields__
    known = {name: value for name, value in kept.items() if name in names}
    lists = {name: tuple(known.get(name) or ()) for name in ("products", "tried")}
    return LastQuestion(**known | lists)


@dataclass(frozen=True, slots=True)
class Followup:
    """A message completed: `question` about `product`, whom `words` name in it.

    A message with `own` words may also stand alone. That is tried first where the completion is
    not `sure`; an answer to it must say those words then. With `which`, "the other one" was said
    and there is no telling which.
    """

    question: str
    product: str | None
    words: str = ""
    own: tuple[str, ...] = ()
    sure: bool = True
    which: bool = False

    @property
    def search(self) -> str:
        """What to look up in the manuals of the product. Where a number is asked for its name is
        left out: every page has it."""
        wants_number = asked_in(self.question).kind in (Kind.INTERVAL, Kind.MEASURE)
        return without_product(self.question, self.words) if wants_number else self.question


def read(
    text: str, last: LastQuestion | None, product: str | None = None, words: str = ""
) -> Followup | None:
    """`text` completed with `last`; None when it stands alone or there is nothing before it.

    `product` is the one that `text` names, with `words`.
    """
    if last is None or WHAT_IS.search(text):
        return None
    own, opened = own_words(text, words), bool(OPENING.search(text))
    other = bool(OTHER.search(text)) and product is None
    if own:
        few = len(own) <= (MOST_OWN if opened else FEW_OWN)
        leans = few and not other and (opened or (asks(text) and product is None))
        return leaning(text, last, product, words, tuple(own)) if leans else None
    if not (asks(text) or product or other):
        return None
    meant = the_other(last) if other else product or last.product
    if other and meant is None:
        return Followup(last.question, None, which=True)
    base = about(last, meant, words, text)
    question = base.question
    if asks(text):
        question = asked_otherwise(question, bare(text, words), base.words)
    return Followup(question, base.product, base.words)


def is_elliptical(text: str, words: str = "") -> bool:
    """Whether `text` has no topic: "and how often?", "¿y el otro?"; `words` name a product."""
    leads = asks(text) or OPENING.search(text) or OTHER.search(text)
    return bool(leads) and not own_words(text, words) and not WHAT_IS.search(text)


def about(last: LastQuestion, product: str | None, words: str = "", text: str = "") -> LastQuestion:
    """The last question put about `product`, which `text` names with `words`."""
    if product == last.product and not words:
        return last
    question = with_product(last.question, last.words, words, text or words)
    return replace(last, question=question, product=product, words=words)


def leaning(
    text: str, last: LastQuestion, product: str | None, words: str, own: tuple[str, ...]
) -> Followup:
    """ "And the drip tray?" is asked as the last one was, "and how is it cleaned?" of its topic."""
    base = about(last, product, words, text) if product else last
    added = bare(text, words)
    if asks(text):
        whole = asked_otherwise(base.question, added, base.words)
        return Followup(whole, base.product, base.words, own, sure=False)
    other = with_thing(base.question, added)
    whole = other or f"{base.question} {added}"
    return Followup(whole, base.product, base.words, own, sure=other is not None)


def says(text: str, own: tuple[str, ...]) -> bool:
    """Whether `text` has every word of `own`, in whatever form."""
    said = {stem(word) for word in WORD.findall(fold(text))}
    return all(stem(word) in said for word in own)


def own_words(text: str, words: str) -> list[str]:
    """The words of `text` that carry a topic: none that name the product, ask, or only join.

    What is measured is a topic where the product is named: "how loud is the robot?" is whole.
    """
    whose = r"\1" if words else " "
    text = MEASURED.sub(whose, text)
    for pattern in (OPENING, OTHER, *ASKING):
        text = pattern.sub(" ", text)
    said = WORD.findall(fold(text.replace("'", " ")))
    known = SAID_EVERYWHERE | WITHOUT_TOPIC | {*WORD.findall(fold(words))}
    return [word for word in said if word not in known and (len(word) > 1 or word.isdigit())]


def asks(text: str) -> bool:
    """Whether `text` has asking words: how often, how long, why."""
    without = re.sub(r"\b(?:what|how) about\b", " ", text, flags=re.IGNORECASE)
    return any(pattern.search(without) for pattern in ASKING)


def the_other(last: LastQuestion) -> str | None:
    """The other one of two products talked about; None where it is not two."""
    others = [one for one in last.products if one != last.product]
    return others[0] if len(others) == 1 and len(last.products) == 2 else None


def bare(text: str, words: str) -> str:
    """`text` without what joins it to the one before, its signs, and the product's name."""
    said = OPENING.sub("", text).strip(" ¿?¡!.,;:")
    if words and words in said:
        # "how often for the robot": the name goes into the topic, with what leads to it.
        led = r"(?:\b(?:for|in|on|with|of|to|en|de|del|para|con|a|al|the|el|la|los|las|my|mi)\s+)*"
        said = re.sub(led + re.escape(words), " ", said).strip(" ,")
    return said
