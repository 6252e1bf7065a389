"""Small talk is answered with dignity; who insults twice is offered a person."""

import pytest

from bot.smalltalk import kind_of
from tests.action_calls import Conversation, said


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("¿qué tal estás?", "how_are_you"), ("how are you doing?", "how_are_you"),
        ("cuéntame un chiste", "joke"), ("make me laugh", "joke"),
        ("eres muy amable", "compliment"), ("you are so helpful", "compliment"),
        ("eres un inútil", "insult"), ("you stupid machine", "insult"),
        ("¿quién te ha programado?", "who_made_you"), ("who built you?", "who_made_you"),
        ("¿qué sabes hacer?", "what_can_you_do"), ("what can you do for me?", "what_can_you_do"),
        ("¿dónde está mi pedido?", None), ("it makes a funny noise", None),
        ("the drum is stuck", None), ("hello", None),
        ("this is a joke, third time I write", None), ("esto es una broma", None),
    ],
)  # fmt: skip
def test_small_talk_is_told_from_requests(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


async def test_two_insults_in_a_row_offer_a_person_and_a_yes_calls_one(talk: Conversation) -> None:
    talk.hears("you idiot", "out_of_scope")
    assert said(await talk.runs("action_fallback")) == ["utter_insult"]
    talk.hears("useless!", "feedback_negative")
    assert said(await talk.runs("action_feedback")) == ["utter_insult_again"]
    talk.hears("yes", "affirm")
    assert said(await talk.runs("action_feedback")) == ["utter_handoff"]


async def test_something_in_between_starts_again(talk: Conversation) -> None:
    talk.hears("you idiot", "out_of_scope")
    await talk.runs("action_fallback")
    talk.hears("tell me a joke", "out_of_scope")
    assert said(await talk.runs("action_fallback")) == ["utter_joke"]
    talk.hears("you idiot", "out_of_scope")
    assert said(await talk.runs("action_fallback")) == ["utter_insult"]


async def test_after_an_answer_useless_is_a_verdict(talk: Conversation) -> None:
    talk.hears("how many days to return it?", "faq_question")
    await talk.runs("action_answer")
    talk.hears("useless", "feedback_negative")
    assert said(await talk.runs("action_feedback")) == ["utter_ask_why"]


async def test_who_answers_and_a_greeting_keep_their_words(talk: Conversation) -> None:
    talk.hears("are you a bot?", "ask_if_bot")
    assert said(await talk.runs("action_small_talk")) == ["utter_ask_if_bot"]
    talk.hears("hi", "greet")
    assert said(await talk.runs("action_small_talk")) == ["utter_greet"]
    talk.hears("hi, how are you?", "greet")
    assert said(await talk.runs("action_small_talk")) == ["utter_how_are_you"]
