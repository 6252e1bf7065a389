"""How a repair is going: by its own number, by the order, or by the serial number.

Depends on what forms have in common and the backoffice.
"""

import re

from rasa_sdk.events import SlotSet

from actions import wording
from actions.desk import Desk
from actions.flow import Flow
from actions.forms import PATIENCE, REQUESTED, Filling, OrderForm, Reader, find_owned
from actions.forms.choices import ordinal
from actions.forms.orders import PROOFS, not_identified
from actions.forms.question import Question
from actions.repair import quotes, words
from actions.repair.advice import name_of
from actions.repair.booking import place_of
from actions.turn import Event, Turn
from bot.backoffice import Address, MatterNotFound, Proof, Repair
from bot.backoffice.numbers import matter_number, matter_value, serial_key
from bot.identity import NotIdentified

NUMBER = re.compile(r"\brep\W{0,3}(\d{5,7})\b|^\W*(\d{5})\W*$", re.IGNORECASE)
NONE_KNOWN = "-"
"""In the slot of the number: there is no repair of that order or product."""
SHOWN = 4


def number_in(text: str) -> str | None:
    """The number of a repair in `text`, as "REP-30011"."""
    found = NUMBER.search(text)
    value = matter_value("REP", found[1] or found[2]) if found else None
    return matter_number("REP", value) if value else None


class ValidateRepairStatus(OrderForm):
    """The repair's number with the e-mail or postcode; or the order or product it is of."""

    form = "repair_status_form"
    intent = "repair_status"
    slots = OrderForm.slots | {"repair_number", "serial_number", "repair_quote"}
    alike = frozenset({"request_repair", "order_status", "check_warranty"})

    def required(self, filling: Filling) -> list[str]:
        if filling.seen.get("told"):
            quoted = filling.seen.get("status") == quotes.QUOTED
            return ["repair_quote"] if quoted else []
        known = filling["repair_number"] or filling["serial_number"] or filling["order_number"]
        return ["email"] if known else ["repair_number"]

    async def look_up(self, turn: Turn, filling: Filling) -> None:
        await super().look_up(turn, filling)
        if filling.owner:
            record = await self.desk.backoffice.record_of(filling.owner)
            filling.seen["repairs"] = [*reversed(record.repairs)]

    async def begin(self, turn: Turn, filling: Filling) -> None:
        filling.forget("repair_number", "repair_quote")
        given = turn.just_set()
        filling["repair_number"] = None if turn.is_button else number_in(turn.text)
        for name in {"order_number", "serial_number"} - given:
            filling.forget(name)
        filling.order = None

    def readers(self) -> dict[str, Reader]:
        return {
            "repair_number": self._read_number,
            "email": super().readers()["email"],
            "repair_quote": quotes.read,
        }

    def _read_number(self, turn: Turn, filling: Filling) -> str | None:
        if turn.is_button:
            return turn.entity("repair_number")
        own = [one.number for one in filling.seen.get("repairs", ())][:SHOWN]
        return number_in(turn.text) or ordinal(turn.text, own)

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        named = None if turn.is_button else number_in(turn.text)
        if named and "order_number" not in turn.just_set() and requested != "email":
            filling["repair_number"] = named
        else:
            super().read(requested, turn, filling)

    async def check(self, turn: Turn, filling: Filling) -> None:
        if filling["repair_number"]:
            await self._find_repair(turn, filling)
        elif filling["serial_number"]:
            owned = await find_owned(self.desk, turn, filling)
            if owned:
                self._take(await self._of(filling, "serial_number"), filling)
        elif filling["order_number"]:
            order = await self.find_order(turn, filling)
            if order:
                self._take(await self._of(filling, "order_number"), filling)
        elif filling.owner:
            self._take(self._open_ones(turn, filling), filling, ask=True)

    def _open_ones(self, turn: Turn, filling: Filling) -> list[Repair]:
        """The customer's own repairs: of the product that is named, else the ones not over."""
        own: list[Repair] = filling.seen["repairs"]
        product = turn.entity("product")
        named = [one for one in own if product and one.product_id == product]
        going = [one for one in own if one.status not in words.OVER]
        return named or going or own

    async def _of(self, filling: Filling, slot: str) -> list[Repair]:
        """The repairs of the order or product that was given, the newest first."""
        if not filling.owner:
            return []
        record = await self.desk.backoffice.record_of(filling.owner)
        key = serial_key(filling[slot])
        found = [one for one in record.repairs if serial_key(getattr(one, slot) or "") == key]
        return found[::-1]

    def _take(self, found: list[Repair], filling: Filling, ask: bool = False) -> None:
        """The one that is meant; of several the customer chooses, where there is none so be it."""
        if len(found) > 1 and ask:
            return
        filling["repair_number"] = found[0].number if found else NONE_KNOWN
        filling.seen["told"] = True
        filling.seen["status"] = found[0].status if found else None

    async def _find_repair(self, turn: Turn, filling: Filling) -> None:
        number = filling["repair_number"]
        mine = [one for one in filling.seen.get("repairs", ()) if one.number == number]
        if mine or number == NONE_KNOWN:
            self._take(mine, filling)
            return
        if filling.owner and not turn.just_set() & set(PROOFS) and filling[REQUESTED] != "email":
            filling.forget(*PROOFS)
        said = filling["email"] or filling["postcode"]
        if said is None:
            return
        try:
            found = await self.desk.identity.by_repair(turn.conversation_id, number, said)
        except NotIdentified as refused:
            not_identified(turn, filling, refused, "utter_repair_not_found", number)
            filling.forget("repair_number", *PROOFS)
        else:
            self._take([found], filling)
            filling["identified"] = True


class AskRepairNumber(Question):
    """Asks which repair: of their own where the customer is known, else for a number."""

    def name(self) -> str:
        return "action_ask_repair_number"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        owner = await self.desk.identity.customer_of(turn.conversation_id)
        record = await self.desk.backoffice.record_of(owner) if owner else None
        buttons = []
        for one in [*reversed(record.repairs)][:SHOWN] if record else []:
            name = await name_of(self.desk, one.product_id)
            title = f"{one.number} · {name} · {words.STATUS[one.status][turn.language]}"
            buttons.append(wording.answer(title, "repair_number", one.number))
        turn.say("utter_which_repair" if buttons else "utter_repair_which_number", buttons=buttons)


class RepairStatus(Flow):
    """Says how far the repair is, what came before, and what comes next."""

    form = "repair_status_form"
    intent = "repair_status"
    settles = frozenset(
        {f"utter_repair_is_{one}" for one in ("booked", "received", "repairing", "ready", "done")}
        | {"utter_repair_quote_accepted", "utter_repair_quote_declined"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._quotes = quotes.Quotes(desk)

    def name(self) -> str:
        return "action_repair_status"

    def ready(self, turn: Turn) -> bool:
        shown = turn.slot("identified") or turn.slot("email") or turn.slot("postcode")
        tired = int(turn.slot("form_attempts") or 0) >= PATIENCE
        return bool(turn.slot("repair_number") and shown and not tired)

    async def act(self, turn: Turn) -> list[Event]:
        number = turn.slot("repair_number")
        if number == NONE_KNOWN:
            turn.say("utter_repair_none")
            await self.log(turn, "transaction")
            return [SlotSet("repair_number", None)]
        repair = await self._find(turn, number)
        if repair.status != quotes.QUOTED or not await self._answered(turn, repair):
            await self._say(turn, repair)
        await self.log(turn, "transaction", product=repair.product_id)
        forgotten = [SlotSet(name, None) for name in ("repair_number", "repair_quote")]
        return [*forgotten, SlotSet("product", repair.product_id)]

    async def _answered(self, turn: Turn, repair: Repair) -> bool:
        """Whether the answer to the quote was passed on."""
        said, proof = turn.slot("repair_quote") or quotes.LATER, await self.proof(turn)
        return await self._quotes.answer(turn, repair, said, proof)

    async def _say(self, turn: Turn, repair: Repair) -> None:
        """Where it is, and how it came there."""
        repair = await self._find(turn, repair.number)
        item = await name_of(self.desk, repair.product_id)
        say_status(turn, repair, item, await place_of(self.desk, repair))

    async def _find(self, turn: Turn, number: str) -> Repair:
        owner = await self.desk.identity.customer_of(turn.conversation_id)
        if owner:
            try:
                return await self.desk.backoffice.find_repair(number, Proof(customer_id=owner))
            except MatterNotFound:
                pass
        said = turn.slot("email") or turn.slot("postcode") or ""
        return await self.desk.identity.by_repair(turn.conversation_id, number, said)


def say_status(turn: Turn, repair: Repair, item: str, address: Address | None) -> None:
    """The sentence of its state."""
    turn.say(
        f"utter_repair_is_{repair.status}",
        repair_number=repair.number,
        item=wording.plain(item),
        opened=wording.day(repair.opened_at, turn.language),
        when=words.when(repair.slot, turn.language),
        where=words.where(repair.slot, turn.language, address),
        price=words.price(repair, turn.language),
        history=words.history(repair, turn.language),
    )
