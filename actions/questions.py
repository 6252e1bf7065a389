"""Questions: answered with an exact copy of the FAQ or a manual, its page, and a link to it.

Depends on the desk's look-up, the contact log and the answers given.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions import wording
from actions.asking import (
    Asked,
    Found,
    inquiry_again,
    last_question,
    look_up,
    read,
    remember,
)
from actions.citing import attachment
from actions.desk import Desk
from actions.turn import Event, Turn
from bot.answering import Answer, Refusal
from bot.answers import AnswerEntry
from bot.language import asked_for
from bot.lookup import Inquiry
from bot.offtopic import kind_of

# The transaction that customers often want after reading a FAQ entry, by the id's first word.
NEXT_STEP = {
    "returns": "request_return",
    "refunds": "request_refund",
    "warranty": "check_warranty",
    "repairs": "request_repair",
    "orders": "order_status",
}
# What is said of a question that nobody here answers, by its kind.
REFUSED = {
    "not_ours": "utter_not_ours",
    "opinion": "utter_no_opinion",
    "for_people": "utter_needs_person",
}


class AnswerQuestion(Action):
    """Answers, or says that it does not know and offers the nearest topics and a person."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def name(self) -> str:
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        source = turn.entity("source")
        if source and turn.is_button:
            return await self._chosen(turn, source)
        asked = read(turn)
        if asked is None:
            # A form that is open asks again by itself, in the language that was wished for.
            if not (turn.in_form and asked_for(turn.text)):
                turn.say("utter_which_question")
            return []
        return await self.answer(turn, asked)

    async def answer(self, turn: Turn, asked: Asked) -> list[Event]:
        """Say what is known of it; what was asked stays in mind."""
        if asked.followup and asked.followup.which:
            return await ask_which(self._desk, turn, asked.last.product if asked.last else None)
        found = await look_up(self._desk, turn, asked)
        if isinstance(found.said, Refusal):
            await say_unknown(self._desk, turn, found.said, found.inquiry)
            return remember(self._desk, turn, found, asked.last)
        return await self._say(turn, asked, found, found.said)

    async def answer_known(self, turn: Turn, asked: Asked) -> list[Event] | None:
        """Say what is known of it; None, and not a word, where nothing is."""
        found = await look_up(self._desk, turn, asked)
        if isinstance(found.said, Refusal):
            return None
        return await self._say(turn, asked, found, found.said)

    async def _say(self, turn: Turn, asked: Asked, found: Found, said: Answer) -> list[Event]:
        await self._say_about(turn, asked, found)
        await say_answer(self._desk, turn, said, found.inquiry)
        return remember(self._desk, turn, found, asked.last)

    async def _say_about(self, turn: Turn, asked: Asked, found: Found) -> None:
        """Name the product of the answer where the customer only said "the other one"."""
        before, now = asked.last.product if asked.last else None, found.inquiry.product
        if asked.followup and not asked.named and now not in (None, before):
            names = {one.id: one.name for one in await self._desk.backoffice.products()}
            turn.say("utter_about_product", product=names.get(now or "", now or ""))

    async def _chosen(self, turn: Turn, source: str) -> list[Event]:
        """Another answer to the last question, chosen from a list."""
        last = last_question(turn)
        inquiry = inquiry_again(turn, last) if last else Inquiry("", turn.language)
        said = await self._desk.lookup.answer_from(inquiry, source) if last else None
        if said is None:
            turn.say("utter_sorry")
            return []
        await say_answer(self._desk, turn, said, inquiry)
        return remember(self._desk, turn, Found(said, inquiry), last)


async def ask_which(desk: Desk, turn: Turn, besides: str | None = None) -> list[Event]:
    """Ask which product, with a button for each but the one that it is not."""
    names = {one.id: one.name for one in await desk.backoffice.products() if one.id != besides}
    turn.say("utter_question_which_product", buttons=wording.products(names, "manual_question"))
    return []


async def say_answer(
    desk: Desk,
    turn: Turn,
    answer: Answer,
    inquiry: Inquiry,
    response: str = "utter_answer",
    form: str | None = None,
) -> None:
    """Utter the answer with its source; log the contact of this message (or of `form`) and the
    answer as it was said."""
    answer = await desk.lookup.worded(inquiry, answer)
    citation = answer.citation
    contact = turn.contact(
        f"answered_{answer.kind}",
        form,
        text=None if form else retold(turn, inquiry),
        product=inquiry.product,
        faq_id=answer.faq_id,
        passage_id=citation.passage_id if citation else None,
        index_version=citation.version if citation else None,
    )
    entry = AnswerEntry(
        conversation_id=contact.conversation_id,
        message_id=contact.message_id,
        question=inquiry.question,
        language=turn.language,
        answer=answer,
        product=inquiry.product,
        faq_revision=desk.lookup.faq_revision,
    )
    attached = attachment(answer, entry.id, desk.settings.own_url, desk.lookup.figures)
    near = await desk.lookup.rivals(inquiry, answer)
    buttons = [wording.see_also(one.title, one.source, turn.language) for one in near]
    buttons += next_steps(answer, turn)
    turn.say(response, text=answer.text, attached=attached, buttons=buttons)
    desk.contacts.log_soon(contact)
    desk.answers.log_soon(entry)


async def say_unknown(desk: Desk, turn: Turn, refusal: Refusal, inquiry: Inquiry) -> None:
    """No answer: ask which product, or offer the nearest topics and a person; log it."""
    if refusal.reason == "which_product" and not turn.is_button:
        await ask_which(desk, turn)
    else:
        refuse(turn, refusal)
    log_unanswered(desk, turn, refusal, inquiry)


def refuse(turn: Turn, refusal: Refusal) -> None:
    """Say that there is no answer and why, with the nearest topics and a person."""
    topics = [wording.topic(one) for one in refusal.topics]
    unknown = "utter_no_answer_topics" if topics else "utter_no_answer"
    kind = kind_of(turn.text, bool(turn.entity("product")))
    response = unknown if turn.is_button else REFUSED.get(kind, unknown)
    if refusal.reason == "for_people":
        response = REFUSED["for_people"]
    turn.say(response, buttons=[*topics, wording.person(turn.language)])


def log_unanswered(
    desk: Desk, turn: Turn, refusal: Refusal, inquiry: Inquiry, reason: str | None = None
) -> None:
    """The contact; its likely cause is looked for after the turn."""
    reason = reason or ("no_content" if refusal.reason == "no_content" else "low_confidence")
    known = "person_only" if refusal.reason == "for_people" else None
    contact = turn.contact(
        "unanswered",
        text=retold(turn, inquiry),
        reason=reason,
        product=inquiry.product,
        cause=known,
    )
    desk.contacts.log_soon(contact, None if known else desk.lookup.cause(inquiry, refusal))


def retold(turn: Turn, inquiry: Inquiry) -> str | None:
    """The whole question where the message is a button or leans on the one before it: read by
    itself "and the robot?" says nothing."""
    return inquiry.question if inquiry.question and inquiry.question != turn.text else None


def next_steps(answer: Answer, turn: Turn) -> list[wording.Button]:
    """A button for the transaction that the FAQ entry is about, if any."""
    intent = NEXT_STEP.get((answer.faq_id or "").partition("-")[0])
    return [wording.transaction(intent, turn.language)] if intent else []
