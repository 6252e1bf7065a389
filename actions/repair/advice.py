"""What the manual advises before a repair: one answer after the other, or none on request.

Depends on the desk's look-up and on how answers are said.
"""

import re
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions import wording
from actions.asking import Found, last_question, remember
from actions.desk import Desk
from actions.forms import Filling
from actions.questions import say_answer
from actions.repair.times import read_way
from actions.turn import Event, Turn
from bot import dangers
from bot.answering import Answer
from bot.candidates import FAQ_MARK
from bot.lookup import Inquiry

MOST_TIPS, FEW_WORDS = 3, 5
PROBLEM = {"es": "problema", "en": "problem"}
"""Looked up with the fault: a manual's parts about faults say it, and customers do not."""
NOT_NEEDED = "skipped"
SKIPS = re.compile(
    r"""
    \bs[aá]lt(?:ar|a|e|o|[eé]lo|[eé]monos|[aá]telo)\b | \bomit | \bpasa(?:r|mos)?\ (?:de|al)\b
    | \bya\ (?:lo|la|los|las)?\ ?(?:he\ |hemos\ )?(?:prob|hic|hecho|intent|mir)
    | prob(?:ado|é)\ (?:de\ )?todo | directamente | no\ (?:quiero|voy\ a)\ probar
    | quiero\ (?:ya\ )?la\ reparaci[oó]n | sigo\ queriendo
    | \bskip\b | already\ (?:tried|did|done|checked) | tried\ (?:that|everything|it\ all|all)
    | straight\ to | don'?t\ want\ to\ try | not\ going\ to\ try | just\ (?:book|repair|fix)
    | want\ (?:a|the)\ repair | still\ want
    """,
    re.IGNORECASE | re.VERBOSE,
)
TRIED = re.compile(
    r"""
    \bya\ (?:lo|la|los|las)?\ ?(?:he\ |hemos\ )(?:prob|hecho|intent) | prob(?:ado|é)\ (?:de\ )?todo
    | already\ tried | tried\ everything
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Said at the very beginning: then the manual's advice is not offered."""
ABOUT_FAULTS = re.compile(
    r"problem|aver[ií]a|fallo|error|luces|soluci|no funciona|fault|trouble|lights|not work",
    re.IGNORECASE,
)
"""Headings of a manual below which there is something to try."""
SOLVED = re.compile(
    r"""
    ^\W*(?:(?:s[ií]|yes|yeah)\W+)?(?:
        ya\ (?:est[aá]|va\b|funciona|no\ pierde|no\ gotea) | solucionad | arreglad | resuelto
        | funciona\b | me\ ha\ servido | perfecto | genial
        | (?:it(?:'?s|\ is|\ has|\ now)?\ )?(?:works|working|fixed|solved|sorted)
        | that\ (?:helped|did\ it|worked|solved) | all\ good
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
MORE = re.compile(
    r"""
    \bno\ (?:me\ )?(?:ha\ servido|sirve|funciona|va\b|ha\ funcionado) | nada\b | tampoco
    | sigue\ (?:igual|sin|pasando) | otra\ (?:cosa|idea|soluci) | algo\ m[aá]s | siguiente
    | qu[eé]\ m[aá]s | (?:didn|doesn)'?t\ (?:help|work) | not\ (?:working|helped|solved) | no\ luck
    | \bstill\b | (?:something|anything|what)\ else | \bnext\b | another\ (?:idea|tip)
    | same\ (?:problem|thing)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def read_step(turn: Turn, filling: Filling) -> str | None:
    """What came of the advice: solved, skipped, next; None where the message says nothing of it."""
    if filling["requested_slot"] != "repair_advice":
        return None
    step = turn.entity("repair_step")
    if turn.is_button:
        return {"skip": NOT_NEEDED}.get(step or "", step)
    if is_danger(turn):
        return None
    few = len(turn.text.split()) <= FEW_WORDS
    going_on = turn.intent == "request_repair" or (few and read_way(turn.text))
    if SKIPS.search(turn.text) or going_on:
        return NOT_NEEDED
    if MORE.search(turn.text) or turn.intent in ("feedback_negative", "deny"):
        return "next"
    solved = SOLVED.search(turn.text) or turn.intent in ("feedback_positive", "affirm")
    return "solved" if solved else None


def is_danger(turn: Turn) -> bool:
    """Whether the words say danger: a classifier hears it in every odd noise."""
    return turn.intent == "safety" and (turn.led or dangers.read(turn.text) == "danger")


class Advice:
    """Finds what to try, over `desk`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def prepare(self, turn: Turn, filling: Filling) -> None:
        """Note where the first advice stands, or the next one where it was asked for; that there
        is none makes the form go on."""
        if filling["repair_advice"] or not (filling["product"] and filling["repair_fault"]):
            return
        tried = filling["repair_tried"]
        if tried and tried[-1] is not None:
            return
        found = await (self._next(turn, filling) if tried else self._first(turn, filling))
        if found:
            filling["repair_tried"] = [*[one for one in tried or [] if one], found]
        else:
            if tried:
                turn.say("utter_repair_no_more_advice")
            filling["repair_advice"] = "none"

    def asked_for_more(self, turn: Turn, filling: Filling) -> None:
        """The last advice did not help: None in the list stands for the next one."""
        filling["repair_tried"] = [*(filling["repair_tried"] or []), None]

    async def _first(self, turn: Turn, filling: Filling) -> str | None:
        """Where the manual answers about faults; else its nearest part about them; else any."""
        inquiry = inquiry_of(turn, filling)
        found = await self._desk.lookup.find(inquiry, **turn.ids)
        cited = found.citation if isinstance(found, Answer) else None
        if cited and isinstance(found, Answer) and is_about_faults(found):
            return cited.passage_id
        return await self._about_faults(inquiry, []) or (cited.passage_id if cited else None)

    async def _next(self, turn: Turn, filling: Filling) -> str | None:
        """Another passage of the manual, not told yet."""
        tried = [one for one in filling["repair_tried"] if one]
        if len(tried) >= MOST_TIPS:
            return None
        return await self._about_faults(inquiry_of(turn, filling), tried)

    def _is_of(self, inquiry: Inquiry, answer: Answer) -> bool:
        """Whether it is from the manual of the product, not from the company's terms."""
        cited = answer.citation
        return bool(cited and self._desk.lookup.product_of(cited) == inquiry.product)

    async def _about_faults(self, inquiry: Inquiry, besides: list[str]) -> str | None:
        """The nearest passage that is about what goes wrong, and was not told yet."""
        sought = replace(inquiry, question=f"{PROBLEM[inquiry.language]}: {inquiry.question}")
        for near in await self._desk.lookup.candidates(sought, besides):
            if not near.source.startswith(FAQ_MARK):
                said = await self._desk.lookup.answer_from(inquiry, near.source)
                if said and is_about_faults(said) and self._is_of(inquiry, said):
                    return near.source
        return None


class AskRepairAdvice(Action):
    """Tells the advice, exactly as the manual has it, and asks whether it helped."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def name(self) -> str:
        return "action_ask_repair_advice"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn, filling = Turn(dispatcher, tracker), Filling(tracker.slots)
        tried = filling["repair_tried"] or []
        inquiry = inquiry_of(turn, filling)
        told = await self._told(turn, inquiry, tried)
        if told is None:
            turn.say("utter_repair_did_it_help")
            return []
        if len(tried) == 1:
            name = await name_of(self._desk, filling["product"])
            turn.say("utter_try_this_first", item=wording.plain(name))
        else:
            turn.say("utter_try_this_too")
        await say_answer(self._desk, turn, told, inquiry, "utter_advice", "repair_form")
        kept = remember(self._desk, turn, Found(told, inquiry), last_question(turn))
        return [*kept, SlotSet("repair_shown", tried[-1])]

    async def _told(self, turn: Turn, inquiry: Inquiry, tried: list[str]) -> Answer | None:
        """The advice that is due; None where the customer has read it already."""
        if not tried or turn.slot("repair_shown") == tried[-1]:
            return None
        first = await self._desk.lookup.find(inquiry, **turn.ids) if len(tried) == 1 else None
        cited = first.citation if isinstance(first, Answer) else None
        if isinstance(first, Answer) and cited and cited.passage_id == tried[-1]:
            return first
        return await self._desk.lookup.answer_from(inquiry, tried[-1])


def is_about_faults(answer: Answer) -> bool:
    """Whether it stands where the manual speaks of what goes wrong."""
    path = answer.citation.heading_path if answer.citation else ()
    return any(ABOUT_FAULTS.search(heading) for heading in path)


def inquiry_of(turn: Turn, filling: Filling) -> Inquiry:
    """The fault as a question to the manual of the product."""
    return Inquiry(filling["repair_fault"], turn.language, filling["product"])


async def name_of(desk: Desk, product_id: str) -> str:
    """The product's name; its id where the catalogue has none."""
    products = await desk.backoffice.products()
    return next((one.name for one in products if one.id == product_id), product_id)
