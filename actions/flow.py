"""What the actions of flows share: their form, their desk, and giving up with manners.

Depends on the desk, identity, the backoffice and the turn.
"""

from abc import abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions.desk import Desk
from actions.forms import PATIENCE
from actions.turn import Event, Turn
from bot.backoffice import (
    CustomerNotFound,
    MatterNotFound,
    Order,
    OrderNotFound,
    Proof,
    SerialNotFound,
)
from bot.identity import NotIdentified
from bot.surveys import customer_key


class Flow(Action):
    """An action that ends a form: `act` when nothing is missing, else a person is offered."""

    form: ClassVar[str]
    intent: ClassVar[str]
    closes: ClassVar[bool] = True
    """Whether the matter is settled when the action has done its part."""
    settles: ClassVar[frozenset[str]] = frozenset()
    """Responses of which one must have been said for it to be settled; none: any will do."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Do what was asked and log the contact."""
        turn = Turn(dispatcher, tracker)
        try:
            if not is_tired(turn) and self.ready(turn):
                return await self.act(turn)
        except (OrderNotFound, SerialNotFound, MatterNotFound, NotIdentified, CustomerNotFound):
            pass
        give_up(turn, self.intent)
        await self.log(turn, "unanswered", reason="low_confidence")
        return []

    def ready(self, turn: Turn) -> bool:
        """Whether everything needed is known."""
        shown = turn.slot("identified") or turn.slot("email") or turn.slot("postcode")
        return bool(turn.slot("order_number") and shown)

    async def proof(self, turn: Turn) -> Proof:
        """What shows the shop whose conversation it is; `CustomerNotFound` before that is known."""
        owner = await self.desk.identity.customer_of(turn.conversation_id)
        if owner is None:
            raise CustomerNotFound("")
        return Proof(customer_id=owner)

    async def find_order(self, turn: Turn) -> Order:
        """The order talked about, of the customer whose conversation it is; `OrderNotFound`,
        `NotIdentified`."""
        number = turn.slot("order_number")
        said = turn.slot("email") or turn.slot("postcode") or ""
        try:
            owner = await self.proof(turn)
            return await self.desk.backoffice.find_order(number, owner)
        except (OrderNotFound, CustomerNotFound):
            if not said:
                raise
        return await self.desk.identity.by_order(turn.conversation_id, number, said)

    @abstractmethod
    async def act(self, turn: Turn) -> list[Event]:
        """Do it, say it, log it; the events for Rasa."""

    def settles_with(self, said: set[str]) -> bool:
        """Whether the customer got what they came for: who did not is not asked how it went."""
        return not self.settles or bool(self.settles & said)

    async def log(self, turn: Turn, outcome: str, **more: Any) -> None:
        """The contact of the message that opened the form. After a transaction the service may
        ask how it went."""
        if outcome == "transaction" and self.closes and self.settles_with(turn.said):
            owner = await self.desk.identity.customer_of(turn.conversation_id)
            key = customer_key(owner) if owner else None
            turn.attach(settled={"about": self.intent, "customer": key})
        self.desk.contacts.log_soon(turn.contact(outcome, self.form, **more))


def is_tired(turn: Turn) -> bool:
    """Whether the form ended because answers could not be used: nothing is done then."""
    return int(turn.slot("form_attempts") or 0) >= PATIENCE


def give_up(turn: Turn, intent: str) -> None:
    """Offer a person, and another try at the same."""
    turn.say("utter_give_up", again=f"/{intent}")
