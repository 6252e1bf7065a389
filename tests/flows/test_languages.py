"""The other language at once, whatever words the wish has; an open form stays open."""

import pytest

from bot.language import wished
from tests.action_calls import Conversation, said


@pytest.mark.parametrize(
    ("text", "spoken", "wanted"),
    [
        ("could you please answer me in English from now on", "es", "en"),
        ("my spanish isn't great, english?", "es", "en"),
        ("no me conteste en inglés", "en", "es"),
        ("why are you talking Spanish to me", "es", "en"),
        ("mi mujer solo entiende inglés, ¿puede seguir así?", "es", "en"),
        ("change language", "es", "en"),
        ("quiero cambiar de idioma", "en", "es"),
        ("no hablo inglés", "en", "es"),
        ("do you speak French?", "en", None),
        ("¿puede ser en catalán?", "es", None),
    ],
)
def test_a_wish_for_a_language_is_read(text: str, spoken: str, wanted: str | None) -> None:
    assert wished(text, spoken) == wanted


async def test_the_language_changes_at_once_and_the_form_stays(talk: Conversation) -> None:
    talk.hears("where is my order?", "order_status")
    await talk.fills("order_status_form")
    talk.hears("¿le importaría hablarme en español?", "language_switch")
    assert await talk.fills("order_status_form") == []
    await talk.runs("action_language")
    assert talk.slots["language"] == "es"
    (told,) = await talk.runs("action_language_spoken")
    assert (told["response"], told["custom"]) == ("utter_language", {"language": "es"})
    assert (talk.form, talk.asked) == ("order_status_form", "order_number")


async def test_the_last_answer_is_given_again(talk: Conversation) -> None:
    talk.hears("how many days to return it?", "faq_question")
    await talk.runs("action_answer")
    talk.hears("¿me lo dices en español?", "language_switch")
    await talk.runs("action_language")
    assert said(await talk.runs("action_language_spoken"))[0] == "utter_language"
    assert talk.slots["language"] == "es"


async def test_a_fault_told_with_the_wish_is_looked_up(talk: Conversation) -> None:
    talk.hears("in English please: my Levante drips", "language_switch", product="levante")
    await talk.runs("action_language")
    assert said(await talk.runs("action_language_spoken")) == ["utter_language", "utter_answer"]


async def test_a_third_language_is_declined_in_both(talk: Conversation) -> None:
    talk.hears("do you speak French?", "language_switch")
    await talk.runs("action_language")
    assert said(await talk.runs("action_language_spoken")) == ["utter_two_languages"]
    assert talk.slots["language"] == "en"
