"""Putting the questions, and reading what a message says to the one that is open.

Nothing here asks Rasa but for one thing: whether words after a score are a comment or the next
request. Depends on the store, on scores and on the service's own words.
"""

from dataclasses import dataclass
from typing import Any

from bot.conversations import Message, MessageDraft
from bot.matters import Understand
from bot.scores import CSAT, NPS, score_in
from bot.surveys.store import Surveys
from bot.surveys.tables import Survey
from bot.words import PERSON, say

SCALES = {"csat": CSAT, "nps": NPS}
LOW = 3
MARK = "@"
NO_COMMENT = "@no_comment"
SMALL = frozenset({"deny", "thank", "goodbye"})


@dataclass(frozen=True, slots=True)
class Settled:
    """A matter that has just ended: its intent (or "agent"), and whose it was, if known."""

    about: str
    customer: str | None = None


class Asking:
    """Asks over one store; `understand` gives the intent of a text."""

    def __init__(self, surveys: Surveys, understand: Understand) -> None:
        self._surveys = surveys
        self._understand = understand

    async def after(
        self, settled: Settled, conversation_id: str, language: str
    ) -> list[MessageDraft]:
        """The question after a matter; none where it was put not long ago."""
        asked = ("csat", conversation_id, settled.about, language, settled.customer)
        survey = await self._surveys.ask(*asked)
        return [question(survey, "csat_agent" if settled.about == "agent" else "csat")] if survey \
            else []  # fmt: skip

    async def take(self, message: Message, language: str) -> list[MessageDraft] | None:
        """What to say to `message` where it answers a question; None where it does not."""
        if message.payload:
            return await self._button(message.conversation_id, message.payload, language)
        survey = await self._surveys.open(message.conversation_id)
        if survey is None:
            return None
        if survey.awaits == "score":
            score = score_in(message.text, SCALES[survey.kind])
            if score is not None:
                return await self._scored(survey, score, language)
            if survey.kind == "csat" and score_in(message.text, NPS) is not None:
                # "10" is meant as a score, on another scale.
                return [question(survey, "csat")]
        elif (said := await self._comment(survey, message.text, language)) is not None:
            return said
        await self._surveys.pass_over(survey)
        return None

    async def _button(
        self, conversation_id: str, payload: str, language: str
    ) -> list[MessageDraft] | None:
        """A score's button, at any time; the button that leaves the comment out."""
        kind, _, score = payload.removeprefix(MARK).partition(":")
        open_one = await self._surveys.open(conversation_id)
        if payload == NO_COMMENT:
            if open_one:
                await self._surveys.pass_over(open_one)
            return await self._thanks(open_one, language)
        survey = await self._surveys.newest(conversation_id, kind) if kind in SCALES else None
        if survey is None or not payload.startswith(MARK) or not score.isdigit():
            if open_one:
                await self._surveys.pass_over(open_one)
            return None
        return await self._scored(survey, int(score), language)

    async def _scored(self, survey: Survey, score: int, language: str) -> list[MessageDraft]:
        """Thanks; the other question where it is due, else a word on why, if they like."""
        await self._surveys.score(survey, score)
        low = survey.kind == "csat" and score <= LOW
        if survey.kind == "csat" and not low:
            asked = ("nps", survey.conversation_id, survey.about, language, survey.customer)
            if following := await self._surveys.ask(*asked):
                return [question(following, "nps")]
        buttons = [{"title": say("no_comment", language), "payload": NO_COMMENT}]
        if low:
            buttons.append({"title": say("talk_to_person", language), "payload": PERSON})
        return [draft("why_low" if low else "why", language, {"buttons": buttons})]

    async def _comment(self, survey: Survey, text: str, language: str) -> list[MessageDraft] | None:
        """Thanks for a comment; None for what asks for something."""
        again = score_in(text, SCALES[survey.kind])
        if again is not None and text.strip().isdigit():
            return await self._scored(survey, again, language)
        understood = await self._understand(text)
        if understood.is_request and understood.intent != "complaint":
            return None
        if understood.intent in SMALL and understood.confidence >= 0.5:
            await self._surveys.pass_over(survey)
        else:
            await self._surveys.comment(survey, text)
        return await self._thanks(survey, language)

    async def _thanks(self, survey: Survey | None, language: str) -> list[MessageDraft]:
        sorry = survey is not None and survey.kind == "csat" and (survey.score or 0) in (1, 2)
        return [draft("survey_sorry" if sorry else "survey_thanks", language)]


def question(survey: Survey, key: str) -> MessageDraft:
    """The words of a question with a button for each score; the ends say what they mean."""
    kind, language, scale = survey.kind, survey.language, SCALES[survey.kind]
    names = {scale[0]: f"{kind}_least", scale[-1]: f"{kind}_most"}
    buttons = [
        {
            "title": f"{n} · {say(names[n], language)}" if n in names else str(n),
            "payload": f"{MARK}{kind}:{n}",
        }
        for n in scale
    ]
    return draft(key, language, {"survey": kind, "buttons": buttons})


def draft(key: str, language: str, data: dict[str, Any] | None = None) -> MessageDraft:
    """A message of the assistant's with the service's words."""
    name = say("assistant", language)
    return MessageDraft("bot", say(key, language), author_name=name, data=data or {})
