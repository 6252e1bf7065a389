"""What was asked, what the assistant did about it, and how that was received. Pure.

Depends on the evidence, the receptions and the sentences.
"""

from collections.abc import Iterator, Mapping, Sequence

from bot.answers import GivenAnswer
from bot.brief.brief import Asked, Tried
from bot.brief.evidence import Evidence
from bot.brief.messages import message_id, numbers
from bot.brief.receiving import reception
from bot.brief.sentences import says_nothing
from bot.brief.unanswered import Unanswered, by_message
from bot.contacts import Contact

MOST_ASKED, MOST_TRIED = 5, 4
DID = frozenset({"answered_faq", "answered_manual", "transaction", "unanswered"})


def asked(evidence: Evidence, after: int, open_one: Unanswered | None) -> tuple[Asked, ...]:
    """Each question or request of this matter, the newest last."""
    found = [
        Asked(one.text, one.intent, one.outcome, one.product)
        for one in _contacts(evidence, after)
        if one.intent != "ask_for_person" or not says_nothing(one.text)
    ]
    told = " ".join(one.text for one in found)
    open_ones = (
        (*open_one.also, *([] if open_one.tried else [open_one.sentence])) if open_one else ()
    )
    for sentence in open_ones:
        if sentence not in told:
            found.append(Asked(sentence, "", "open"))
    return tuple(found[-MOST_ASKED:])


def tried(evidence: Evidence, after: int) -> tuple[Tried, ...]:
    """What the assistant did, the newest last."""
    answers = {one.message_id: one for one in evidence.answers}
    sources = _sources(evidence)
    logged = by_message(evidence.contacts)
    places = {one.client_id: at for at, one in enumerate(evidence.messages)}
    found = []
    for one in _contacts(evidence, after):
        if one.outcome in DID:
            at = places[message_id(one.message_id)]
            received, why = reception(one, evidence.messages, at, logged)
            given = answers.get(one.message_id)
            found.append(_tried(one, given, sources, received, why))
    return tuple(found[-MOST_TRIED:])


def _tried(
    contact: Contact,
    given: GivenAnswer | None,
    sources: Mapping[str, str],
    received: str,
    why: str | None,
) -> Tried:
    return Tried(
        question=contact.text,
        topic=contact.intent,
        how=contact.outcome,
        source=sources.get(given.id, "") if given else "",
        answer_id=given.id if given else "",
        confidence=given.confidence if given else None,
        reception=received,
        why=why,
    )


def _contacts(evidence: Evidence, after: int) -> Iterator[Contact]:
    """The contacts of this matter's messages."""
    known = numbers(evidence.messages)
    for one in evidence.contacts:
        if known.get(message_id(one.message_id), 0) > after:
            yield one


def _sources(evidence: Evidence) -> dict[str, str]:
    """Where each answer stands, by its id: "Levante · Leaks, p. 12"."""
    found = {}
    for message in evidence.messages:
        cited: Sequence[Mapping[str, object]] = message.data.get("citations") or ()
        if message.data.get("answer") and cited:
            first = cited[0]
            page = f", p. {first['page']}" if first.get("page") else ""
            found[str(message.data["answer"])] = f"{first['title']} · {first['heading']}{page}"
    return found
