"""What an agent can do in the shop for the customer of a conversation.

Everything goes through the backoffice's one interface, under the id of the customer who was
identified in the conversation; what changes something has a key, so that a second click does
nothing more; everything leaves a line in the audit log. Depends on the backoffice, the policies,
identity and roles; knows nothing of pages.
"""

from dataclasses import dataclass
from decimal import Decimal

from bot.agents import Agent
from bot.backoffice import (
    Backoffice,
    CustomerFile,
    Order,
    OrderItem,
    Proof,
    Refund,
    Repair,
    Return,
    ReturnItem,
    ReturnRefused,
    ReturnRequest,
    SerialNotFound,
    item_of,
)
from bot.backoffice.policy import verdict_of
from bot.console.desk import Audit
from bot.errors import BotError
from bot.guarantees import Guarantee, Guarantees
from bot.identity import Identity, NotIdentified
from bot.live import Live, News
from bot.policies import Decision, Policies, ReturnAsked, WarrantyAsked
from bot.policies.decisions import EXCEPTIONS
from bot.policies.overrides import Overrides, Wanted
from bot.roles import need


class CustomerUnknown(BotError):
    """Nobody was identified in the conversation yet."""

    def __init__(self) -> None:
        super().__init__(
            "The customer is not identified: ask for an order number and its e-mail or postcode. / "
            "El cliente no está identificado: pida un número de pedido y su correo o código "
            "postal.",
            409,
        )


@dataclass(frozen=True, slots=True)
class ReturnForm:
    """A return as an agent fills it in. `override` is why it is opened against the policy."""

    order_number: str
    product_id: str
    reason: str
    condition: str | None = None
    wish: str = "refund"
    way: str = "pick_up"
    quantity: int = 1
    override: str = ""

    @property
    def asked(self) -> ReturnAsked:
        """What the policy wants to know."""
        return ReturnAsked(self.reason, self.condition, self.way)


@dataclass(frozen=True, slots=True)
class OrderTold:
    """An order with what became of it."""

    order: Order
    returns: tuple[Return, ...]
    refunds: tuple[Refund, ...]


class MatterDesk:
    """Agents' actions over one shop."""

    def __init__(
        self,
        backoffice: Backoffice,
        policies: Policies,
        identity: Identity,
        overrides: Overrides,
        audit: Audit,
        live: Live,
    ) -> None:
        self._backoffice = backoffice
        self._policies = policies
        self._identity = identity
        self._overrides = overrides
        self._audit = audit
        self._guarantees = Guarantees(backoffice, policies)
        self._live = live

    async def record(self, conversation_id: str) -> CustomerFile | None:
        """All that is on record of the customer; None while nobody is identified.

        `ShopUnavailable`.
        """
        known = await self._identity.customer_of(conversation_id)
        return await self._backoffice.record_of(known) if known else None

    async def identify(self, conversation_id: str, agent: Agent, number: str, proof: str) -> Order:
        """The conversation is that of the customer with this order and e-mail or postcode;
        `NotIdentified`, under the same limits as for customers."""
        need(agent, "answer")
        try:
            order = await self._identity.by_order(conversation_id, number, proof.strip())
        except NotIdentified:
            await self._audit.note(agent.id, "identify_failed", conversation_id)
            raise
        await self._audit.note(agent.id, "identify", conversation_id, order=order.number)
        # Whoever looks at the conversation looks again: it is known whose it is.
        self._live.publish(News(conversation_id))
        return order

    def decide(self, order: Order, item: OrderItem, asked: ReturnAsked) -> Decision:
        """What the policy says of returning `item` today, clause by clause."""
        return self._policies.decide_return(order, item, asked, self._backoffice.today())

    async def open_return(
        self, conversation_id: str, agent: Agent, form: ReturnForm, key: str
    ) -> Return:
        """Open the return, or give back what the same `key` opened.

        Raises `CustomerUnknown`, `OrderNotFound`, `ItemNotInOrder`, `ReturnRefused` where the
        policy says no and no reason to override it was given, or where none can, and
        `BadOverride`.
        """
        need(agent, "answer")
        proof = await self._proof(conversation_id)
        order = await self._backoffice.find_order(form.order_number, proof)
        item = item_of(order, form.product_id)
        decision = self.decide(order, item, form.asked)
        reason = form.override.strip()
        if not decision.allowed and item.return_number is None:
            await self._override(agent, order, item, decision, reason, key)
        opened = await self._backoffice.open_return(
            order.number, proof, request_of(form, reason, agent), key
        )
        await self._audit.note(
            agent.id,
            "open_return",
            conversation_id,
            number=opened.number,
            order=order.number,
            product=form.product_id,
            verdict=decision.code,
            override=bool(reason),
        )
        return opened

    async def order(self, conversation_id: str, agent: Agent, number: str) -> OrderTold:
        """An order of the customer's, its returns and its money; `CustomerUnknown`,
        `OrderNotFound`."""
        need(agent, "read")
        proof = await self._proof(conversation_id)
        order = await self._backoffice.find_order(number, proof)
        told = OrderTold(
            order,
            tuple(await self._backoffice.returns_of(order.number, proof)),
            tuple(await self._backoffice.refunds_of(order.number, proof)),
        )
        await self._audit.note(agent.id, "look_at_order", conversation_id, order=order.number)
        return told

    async def guarantee(self, conversation_id: str, agent: Agent, serial: str) -> Guarantee:
        """That of a serial number: clause by clause where it is the customer's, else the dates;
        `SerialNotFound`."""
        need(agent, "read")
        known = await self._identity.customer_of(conversation_id)
        found = None
        if known:
            try:
                proof = Proof(customer_id=known)
                found = await self._guarantees.of_owned(serial, proof, WarrantyAsked())
            except SerialNotFound:
                found = None
        told = found or await self._guarantees.of_serial(serial)
        detail = {"product": told.product_id, "verdict": told.code}
        await self._audit.note(agent.id, "look_at_guarantee", conversation_id, **detail)
        return told

    async def repair(self, conversation_id: str, agent: Agent, number: str) -> Repair:
        """A repair of the customer's; `CustomerUnknown`, `MatterNotFound`."""
        need(agent, "read")
        found = await self._backoffice.find_repair(number, await self._proof(conversation_id))
        await self._audit.note(agent.id, "look_at_repair", conversation_id, number=found.number)
        return found

    async def _proof(self, conversation_id: str) -> Proof:
        known = await self._identity.customer_of(conversation_id)
        if known is None:
            raise CustomerUnknown
        return Proof(customer_id=known)

    async def _override(
        self,
        agent: Agent,
        order: Order,
        item: OrderItem,
        decision: Decision,
        reason: str,
        key: str,
    ) -> None:
        """Keep the agent's decision against the policy's, where one may be made."""
        if not reason or decision.code not in EXCEPTIONS:
            raise ReturnRefused(order.number, item.product_id, verdict_of(decision))
        wanted = Wanted(
            order_number=order.number,
            product_id=item.product_id,
            policy="returns",
            code=decision.code,
            version=decision.version,
            allowed=True,
            reason=reason,
            cost_eur=Decimal(decision.cost_eur),
        )
        await self._overrides.add(wanted, agent.id, agent.name, key)


def request_of(form: ReturnForm, reason: str, agent: Agent) -> ReturnRequest:
    """The form as the shop takes it."""
    return ReturnRequest(
        items=(ReturnItem(form.product_id, form.quantity),),
        reason=form.reason,
        condition=form.condition,
        wish=form.wish,
        way=form.way,
        override=reason,
        override_by=agent.id if reason else "",
    )
