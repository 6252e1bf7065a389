"""A complaint: heard, said back, and put on record or passed to a person with what is known.

Depends on the backoffice and on `bot.grievances`.
"""

import re

from rasa_sdk.events import ActiveLoop, SlotSet

from actions import wording
from actions.claims import record
from actions.desk import Desk
from actions.flow import Flow
from actions.forms import REQUESTED, SURE, TRANSACTIONS, Filling, Form, handed
from actions.forms.question import Question
from actions.turn import Event, Turn
from bot.grievances import in_words, is_told, subjects_in

REASON = "negative_feedback"
SHORTEST = 4
LONGEST_QUOTE = 160
RECORD = re.compile(
    r"regist|anot|apunt|conste|constancia|por escrito|reclamaci[oó]n|queja|record|note|write|log it"
    r"|in writing|file|put it",
    re.IGNORECASE,
)
NEITHER = re.compile(r"\b(?:no|ninguna?|nada|neither|none|nothing|nope)\b", re.IGNORECASE)


class ValidateComplaint(Form):
    """What happened, if it was not told yet, and what to do with it."""

    form = "complaint_form"
    intent = "complaint"
    slots = frozenset({"complaint_text", "complaint_way"})

    def required(self, filling: Filling) -> list[str]:
        return ["complaint_text", "complaint_way"]

    async def begin(self, turn: Turn, filling: Filling) -> None:
        """A complaint that says what happened is not asked for it."""
        told = not turn.is_button and is_told(turn.text)
        filling["complaint_text"] = turn.text.strip() if told else None
        filling["complaint_way"] = None

    def read(self, requested: str, turn: Turn, filling: Filling) -> None:
        if requested == "complaint_text":
            self._read_text(turn, filling)
        elif requested == "complaint_way":
            filling["complaint_way"] = way_of(turn)

    def _read_text(self, turn: Turn, filling: Filling) -> None:
        others = (TRANSACTIONS | {"ask_for_person", "cancel", "goodbye"}) - {self.intent}
        aside = turn.intent in others and turn.confidence >= SURE
        if not aside and not turn.is_button and len(turn.text.strip()) >= SHORTEST:
            filling["complaint_text"] = turn.text.strip()


def way_of(turn: Turn) -> str | None:
    """What the customer chose: record, person or nothing."""
    if turn.intent == "ask_for_person":
        return "person"
    if turn.intent == "affirm" or (RECORD.search(turn.text) and not turn.is_button):
        return "record"
    if turn.intent == "deny" or (NEITHER.search(turn.text) and len(turn.text.split()) <= 3):
        return "nothing"
    return None


class AskComplaintWay(Question):
    """Says what was understood, and asks what to do with it."""

    def name(self) -> str:
        return "action_ask_complaint_way"

    async def ask(self, turn: Turn, filling: Filling) -> None:
        turn.say("utter_complaint_heard", summary=await summary(self.desk, turn))


async def summary(desk: Desk, turn: Turn) -> str:
    """What the complaint is about and what else is known, in a few words."""
    text, spanish = turn.slot("complaint_text") or "", turn.language == "es"
    about = in_words(subjects_in(text), turn.language)
    quote = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
    names = {one.id: one.name for one in await desk.backoffice.products()}
    known = [names.get(turn.slot("product") or "", ""), turn.slot("order_number") or ""]
    told = [one for one in (about, *known) if one]
    said = f"«{quote}»" if spanish else f"“{quote}”"
    return f"{said} ({', '.join(told)})" if told else said


class Complaint(Flow):
    """Records it, passes it to a person, or leaves it, as the customer chose."""

    form = "complaint_form"
    intent = "complaint"
    closes = False

    def name(self) -> str:
        return "action_complaint"

    def ready(self, turn: Turn) -> bool:
        return bool(turn.slot("complaint_text") and turn.slot("complaint_way"))

    async def act(self, turn: Turn) -> list[Event]:
        way, text = turn.slot("complaint_way"), turn.slot("complaint_text")
        if way == "person":
            return await self._hand_over(turn)
        if way == "nothing":
            turn.say("utter_complaint_left")
            await self.log(turn, "unanswered", reason="low_confidence", product=turn.product)
            return forgotten()
        number = await record(self.desk, turn, "complaint", text, self.form)
        turn.say("utter_complaint_recorded", claim_number=number)
        await self.log(turn, "transaction", product=turn.product)
        return forgotten()

    async def _hand_over(self, turn: Turn) -> list[Event]:
        """The person sees what was told: nobody asks for it again."""
        known = [turn.slot(name) for name in ("order_number", "serial_number") if turn.slot(name)]
        turn.say(
            "utter_complaint_handoff",
            summary=await summary(self.desk, turn),
            known=", ".join(known) or wording.NOTHING_KNOWN[turn.language],
            attached=handed(turn, REASON),
        )
        await self.log(turn, "escalated", reason=REASON, product=turn.product)
        return [ActiveLoop(None), *forgotten()]


def forgotten() -> list[Event]:
    """The next complaint is another one."""
    slots = ("complaint_text", "complaint_way", REQUESTED)
    return [SlotSet(name, None) for name in slots]
