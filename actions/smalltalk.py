"""Small talk: answered in a sentence or two, with a way back to the matter.

Insulted twice in a row, the assistant offers a person. Depends on `bot.smalltalk` and the turn.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action

from actions.turn import Event, Turn
from bot.smalltalk import Kind, kind_of

RESPONSES: dict[Kind, str] = {
    "who_made_you": "utter_who_made_you",
    "what_can_you_do": "utter_what_i_do",
    "how_are_you": "utter_how_are_you",
    "joke": "utter_joke",
    "compliment": "utter_compliment",
}
INSULTED = frozenset({"utter_insult", "utter_insult_again"})
BY_INTENT = {"greet": "utter_greet", "ask_if_bot": "utter_ask_if_bot"}


class SmallTalk(Action):
    """Answers a greeting, and who asks what answers."""

    def name(self) -> str:
        return "action_small_talk"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        turn = Turn(dispatcher, tracker)
        if not say_small_talk(turn):
            turn.say(BY_INTENT.get(turn.intent, "utter_greet"))
        return []


def say_small_talk(turn: Turn) -> bool:
    """Answer the message if it is small talk and no button; whether it was."""
    # "This fryer is useless" is about the fryer.
    kind = None if turn.is_button or turn.entity("product") else kind_of(turn.text)
    if kind is None:
        return False
    if kind == "insult":
        again = bool(turn.answered_with() & INSULTED)
        turn.say("utter_insult_again" if again else "utter_insult")
    else:
        turn.say(RESPONSES[kind])
    return True
