"""How every form listens: what answers its question, what is another matter, what to ask next.

Rasa runs a form's `validate_` action on each message while the form is open, before it
decides anything. A message about another matter makes the form step aside; the rules answer
it and the form asks again by itself. After two answers that cannot be used the form ends
with what it lacks, and the flow's own action offers a person. Depends on `actions.turn`.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, ActionExecutionRejection

from actions.desk import Desk
from actions.forms.corrections import corrects, mistaken
from actions.forms.filling import REQUESTED, Filling
from actions.turn import QUESTIONS, Event, Turn
from bot import alarms
from bot.language import asked_for

SURE = 0.5
FEW_WORDS = 3
SHORT_ANSWER = 6
"""Words of an answer that may be to a question not yet asked."""
TRANSACTIONS = frozenset(
    {"order_status", "cancel_order", "change_address", "request_invoice"}
    | {"report_damaged", "report_missing_part"}
    | {"request_return", "exchange_product", "return_status", "cancel_return", "request_refund"}
    | {"check_warranty", "register_product", "request_repair", "repair_status"}
    | {"complaint", "delete_my_data"}
)
# What customers say between two answers; the rules know what to do with each.
ASIDES = frozenset(
    {"faq_question", "manual_question", "ask_for_person", "ask_if_bot", "greet", "goodbye"}
    | {"thank", "cancel", "feedback_positive", "feedback_negative", "out_of_scope"}
    | {"safety", "privacy", "language_switch"}
)
ASKING = re.compile(
    r"\W*(?:y\b|and\b)?\W*(?:qu[eé]|c[oó]mo|cu[aá]|d[oó]nde|se puede|hay que|puedo"
    r"|what|how|when|where|which|who|can |do |does |is it|are )",
    re.IGNORECASE,
)
YES_OR_NO = re.compile(
    r"\W*(?:s[ií]+|no+|vale|claro|ok(?:ay)?|de acuerdo|yes|yeah|yep|nope?|sure)\b"
    r"\W*(?:por favor|porfa|please|gracias|thanks|thank you)?\W*",
    re.IGNORECASE,
)
Reader = Callable[[Turn, Filling], Any]


class Form(Action, ABC):
    """The `validate_` action of `form`, which `intent` (or one of `intents`) opens and `slots`
    belong to."""

    form: ClassVar[str]
    intent: ClassVar[str]
    intents: ClassVar[frozenset[str]] = frozenset()
    slots: ClassVar[frozenset[str]]
    alike: ClassVar[frozenset[str]] = frozenset()
    """Intents that an answer to this form sounds like: with a value in it, it is the answer."""
    nouns: ClassVar[Mapping[str, str]] = {}
    """What customers call an answer that they take back, by slot."""
    free: ClassVar[frozenset[str]] = frozenset()
    """Slots that take any words: changed only by who names them."""
    ahead: ClassVar[frozenset[str]] = frozenset()
    """Slots whose answer may come before their question."""

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
        if turn.intent == "safety" and self.is_danger(turn):
            # Danger is no answer to anything, whatever else the words would fit.
            return self._step_aside(turn)
        await self.look_up(turn, filling)
        opened = turn.opened(self.form)
        if opened:
            filling["form_attempts"] = 0
            turn.note_begun()
            await self.begin(turn, filling)
        elif not turn.answered_besides(self.form) and not asked_for(turn.text):
            read = self._read_words(turn, filling)
            filled = bool(turn.just_set() & self.slots)
            if not read and self._is_another_matter(turn, filled):
                return self._step_aside(turn)
            if not read and not turn.just_changed() & self.slots:
                self._refuse(turn, filling, told_before=filled)
        await self.check(turn, filling)
        required = self.required(filling)
        if not opened and not turn.said and self._is_noted(turn, filling, required):
            turn.say("utter_noted")
        return filling.events(required)

    def is_danger(self, turn: Turn) -> bool:
        """Whether a message that was taken for danger is that, and no answer."""
        return turn.led or alarms.is_called_for(turn.text, turn.confidence)

    async def look_up(self, turn: Turn, filling: Filling) -> None:
        """What can be known before the message is read."""

    async def begin(self, turn: Turn, filling: Filling) -> None:
        """Forget what an earlier round of this form left, keep what is still known."""

    def readers(self) -> Mapping[str, Reader]:
        """How an answer in words is read, by slot: its value, or None where it is none."""
        return {}

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        """Understand an answer that is not an entity: to the question that was asked, else to
        one before it that is changed now."""
        if is_question(turn):
            return
        readers, before = self.readers(), dict(filling.changes)
        answer = readers[requested](turn, filling) if requested in readers else None
        if answer is not None:
            filling[requested] = answer
        elif not turn.is_button and corrects(turn.text):
            self.correct(requested, turn, filling)
        if filling.changes == before and len(turn.text.split()) <= SHORT_ANSWER:
            self.read_ahead(turn, filling)

    def read_ahead(self, turn: Turn, filling: Filling) -> None:
        """Keep what answers a question that has not been asked yet. What is asked back ("and my
        money?") answers nothing."""
        if "?" in turn.text:
            return
        for slot, reader in self.readers().items():
            if slot in self.ahead and filling[slot] is None:
                answer = reader(turn, filling)
                if answer is not None:
                    filling[slot] = answer

    def _is_noted(self, turn: Turn, filling: Filling, required: list[str]) -> bool:
        """Whether something was told, and yet the same question comes again: without a word in
        between it would seem unheard."""
        told = turn.just_changed() & self.slots or filling.changes
        again = next((one for one in required if filling[one] is None), None)
        return bool(told and filling.is_patient and again and again == filling[REQUESTED])

    def correct(self, requested: str, turn: Turn, filling: Filling) -> None:
        """Change an answer that was given before, or forget the one that is taken back."""
        readers, named = self.readers(), mistaken(turn.text, dict(self.nouns))
        earlier = [one for one in readers if one not in self.free and one != requested]
        for slot in [named] if named in readers else earlier:
            answer = readers[slot](turn, filling) if slot and filling[slot] else None
            if slot and answer is not None and answer != filling[slot]:
                filling[slot] = answer
                self.changed(slot, filling)
                return
        if named and named not in turn.just_set() and filling[named] is not None:
            filling[named] = None
            self.changed(named, filling)

    def changed(self, slot: str, filling: Filling) -> None:
        """Forget what hung on an answer that has changed."""

    async def check(self, turn: Turn, filling: Filling) -> None:
        """Look up what was given; say what is wrong, forget it and count it."""

    @abstractmethod
    def required(self, filling: Filling) -> list[str]:
        """The slots needed, in the order in which to ask, given what is known."""

    def is_aside(self, turn: Turn) -> bool:
        """Whether a message that fills nothing is about something else."""
        unclear = turn.intent == "nlu_fallback" and looks_like_question(turn.text)
        return unclear or turn.intent in (ASIDES | TRANSACTIONS) - self.own_intents

    @property
    def own_intents(self) -> frozenset[str]:
        """Intents that open this form."""
        return self.intents | {self.intent}

    def _read_words(self, turn: Turn, filling: Filling) -> bool:
        """Whether `read` understood anything: then it was the answer, whatever the intent."""
        before = {name: filling[name] for name in self.slots}
        self.read(filling[REQUESTED], turn, filling)
        return any(filling[name] != value for name, value in before.items())

    def _is_another_matter(self, turn: Turn, filled: bool) -> bool:
        if filled:
            others = TRANSACTIONS - self.own_intents - self.alike
            return turn.intent in others and turn.confidence >= SURE and not turn.is_button
        return self.is_aside(turn)

    def _step_aside(self, turn: Turn) -> list[Event]:
        """Let the rules answer. A form that was given slots must refuse to run aloud."""
        if turn.just_set() & self.slots:
            raise ActionExecutionRejection(self.form, f"{self.form}: the message is not for it")
        return []

    def _refuse(self, turn: Turn, filling: Filling, told_before: bool) -> None:
        filling.failed()
        if filling.is_patient and told_before:
            turn.say("utter_known_already")
        elif filling.is_patient:
            turn.say(f"utter_{self.refusal(turn, filling[REQUESTED])}")

    def refusal(self, turn: Turn, requested: str) -> str:
        """What to say of an answer to `requested` that cannot be used: a response's name."""
        unknown = turn.intent == "deny" and requested == "order_number"
        return f"{'unknown' if unknown else 'invalid'}_{requested}"


def is_question(turn: Turn) -> bool:
    """Whether a message asks how things work: it answers nothing, whatever words are in it."""
    asked = turn.intent in QUESTIONS and turn.confidence >= SURE
    return asked and ("?" in turn.text or bool(ASKING.match(turn.text)))


def looks_like_question(text: str) -> bool:
    """Whether a text that was not understood asks something, rather than answering badly."""
    return "?" in text or (len(text.split()) > FEW_WORDS and not re.search(r"[\d@]", text))


def own_words(turn: Turn, own: frozenset[str] = frozenset(), shortest: int = 3) -> str | None:
    """The message as free text, unless it is a button, too short, or surely another matter."""
    aside = turn.intent in (ASIDES | TRANSACTIONS) - own and turn.confidence >= SURE
    text = " ".join(turn.text.split())
    short = len(text) < shortest or bool(YES_OR_NO.fullmatch(text))
    return None if turn.is_button or aside or short else text
