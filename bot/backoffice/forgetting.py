"""A customer's wish to be forgotten: what goes, what stays, and why.

Invoices stay as they were issued (Código de Comercio, article 30: six years), and so do the
figures of orders, without a name. While a matter is open the contact stays, for nobody could
settle it otherwise; it goes when the last one is settled. Depends on the tables and the history.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice import states
from bot.backoffice.history import Change, History
from bot.backoffice.invoices import issued_for
from bot.backoffice.matter_tables import ClaimRow, RefundRow, RepairRow, ReturnRow, StateChangeRow
from bot.backoffice.matters import Forgotten, Kept
from bot.backoffice.numbers import matter_number
from bot.backoffice.tables import CustomerRow, InvoiceRow, OrderRow, RegistrationRow

INVOICE_YEARS = 6
REMOVED = ("name", "email", "phone", "address", "words", "registrations")
NOBODY = "-"


async def forget(
    session: AsyncSession, customer: CustomerRow, history: History, at: datetime, key: str
) -> Forgotten:
    """Begin, and finish where no matter is open."""
    if customer.forgotten_at is None:
        customer.forget_asked_at = customer.forget_asked_at or at
        asked = Change(
            "customer", customer.id, "forget_asked", "known", customer_id=customer.id, key=key
        )
        history.write(session, asked)
        await session.flush()
        await finish(session, customer.id, history, at)
    return await outcome(session, customer)


async def finish(session: AsyncSession, customer_id: str, history: History, at: datetime) -> None:
    """Forget whoever asked for it, once nothing of theirs is open any more."""
    customer = await session.get_one(CustomerRow, customer_id, populate_existing=True)
    asked = customer.forget_asked_at is not None and customer.forgotten_at is None
    if not asked or await open_matters(session, customer_id):
        return
    await issued_for(session, customer)
    await _blank_words(session, customer_id)
    customer.name = NOBODY
    customer.email = f"{customer.id}@forgotten.invalid"
    customer.phone = None
    customer.street = customer.city = customer.postcode = ""
    customer.forgotten_at = at
    became = Change("customer", customer_id, "forgotten", "forget_asked", by="shop")
    history.write(session, became)
    await session.flush()


async def outcome(session: AsyncSession, customer: CustomerRow) -> Forgotten:
    """What became of the wish."""
    done = customer.forgotten_at is not None
    mine = select(OrderRow.number).where(OrderRow.customer_id == customer.id)
    query = select(InvoiceRow.issued_on).where(InvoiceRow.order_number.in_(mine))
    invoices = list(await session.scalars(query))
    kept = []
    if invoices:
        kept.append(Kept("invoices", "Código de Comercio, art. 30", _years_later(max(invoices))))
    if await session.scalar(mine.limit(1)):
        kept.append(Kept("orders", "without name or address, as part of the accounts"))
    waiting = [] if done else await open_matters(session, customer.id)
    kept += [Kept("contact", f"open matter: {one}") for one in waiting]
    return Forgotten(customer.id, done, REMOVED if done else (), tuple(kept))


async def open_matters(session: AsyncSession, customer_id: str) -> list[str]:
    """The numbers of what is not settled yet."""
    mine = select(OrderRow.number).where(OrderRow.customer_id == customer_id)
    queries = {
        "return": ("RMA", select(ReturnRow).where(ReturnRow.order_number.in_(mine))),
        "refund": ("REF", select(RefundRow).where(RefundRow.order_number.in_(mine))),
        "repair": ("REP", select(RepairRow).where(RepairRow.customer_id == customer_id)),
        "claim": ("CLM", select(ClaimRow).where(ClaimRow.customer_id == customer_id)),
    }
    found = []
    for kind, (prefix, query) in queries.items():
        rows: Sequence[ReturnRow | RefundRow | RepairRow | ClaimRow]
        rows = list(await session.scalars(query))
        found += [
            matter_number(prefix, row.number) for row in rows if states.is_open(kind, row.status)
        ]
    on_the_way = OrderRow.status.in_(("processing", "shipped"))
    return found + list(await session.scalars(mine.where(on_the_way)))


async def _blank_words(session: AsyncSession, customer_id: str) -> None:
    """Addresses, descriptions in their own words, registrations."""
    nowhere = {"street": "", "city": "", "postcode": ""}
    orders = update(OrderRow).where(OrderRow.customer_id == customer_id)
    await session.execute(orders.where(OrderRow.country.is_not(None)).values(**nowhere))
    repairs = update(RepairRow).where(RepairRow.customer_id == customer_id)
    await session.execute(repairs.values(fault=NOBODY, address=None))
    mine = select(OrderRow.number).where(OrderRow.customer_id == customer_id)
    returns = update(ReturnRow).where(ReturnRow.order_number.in_(mine))
    await session.execute(returns.values(address=None))
    claims = update(ClaimRow).where(ClaimRow.customer_id == customer_id)
    await session.execute(claims.values(text=NOBODY))
    changes = update(StateChangeRow).where(StateChangeRow.customer_id == customer_id)
    await session.execute(changes.values(why="", message_id=None))
    addresses = changes.where(StateChangeRow.what == "address")
    await session.execute(addresses.values(was=NOBODY, became=NOBODY))
    registered = select(RegistrationRow).where(RegistrationRow.customer_id == customer_id)
    for row in await session.scalars(registered):
        await session.delete(row)


def _years_later(day: date) -> date:
    return date(day.year + INVOICE_YEARS, 12, 31)
