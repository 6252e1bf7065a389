"""What Rasa runs to ask for a slot whose question needs more than fixed words.

Depends on the desk, the turn and what a form has filled.
"""

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions.desk import Desk
from actions.forms.filling import Filling
from actions.turn import Event, Turn


class Question(Action, ABC):
    """A question of a form: it says something and changes nothing."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Ask."""
        await self.ask(Turn(dispatcher, tracker), Filling(tracker.slots))
        return []

    @abstractmethod
    async def ask(self, turn: Turn, filling: Filling) -> None:
        """Say it, with what the form has filled so far."""
