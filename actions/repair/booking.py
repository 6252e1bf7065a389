"""What a repair costs, the summary before it is booked, the booking, and how that is told.

Depends on the guarantees, the free times and the backoffice.
"""

from typing import Any

from actions import clauses, pick_up, wording
from actions.desk import Desk
from actions.forms import CONFIRMED, Filling
from actions.forms.question import Question
from actions.repair import words
from actions.repair.advice import name_of
from actions.repair.times import Times
from actions.turn import Turn
from bot.backoffice import Address, Proof, Repair, RepairRequest, SlotTaken, item_of
from bot.backoffice.slots import slot_of
from bot.backoffice.states import is_open
from bot.fault_causes import cause_in
from bot.guarantees import Guarantees, Terms
from bot.policies import WarrantyAsked

FETCHED = ("pick_up", "home")
PRICES = frozenset({"diagnosis", "repair_range"})
VERDICTS = frozenset({"guarantee_on", "guarantee_over", "cause", "proof_missing"})


class Booking:
    """Tells the terms and books, over `desk`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guarantees = Guarantees(desk.backoffice, desk.policies)
        self._times = Times(desk)

    async def tell_terms(self, turn: Turn, filling: Filling) -> None:
        """Whether the guarantee pays and what it costs if not, once; or that it is booked
        already."""
        known = filling["repair_of"]
        if filling["repair_told"] or await self._stands(filling, known):
            return
        terms = await self._terms(filling, known)
        say_terms(turn, terms, await name_of(self._desk, known["product"]), self._desk)
        filling["repair_told"] = True
        filling["repair_of"] = {**known, "covered": terms.covered}
        if terms.home:
            filling["repair_way"] = "home"

    async def _stands(self, filling: Filling, known: dict[str, Any]) -> bool:
        """One repair at a time: the open one of this product is told instead."""
        if not (filling.owner and known["serial"]):
            return False
        record = await self._desk.backoffice.record_of(filling.owner)
        mine = [one for one in record.repairs if one.serial_number == known["serial"]]
        standing = next((one for one in mine if is_open("repair", one.status)), None)
        if standing:
            filling["repair_number"] = standing.number
            filling["repair_of"] = {**known, "standing": True}
        return standing is not None

    async def _terms(self, filling: Filling, known: dict[str, Any]) -> Terms:
        asked = WarrantyAsked(cause_in(filling["repair_fault"] or ""))
        if known["order"]:
            order = filling.order
            if order is None or order.number != known["order"]:
                proof = proof_of(filling)
                order = await self._desk.backoffice.find_order(known["order"], proof)
            return self._guarantees.terms(order, item_of(order, known["product"]), asked)
        warranty = await self._desk.backoffice.warranty(known["serial"])
        return self._guarantees.price_list(known["product"], warranty.ends_on)

    async def book(self, turn: Turn, filling: Filling) -> None:
        """Book what was confirmed. A time that was taken meanwhile is chosen again."""
        if not filling[CONFIRMED] or not filling["repair_slot"] or filling["repair_number"]:
            return
        known = filling["repair_of"]
        asked = RepairRequest(
            fault=filling["repair_fault"],
            slot_id=filling["repair_slot"],
            serial_number=None if known["order"] else known["serial"],
            order_number=known["order"],
            product_id=known["product"],
            address=await elsewhere(self._desk, turn, filling.owner),
        )
        key = turn.contact("transaction").message_id
        try:
            booked = await self._desk.backoffice.open_repair(asked, proof_of(filling), key)
        except SlotTaken:
            self._times.taken(turn, filling)
            return
        filling["repair_number"] = booked.number


class AskConfirmed(Question):
    """Sums a repair up and asks whether to book it."""

    def name(self) -> str:
        return "action_ask_repair_form_confirmed"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        slot = slot_of(turn.slot("repair_slot") or "")
        covered = (turn.slot("repair_of") or {}).get("covered")
        fetched = slot is not None and slot.way in FETCHED
        owner = await self.desk.identity.customer_of(turn.conversation_id)
        usual = await usual_of(self.desk, owner)
        address = pick_up.asked(turn, usual) or usual
        turn.say(
            "utter_repair_summary",
            item=wording.plain(await name_of(self.desk, turn.slot("product"))),
            fault=wording.plain(turn.slot("repair_fault") or "-"),
            when=words.when(slot, turn.language),
            where=words.where(slot, turn.language, address),
            cost=words.COST[covered][turn.language],
            buttons=pick_up.change(turn.language) if fetched else None,
        )


async def place_of(desk: Desk, repair: Repair) -> Address | None:
    """Where a repair is collected or visited; None where it is brought."""
    if repair.address or repair.slot is None or repair.slot.way not in FETCHED:
        return repair.address
    return await usual_of(desk, repair.customer_id)


async def usual_of(desk: Desk, owner: str | None) -> Address | None:
    """The customer's own address; None while nobody knows whose the conversation is."""
    return (await desk.backoffice.record_of(owner)).customer.address if owner else None


async def elsewhere(desk: Desk, turn: Turn, owner: str | None) -> Address | None:
    """Where it is collected or visited, if not at the customer's own address."""
    slot = slot_of(turn.slot("repair_slot") or "")
    fetched = slot is not None and slot.way in FETCHED
    return pick_up.asked(turn, await usual_of(desk, owner)) if fetched else None


async def say_booked(desk: Desk, turn: Turn) -> None:
    """The number of the repair with its day; the one that is open already, where there is one."""
    owner = await desk.identity.customer_of(turn.conversation_id)
    said = turn.slot("email") or turn.slot("postcode") or ""
    proof = Proof(customer_id=owner) if owner else Proof.read(said)
    repair = await desk.backoffice.find_repair(turn.slot("repair_number"), proof)
    standing = (turn.slot("repair_of") or {}).get("standing")
    other = repair.slot is not None and repair.slot.id != turn.slot("repair_slot")
    tell(
        turn,
        "utter_repair_stands" if standing or other else "utter_repair_booked",
        repair,
        await name_of(desk, repair.product_id),
        await place_of(desk, repair),
    )


def tell(turn: Turn, response: str, repair: Repair, item: str, address: Address | None) -> None:
    """Say a repair in the words of `response`."""
    turn.say(
        response,
        repair_number=repair.number,
        item=wording.plain(item),
        when=words.when(repair.slot, turn.language),
        where=words.where(repair.slot, turn.language, address),
        status=words.STATUS[repair.status][turn.language],
        opened=wording.day(repair.opened_at, turn.language),
    )


def say_terms(turn: Turn, terms: Terms, item: str, desk: Desk) -> None:
    """Whether the guarantee pays, with the clauses that decide it."""
    kinds = VERDICTS | (PRICES if terms.covered is False else frozenset())
    findings = [one for one in terms.findings if one.kind in kinds]
    low, high = terms.prices or (terms.diagnosis, terms.diagnosis)
    turn.say(
        f"utter_repair_terms_{terms.code}",
        item=wording.plain(item),
        ends=wording.day(terms.until, turn.language),
        low=wording.money(low, turn.language),
        high=wording.money(high, turn.language),
        diagnosis=wording.money(terms.diagnosis, turn.language),
        why=clauses.found(findings, turn.language, desk.settings.own_url),
    )


def proof_of(filling: Filling) -> Proof:
    """What shows whose it is: the customer who is known, else what they wrote."""
    if filling.owner:
        return filling.proof
    return Proof.read(filling["email"] or filling["postcode"] or "")
