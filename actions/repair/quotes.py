"""The workshop's quote: told, asked about, and the customer's answer to it.

Depends on the guarantees (what a diagnosis costs), the backoffice and the words of repairs.
"""

import re

from actions import wording
from actions.desk import Desk
from actions.forms import Filling
from actions.forms.question import Question
from actions.repair import words
from actions.repair.advice import name_of
from actions.turn import Turn
from bot.backoffice import Proof, Repair, WrongState
from bot.guarantees import Guarantees

QUOTED = "quoted"
ACCEPT, DECLINE, LATER = "accept", "decline", "later"
# The first that is found counts: "I do not accept it yet" is not a no.
SAID = {
    LATER: re.compile(
        r"lo pienso|pensar|pens[aá]r?melo|luego|m[aá]s tarde|despu[eé]s|todav[ií]a no|a[uú]n no"
        r"|no (?:lo )?s[eé]\b|ya (?:le|te|os) (?:dir[eé]|aviso|digo)|consult|otro momento"
        r"|\blater\b|think (?:about|it)|not yet|not sure|don'?t know|let you know|get back to you"
        r"|another time|some other time",
        re.IGNORECASE,
    ),
    DECLINE: re.compile(
        r"\bno\b.{0,20}\b(?:acept|repar|arregl|interes|compensa|vale la pena|lo quiero)"
        r"|rechaz|declin|demasiado|(?:muy|tan) car[oa]|es un robo|devu[eé]lv\w+ sin"
        r"|(?:do not|don'?t|won'?t|not going to|can'?t) (?:accept|want|repair|fix|agree|pay)"
        r"|refus|reject|declin|too (?:much|expensive|dear)|not worth|no deal|leave it unrepaired",
        re.IGNORECASE,
    ),
    ACCEPT: re.compile(
        r"acept|conforme|adelante|de acuerdo|apruebo|rep[aá]r[ea]n?l[oa]|arr[eé]gl\w+"
        r"|accept|approve|go ahead|agree|(?:fix|repair) it|do it",
        re.IGNORECASE,
    ),
}
PLAIN = {
    ACCEPT: re.compile(
        r"\W*(?:s[ií]+|vale|ok(?:ay)?|claro|perfecto|yes|yeah|yep|sure|fine)\b", re.I
    ),
    DECLINE: re.compile(r"\W*(?:no+|nop[e]?|nah)\b", re.IGNORECASE),
}
FEW_WORDS = 4


def read(turn: Turn, filling: Filling) -> str | None:
    """What a message says to the quote: a question answers nothing."""
    if turn.is_button:
        step = turn.entity("repair_step")
        return step if step in SAID else {"affirm": ACCEPT, "deny": DECLINE}.get(turn.intent)
    if "?" in turn.text:
        return None
    said = next((one for one, words in SAID.items() if words.search(turn.text)), None)
    if said or turn.intent in ("thank", "goodbye"):
        return said or LATER
    if len(turn.text.split()) > FEW_WORDS:
        return None
    return next((one for one, words in PLAIN.items() if words.match(turn.text)), None)


class Quotes:
    """Tells quotes and takes answers to the shop, over `desk`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guarantees = Guarantees(desk.backoffice, desk.policies)

    async def say(self, turn: Turn, response: str, repair: Repair) -> None:
        """A repair with its price in the words of `response`."""
        diagnosis = self._guarantees.price_list(repair.product_id).diagnosis
        turn.say(
            response,
            repair_number=repair.number,
            item=wording.plain(await name_of(self._desk, repair.product_id)),
            price=words.price(repair, turn.language),
            diagnosis=wording.money(diagnosis, turn.language),
            history=words.history(repair, turn.language),
        )

    async def answer(self, turn: Turn, repair: Repair, said: str, proof: Proof) -> bool:
        """Pass the answer on and say so; False where the quote is no longer open."""
        if said == LATER:
            await self.say(turn, "utter_repair_quote_waits", repair)
            return True
        key, accepted = turn.ids["message_id"], said == ACCEPT
        try:
            answered = await self._desk.backoffice.answer_quote(repair.number, proof, accepted, key)
        except WrongState:
            return False
        response = "utter_repair_quote_accepted" if accepted else "utter_repair_quote_declined"
        await self.say(turn, response, answered)
        return True


class AskRepairQuote(Question):
    """Tells the quote and asks for a yes or a no."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._quotes = Quotes(desk)

    def name(self) -> str:
        return "action_ask_repair_quote"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        owner = await self.desk.identity.customer_of(turn.conversation_id)
        number = turn.slot("repair_number")
        repair = await self.desk.backoffice.find_repair(number, Proof(customer_id=owner or ""))
        await self._quotes.say(turn, "utter_repair_is_quoted", repair)
