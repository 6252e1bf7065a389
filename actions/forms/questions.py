"""The two questions of every form about an order: which one, and what shows whose it is.

The first question of a matter names the matter: who has asked for three things reads which one
this is. Depends on the order forms and the wording.
"""

import json

from actions import wording
from actions.forms.filling import Filling
from actions.forms.orders import SHOWN, know
from actions.forms.question import Question
from actions.turn import Turn
from bot.backoffice import Order


class AskOrderNumber(Question):
    """Asks which order: of their own where the customer is known, else for its number, or for
    the rest of a number that comes in pieces."""

    def name(self) -> str:
        return "action_ask_order_number"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        if filling["number_pieces"]:
            turn.say("utter_number_so_far", digits=filling["number_pieces"])
            return
        await know(self.desk, turn, filling)
        if filling.orders:
            shown = filling.orders[:SHOWN]
            turn.say("utter_which_order", buttons=[order_button(one, turn) for one in shown])
        else:
            ask_for(turn, "utter_ask_order_number", "utter_ask_order_number_for")


class AskEmail(Question):
    """Asks for the e-mail or the postcode of an order whose number is known."""

    def name(self) -> str:
        return "action_ask_email"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        ask_for(turn, "utter_ask_email", "utter_ask_email_for")


def ask_for(turn: Turn, question: str, question_for: str) -> None:
    """Ask `question`; where the message has just opened the form, the one that says what for."""
    form = turn.form
    matter = wording.MATTERS.get(turn.opening_intent(form)) if turn.opened(form) else None
    if matter:
        turn.say(question_for, matter=matter[turn.language])
    else:
        turn.say(question)


def order_button(order: Order, turn: Turn) -> wording.Button:
    """Number, what it has and its day."""
    on = wording.short_day(order.placed_at, turn.language)
    title = f"{order.number} · {wording.items(order.items)} · {on}"
    return {"title": title, "payload": "/inform" + json.dumps({"order_number": order.number})}
