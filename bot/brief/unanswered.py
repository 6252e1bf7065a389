"""What the customer still waits for: the newest sentence that nobody answered. Pure.

Depends on the rows of conversations and contacts, on the sentences, and on how an answer was
received.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.brief.messages import message_id
from bot.brief.receiving import ANSWERED, reception
from bot.brief.sentences import (
    FEWEST_WORDS,
    asks_back,
    is_answer,
    is_detail,
    parts,
    stands_alone,
    telling,
    weight,
)
from bot.contacts import Contact
from bot.conversations import Message

ASKS = 3
"""What a message that the assistant dealt with must weigh (see `sentences.weight`) to be open:
answers to a form's questions are settled."""
BAD = frozenset({"did_not_help", "asked_again"})
Logged = Mapping[str, Sequence[Contact]]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """`sentence` is an exact stretch of the message `text` with the number `seq`; `intent` is what
    it was taken for, where that is known. `tried`: the assistant answered it, and a person was
    wanted all the same."""

    sentence: str
    text: str
    seq: int
    intent: str | None = None
    also: tuple[str, ...] = ()
    tried: bool = False


def unanswered(
    messages: Sequence[Message], contacts: Sequence[Contact], after: int = 0
) -> Unanswered | None:
    """The newest of the messages above the number `after` that is open; None where none is.

    Whatever an agent has replied to is not open: no greeting is such a reply. What only adds to a
    question ("since yesterday", a number, the answer to an agent's question) gives way to the
    question before it, even where the assistant answered that and a person was wanted then; and to
    what began a form that was left, where nothing else was asked.
    """
    logged = by_message(contacts)
    own = list(_own(messages, after))
    found = [one for at in own if (one := _open(messages, at, logged))]
    whole = (one for one in found if stands_alone(one.sentence) and not _replies(messages, one))
    told = (one for one in found if not _replies(messages, one))
    chosen = next(whole, None) or _tried(messages, own, logged) or next(told, None)
    chosen = chosen or _begun(messages, own, logged)
    return replace(chosen, also=tuple(_also(found, chosen))) if chosen else None


def _own(messages: Sequence[Message], after: int) -> Iterator[int]:
    """Where the customer's words are to which no agent has replied, the newest first."""
    for at in range(len(messages) - 1, -1, -1):
        message = messages[at]
        if message.seq <= after or (message.author == "agent" and is_answer(message.text)):
            return
        if message.author == "customer" and message.payload is None:
            yield at


def _replies(messages: Sequence[Message], one: Unanswered) -> bool:
    """Whether it answers what an agent asked, and asks nothing itself."""
    before = [each for each in messages if each.seq < one.seq and each.author in ("agent", "bot")]
    asked = (
        bool(before)
        and before[-1].author == "agent"
        and any(map(asks_back, parts(before[-1].text)))
    )
    return asked and "?" not in one.text


def _tried(messages: Sequence[Message], own: Sequence[int], logged: Logged) -> Unanswered | None:
    """The newest question that was answered by the assistant before a person was wanted."""
    for at in own:
        for contact in reversed(logged.get(messages[at].client_id, ())):
            wanted = reception(contact, messages, at, logged)[0] == "wanted_person"
            sentence = telling(contact.text if wanted else "")
            if contact.outcome in ANSWERED and sentence and sentence in messages[at].text:
                given = messages[at]
                return Unanswered(sentence, given.text, given.seq, contact.intent, tried=True)
    return None


def _begun(messages: Sequence[Message], own: Sequence[int], logged: Logged) -> Unanswered | None:
    """What was told as a form began that nobody finished; None where anything was settled."""
    contacts = [one for at in own for one in logged.get(messages[at].client_id, ())]
    if any(one.outcome in ANSWERED for one in contacts):
        return None
    for at in reversed(own):
        sentence = telling(messages[at].text)
        if sentence and (weight(sentence) > 1 or len(sentence.split()) >= FEWEST_WORDS):
            return Unanswered(sentence, messages[at].text, messages[at].seq)
    return None


def _also(found: Sequence[Unanswered], chosen: Unanswered) -> Iterator[str]:
    """What else is open; of a message with a contact only what that is about."""
    for one in reversed(found):
        texts = [one.sentence] if one.intent else parts(one.text)
        for text in texts:
            if stands_alone(text) and text not in chosen.sentence and chosen.sentence not in text:
                yield text


def by_message(contacts: Sequence[Contact]) -> dict[str, list[Contact]]:
    """The contacts of each message by the client's id."""
    found: dict[str, list[Contact]] = defaultdict(list)
    for contact in contacts:
        found[message_id(contact.message_id)].append(contact)
    return found


def _open(messages: Sequence[Message], at: int, logged: Logged) -> Unanswered | None:
    """What of the message at `at` is open, if anything is."""
    message = messages[at]
    if is_detail(message.text):
        return None
    own = logged.get(message.client_id, ())
    if own:
        left = [one for one in own if _is_open(one, messages, at, logged)]
        # Of several matters in one message the contact has the words of its own.
        text = left[-1].text if left and len(own) > 1 else message.text
        sentence = telling(text) if left else None
        intent = left[-1].intent if left else None
    else:
        # Dealt with, and no contact of its own: part of a form, which may have been left.
        sentence = telling(message.text, ASKS if message.turn == "done" else 1)
        intent = None
    return Unanswered(sentence, message.text, message.seq, intent) if sentence else None


def _is_open(contact: Contact, messages: Sequence[Message], at: int, logged: Logged) -> bool:
    if contact.outcome in ("unanswered", "escalated"):
        return True
    return reception(contact, messages, at, logged)[0] in BAD
