"""Registering a product: which one, whose, and where it was bought if not from us.

Who has registered a number before is never said. Depends on what forms have in common and the
backoffice.
"""

import re
from datetime import date

from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import Action

from actions import wording
from actions.desk import Desk
from actions.flow import Flow
from actions.forms import CONFIRMED, SURE, Filling, Form, Reader, know, read_confirmed
from actions.forms.corrections import NOUNS
from actions.forms.question import Question
from actions.turn import Event, Turn
from bot.backoffice import (
    Address,
    AlreadyRegistered,
    Bought,
    Customer,
    SerialNotFound,
    UnknownSerial,
    Warranty,
)
from bot.nlu.text import fold
from bot.policies.days import MONTHS

OWN = ("register_name", "register_bought_on", "register_shop", CONFIRMED)
NOWHERE = Address("", "", "", "")
LONGEST_NAME, LONGEST_SHOP = 80, 120
# A name sounds like anything to a classifier; these are meant.
LEAVING = frozenset({"ask_for_person", "cancel", "language_switch", "delete_my_data"})
LED = re.compile(
    r"^\W*(?:me llamo|mi nombre es|soy|a nombre de|es|my name is|i am|i'?m|it'?s|name'?s"
    r"|in the name of)\s+",
    re.IGNORECASE,
)
SHOP_LED = re.compile(
    r"^\W*(?:l[oa] compr[eé] |fue |i bought it |i got it |it was )?(?:en |a |at |from |in )?"
    r"(?:una? |the )?",
    re.IGNORECASE,
)
MONTH = re.compile(
    rf"\b({'|'.join(one for said in MONTHS.values() for one in fold(said).split())})"
    r"\s*(?:de|del|of|,)?\s*((?:19|20)\d\d)\b|\b(0?[1-9]|1[0-2])[/-]((?:19|20)\d\d)\b"
)


class ValidateRegister(Form):
    """Serial number, name and e-mail; day and shop where we did not sell it; a yes."""

    form = "register_form"
    intent = "register_product"
    slots = frozenset({"serial_number", "email", *OWN})
    alike = frozenset({"check_warranty"})
    nouns = NOUNS | {
        "register_name": r"\bnombre\b|\bname\b",
        "register_bought_on": r"\bfecha\b|\bd[ií]a\b|\bdate\b|\bday\b",
        "register_shop": r"\btienda\b|\bshop\b|\bstore\b",
    }

    def required(self, filling: Filling) -> list[str]:
        known: Warranty | None = filling.seen.get("warranty")
        if known and known.registered:
            return []
        who = [] if filling.owner else ["register_name", "email"]
        where = [] if known else ["register_bought_on", "register_shop"]
        return ["serial_number", *who, *where, CONFIRMED]

    async def look_up(self, turn: Turn, filling: Filling) -> None:
        await know(self.desk, turn, filling)

    async def begin(self, turn: Turn, filling: Filling) -> None:
        filling.forget(*OWN)
        if "serial_number" not in turn.just_set():
            filling.forget("serial_number")

    def readers(self) -> dict[str, Reader]:
        return {
            "register_name": read_name,
            "register_bought_on": self._read_day,
            "register_shop": read_shop,
            CONFIRMED: read_confirmed,
        }

    def _read_day(self, turn: Turn, filling: Filling) -> str | None:
        """The day of purchase; of a month alone its first. One to come is none."""
        said = turn.entity("date") or month_in(turn.text)
        today = self.desk.backoffice.today()
        return said if said and date.fromisoformat(said) <= today else None

    def refusal(self, turn: Turn, requested: str) -> str:
        lost = turn.intent == "deny" and requested == "serial_number"
        return "unknown_serial_number" if lost else super().refusal(turn, requested)

    async def check(self, turn: Turn, filling: Filling) -> None:
        serial = filling["serial_number"]
        if serial is None:
            return
        try:
            filling.seen["warranty"] = await self.desk.backoffice.warranty(serial)
        except SerialNotFound:
            filling.seen["warranty"] = None


class AskConfirmed(Question):
    """Reads everything back."""

    def name(self) -> str:
        return "action_ask_register_form_confirmed"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        customer = await customer_of(self.desk, turn)
        bought = bought_in(turn)
        turn.say(
            "utter_register_summary_elsewhere" if bought else "utter_register_summary",
            serial_number=wording.plain(turn.slot("serial_number")),
            name=wording.plain(customer.name),
            email=wording.plain(customer.email),
            bought=wording.day(bought.on if bought else None, turn.language),
            shop=wording.plain(bought.shop if bought else "-"),
        )


class Register(Flow):
    """Registers it, or says why not."""

    form = "register_form"
    intent = "register_product"
    settles = frozenset({"utter_registered"})

    def name(self) -> str:
        return "action_register"

    def ready(self, turn: Turn) -> bool:
        return bool(turn.slot("serial_number"))

    async def act(self, turn: Turn) -> list[Event]:
        serial = turn.slot("serial_number")
        taken = await self._is_registered(serial)
        if taken or turn.slot(CONFIRMED):
            await self._register(turn, serial, taken)
        elif turn.slot(CONFIRMED) is False:
            turn.say("utter_register_left")
        else:
            raise SerialNotFound(serial)
        await self.log(turn, "transaction")
        return [SlotSet(name, None) for name in OWN]

    async def _is_registered(self, serial: str) -> bool:
        try:
            return (await self.desk.backoffice.warranty(serial)).registered
        except SerialNotFound:
            return False

    async def _register(self, turn: Turn, serial: str, taken: bool) -> None:
        if taken:
            await self._say_taken(turn, serial)
            return
        customer, key = await customer_of(self.desk, turn), turn.ids["message_id"]
        try:
            owned = await self.desk.backoffice.register_product(
                serial, customer, key, bought_in(turn)
            )
        except AlreadyRegistered:
            turn.say("utter_register_taken", serial_number=wording.plain(serial))
        except UnknownSerial:
            turn.say("utter_register_unknown", serial_number=wording.plain(serial))
        else:
            names = {one.id: one.name for one in await self.desk.backoffice.products()}
            item = names.get(owned.product_id, owned.product_id)
            shown = wording.plain(serial)
            turn.say("utter_registered", item=wording.plain(item), serial_number=shown)

    async def _say_taken(self, turn: Turn, serial: str) -> None:
        """Registered before: by whom is told to nobody but the one who did it."""
        owner = await self.desk.identity.customer_of(turn.conversation_id)
        record = await self.desk.backoffice.record_of(owner) if owner else None
        products = record.products if record else ()
        mine = any(one.registered and one.serial_number == serial for one in products)
        response = "utter_register_yours" if mine else "utter_register_taken"
        turn.say(response, serial_number=wording.plain(serial))


def actions(desk: Desk) -> list[Action]:
    """The form, its summary and what it leads to, over `desk`."""
    return [Register(desk), ValidateRegister(desk), AskConfirmed(desk)]


async def customer_of(desk: Desk, turn: Turn) -> Customer:
    """Who registers: the customer who is known, else as they said."""
    owner = await desk.identity.customer_of(turn.conversation_id)
    if owner:
        return (await desk.backoffice.record_of(owner)).customer
    name, email = turn.slot("register_name") or "", turn.slot("email") or ""
    return Customer("", name, email, None, turn.language, NOWHERE)


def bought_in(turn: Turn) -> Bought | None:
    """Day and shop, where they were asked."""
    day, shop = turn.slot("register_bought_on"), turn.slot("register_shop")
    return Bought(date.fromisoformat(day), shop) if day and shop else None


def read_name(turn: Turn, filling: Filling) -> str | None:
    """A name: a few words without figures, when it was asked."""
    if filling["requested_slot"] != "register_name":
        return None
    said = free_words(turn)
    name = LED.sub("", said or "").strip(" .,!")
    fits = 1 < len(name) <= LONGEST_NAME and not re.search(r"[\d@?]", name)
    return name if fits and len(name.split()) <= 6 else None


def read_shop(turn: Turn, filling: Filling) -> str | None:
    """The shop, in the customer's words, when it was asked."""
    if filling["requested_slot"] != "register_shop":
        return None
    said = free_words(turn)
    return SHOP_LED.sub("", said).strip(" .,!")[:LONGEST_SHOP] or None if said else None


def free_words(turn: Turn) -> str | None:
    """What answers a question for a name: all but a button, a question, and leaving."""
    leaving = turn.intent in LEAVING and turn.confidence >= SURE
    text = " ".join(turn.text.split())
    return None if turn.is_button or leaving or "?" in text or len(text) < 2 else text


def month_in(text: str) -> str | None:
    """The first day of the month that `text` names with its year: "mayo de 2025", "05/2025"."""
    found = MONTH.search(fold(text))
    if not found:
        return None
    if found[3]:
        return f"{found[4]}-{int(found[3]):02d}-01"
    names = [fold(said).split() for said in MONTHS.values()]
    month = next(one.index(found[1]) + 1 for one in names if found[1] in one)
    return f"{found[2]}-{month:02d}-01"
