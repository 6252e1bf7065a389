"""Money on its way back: begun when an order is cancelled or a return arrives.

Depends on the tables, the views and the history.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.history import Change, History
from bot.backoffice.matter_tables import RefundRow
from bot.backoffice.matters import Refund
from bot.backoffice.numbers import cents, euros, matter_number, return_number
from bot.backoffice.once import next_number
from bot.backoffice.policy import local_day
from bot.backoffice.views import Order

PREFIX = "REF"
FIRST_NUMBER = 50061
# Returns policy 6.1; the same for a cancelled order (consumer law, article 107).
WITHIN_DAYS = 14


class Refunds:
    """Refunds in the transactions of what causes them."""

    def __init__(self, history: History, clock: Callable[[], datetime]) -> None:
        self._history = history
        self._clock = clock

    async def of_order(self, session: AsyncSession, order: Order, key: str | None) -> None:
        """Pay back a whole order."""
        await self.begin(session, order, order.total_eur, order.payment, None, key)

    async def begin(
        self,
        session: AsyncSession,
        order: Order,
        amount_eur: Decimal,
        means: str,
        returned: int | None,
        key: str | None = None,
        by: str = "shop",
    ) -> RefundRow:
        """Write a refund that is to be done."""
        at = self._clock()
        row = RefundRow(
            number=await next_number(session, RefundRow.number, FIRST_NUMBER),
            order_number=order.number,
            return_number=returned,
            amount_cents=cents(amount_eur),
            means=means,
            partial=amount_eur < order.total_eur,
            status="pending",
            asked_at=at,
            expected_on=local_day(at) + timedelta(WITHIN_DAYS),
        )
        session.add(row)
        await session.flush()
        number = matter_number(PREFIX, row.number)
        owner = order.customer_id
        change = Change("refund", number, "pending", customer_id=owner, by=by, key=key)
        self._history.write(session, change)
        return row


async def refunds_of(session: AsyncSession, *order_numbers: str) -> list[Refund]:
    """The refunds of some orders, oldest first."""
    where = RefundRow.order_number.in_(order_numbers)
    rows = await session.scalars(select(RefundRow).where(where).order_by(RefundRow.asked_at))
    return [refund_view(row) for row in rows]


def refund_view(row: RefundRow) -> Refund:
    """What the customer may see of `row`."""
    returned = row.return_number
    return Refund(
        number=matter_number(PREFIX, row.number),
        order_number=row.order_number,
        return_number=None if returned is None else return_number(returned),
        amount_eur=euros(row.amount_cents),
        means=row.means,
        partial=row.partial,
        status=row.status,
        asked_at=row.asked_at,
        expected_on=row.expected_on,
        done_at=row.done_at,
    )
