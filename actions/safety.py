"""Danger: stop using it, the manual's own words, and a person at once. Nothing is asked.

Comes from words that `bot.dangers` reads before anything else (the service sends them as this
intent), or from the classifier, as `bot.alarms` weighs them. What was told is put on record where
the customer is known. Depends on the desk's look-up, its records, contact log and answers.
"""

import asyncio
import re
from dataclasses import replace
from typing import Any

import structlog
from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions.citing import attachment
from actions.claims import record_danger
from actions.desk import Desk
from actions.questions import AnswerQuestion
from actions.turn import Event, Turn
from bot import alarms, dangers
from bot.answering import Answer, Citation
from bot.answers import AnswerEntry
from bot.lookup import Inquiry
from bot.nlu.text import fold

log = structlog.get_logger()
REASON = "safety"
# What to look up beside the customer's own words, the nearest first. The words are those that
# manuals use for it.
ASKED: dict[dangers.Kind, dict[str, tuple[str, ...]]] = {
    "fire": {
        "es": ("qué hacer si sale humo negro", "cable dañado, no use el aparato, electricidad"),
        "en": ("what to do if black smoke comes out", "damaged cord, do not use, electricity"),
    },
    "shock": {
        "es": ("cable dañado, no use el aparato, desenchufe, electricidad",),
        "en": ("damaged cord, do not use the appliance, unplug, electricity",),
    },
    "battery": {
        "es": ("qué hacer si la batería se hincha o huele",),
        "en": ("what to do if the battery swells or smells",),
    },
    "gas": {
        "es": ("qué hacer si sospecha una fuga de gas",),
        "en": ("what to do if you suspect a gas leak",),
    },
    "hurt": {
        "es": ("quemaduras, no toque las partes calientes, seguridad",),
        "en": ("burns, do not touch hot parts, safety",),
    },
}
# An answer that says to stop is advice here; one that says how to clean is not.
STOPS = re.compile(
    r"desench|apag|desconect|no (?:lo |la )?(?:us|utilic|toque)|deje de|cierre"
    r"|unplug|switch(?:ed)? (?:\w+ ){0,4}off|turn (?:\w+ ){0,4}off|disconnect"
    r"|do not (?:use|touch)|stop"
)
# Parts of a manual that are about just this; of others only what a damaged one asks for is copied.
TELLING = re.compile(r"humo|smoke|fuego|fire|\bgas\b|bater|batter")
DAMAGED = re.compile(r"danad|averiad|damaged|faulty|hincha|swell|swollen")


PATIENCE_S = 3.0
"""How long the manual is looked for, in seconds: what to do first is said without it."""


def sounds_dangerous(turn: Turn) -> bool:
    """Whether the message tells of danger: its words, or what the classifier makes of them."""
    return turn.led or alarms.is_called_for(turn.text, turn.confidence)


class Safety(Action):
    """Says what to do now, and passes to a person with the reason safety."""

    def __init__(self, desk: Desk, questions: AnswerQuestion) -> None:
        self._desk = desk
        self._questions = questions

    def name(self) -> str:
        return "action_safety"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        if not sounds_dangerous(turn):
            return await self._questions.run(dispatcher, tracker, domain)
        turn.say("utter_safety_stop")
        cited = await self._tell_manual(turn) if turn.product else None
        turn.say("utter_safety_person", attached={"handoff": {"reason": REASON}})
        contact = turn.contact(
            "escalated",
            reason=REASON,
            product=turn.product,
            passage_id=cited.passage_id if cited else None,
            index_version=cited.version if cited else None,
        )
        self._desk.contacts.log_soon(contact)
        await record_danger(self._desk, turn)
        return [ActiveLoop(None), SlotSet("requested_slot", None)]

    async def _tell_manual(self, turn: Turn) -> Citation | None:
        """Say what the manual says, and where it says so. What fails here is logged and keeps
        nobody from the person who is called next."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                found = await self._advice(turn)
                if found:
                    await self._say_manual(turn, *found)
        except Exception:
            log.exception("danger_without_manual", conversation=turn.conversation_id)
            return None
        return found[0].citation if found else None

    async def _advice(self, turn: Turn) -> tuple[Answer, Inquiry] | None:
        """What the product's manual says to do, if it says to stop."""
        words = ASKED[dangers.kind_of(turn.text)][turn.language]
        for question in (turn.text, *words):
            inquiry = Inquiry(question, turn.language, turn.product)
            found = await self._desk.lookup.find(inquiry)
            advice = to_the_point(found) if isinstance(found, Answer) else None
            if advice:
                return advice, inquiry
        return None

    async def _say_manual(self, turn: Turn, answer: Answer, inquiry: Inquiry) -> None:
        """The copy with its place, kept as every answer is."""
        contact = turn.contact("escalated")
        entry = AnswerEntry(
            conversation_id=contact.conversation_id,
            message_id=contact.message_id,
            question=turn.text,
            language=turn.language,
            answer=answer,
            product=inquiry.product,
            faq_revision=self._desk.lookup.faq_revision,
        )
        places = attachment(
            answer, entry.id, self._desk.settings.own_url, self._desk.lookup.figures
        )
        names = {one.id: one.name for one in await self._desk.backoffice.products()}
        product = inquiry.product or ""
        turn.say("utter_safety_manual", item=names.get(product, product))
        turn.say("utter_safety_copy", text=answer.text, attached=places)
        self._desk.answers.log_soon(entry)


def to_the_point(answer: Answer) -> Answer | None:
    """What of a manual's answer is advice for now: all of a part on just this danger, else the
    sentences on a damaged product, each a copy; None where it says neither."""
    if answer.kind != "manual" or answer.citation is None or not STOPS.search(fold(answer.text)):
        return None
    if TELLING.search(fold(answer.citation.heading_path[-1])):
        return answer
    pieces = tuple(one for one in answer.pieces if is_advice(fold(one)))
    if not pieces:
        return None
    text = "\n".join(f"- {one}" for one in pieces)
    return replace(answer, text=text, pieces=pieces, quote=pieces[0])


def is_advice(sentence: str) -> bool:
    """Whether a folded sentence says to stop using what is damaged."""
    return bool(STOPS.search(sentence) and DAMAGED.search(sentence))
