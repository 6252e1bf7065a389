"""What of all that customers say is a question: to be answered, and to be counted. Pure.

Greetings, thanks, yes and no, what a form asked for, verdicts on an answer and the wish for a
person are none. Spanish and English. Depends on the sentences of the brief, small talk and the
folding.
"""

import re

from bot.brief.sentences import (
    is_detail,
    is_reaction,
    parts,
    says_nothing,
    stands_alone,
    telling,
    weight,
    without_wish,
)
from bot.folding import plain
from bot.followups import own_words
from bot.smalltalk import kind_of

NO_QUESTION = frozenset(
    {"greet", "goodbye", "thank", "ask_if_bot", "affirm", "deny", "cancel", "inform"}
    | {"language_switch", "ask_for_person", "feedback_positive", "feedback_negative"}
)
"""Intents of messages that ask for nothing that could be answered or done."""
UNSURE = frozenset({"nlu_fallback", "out_of_scope"})
"""Intents that do not tell: the words must."""
FEWEST_OWN = 2
FEWEST_WORDS = 3
PLAINLY = re.compile(
    r"[?¿]|^\W*(?:qu[eé]|c[oó]mo|cu[aá](?:l|nd|nt)\w*|d[oó]nde|qui[eé]n|what|how|when|where|which"
    r"|who|why|can|could|do|does|did|is|are|will)\b",
    re.IGNORECASE,
)
CHECKING = frozenset(
    {"sigue ahi", "hola?", "hello?", "are you there", "any news", "alguna novedad"}
)


def is_asked(text: str, intent: str) -> bool:
    """Whether a contact's `text` asks for something."""
    if intent in NO_QUESTION or text.startswith("/") or not any(map(str.isalpha, text)):
        return False
    if says_nothing(text) or is_detail(text):
        return False
    if intent in UNSURE:
        if kind_of(text) or (is_reaction(text) and "?" not in text):
            return False
        return len(own_words(text, "")) >= FEWEST_OWN or any(map(stands_alone, parts(text)))
    return True


def asked_of_people(text: str) -> str | None:
    """The question in a message to an agent; None where it asks nothing by itself.

    What is told in the course of a talk ("I tried that", "the one in the kitchen") is none.
    """
    if says_nothing(text) or is_detail(text) or kind_of(text) or _is_checking(text):
        return None
    found = telling(text)
    if not found or not (stands_alone(found) or _is_asking(found)):
        return None
    return without_wish(text) if _is_short(text) else found


def opens_with(text: str) -> str | None:
    """The question of the first message to people, which may be told and not asked: "my order
    came broken"; None where it is nothing of its own."""
    asked = asked_of_people(text)
    if asked or says_nothing(text) or is_detail(text) or is_reaction(text) or kind_of(text):
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
    """Whether it is a short question with a topic: "where is my order?"."""
    asks = "?" in sentence and len(sentence.split()) >= FEWEST_WORDS
    return asks and bool(own_words(sentence, "")) and not is_reaction(sentence)


def _is_short(text: str) -> bool:
    return len(text.split()) <= 40


def _is_checking(text: str) -> bool:
    """Whether it only asks whether somebody is there."""
    said = plain(text)
    return any(one in said for one in CHECKING) and len(said.split()) <= 6
