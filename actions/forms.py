"""How every form listens: what answers its question, what is another matter, what to ask next.

Rasa runs a form's `validate_` action on each message while the form is open, before it
decides anything. A message about another matter makes the form step aside; the rules answer
it and the form asks again by itself. After two answers that cannot be used the form ends
with what it lacks, and the flow's own action offers a person. Depends on `actions.turn`.
"""

import re
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, ActionExecutionRejection

from actions.desk import Desk
from actions.turn import Event, Turn
from bot.backoffice import Order, OrderNotFound
from bot.language import asked_for

REQUESTED = "requested_slot"
PATIENCE = 2
SURE = 0.5
FEW_WORDS = 3
TRANSACTIONS = frozenset(
    {"order_status", "request_return", "request_refund", "check_warranty", "request_repair"}
)
# What customers say between two answers; the rules know what to do with each.
ASIDES = frozenset(
    {"faq_question", "manual_question", "ask_for_person", "ask_if_bot", "greet", "goodbye"}
    | {"thank", "cancel", "feedback_positive", "feedback_negative", "out_of_scope"}
)
ANOTHER = re.compile(r"\b(otr[oa]|distint[oa]|another|other|different)\b", re.IGNORECASE)


class Filling:
    """The slots of a form while one message is read; remembers what changed."""

    def __init__(self, slots: dict[str, Any]) -> None:
        self._slots = dict(slots)
        self._changed: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        return self._slots.get(name)

    def __setitem__(self, name: str, value: Any) -> None:
        self._slots[name] = self._changed[name] = value

    @property
    def attempts(self) -> int:
        """Answers that could not be used since the form was opened."""
        return int(self["form_attempts"] or 0)

    def failed(self) -> None:
        """Count an answer that could not be used."""
        self["form_attempts"] = self.attempts + 1

    def events(self, required: list[str]) -> list[Event]:
        """What changed, and the next slot to ask for: None ends the form."""
        missing = [name for name in required if self[name] is None]
        ask = missing[0] if missing and self.attempts < PATIENCE else None
        return [*(SlotSet(*one) for one in self._changed.items()), SlotSet(REQUESTED, ask)]


class Form(Action, ABC):
    """The `validate_` action of `form`, which `intent` opens and `slots` belong to."""

    form: ClassVar[str]
    intent: ClassVar[str]
    slots: ClassVar[frozenset[str]]
    alike: ClassVar[frozenset[str]] = frozenset()
    """Intents that an answer to this form sounds like: with a value in it, it is the answer."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def name(self) -> str:
        """The name Rasa looks for when the form is open."""
        return f"validate_{self.form}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Read the message into slots and say which one to ask for next."""
        turn, filling = Turn(dispatcher, tracker), Filling(tracker.slots)
        if turn.opened(self.form):
            filling["form_attempts"] = 0
            await self.begin(turn, filling)
        elif not turn.answered_besides(self.form) and not asked_for(turn.text):
            read = self._read_words(turn, filling)
            filled = bool(turn.just_set() & self.slots)
            if not read and self._is_another_matter(turn, filled):
                return self._step_aside(turn)
            if not (read or filled):
                self._refuse(turn, filling)
        await self.check(turn, filling)
        return filling.events(self.required(filling))

    async def begin(self, turn: Turn, filling: Filling) -> None:
        """Forget what an earlier round of this form left, keep what is still known."""

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        """Understand an answer that is not an entity, such as a reason in words."""

    async def check(self, turn: Turn, filling: Filling) -> None:
        """Look up what was given; say what is wrong, forget it and count it."""

    @abstractmethod
    def required(self, filling: Filling) -> list[str]:
        """The slots needed, in the order in which to ask, given what is known."""

    def is_aside(self, turn: Turn) -> bool:
        """Whether a message that fills nothing is about something else."""
        unclear = turn.intent == "nlu_fallback" and looks_like_question(turn.text)
        return unclear or turn.intent in ASIDES | (TRANSACTIONS - {self.intent})

    def _read_words(self, turn: Turn, filling: Filling) -> bool:
        """Whether `read` understood anything: then it was the answer, whatever the intent."""
        before = {name: filling[name] for name in self.slots}
        self.read(filling[REQUESTED], turn, filling)
        return any(filling[name] != value for name, value in before.items())

    def _is_another_matter(self, turn: Turn, filled: bool) -> bool:
        if filled:
            others = TRANSACTIONS - {self.intent} - self.alike
            return turn.intent in others and turn.confidence >= SURE and not turn.is_button
        return self.is_aside(turn)

    def _step_aside(self, turn: Turn) -> list[Event]:
        """Let the rules answer. A form that was given slots must refuse to run aloud."""
        if turn.just_set() & self.slots:
            raise ActionExecutionRejection(self.form, f"{self.form}: the message is not for it")
        return []

    def _refuse(self, turn: Turn, filling: Filling) -> None:
        filling.failed()
        if filling.attempts < PATIENCE:
            unknown = turn.intent == "deny" and filling[REQUESTED] == "order_number"
            turn.say(f"utter_{'unknown' if unknown else 'invalid'}_{filling[REQUESTED]}")


class OrderForm(Form):
    """A form about an order, which is found by its number and e-mail together."""

    slots = frozenset({"order_number", "email"})

    def required(self, filling: Filling) -> list[str]:
        return ["order_number", "email"]

    async def begin(self, turn: Turn, filling: Filling) -> None:
        """ "Another order" forgets the number that is known, unless a new one was given."""
        if ANOTHER.search(turn.text) and "order_number" not in turn.just_set():
            filling["order_number"] = None

    async def check(self, turn: Turn, filling: Filling) -> None:
        await self.find_order(turn, filling)

    async def find_order(self, turn: Turn, filling: Filling) -> Order | None:
        """The order when both are known; neither is kept when there is no such order."""
        number, email = filling["order_number"], filling["email"]
        if not (number and email):
            return None
        try:
            return await self.desk.backoffice.find_order(number, email)
        except OrderNotFound:
            filling.failed()
            if filling.attempts < PATIENCE:
                turn.say("utter_order_not_found", order_number=number, email=email)
            filling["order_number"] = filling["email"] = None
            return None


def looks_like_question(text: str) -> bool:
    """Whether a text that was not understood asks something, rather than answering badly."""
    return "?" in text or (len(text.split()) > FEW_WORDS and not re.search(r"[\d@]", text))


def give_up(turn: Turn, intent: str) -> None:
    """Offer a person, and another try at the same."""
    turn.say("utter_give_up", again=f"/{intent}")
