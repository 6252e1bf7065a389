"""Questions: answered with an exact copy of the FAQ or a manual, its page, and a link to it.

Depends on the desk's look-up and the contact log.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions import wording
from actions.desk import Desk
from actions.turn import Event, Turn
from bot.answering import Answer, Citation, Refusal
from bot.lookup import Inquiry

# The transaction that customers often want after reading a FAQ entry, by the id's first word.
NEXT_STEP = {
    "returns": "request_return",
    "refunds": "request_refund",
    "warranty": "check_warranty",
    "repairs": "request_repair",
    "orders": "order_status",
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
        question = turn.text
        if turn.is_button:
            question = turn.earlier_words() if turn.entity("product") else ""
        if not question:
            turn.say("utter_which_question")
            return []
        found = await look_up(self._desk, turn, question)
        if isinstance(found, Answer):
            await say_answer(self._desk, turn, found)
        else:
            await say_unknown(self._desk, turn, found)
        return []


async def look_up(desk: Desk, turn: Turn, question: str) -> Answer | Refusal:
    """What is known of `question`: of the product in hand, else of any.

    A product that was only talked about before may not be the one meant now.
    """
    words = "" if turn.is_button else turn.product_words
    inquiry = Inquiry(question, turn.language, turn.product, words)
    found = await desk.lookup.find(inquiry, **turn.ids)
    if isinstance(found, Refusal) and turn.product and not turn.entity("product"):
        anywhere = await desk.lookup.find(Inquiry(question, turn.language), **turn.ids)
        return anywhere if isinstance(anywhere, Answer) else found
    return found


async def say_answer(
    desk: Desk, turn: Turn, answer: Answer, response: str = "utter_answer", form: str | None = None
) -> None:
    """Utter the answer with its source, and log the contact of this message (or of `form`)."""
    attached = attachment(answer, desk.settings.own_url)
    turn.say(response, text=answer.text, attached=attached, buttons=next_steps(answer, turn))
    citation = answer.citation
    entry = turn.contact(
        f"answered_{answer.kind}",
        form,
        product=turn.product,
        faq_id=answer.faq_id,
        passage_id=citation.passage_id if citation else None,
        index_version=citation.version if citation else None,
    )
    desk.contacts.log_soon(entry)


async def say_unknown(desk: Desk, turn: Turn, refusal: Refusal) -> None:
    """No answer: ask which product, or offer the nearest topics and a person; log it."""
    if refusal.reason == "which_product" and not turn.is_button:
        names = {one.id: one.name for one in await desk.backoffice.products()}
        turn.say("utter_question_which_product", buttons=wording.products(names, "manual_question"))
    else:
        topics = [wording.topic(one) for one in refusal.topics]
        response = "utter_no_answer_topics" if topics else "utter_no_answer"
        turn.say(response, buttons=[*topics, wording.person(turn.language)])
    reason = "no_content" if refusal.reason == "no_content" else "low_confidence"
    desk.contacts.log_soon(turn.contact("unanswered", reason=reason, product=turn.product))


def attachment(answer: Answer, own_url: str) -> dict[str, Any] | None:
    """What rides on the words of an answer: where it stands."""
    if answer.citation is None:
        return None
    return {"citations": [cited(answer.citation, answer.quote, own_url)]}


def cited(citation: Citation, quote: str, own_url: str) -> dict[str, Any]:
    """A citation as the widget shows it. Only PDFs have pages, so only they get `file_url`."""
    document = f"{own_url}/manuals/{citation.document_id}"
    page = citation.page
    return {
        "title": citation.title,
        "heading": " › ".join(citation.heading_path),
        "page": page,
        "url": f"{document}?passage={citation.passage_id}#cited",
        "file_url": f"{document}/file#page={page}" if page else None,
        "quote": quote,
    }


def next_steps(answer: Answer, turn: Turn) -> list[wording.Button]:
    """A button for the transaction that the FAQ entry is about, if any."""
    intent = NEXT_STEP.get((answer.faq_id or "").partition("-")[0])
    return [wording.transaction(intent, turn.language)] if intent else []
