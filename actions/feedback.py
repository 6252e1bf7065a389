"""Whether an answer helped, said with a button, in words, or with a bare yes or no.

A yes or no is read against what the customer had just been told. A no leads on by its reason:
to other answers, to the whole passage, to a repair, to another product, or to a person.
Depends on the contact log, the look-up, and the flows that it may go on with.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions import wording
from actions.asking import (
    Asked,
    Found,
    about_product,
    inquiry_again,
    last_question,
    read,
    remember,
)
from actions.desk import Desk
from actions.person import Handoff
from actions.questions import AnswerQuestion, ask_which, say_answer
from actions.returns.opening import REFUSED
from actions.smalltalk import say_small_talk
from actions.turn import Event, Turn
from bot.followups import LastQuestion
from bot.smalltalk import is_insult
from bot.symptoms import tells_fault
from bot.verdicts import reason_in

HELPED = frozenset({"feedback_positive", "affirm"})
ANSWERS = frozenset({"utter_answer", "utter_advice", "utter_in_full"})
OFFERS = frozenset(
    {"utter_offer_person", "utter_give_up", "utter_sorry", "utter_no_answer", "utter_ask_if_bot"}
    | {"utter_no_answer_topics", "utter_refund_return_rejected"}
    | {f"utter_return_{code}" for code in REFUSED}
    | {"utter_not_ours", "utter_no_opinion", "utter_needs_person", "utter_out_of_scope"}
    | {"utter_insult_again", "utter_complaint_left", "utter_complaint_recorded"}
)
Agreed = Mapping[str, Callable[[Turn], Awaitable[list[Event]]]]
"""What a yes to a response does."""
OTHERS_SHOWN = 2
FEWEST_WORDS = 5
"""What a question has that is told like a complaint: "it says that my password is wrong"."""
THANKS = re.compile(r"\b(?:gracias|thanks|thank you)\b", re.IGNORECASE)
"""With a bare yes or no: "no, thank you" is no verdict."""


class Feedback(Action):
    """Notes the verdict on the newest contact and goes on from there."""

    def __init__(
        self,
        desk: Desk,
        handoff: Handoff,
        questions: AnswerQuestion,
        agreed: Agreed | None = None,
    ) -> None:
        self._desk = desk
        self._handoff = handoff
        self._questions = questions
        self._agreed = agreed or {}

    def name(self) -> str:
        return "action_feedback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        told = turn.answered_with()
        bare = turn.intent in ("affirm", "deny")
        if bare and (not told & ANSWERS or THANKS.search(turn.text)):
            return await self._bare(turn, told)
        if not told & ANSWERS and is_insult(turn.text) and say_small_talk(turn):
            return []
        helped = turn.intent in HELPED
        asked = None if helped else asks(turn)
        if asked:
            return await self._questions.answer(turn, asked)
        reason = None if helped else turn.entity("feedback_reason") or reason_in(turn.text)
        verdict = 1 if helped else -1
        await self._desk.contacts.record_feedback(turn.conversation_id, verdict, reason)
        if helped:
            turn.say("utter_glad")
            return []
        return await self._go_on(turn, told, reason)

    async def _bare(self, turn: Turn, told: set[str]) -> list[Event]:
        """A yes or no to something else than an answer."""
        offered = [self._agreed[one] for one in told if one in self._agreed]
        if turn.intent == "affirm" and offered:
            return await offered[0](turn)
        if turn.intent == "affirm" and told & OFFERS:
            return await self._handoff.hand_over(turn)
        if turn.intent == "deny" and "utter_ask_why" in told:
            turn.say("utter_sorry")
            return []
        if turn.intent == "deny" and "utter_did_you_mean" in told:
            turn.say("utter_offer_person")
            return [SlotSet("fallback_count", 2)]
        turn.say("utter_all_right")
        return []

    async def _go_on(self, turn: Turn, told: set[str], reason: str | None) -> list[Event]:
        """From an answer that did not help: ask why, or do what the reason asks for."""
        last = last_question(turn)
        if reason is None and last and told & ANSWERS:
            turn.say("utter_ask_why")
        elif reason == "other_product" and last:
            return await self._of_another_product(turn, last)
        elif reason == "not_understood" and last:
            return await self._in_full(turn, last)
        elif reason and last:
            await self._offer_others(turn, last, reason)
        elif last is None and tells_fault(turn.text):
            return await self._of_a_fault(turn)
        else:
            turn.say("utter_sorry")
        return []

    async def _of_a_fault(self, turn: Turn) -> list[Event]:
        """ "It does not work" before anything was answered is said of an appliance."""
        asked = read(turn)
        if turn.product and asked:
            return await self._questions.answer(turn, asked)
        return await ask_which(self._desk, turn)

    async def _of_another_product(self, turn: Turn, last: LastQuestion) -> list[Event]:
        """The same question about the product that the message names, else ask for it."""
        product = turn.entity("product")
        if product and product != last.product:
            return await self._questions.answer(turn, about_product(turn, last, product))
        return await ask_which(self._desk, turn, last.product)

    async def _in_full(self, turn: Turn, last: LastQuestion) -> list[Event]:
        """The whole passage that was quoted from; other answers where that was all of it."""
        inquiry, source = inquiry_again(turn, last), (last.tried or ("",))[-1]
        said = await self._desk.lookup.whole(inquiry, source)
        if said is None:
            await self._offer_others(turn, last, "not_understood")
            return []
        await say_answer(self._desk, turn, said, inquiry, "utter_in_full")
        return remember(self._desk, turn, Found(said, inquiry), last)

    async def _offer_others(self, turn: Turn, last: LastQuestion, reason: str) -> None:
        """The next best answers as buttons; after advice that failed, a repair too."""
        found = await self._desk.lookup.candidates(inquiry_again(turn, last), [*last.tried])
        others = [wording.other_answer(one.title, one.source) for one in found]
        tried = reason == "did_not_work"
        if tried:
            others = [*others[:OTHERS_SHOWN], wording.transaction("request_repair", turn.language)]
        if not others:
            turn.say("utter_sorry")
            return
        response = "utter_try_other" if tried else "utter_other_answers"
        turn.say(response, buttons=[*others, wording.person(turn.language)])


def asks(turn: Turn) -> Asked | None:
    """What sounds like a verdict before anything was answered or begun, as the question it is:
    nothing has been said yet that could have failed."""
    told_before = turn.ever_told() & ANSWERS or turn.latest_form()
    if turn.is_button or told_before or tells_fault(turn.text):
        return None
    return read(turn) if len(turn.text.split()) >= FEWEST_WORDS else None
