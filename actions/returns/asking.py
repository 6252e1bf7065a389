"""The questions of a return whose answers depend on the order: items, how many, what for, how.

Depends on the form's own view of what is known.
"""

from abc import abstractmethod

from rasa_sdk.interfaces import Action

from actions import pick_up, wording
from actions.desk import Desk
from actions.forms import Filling, know
from actions.forms.question import Question
from actions.returns import telling
from actions.returns.form import PICK_UP, ValidateReturn, offered_to
from actions.returns.items import lines, options, uncounted
from actions.returns.judging import Judged, judge
from actions.turn import Turn
from bot.backoffice import Order
from bot.policies import ReturnAsked

WAYS = (PICK_UP, "label", "shop")


class ReturnQuestion(Question):
    """A question about the return that is being filled in, once its order is known."""

    async def ask(self, turn: Turn, filling: Filling) -> None:
        await know(self.desk, turn, filling)
        if filling.order:
            self.ask_of(filling.order, turn, filling)

    @abstractmethod
    def ask_of(self, order: Order, turn: Turn, filling: Filling) -> None:
        """Say it, about the order."""

    def judged(self, filling: Filling, order: Order, way: str | None = None) -> Judged:
        """The decision on what is chosen."""
        way = way or filling["return_way"] or PICK_UP
        asked = ReturnAsked(filling["return_reason"], filling["return_condition"], way)
        chosen = lines(order, filling["return_items"])
        return judge(self.desk.policies, order, chosen, asked, self.desk.backoffice.today())


class AskReturnItems(ReturnQuestion):
    """Which products of the order, with a button for each."""

    def name(self) -> str:
        return "action_ask_return_items"

    def ask_of(self, order: Order, turn: Turn, filling: Filling) -> None:
        names = {item.product_id: item.name for item in options(order)}
        turn.say("utter_which_items", buttons=wording.products(names))


class AskReturnQuantity(ReturnQuestion):
    """How many of an item of which there are several."""

    def name(self) -> str:
        return "action_ask_return_quantity"

    def ask_of(self, order: Order, turn: Turn, filling: Filling) -> None:
        product = uncounted(filling["return_items"] or [])
        item = next(one for one in order.items if one.product_id == product)
        counts = [str(count) for count in range(1, item.quantity + 1)]
        buttons = [wording.answer(count, "return_quantity", count) for count in counts]
        turn.say("utter_how_many", item=item.name, count=str(item.quantity), buttons=buttons)


class AskReturnWish(ReturnQuestion):
    """Money, another one, a voucher, a repair: what the policy gives a choice of."""

    def name(self) -> str:
        return "action_ask_return_wish"

    def ask_of(self, order: Order, turn: Turn, filling: Filling) -> None:
        judged = self.judged(filling, order)
        words = {one: wording.WISHES[one][turn.language] for one in offered(turn, judged)}
        buttons = [wording.answer(title, "return_wish", one) for one, title in words.items()]
        turn.say("utter_which_wish", buttons=buttons)


class AskReturnWay(ReturnQuestion):
    """How it comes back, with what each way costs."""

    def name(self) -> str:
        return "action_ask_return_way"

    def ask_of(self, order: Order, turn: Turn, filling: Filling) -> None:
        buttons: list[wording.Button] = []
        for way in WAYS:
            title = telling.way(way, self.judged(filling, order, way).cost, turn.language)
            title = title[0].upper() + title[1:]
            buttons.append(wording.answer(title, "return_way", way))
        turn.say("utter_which_way", buttons=buttons)


class AskReturnConfirmed(ReturnQuestion):
    """The summary: what comes back and why, what the policy says, what is had for it, and how."""

    def name(self) -> str:
        return "action_ask_return_form_confirmed"

    def ask_of(self, order: Order, turn: Turn, filling: Filling) -> None:
        judged, spoken = self.judged(filling, order), turn.language
        fetched = filling["return_way"] == PICK_UP
        way = telling.way(filling["return_way"], judged.cost, spoken)
        address = pick_up.asked(turn, order.address, order.country) or order.address
        turn.say(
            "utter_return_summary",
            items=telling.named(judged.items),
            order_number=order.number,
            reason=telling.listed(filling["return_reason"], spoken),
            wish=telling.wish(filling["return_wish"], judged.amount, spoken),
            way=f"{way}, {pick_up.told(address, spoken)}" if fetched else way,
            verdict=telling.verdict(judged.decisions, spoken, self.desk.settings.own_url),
            buttons=pick_up.change(spoken) if fetched else None,
        )


def offered(turn: Turn, judged: Judged) -> tuple[str, ...]:
    """What there is to choose from."""
    return offered_to(turn, ValidateReturn.form, judged)


def questions(desk: Desk) -> list[Action]:
    """All of them."""
    kinds = (AskReturnItems, AskReturnQuantity, AskReturnWish, AskReturnWay, AskReturnConfirmed)
    return [kind(desk) for kind in kinds]
