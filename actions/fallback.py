"""What was not understood, a value out of the blue, and leaving a form.

Depends on the desk's look-up, the contact log, and the flows that a value may go on with.
"""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions import wording
from actions.asking import ASKED, Found, look_up, read, remember
from actions.desk import Desk
from actions.flow import Flow
from actions.questions import (
    REFUSED,
    AnswerQuestion,
    log_unanswered,
    refuse,
    say_answer,
    say_unknown,
)
from actions.smalltalk import say_small_talk
from actions.turn import Event, Turn
from bot import followups
from bot.answering import Answer, Refusal
from bot.language import asked_for
from bot.offtopic import kind_of
from bot.symptoms import tells_symptom

SUGGESTIONS = 3
LEAST_CONFIDENCE = 0.05
FEWEST_OWN_WORDS = 2


class Fallback(Action):
    """First the knowledge, then "did you mean", the second time in a row a person."""

    def __init__(self, desk: Desk, questions: AnswerQuestion) -> None:
        self._desk = desk
        self._questions = questions

    def name(self) -> str:
        return "action_fallback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        if asked_for(turn.text):
            return await self._questions.run(dispatcher, tracker, domain)
        if say_small_talk(turn):
            cause = turn.contact("unanswered", reason="no_content", cause="off_topic")
            self._desk.contacts.log_soon(cause)
            return [SlotSet("fallback_count", 0)]
        asked = None if turn.is_button else read(turn)
        if asked and asked.followup and not turn.in_form:
            return await self._questions.answer(turn, asked)
        found = await look_up(self._desk, turn, asked) if asked else None
        if found and isinstance(found.said, Answer):
            await say_answer(self._desk, turn, found.said, found.inquiry)
            kept = remember(self._desk, turn, found, asked.last if asked else None)
            return [*kept, SlotSet("fallback_count", 0)]
        return await self._give_up(turn, found)

    async def _give_up(self, turn: Turn, found: Found | None) -> list[Event]:
        """Nothing is known of it: ask which product, suggest something, or offer a person."""
        refusal = found.said if found and isinstance(found.said, Refusal) else None
        count = 1 + (turn.slot("fallback_count") or 0 if turn.follows(self.name()) else 0)
        if found and refusal and refusal.reason == "which_product" and not turn.in_form:
            await say_unknown(self._desk, turn, refusal, found.inquiry)
            return [*remember(self._desk, turn, found, None), SlotSet("fallback_count", 0)]
        self._say(turn, refusal, count)
        self._log(turn, found, refusal)
        return [SlotSet("fallback_count", count)]

    def _log(self, turn: Turn, found: Found | None, refusal: Refusal | None) -> None:
        left = refusal is not None and refusal.reason == "for_people"
        if found is None or refusal is None or (turn.intent == "out_of_scope" and not left):
            cause = "off_topic" if turn.intent == "out_of_scope" else None
            contact = turn.contact("unanswered", reason=reason_of(turn), cause=cause)
            self._desk.contacts.log_soon(contact)
        else:
            log_unanswered(self._desk, turn, refusal, found.inquiry, reason_of(turn))

    def _say(self, turn: Turn, refusal: Refusal | None, count: int) -> None:
        suggested = suggestions(turn, refusal)
        kind = kind_of(turn.text, bool(turn.entity("product")))
        if count > 1:
            turn.say("utter_offer_person")
        elif turn.in_form:
            turn.say("utter_default")
        elif refusal and refusal.reason == "for_people":
            refuse(turn, refusal)
        elif kind == "nonsense" and not turn.is_button:
            turn.say("utter_not_understood", buttons=[wording.person(turn.language)])
        elif turn.intent == "out_of_scope" or kind in REFUSED:
            topics = [wording.topic(one) for one in refusal.topics] if refusal else []
            response = REFUSED.get(kind, "utter_out_of_scope")
            turn.say(response, buttons=[*topics, wording.person(turn.language)])
        elif suggested:
            none = wording.none_of_these(turn.language)
            turn.say("utter_did_you_mean", buttons=[*suggested, none])
        else:
            turn.say("utter_not_understood")


def reason_of(turn: Turn) -> str:
    """Why nothing was answered: nothing is written about it, or it was not understood."""
    return "no_content" if turn.intent == "out_of_scope" else "low_confidence"


def suggestions(turn: Turn, refusal: Refusal | None) -> list[wording.Button]:
    """At most three: the likeliest transactions, then the nearest topics."""
    ranked = turn.message.get("intent_ranking") or []
    likely = [one["name"] for one in ranked if one["confidence"] >= LEAST_CONFIDENCE]
    known = [name for name in likely if name in wording.TRANSACTIONS][: SUGGESTIONS - 1]
    buttons = [wording.transaction(name, turn.language) for name in known]
    topics = [wording.topic(one) for one in refusal.topics] if refusal else []
    return [*buttons, *topics][:SUGGESTIONS]


class Inform(Action):
    """A number or a name with no form open: goes on with the latest flow, or with the question
    before it ("the robot"), if it can; a symptom ("the washer leaks") is a question, and so is what
    the knowledge has an answer to ("first use of the coffee machine")."""

    def __init__(self, flows: Mapping[str, Flow], questions: AnswerQuestion) -> None:
        self._flows = flows
        self._questions = questions

    def name(self) -> str:
        return "action_inform"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        flow = self._flows.get(turn.latest_form() or "")
        given = turn.just_set() & {"order_number", "email", "serial_number"}
        if flow and given and flow.ready(turn):
            events: list[Event] = await flow.run(dispatcher, tracker, domain)
            return events
        asked = read(turn)
        leans = asked and asked.followup and turn.follows(*ASKED)
        wants_help = followups.asks(turn.text) or tells_symptom(turn.text)
        if asked and (leans or (wants_help and not given)):
            return await self._questions.answer(turn, asked)
        # What only leans on the question before does so when it follows it.
        alone = asked and not asked.followup and not given and says_enough(turn)
        known = await self._questions.answer_known(turn, asked) if asked and alone else None
        if known is None:
            turn.say("utter_what_for")
        return known or []


def says_enough(turn: Turn) -> bool:
    """Whether the message says something beside the product that it names."""
    return len(followups.own_words(turn.text, turn.product_words)) >= FEWEST_OWN_WORDS


class Stop(Action):
    """Leaves the form that is open, silently."""

    def name(self) -> str:
        return "action_stop"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        return [ActiveLoop(None), SlotSet("requested_slot", None)]
