"""Question and reply of a conversation that a person solved. Pure.

The question is what was open when the agent first replied; the reply is the last of the agent's
messages that tell something (no greeting, no "let me check", no question back) before the
customer said thanks, or before the end. Depends on the brief's sentences and the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.brief.receiving import THANKS
from bot.brief.sentences import (
    SETTLED,
    UNSETTLED,
    is_reply,
    sentences,
    tells,
)
from bot.brief.unanswered import unanswered
from bot.contacts import Contact
from bot.conversations import Message
from bot.folding import plain

FEWEST_WORDS = 5
LONGEST = 1200


@dataclass(frozen=True, slots=True)
class Told:
    """What was asked and what solved it, as it was written."""

    question: str
    reply: str


def case_of(
    messages: Sequence[Message], contacts: Sequence[Contact], after: int = 0
) -> Told | None:
    """The case in the messages above the number `after`, up to the end of one escalation; None
    where no question or no reply is found."""
    said = [one for one in messages if one.seq > after]
    first = next((n for n, one in enumerate(said) if is_agents(one)), None)
    if first is None:
        return None
    asked = unanswered(said[:first], contacts, after)
    reply = reply_in(said[first:])
    return Told(asked.sentence[:LONGEST], reply[:LONGEST]) if asked and reply else None


def is_agents(message: Message) -> bool:
    """Whether an agent tells something in it."""
    return message.author == "agent" and is_reply(message.text)


def reply_in(messages: Sequence[Message]) -> str:
    """The reply that solved it, without its greetings; empty where there is none."""
    thanked = next((n for n, one in enumerate(messages) if settles(one)), len(messages))
    before = [one.text for one in messages[:thanked] if is_agents(one)]
    found = [told for text in reversed(before) if (told := substance(text))]
    return found[0] if found else ""


def settles(message: Message) -> bool:
    """Whether the customer says that it is done."""
    said = plain(message.text)
    if message.author != "customer" or UNSETTLED.search(said):
        return False
    return bool(SETTLED.search(said)) or any(one in said for one in THANKS)


def substance(text: str) -> str:
    """`text` from its first sentence that tells something to its last; empty for a question back
    or too few words."""
    spans = sentences(text)
    telling = [(start, end) for start, end in spans if tells(text[start:end])]
    if not telling:
        return ""
    told = text[telling[0][0] : telling[-1][1]].strip()
    return told if len(told.split()) >= FEWEST_WORDS else ""
