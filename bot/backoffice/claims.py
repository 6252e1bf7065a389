"""Claims: what went wrong with an order, complaints, dangers.

Depends on orders, the tables and `bot.database`.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.history import Change, History
from bot.backoffice.matter_tables import ClaimRow
from bot.backoffice.matters import Claim, ClaimRequest
from bot.backoffice.numbers import matter_number, matter_value
from bot.backoffice.once import Asked, next_number, once
from bot.backoffice.orders import order_in
from bot.backoffice.problems import BadRequest, item_of
from bot.backoffice.proofs import Proof
from bot.backoffice.states import check_word
from bot.backoffice.tables import CustomerRow, ProductRow
from bot.database import Database

PREFIX = "CLM"
FIRST_NUMBER = 40011
ABOUT_ORDERS = frozenset({"damaged", "wrong", "missing", "delay"})


class Claims:
    """Claims over one database. `clock` gives the present instant in naive UTC."""

    def __init__(self, database: Database, history: History, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._history = history
        self._clock = clock

    async def open(self, asked: ClaimRequest, proof: Proof | str | None, key: str) -> Claim:
        """Write down what went wrong. Without a proof it is nobody's, and about no order.

        Raises `OrderNotFound`, `ItemNotInOrder`, `UnknownWord` or `BadRequest`.
        """
        check(asked, proof)
        shown = None if proof is None else Proof.read(proof)

        async def make(session: AsyncSession) -> str:
            return await self._open(session, asked, shown, key)

        request = Asked("open_claim", key, [shown, asked])
        return await once(self._database, request, make, claim_in)

    async def _open(
        self, session: AsyncSession, asked: ClaimRequest, proof: Proof | None, key: str
    ) -> str:
        order = None
        if asked.order_number and proof:
            order = await order_in(session, asked.order_number, proof)
            if asked.product_id:
                item_of(order, asked.product_id)
        elif asked.product_id and not await session.get(ProductRow, asked.product_id):
            raise BadRequest(f"There is no product {asked.product_id!r}.")
        owner = order.customer_id if order else await _signed_in(session, proof)
        row = ClaimRow(
            number=await next_number(session, ClaimRow.number, FIRST_NUMBER),
            customer_id=owner,
            order_number=order.number if order else None,
            product_id=asked.product_id,
            kind=asked.kind,
            text=asked.text.strip(),
            status="open",
            message_id=key[:64],
            opened_at=self._clock(),
        )
        session.add(row)
        await session.flush()
        number = matter_number(PREFIX, row.number)
        change = Change("claim", number, "open", customer_id=owner, why=asked.kind, key=key)
        self._history.write(session, change)
        return number


def check(asked: ClaimRequest, proof: Proof | str | None) -> None:
    """Raise for a claim that says too little."""
    check_word("kind", asked.kind)
    if not asked.text.strip():
        raise BadRequest("Describe what went wrong.")
    if asked.order_number and proof is None:
        raise BadRequest("A claim about an order needs its e-mail or postcode.")
    if asked.kind in ABOUT_ORDERS and not asked.order_number:
        raise BadRequest(f"A claim of the kind {asked.kind!r} needs the number of the order.")


async def claim_in(session: AsyncSession, number: str) -> Claim:
    """The claim of that number."""
    return claim_view(await session.get_one(ClaimRow, matter_value(PREFIX, number)))


async def claims_of(session: AsyncSession, customer_id: str) -> list[Claim]:
    """The claims of a customer, oldest first."""
    where = ClaimRow.customer_id == customer_id
    rows = await session.scalars(select(ClaimRow).where(where).order_by(ClaimRow.number))
    return [claim_view(row) for row in rows]


def claim_view(row: ClaimRow) -> Claim:
    """What the customer may see of `row`."""
    return Claim(
        number=matter_number(PREFIX, row.number),
        customer_id=row.customer_id,
        order_number=row.order_number,
        product_id=row.product_id,
        kind=row.kind,
        text=row.text,
        status=row.status,
        opened_at=row.opened_at,
    )


async def _signed_in(session: AsyncSession, proof: Proof | None) -> str | None:
    """The customer of a signed-in proof; an e-mail alone proves nothing."""
    if proof is None or not proof.customer_id:
        return None
    found = await session.get(CustomerRow, proof.customer_id)
    return found.id if found else None
