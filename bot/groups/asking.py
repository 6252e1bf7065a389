"""What of all that customers say is a question: to be answered, and to be counted. Pure.

Greetings, thanks, yes and no, what a form asked for, verdicts on an answer and the wish for a
person are none. Spanish and English. Depends on the sentences of the brief, small talk and the
folding.
"""

import re

from bot.brief.sentences import (
    FAULT,
    IMPATIENT,
    is_detail,
    is_reaction,
    is_wish,
    parts,
    says_nothing,
    stands_alone,
    telling,
    weight,
    without_wish,
)
from bot.courtesies import is_courtesy
from bot.folding import plain
from bot.followups import own_words
from bot.smalltalk import kind_of

NO_QUESTION = frozenset(
    {"greet", "goodbye", "thank", "ask_if_bot", "affirm", "deny", "cancel", "inform"}
    | {"language_switch", "ask_for_person", "feedback_positive", "feedback_negative"}
)
"""Intents of messages that ask for nothing that could be answered or done."""
LOOKED_UP = frozenset({"faq_question", "manual_question"})
"""Intents of questions that are looked up: a number in them is a model's."""
A_REQUEST = "a request"
"""In the place of an intent where it is only known that a form was begun."""
UNSURE = frozenset({"nlu_fallback", "out_of_scope"})
"""Intents that do not tell: the words must."""
FEWEST_OWN = 2
FEWEST_WORDS = 3
PLAINLY = re.compile(
    r"[?¿]|^\W*(?:qu[eé]|c[oó]mo|cu[aá](?:l|nd|nt)\w*|d[oó]nde|qui[eé]n|what|how|when|where|which"
    r"|who|why|can|could|do|does|did|is|are|will)\b",
    re.IGNORECASE,
)
OF_WHAT = re.compile(
    r"^\W*(?:(?:can|could) you tell me|(?:me )?(?:puede|podr[ií]a)[ns]? decir(?:me)?|d[ií]game)?\W*"
    r"(?:de |a |en |por )?(?:qu[eé]|c[oó]mo|cu[aá](?:l|nd|nt)\w*|d[oó]nde|qui[eé]n|what|how|when"
    r"|where|which|who|why)\b",
    re.IGNORECASE,
)
"""How questions begin that are written without their sign."""
IN_PERSON = re.compile(r"\b(?:en persona|in person)\b", re.IGNORECASE)
"""No wish for a person: "where can I see them in person"."""
VERDICT = re.compile(
    r"answer(?:ed)?|awful|bad|convince[ds]?|enough|find|good|happy|honest|not?|nothing|poor|said"
    r"|satisfied|service|sorry|terrible|told|true|truth|unacceptable|use(?:ful|less)?"
    r"|convencen?|content[ao]|dich?o|dicen|dijer?on|fatal|gust[ao]|igual|inaceptable|(?:in)?util"
    r"|mal[ao]?|nada|parece|pena|pesim[ao]|respuesta|sirven?|solucion|verdad|verguenza"
)
"""Words that say what is thought of an answer, and nothing of what was asked."""
CHECKING = frozenset(
    {"sigue ahi", "hola?", "hello?", "are you there", "any news", "alguna novedad"}
)


def is_asked(text: str, intent: str) -> bool:
    """Whether a contact's `text` asks for something."""
    if intent in NO_QUESTION or text.startswith("/") or not any(map(str.isalpha, text)):
        return False
    known = intent not in UNSURE
    if is_detail(text) and intent not in LOOKED_UP:
        return False
    if _says_nothing(text) and not (known and is_request(text, intent)):
        return False
    if not known:
        if kind_of(text) or (is_reaction(text) and "?" not in text):
            return False
        if _is_verdict(text):
            return False
        said = parts(text)
        whole = any(map(stands_alone, said)) or any(map(_is_asking, said))
        return whole or len(own_words(text, "")) >= FEWEST_OWN
    return True


def is_request(text: str, intent: str) -> bool:
    """Whether words that seem impatience alone ask for a transaction: "still waiting for my
    order"."""
    if intent in LOOKED_UP or is_courtesy(text) or is_wish(text):
        return False
    return bool(IMPATIENT.search(plain(text)) and own_words(text, ""))


def began(text: str) -> str | None:
    """The request in words that began a form; None where they are none of their own."""
    return without_wish(text) if is_asked(text, A_REQUEST) else None


def asked_of_people(text: str) -> str | None:
    """The question in a message to an agent; None where it asks nothing by itself.

    What is told in the course of a talk ("I tried that", "the one in the kitchen") is none.
    """
    if _is_nothing(text) or _is_checking(text):
        return None
    found = telling(text)
    if not found or not (stands_alone(found) or _is_asking(found)):
        return None
    return without_wish(text) if _is_short(text) else found


def opens_with(text: str) -> str | None:
    """The question of the first message to people, which may be told and not asked: "my order
    came broken"; None where it is nothing of its own."""
    asked = asked_of_people(text)
    if asked or _is_nothing(text) or is_reaction(text):
        return asked
    found = telling(text)
    few = not found or weight(found) < 1 or len(own_words(found, "")) < FEWEST_OWN
    return None if few else found


def asked_in_vain(text: str) -> str | None:
    """The question in a message that the assistant took for something else: an answer to its form,
    a greeting with a few words more. Only what plainly asks is one."""
    found = asked_of_people(text)
    return found if found and PLAINLY.search(found) else None


def _is_asking(sentence: str) -> bool:
    """Whether it is a short question with a topic: "where is my order"."""
    asks = "?" in sentence or bool(OF_WHAT.search(sentence))
    long = len(sentence.split()) >= FEWEST_WORDS
    return asks and long and bool(own_words(sentence, "")) and not is_reaction(sentence)


def _says_nothing(text: str) -> bool:
    return says_nothing(IN_PERSON.sub(" ", text))


def _is_nothing(text: str) -> bool:
    """Whether a message to people is manners, a wish for them, details or a verdict."""
    return _says_nothing(text) or is_detail(text) or bool(kind_of(text)) or _is_verdict(text)


def _is_verdict(text: str) -> bool:
    """Whether all that it says is what the customer thinks of an answer: "I am not happy with
    that"."""
    said = own_words(text, "")
    asks = "?" in text or FAULT.search(plain(text))
    return not asks and bool(said) and all(map(VERDICT.fullmatch, said))


def _is_short(text: str) -> bool:
    return len(text.split()) <= 40


def _is_checking(text: str) -> bool:
    """Whether it only asks whether somebody is there."""
    said = plain(text)
    return any(one in said for one in CHECKING) and len(said.split()) <= 6
