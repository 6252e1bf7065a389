"""What the actions of flows share: their form, their desk, and giving up with manners.

Depends on `actions.desk`, `actions.forms` and `actions.turn`.
"""

from abc import abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions.desk import Desk
from actions.forms import give_up
from actions.turn import Event, Turn
from bot.backoffice import OrderNotFound, SerialNotFound


class Flow(Action):
    """An action that ends a form: `act` when nothing is missing, else a person is offered."""

    form: ClassVar[str]
    intent: ClassVar[str]

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Do what was asked and log the contact."""
        turn = Turn(dispatcher, tracker)
        try:
            if self.ready(turn):
                return await self.act(turn)
        except (OrderNotFound, SerialNotFound):
            pass
        give_up(turn, self.intent)
        await self.log(turn, "unanswered", reason="low_confidence")
        return []

    def ready(self, turn: Turn) -> bool:
        """Whether everything needed is known."""
        return bool(turn.slot("order_number") and turn.slot("email"))

    @abstractmethod
    async def act(self, turn: Turn) -> list[Event]:
        """Do it, say it, log it; the events for Rasa."""

    async def log(self, turn: Turn, outcome: str, **more: Any) -> None:
        """The contact of the message that opened the form."""
        self.desk.contacts.log_soon(turn.contact(outcome, self.form, **more))
