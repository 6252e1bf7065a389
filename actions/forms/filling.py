"""The slots of a form while one message is read.

Depends on rasa_sdk's events and on what a shop shows of orders.
"""

from collections.abc import Sequence
from typing import Any

from rasa_sdk.events import SlotSet

from actions.turn import Event
from bot.backoffice import Order, Proof

REQUESTED = "requested_slot"
PATIENCE = 2


class Filling:
    """What is known before and after a message; remembers what changed.

    `owner` is the id of the customer whose conversation it is, `orders` are theirs, the newest
    first, and `order` is the one that is talked about; all unknown until they are looked up.
    `seen` is what else a form has looked up for this message; it is not kept.
    """

    def __init__(self, slots: dict[str, Any]) -> None:
        self._slots = dict(slots)
        self._changed: dict[str, Any] = {}
        self.owner: str | None = None
        self.orders: Sequence[Order] = ()
        self.order: Order | None = None
        self.seen: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        return self._slots.get(name)

    def __setitem__(self, name: str, value: Any) -> None:
        self._slots[name] = self._changed[name] = value

    def forget(self, *names: str) -> None:
        """Make these unknown again."""
        for name in names:
            if self[name] is not None:
                self[name] = None

    @property
    def changes(self) -> dict[str, Any]:
        """What the message has changed so far."""
        return self._changed

    @property
    def proof(self) -> Proof:
        """What shows the shop whose conversation it is."""
        return Proof(customer_id=self.owner or "")

    @property
    def attempts(self) -> int:
        """Answers that could not be used since the form was opened."""
        return int(self["form_attempts"] or 0)

    @property
    def is_patient(self) -> bool:
        """Whether there is another try."""
        return self.attempts < PATIENCE

    def failed(self, times: int = 1) -> None:
        """Count an answer that could not be used."""
        self["form_attempts"] = self.attempts + times

    def give_up(self) -> None:
        """No further try: the form ends."""
        self["form_attempts"] = PATIENCE

    def events(self, required: list[str]) -> list[Event]:
        """What changed, and the next slot to ask for: None ends the form."""
        missing = [name for name in required if self[name] is None]
        ask = missing[0] if missing and self.is_patient else None
        return [*(SlotSet(*one) for one in self._changed.items()), SlotSet(REQUESTED, ask)]
