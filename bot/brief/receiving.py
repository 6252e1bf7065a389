"""How an answer of the assistant was received: by a thumb, or by what the customer said next.

Pure. Depends on the rows of conversations and contacts, on the reasons of `bot.verdicts`, and on
the sentences.
"""

from collections.abc import Mapping, Sequence

from bot.brief.sentences import is_detail, is_reaction, is_wish
from bot.contacts import Contact
from bot.conversations import Message
from bot.folding import plain
from bot.knowledge.words import stems
from bot.verdicts import reason_in
from bot.words import PERSON

ALIKE = 0.6
"""The share of words in common from which one question is the other again."""
THANKS = ("gracias", "thank", "cheers", "perfecto", "genial", "perfect", "great")
ANSWERED = frozenset({"answered_faq", "answered_manual", "transaction"})


def reception(
    contact: Contact,
    messages: Sequence[Message],
    at: int,
    logged: Mapping[str, Sequence[Contact]],
) -> tuple[str, str | None]:
    """A key of `words.RECEPTIONS` and the reason that was given, for the answer to the message at
    `at` of `messages`. `logged` has the contacts by message."""
    if contact.feedback:
        helped = contact.feedback > 0
        return ("helped" if helped else "did_not_help"), contact.feedback_reason
    said = [one for one in messages[at + 1 :] if one.author == "customer"]
    if not said:
        return "nothing_said", None
    # A number that was asked for in between says nothing about the answer.
    following = next((one for one in said if not is_detail(one.text)), said[-1])
    if following.payload == PERSON or is_wish(following.text):
        return "wanted_person", None
    if following.payload is None and is_again(following.text, contact.text):
        return "asked_again", None
    if any(one.outcome in ANSWERED for one in logged.get(following.client_id, ())):
        return "went_on", None
    reason = reason_in(following.text) if following.payload is None else None
    if reason or (following.payload is None and is_reaction(following.text)):
        return "did_not_help", reason
    thanked = any(word in plain(following.text) for word in THANKS)
    return ("thanked" if thanked else "went_on"), None


def is_again(text: str, question: str) -> bool:
    """Whether two texts ask the same in nearly the same words."""
    first, second = stems(text), stems(question)
    together = first | second
    return len(together) > 1 and len(first & second) / len(together) >= ALIKE
