"""The history of every change of state, and news of it, in the transaction of the change.

Depends on the table and the outbox.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.matter_tables import StateChangeRow
from bot.database import iso
from bot.webhooks.outbox import News, Outbox

CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Change:
    """`number` of a `kind` (order, return, refund, repair, claim, registration, customer) went
    from `was` (None: it is new) to `became`; `what` is status, or address, or invoice.

    `by` is "customer", "shop", or an agent's e-mail; `key` the id of the message that asked.
    """

    kind: str
    number: str
    became: str
    was: str | None = None
    what: str = "status"
    customer_id: str | None = None
    by: str = CUSTOMER
    why: str = ""
    key: str | None = None

    def news(self, at: datetime) -> News:
        """What other systems are told: an address is not repeated."""
        states = {"was": self.was, "became": self.became} if self.what == "status" else {}
        told = self.became if self.what == "status" else f"{self.what}_changed"
        data = {
            "kind": self.kind,
            "number": self.number,
            **states,
            "customer_id": self.customer_id,
            "by": self.by,
            "at": iso(at),
            "message_id": self.key,
        }
        return News(f"{self.kind}.{told}", data)


class History:
    """Writes changes. `clock` gives the present instant in naive UTC."""

    def __init__(self, outbox: Outbox, clock: Callable[[], datetime]) -> None:
        self._outbox = outbox
        self._clock = clock

    def write(self, session: AsyncSession, change: Change) -> None:
        """Note `change` in `session`'s transaction and pass it to the outbox."""
        at = self._clock()
        session.add(
            StateChangeRow(
                kind=change.kind,
                number=change.number,
                customer_id=change.customer_id,
                what=change.what,
                was=None if change.was is None else change.was[:400],
                became=change.became[:400],
                by=change.by[:120],
                why=change.why[:500],
                message_id=change.key,
                at=at,
            )
        )
        self._outbox.add(session, change.news(at))
