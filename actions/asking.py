"""What a message asks, read with what was asked before it; looking it up; and keeping it.

Depends on the desk's look-up, follow-ups and the turn.
"""

from dataclasses import dataclass, replace

from rasa_sdk.events import SlotSet

from actions.desk import Desk
from actions.turn import Event, Turn
from bot import followups, language
from bot.answering import Answer, Refusal
from bot.candidates import FAQ_MARK
from bot.followups import Followup, LastQuestion
from bot.lookup import Inquiry, inquiry_of

ASKED = ("action_answer", "action_feedback", "action_fallback")
"""What answers questions: a message after one of them may lean on the question before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message as a question: what to look up, after which question it came, and what the last
    question makes of it. `named` says that the message itself says which product."""

    inquiry: Inquiry
    last: LastQuestion | None = None
    followup: Followup | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to say, and the inquiry that it answers."""

    said: Answer | Refusal
    inquiry: Inquiry


def last_question(turn: Turn) -> LastQuestion | None:
    """What was asked before this message."""
    return followups.from_slot(turn.slot("last_question"))


def read(turn: Turn) -> Asked | None:
    """The message as a question; None where it asks nothing: a bare button, "and the other?"
    with nothing before it. "In English, please" asks what was asked last once more."""
    last = last_question(turn)
    if turn.is_button:
        return read_button(turn, last)
    if language.asked_for(turn.text):
        return Asked(inquiry_again(turn, last), last) if last and turn.follows(*ASKED) else None
    words = turn.product_words
    followup = followups.read(turn.text, last, turn.entity("product"), words)
    if followup is None and last is None and followups.is_elliptical(turn.text, words):
        return None
    inquiry = inquiry_of(turn.text, turn.language, followup, turn.product, words)
    return Asked(inquiry, last, followup, bool(turn.entity("product")))


def read_button(turn: Turn, last: LastQuestion | None) -> Asked | None:
    """A product's button asks what was asked last about that product."""
    product = turn.entity("product")
    if product is None:
        return None
    if last is None:
        words = turn.earlier_words()
        inquiry = Inquiry(words, turn.language, product)
        return Asked(inquiry, named=True) if words else None
    return about_product(turn, last, product)


def about_product(turn: Turn, last: LastQuestion, product: str) -> Asked:
    """What was asked last, put about `product`, whose button has its name on it."""
    words = turn.title if turn.is_button else turn.product_words
    asked = followups.about(last, product, words)
    inquiry = Inquiry(asked.question, turn.language, product, asked.words)
    return Asked(inquiry, last, named=True)


def inquiry_again(turn: Turn, last: LastQuestion) -> Inquiry:
    """The last question as it was looked up."""
    return Inquiry(last.question, turn.language, last.product, last.words)


async def look_up(desk: Desk, turn: Turn, asked: Asked) -> Found:
    """What is known of it, unless editors left such questions to people."""
    found = await look_up_known(desk, turn, asked)
    question, language = found.inquiry.question, found.inquiry.language
    if desk.people and await desk.people.asked(question, language):
        return Found(left_to_people(desk, found.said, language), found.inquiry)
    return found


def left_to_people(desk: Desk, said: Answer | Refusal, language: str) -> Refusal:
    """The refusal in the place of what there is to say, which is its nearest topic."""
    if isinstance(said, Refusal):
        return Refusal("for_people", said.topics, said.confidence)
    path = said.citation.heading_path if said.citation else ()
    topic = path[-1] if path else desk.lookup.faq_question(said.faq_id or "", language)
    return Refusal("for_people", [topic] if topic else [], said.confidence)


async def look_up_known(desk: Desk, turn: Turn, asked: Asked) -> Found:
    """What is known of it: completed by the last question where it leans on it, and of any
    product where the one that was only talked about before is not the one meant now."""
    asked = as_meant(desk, asked)
    said = await desk.lookup.find(asked.inquiry, **turn.ids)
    if asked.followup:
        return await look_up_followup(desk, turn, asked, asked.followup, said)
    found = Found(said, asked.inquiry)
    if isinstance(said, Refusal) and asked.inquiry.product and not asked.named:
        anywhere = replace(asked.inquiry, product=None, product_words="")
        said = await desk.lookup.find(anywhere, **turn.ids)
        known = isinstance(said, Answer) or said.reason == "which_product"
        return Found(said, anywhere) if known else found
    return found


def as_meant(desk: Desk, asked: Asked) -> Asked:
    """About the product that a word names which editors taught; it goes before what the assistant
    itself takes for a product's name."""
    meant = desk.lookup.meant(asked.inquiry)
    if meant == asked.inquiry:
        return asked
    return replace(asked, inquiry=meant, named=meant.product is not None)


async def look_up_followup(
    desk: Desk, turn: Turn, asked: Asked, followup: Followup, first: Answer | Refusal
) -> Found:
    """The answer to the completed question, or that to the message as it is, in the order of
    how sure the completion is; what it was completed to stays in mind where it is."""
    spoken = asked.inquiry.language
    whole = Inquiry(followup.question, spoken, followup.product, followup.words)
    alone = inquiry_of(turn.text, spoken, None, turn.product, turn.product_words)
    if followup.sure:
        if is_of_no_product(first) and asked.inquiry != whole:
            first = await desk.lookup.find(whole)
        if isinstance(first, Refusal) and followup.own:
            first = await desk.lookup.find(alone)
        return Found(first, whole)
    if isinstance(first, Answer):
        return Found(first, alone)
    second = await desk.lookup.find(replace(whole, question=followup.search))
    says_so = isinstance(second, Answer) and answers(second, followup)
    return Found(second, whole) if says_so else Found(first, alone)


def is_of_no_product(said: Answer | Refusal) -> bool:
    """Whether the FAQ answered, which knows no product: one that was left out of the question
    must be in it then."""
    return isinstance(said, Answer) and said.kind == "faq"


def answers(said: Answer, followup: Followup) -> bool:
    """Whether an answer to the completed question says the message's own words."""
    place = " ".join(said.citation.heading_path) if said.citation else ""
    return followups.says(f"{place} {said.text}", followup.own)


def remember(desk: Desk, turn: Turn, found: Found, last: LastQuestion | None) -> list[Event]:
    """Keep the question for the next message, which may lean on it."""
    inquiry, source = found.inquiry, source_of(found.said)
    same = last is not None and (last.question, last.product) == (inquiry.question, inquiry.product)
    tried = last.tried if last and same else ()
    question = LastQuestion(
        inquiry.question,
        inquiry.product or product_answered(desk, found.said),
        inquiry.product_words,
        tried=(*tried, source) if source else tried,
    ).after(last)
    desk.lookup.remember(turn.conversation_id, question)
    events: list[Event] = [SlotSet("last_question", question.as_slot())]
    if inquiry.product and inquiry.product != turn.slot("product"):
        events.append(SlotSet("product", inquiry.product))
    return events


def product_answered(desk: Desk, said: Answer | Refusal) -> str | None:
    """The product whose manual answered a question that named none: what is asked next leans on
    it. It is not taken for the customer's own: no form is filled with it."""
    cited = said.citation if isinstance(said, Answer) else None
    return desk.lookup.product_of(cited) if cited else None


def source_of(said: Answer | Refusal) -> str | None:
    """What an answer is from: a passage's id, or "faq:" and an entry's."""
    if isinstance(said, Refusal):
        return None
    return said.citation.passage_id if said.citation else f"{FAQ_MARK}{said.faq_id}"
