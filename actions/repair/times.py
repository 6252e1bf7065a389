"""When and where a product is brought, fetched or repaired: chosen by button or in words.

Depends on the free times of the backoffice and on what people say of them.
"""

import re

from actions import wording
from actions.desk import Desk
from actions.forms import CONFIRMED, REQUESTED, Filling
from actions.forms.question import Question
from actions.repair import words
from actions.turn import Turn
from bot import appointments, wishes
from bot.backoffice import Slot
from bot.backoffice.policy import FREE_EUR
from bot.backoffice.slots import slot_of
from bot.guarantees import Guarantees
from bot.nlu.text import fold
from bot.wishes import Wish

TIMES = ("repair_way", "repair_place", "repair_slot", "repair_offered")
SHOWN = 6
MOST = 240
WAYS = {
    "drop_off": re.compile(
        r"\bllev(?:o|ar)|acerc|tienda|mostrador|\byo mismo|drop|bring|take it|shop|store|counter"
    ),
    "pick_up": re.compile(
        r"recog|recoj|veng|pas[ae]n|\bcasa\b|domicilio|mensajer|pick|collect|fetch|come|home|courier"
    ),
}


def read_way(text: str) -> str | None:
    """Whether `text` says that it is brought or fetched; None where it says neither, or both."""
    folded = fold(text)
    said = [way for way, words in WAYS.items() if words.search(folded)]
    return said[0] if len(said) == 1 else None


class Times:
    """Reads and offers times, over `desk`. `filling.seen["free"]` are those of this message."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def needed(self, filling: Filling) -> list[str]:
        """What has to be asked."""
        place = ["repair_place"] if filling["repair_way"] == "drop_off" else []
        return ["repair_way", *place, "repair_slot"]

    def forget(self, slot: str, filling: Filling) -> None:
        """What hung on the way or the place is open again; another way has other times."""
        if slot == "repair_way":
            filling.seen.pop("free", None)
        filling.forget(*TIMES[TIMES.index(slot) + 1 :])

    async def look_up(self, filling: Filling) -> None:
        """The free times of the way that is chosen."""
        if filling["repair_way"]:
            way = filling["repair_way"]
            filling.seen["free"] = await self._desk.backoffice.free_slots(way, MOST)

    def read_way(self, turn: Turn, filling: Filling) -> str | None:
        """The way, from a button or in words; a product that is repaired at home has no other."""
        if filling["repair_way"] == "home" or not filling["repair_of"]:
            return None
        return turn.entity("repair_way") or (None if turn.is_button else read_way(turn.text))

    def read_place(self, turn: Turn, filling: Filling) -> str | None:
        """The shop."""
        if filling["repair_way"] != "drop_off":
            return None
        places = appointments.places_of(filling.seen.get("free", ()))
        return turn.entity("repair_place") or wishes.place_in(turn.text, places)

    def read(self, turn: Turn, filling: Filling) -> bool:
        """Whether the message says anything of a time: one is chosen then, or others offered."""
        if not filling["repair_offered"]:
            return False
        free, chosen = at_place(filling), turn.entity("repair_slot")
        wish = self._wish(turn, filling, free)
        if chosen:
            # One that is gone meanwhile is said to be so by `prepare`.
            filling["repair_slot"] = chosen
            return True
        if not wish or (filling[REQUESTED] != "repair_slot" and not wish.narrows):
            return False
        if wish.place:
            filling["repair_place"] = wish.place
            free = at_place(filling)
        self._choose(turn, filling, wish, free)
        return True

    def _wish(self, turn: Turn, filling: Filling, free: list[Slot]) -> Wish:
        if turn.is_button:
            return Wish(other=turn.entity("repair_step") == "other_time")
        today = self._desk.backoffice.today()
        everywhere = appointments.known(filling.seen.get("free", free))
        wish = wishes.read(turn.text, everywhere, today)
        asked = filling[REQUESTED] == "repair_slot"
        bare = Wish(other=asked and turn.intent == "deny", any=asked and turn.intent == "affirm")
        return wish or bare

    def _choose(self, turn: Turn, filling: Filling, wish: Wish, free: list[Slot]) -> None:
        shown = [one for one in free if one.id in filling["repair_offered"]]
        left = picked(wish, free, shown)
        filling.forget("repair_slot")
        if len(left) == 1:
            filling["repair_slot"] = left[0].id
            return
        if not left:
            turn.say("utter_repair_no_such_time" if wish.narrows else "utter_repair_no_more_times")
            left = appointments.nearest(free, wish) if wish.narrows else free
        filling["repair_offered"] = offered(left)

    async def prepare(self, turn: Turn, filling: Filling) -> None:
        """Offer times once way and place are known; one that was taken meanwhile is let go."""
        if filling["repair_way"] and "free" not in filling.seen:
            await self.look_up(filling)
        if filling["repair_way"] == "drop_off" and not filling["repair_place"]:
            places = appointments.places_of(filling.seen["free"])
            if len(places) > 1:
                return
            filling["repair_place"] = places[0] if places else ""
        if not filling["repair_way"]:
            return
        free = at_place(filling)
        if filling["repair_slot"] and filling["repair_slot"] not in [one.id for one in free]:
            self.taken(turn, filling)
        if not filling["repair_slot"] and not filling["repair_offered"]:
            filling["repair_offered"] = offered(free)

    def taken(self, turn: Turn, filling: Filling) -> None:
        """Somebody was quicker: offer what is left."""
        turn.say("utter_repair_slot_taken")
        gone = filling["repair_slot"]
        filling.seen["free"] = [one for one in filling.seen["free"] if one.id != gone]
        filling.forget("repair_slot", CONFIRMED)
        filling["repair_offered"] = offered(at_place(filling))


def picked(wish: Wish, free: list[Slot], shown: list[Slot]) -> list[Slot]:
    """What `wish` leaves: of those `shown` where it counts them, else of all that are free."""
    if wish.ordinal and not wish.narrows:
        at = wish.ordinal if wish.ordinal < 0 else wish.ordinal - 1
        return shown[at:][:1]
    if wish.other_day:
        last = max(map(appointments.day_of, shown))
        free = [one for one in free if appointments.day_of(one) > last]
    elif wish.other:
        free = [one for one in free if one not in shown and one.starts_at > shown[0].starts_at]
    left = appointments.fitting(free, wish)
    days = {appointments.day_of(one) for one in shown}
    if len(days) == 1 and not wish.names_day:
        # Of one day alone the talk was: "at ten" is of that day, if it can be.
        left = [one for one in left if appointments.day_of(one) in days] or left
    return left[:1] if wish.any else left


def offered(left: list[Slot]) -> list[str]:
    """Some of them to choose from."""
    return [one.id for one in appointments.spread(left, SHOWN)]


def at_place(filling: Filling) -> list[Slot]:
    """The free times at the place that is chosen, if one is."""
    place = filling["repair_place"]
    return [one for one in filling.seen.get("free", ()) if not place or one.place == place]


class AskRepairWay(Question):
    """Asks whether it is brought or fetched, and says what that costs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._guarantees = Guarantees(desk.backoffice, desk.policies)

    def name(self) -> str:
        return "action_ask_repair_way"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        known = turn.slot("repair_of") or {}
        cost = self._guarantees.price_list(turn.slot("product")).pick_up
        if known.get("covered"):
            cost = FREE_EUR
        said = wording.money(cost, turn.language) if cost else words.FREE[turn.language]
        turn.say("utter_repair_which_way", cost=said)


class AskRepairPlace(Question):
    """Asks which shop, with a button for each."""

    def name(self) -> str:
        return "action_ask_repair_place"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        free = await self.desk.backoffice.free_slots(turn.slot("repair_way"), MOST)
        places = appointments.places_of(free)
        buttons = [wording.answer(one.title(), "repair_place", one) for one in places]
        turn.say("utter_repair_which_place", buttons=buttons)


class AskRepairSlot(Question):
    """Asks when, with a button for each of the times that are offered."""

    def name(self) -> str:
        return "action_ask_repair_slot"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        shown = [one for one in map(slot_of, turn.slot("repair_offered") or ()) if one]
        buttons = [
            wording.answer(appointments.title(one, turn.language), "repair_slot", one.id)
            for one in shown
        ]
        if not buttons:
            turn.say("utter_repair_no_time_at_all")
            return
        others = wording.answer(words.OTHER_TIMES[turn.language], "repair_step", "other_time")
        turn.say("utter_repair_which_time", buttons=[*buttons, others])
