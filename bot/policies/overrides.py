"""What an agent decided otherwise than a policy: with a reason, under their name, for good.

Rows are added and never changed: the newest of an item counts, the older ones stay as the trail.
Depends on `bot.database`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

import structlog
from sqlalchemy import String, Text, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, Database, now
from bot.errors import BotError
from bot.policies.decisions import REFUND_CODES, RETURN_CODES, WARRANTY_CODES, Decision
from bot.policies.sales import Sale, SoldItem

CODES = {"returns": RETURN_CODES, "refunds": REFUND_CODES, "warranty": WARRANTY_CODES}
CENTS = 100
LONGEST_REASON = 2000

log = structlog.get_logger()


class OverrideRow(Base):
    """One decision of an agent. `code` and `version` are of the verdict that it stands against;
    `request_id` is the caller's own, so that a repeated request is not a second decision."""

    __tablename__ = "policy_override"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    request_id: Mapped[str] = mapped_column(String(64), unique=True)
    order_number: Mapped[str] = mapped_column(String(20), index=True)
    product_id: Mapped[str] = mapped_column(String(40))
    policy: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(20))
    allowed: Mapped[bool]
    cost_cents: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    agent_id: Mapped[str] = mapped_column(String(36))
    agent_name: Mapped[str] = mapped_column(String(80))
    decided_at: Mapped[datetime] = mapped_column(default=now)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an agent decides. `cost_eur` is what it costs the customer instead; None leaves the
    policy's own. `code` and `version` are of the verdict that was shown."""

    order_number: str
    product_id: str
    policy: str
    code: str
    version: str
    allowed: bool
    reason: str
    cost_eur: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A decision as it is kept."""

    id: int
    request_id: str
    wanted: Wanted
    agent_id: str
    agent_name: str
    decided_at: datetime

    def applied(self, decision: Decision) -> Decision:
        """`decision` as the agent decided it; its findings stay as they were."""
        cost = decision.cost_eur if self.wanted.cost_eur is None else self.wanted.cost_eur
        return replace(decision, allowed=self.wanted.allowed, cost_eur=cost)


class BadOverride(BotError):
    """An override that cannot be kept; nothing was."""

    def __init__(self, es: str, en: str, status_code: int = 422) -> None:
        super().__init__(f"{en} / {es}", status_code)


class Overrides:
    """Agents' decisions over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, wanted: Wanted, agent_id: str, agent_name: str, request_id: str
    ) -> Override:
        """Keep a decision; the one already kept where the request is a repeated one.

        Raises `BadOverride` without a reason, for a code that is none of the policy's, and for a
        request id that was used for something else.
        """
        clean = checked(wanted, request_id)
        try:
            async with self._database.write() as session:
                known = await _of_request(session, request_id)
                row = known or row_of(clean, agent_id, agent_name, request_id)
                if known is None:
                    session.add(row)
                    await session.flush()
                kept = view(row)
        except IntegrityError:
            # The same request came twice at once: the other was kept.
            async with self._database.read() as session:
                found = await _of_request(session, request_id)
            if found is None:
                raise
            known, kept = found, view(found)
        if (kept.wanted, kept.agent_id) != (clean, agent_id):
            raise BadOverride(
                f"El request_id {request_id!r} ya se usó para otra decisión. Use uno nuevo.",
                f"The request_id {request_id!r} was used for another decision. Use a new one.",
                409,
            )
        if known is None:
            _audit(kept)
        return kept

    async def for_(self, order: Sale, item: SoldItem, policy: str = "returns") -> Override | None:
        """The newest decision about an item of an order, if an agent made one."""
        async with self._database.read() as session:
            return await override_in(session, order.number, item.product_id, policy)

    async def of_order(self, order_number: str) -> Sequence[Override]:
        """All decisions about an order, oldest first."""
        where = OverrideRow.order_number == order_number
        async with self._database.read() as session:
            rows = await session.scalars(select(OverrideRow).where(where).order_by(OverrideRow.id))
            return [view(row) for row in rows]


async def override_in(
    session: AsyncSession, order_number: str, product_id: str, policy: str
) -> Override | None:
    """`Overrides.for_` in `session`'s transaction."""
    where = (
        OverrideRow.order_number == order_number,
        OverrideRow.product_id == product_id,
        OverrideRow.policy == policy,
    )
    query = select(OverrideRow).where(*where).order_by(OverrideRow.id.desc()).limit(1)
    row = (await session.scalars(query)).one_or_none()
    return view(row) if row else None


def checked(wanted: Wanted, request_id: str) -> Wanted:
    """`wanted` with its texts trimmed; `BadOverride` for what cannot be kept."""
    reason = wanted.reason.strip()
    if not reason:
        raise BadOverride(
            "Falta el motivo. Escriba por qué se decide otra cosa que la política.",
            "The reason is missing. Write why this is decided otherwise than by the policy.",
        )
    if len(reason) > LONGEST_REASON:
        raise BadOverride(
            f"El motivo tiene {len(reason)} caracteres y el máximo es {LONGEST_REASON}.",
            f"The reason has {len(reason)} characters and the most is {LONGEST_REASON}.",
        )
    if not request_id.strip():
        raise BadOverride("Falta request_id.", "request_id is missing.")
    if wanted.policy not in CODES:
        known = ", ".join(CODES)
        raise BadOverride(
            f"No hay ninguna política {wanted.policy!r}. Las que hay: {known}.",
            f"There is no policy {wanted.policy!r}. There are: {known}.",
        )
    if wanted.code not in CODES[wanted.policy]:
        known = ", ".join(CODES[wanted.policy])
        raise BadOverride(
            f"{wanted.code!r} no es un veredicto de esta política. Los que hay: {known}.",
            f"{wanted.code!r} is no verdict of this policy. There are: {known}.",
        )
    return replace(wanted, reason=reason)


def row_of(wanted: Wanted, agent_id: str, agent_name: str, request_id: str) -> OverrideRow:
    """A new row."""
    cost = wanted.cost_eur
    return OverrideRow(
        request_id=request_id,
        order_number=wanted.order_number,
        product_id=wanted.product_id,
        policy=wanted.policy,
        code=wanted.code,
        version=wanted.version,
        allowed=wanted.allowed,
        cost_cents=None if cost is None else int(cost * CENTS),
        reason=wanted.reason,
        agent_id=agent_id,
        agent_name=agent_name,
        decided_at=now(),
    )


def view(row: OverrideRow) -> Override:
    """What is shown of `row`."""
    cost = None if row.cost_cents is None else Decimal(row.cost_cents).scaleb(-2)
    wanted = Wanted(
        row.order_number,
        row.product_id,
        row.policy,
        row.code,
        row.version,
        row.allowed,
        row.reason,
        cost,
    )
    return Override(row.id, row.request_id, wanted, row.agent_id, row.agent_name, row.decided_at)


async def _of_request(session: AsyncSession, request_id: str) -> OverrideRow | None:
    where = OverrideRow.request_id == request_id
    return (await session.scalars(select(OverrideRow).where(where))).one_or_none()


def _audit(kept: Override) -> None:
    """Who decided what, in the log; the reason may name a customer and stays in the row."""
    log.info(
        "policy_overridden",
        override=kept.id,
        order=kept.wanted.order_number,
        product=kept.wanted.product_id,
        policy=kept.wanted.policy,
        code=kept.wanted.code,
        allowed=kept.wanted.allowed,
        agent=kept.agent_id,
    )
