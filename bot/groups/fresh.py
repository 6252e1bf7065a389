"""New questions, from the contact log and from what customers say to people.

Depends on what is read of both, on what is a question, on the products' names and the language
detector.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.brief.messages import message_id
from bot.contacts import Contact
from bot.groups.asking import (
    NO_QUESTION,
    asked_in_vain,
    asked_of_people,
    began,
    is_asked,
    opens_with,
)
from bot.groups.reading import Logged, Said
from bot.language import LanguageDetector
from bot.masking import mask
from bot.product_words import ProductWords

ANSWERED = frozenset({"answered_faq", "answered_manual", "transaction"})
"""Outcomes with which the assistant had an answer."""
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Fresh:
    """A question that is not kept yet. `said`: it was asked of people."""

    conversation_id: str
    message_id: str
    contact_id: int | None
    asked_at: datetime
    language: str
    product: str | None
    intent: str | None
    channel: str
    answered_by: str
    text: str
    simulated: bool
    said: bool = False


def answered_by(contact: Contact) -> str:
    """Who answered a contact, as far as the log tells."""
    return "assistant" if contact.outcome in ANSWERED else "nobody"


def taken_for(contact: Contact) -> str:
    """What a contact was taken for: where it was answered, the intent of mere manners was wrong."""
    wrong = contact.intent in NO_QUESTION and contact.outcome.startswith("answered")
    return "nlu_fallback" if wrong else contact.intent


class Finder:
    """Tells questions from the rest."""

    def __init__(self, products: ProductWords) -> None:
        self._products = products
        self._detector = LanguageDetector()

    def logged(self, one: Logged) -> Fresh | None:
        """The question of a contact; None where it is none."""
        contact = one.contact
        if not is_asked(contact.text, taken_for(contact)):
            return None
        return Fresh(
            conversation_id=contact.conversation_id,
            message_id=contact.message_id,
            contact_id=contact.id,
            asked_at=contact.created_at,
            language=contact.language,
            product=contact.product or self._products.product_in(contact.text),
            intent=contact.intent,
            channel=one.channel,
            answered_by=answered_by(contact),
            text=contact.text,
            simulated=one.simulated,
        )

    def said(self, one: Said) -> Fresh | None:
        """The question of a message that is not in the contact log; None where it is none."""
        message, talk = one.message, one.conversation
        asked = asked_in(one)
        if not asked:
            return None
        return Fresh(
            conversation_id=message.conversation_id,
            message_id=message.client_id,
            contact_id=None,
            asked_at=message.created_at,
            language=self._detector.detect(message.text, talk.language),
            product=self._products.product_in(message.text),
            intent=None,
            channel=talk.channel,
            answered_by="nobody",
            text=mask(asked)[:LONGEST],
            simulated=talk.simulated,
            said=not one.in_vain,
        )


def asked_in(one: Said) -> str | None:
    """What a message asks, by whom it was put to and whether it opens the matter."""
    if one.in_vain:
        return (began if one.opens else asked_in_vain)(one.message.text)
    return (opens_with if one.opens else asked_of_people)(one.message.text)


def plain_id(fresh: Fresh) -> str:
    """The id of the message itself: of several matters in one each has its own."""
    return message_id(fresh.message_id)
