"""The other language, at once. Two steps: what is said in the second is in the new one already.

Depends on `bot.language` and on how questions are answered.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions.asking import ASKED, Asked, inquiry_again, last_question, read
from actions.questions import AnswerQuestion
from actions.turn import Event, Turn
from bot.language import wished
from bot.symptoms import tells_symptom


class Language(Action):
    """Notes the language that the message asks for; a form that is open stays open."""

    def name(self) -> str:
        return "action_language"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        wanted = wished(turn.text, turn.language)
        return [SlotSet("language", wanted)] if wanted else []


class LanguageSpoken(Action):
    """Says so in the new language, or says there what was said last in the other."""

    def __init__(self, questions: AnswerQuestion) -> None:
        self._questions = questions

    def name(self) -> str:
        return "action_language_spoken"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        if wished(turn.text, turn.language) is None:
            turn.say("utter_two_languages")
            return []
        turn.say("utter_language", attached={"language": turn.language})
        last = last_question(turn)
        if last and turn.follows(*ASKED) and not turn.in_form:
            asked = Asked(inquiry_again(turn, last), last)
            return await self._questions.answer(turn, asked)
        # "Better in English: my purifier won't turn on" is both.
        if not turn.in_form and tells_symptom(turn.text) and (told := read(turn)):
            return await self._questions.answer(turn, told)
        return []
