"""What is kept of a customer, and taking it away.

Depends on erasure, the transcript, the surveys and the contact log.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions import wording
from actions.desk import Desk
from actions.flow import Flow
from actions.forms import CONFIRMED, REQUESTED, Filling, OrderForm, Reader, read_confirmed
from actions.turn import Event, Turn
from bot.backoffice import Forgotten, Kept
from bot.surveys import customer_key


class Privacy(Action):
    """Says what is kept, who sees it and for how long: fixed words that hold for this counter."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def name(self) -> str:
        return "action_privacy"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        settings, language = self._desk.settings, turn.language
        turn.say(
            "utter_privacy",
            outside=wording.OUTSIDE[language][bool(settings.llm_url)],
            link=f"{settings.own_url}/privacy?lang={language}",
        )
        self._desk.contacts.log_soon(turn.contact("transaction"))
        return []


class ValidateDelete(OrderForm):
    """Whose data it is, as every form about an order finds out, and a yes."""

    form = "delete_form"
    intent = "delete_my_data"
    slots = OrderForm.slots | frozenset({CONFIRMED})

    async def begin(self, turn: Turn, filling: Filling) -> None:
        filling.forget(CONFIRMED)
        turn.say("utter_delete_begin")
        await super().begin(turn, filling)

    def required(self, filling: Filling) -> list[str]:
        """A customer who is known is not asked for an order."""
        return [CONFIRMED] if filling.owner else super().required(filling)

    def readers(self) -> dict[str, Reader]:
        return {CONFIRMED: read_confirmed, **super().readers()}


class Delete(Flow):
    """Forgets the customer as far as the law allows, and says what stays and why."""

    form = "delete_form"
    intent = "delete_my_data"
    closes = False

    def name(self) -> str:
        return "action_delete"

    def ready(self, turn: Turn) -> bool:
        return turn.slot(CONFIRMED) is not None

    async def act(self, turn: Turn) -> list[Event]:
        if not turn.slot(CONFIRMED):
            turn.say("utter_delete_left")
            await self.log(turn, "unanswered", reason="low_confidence")
            return [SlotSet(CONFIRMED, None)]
        owner = (await self.proof(turn)).customer_id
        key = turn.message_id(self.form)
        done = await self.desk.erasure.forget(owner, key)
        await self._forget_conversation(turn, owner, done.done)
        response = "utter_delete_done" if done.done else "utter_delete_waits"
        turn.say(response, reference=reference(key), kept=kept_in_words(done, turn.language))
        await self.log(turn, "transaction")
        return nothing_known()

    async def _forget_conversation(self, turn: Turn, owner: str, done: bool) -> None:
        """What erasing the customer leaves: Rasa's memory, opinions, and while a matter is open
        this conversation's own words, but for those that prove what was asked for."""
        conversation = turn.conversation_id
        await self.desk.tracker.forget(conversation)
        await self.desk.surveys.forget(conversation, customer_key(owner))
        if done:
            return
        entries = await self.desk.contacts.of_conversation(conversation)
        proofs = {one.message_id for one in entries if is_proof(one.intent, one.outcome)}
        await self.desk.erasure.blank_files(conversation, proofs)
        await self.desk.transcript.blank(conversation, proofs | {turn.ids["message_id"]})
        await self.desk.contacts.blank(conversation)


def is_proof(intent: str, outcome: str) -> bool:
    """Whether a message asked for something that was done: it proves the wish."""
    looked_up = intent in ("order_status", "request_refund", "check_warranty", "privacy")
    return outcome == "transaction" and not looked_up


def reference(key: str) -> str:
    """What the customer may quote: of the message that asked, so that asking twice is one."""
    return "DEL-" + "".join(one for one in key if one.isalnum())[:8].upper()


def kept_in_words(done: Forgotten, language: str) -> str:
    """A line for each thing that stays, with its reason."""
    lines = [line(one, language) for one in done.kept]
    return "\n".join(lines) if lines else f"- {wording.NOTHING_STAYS[language]}"


def line(kept: Kept, language: str) -> str:
    """What stays, why, and until when if that is known."""
    words, until = wording.KEPT[language], kept.until
    name = words.get(kept.what, kept.what)
    why = wording.WHY_KEPT[language].get(kept.what, "").format(why=kept.why.partition(": ")[2])
    ends = f" {wording.UNTIL[language]} {wording.day(until, language)}" if until else ""
    return f"- {name}: {why or kept.why}{ends}."


def nothing_known() -> list[Event]:
    """The assistant forgets the customer too."""
    names = (
        "order_number",
        "email",
        "postcode",
        "serial_number",
        "identified",
        CONFIRMED,
        REQUESTED,
    )
    return [ActiveLoop(None), *(SlotSet(name, None) for name in names)]
