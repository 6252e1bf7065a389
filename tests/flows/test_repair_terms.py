"""Questions about a repair while its fault is asked for are answered and are no fault."""

import pytest

from tests.action_calls import Conversation, said

FORM = "repair_form"


async def hears(talk: Conversation, text: str, intent: str) -> list[str]:
    """A message while the form is open; what the form says to it."""
    talk.hears(text, intent)
    return said(await talk.fills(FORM))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("¿lo cubre la garantía?", "check_warranty"),
        ("is it covered by the guarantee?", "check_warranty"),
        ("cuánto me va a costar", "out_of_scope"),
        ("¿cuándo estará lista?", "repair_status"),
        ("do you collect it?", "return_status"),
    ],
)
async def test_a_question_about_the_repair_is_no_fault_and_the_form_goes_on(
    talk: Conversation, text: str, intent: str
) -> None:
    talk.slots["product"] = "levante"
    await hears(talk, "I want a repair", "request_repair")
    for _ in range(3):
        assert await hears(talk, text, intent) == ["utter_repair_terms_later"]
    assert (talk.form, talk.asked, talk.slots["repair_fault"]) == (FORM, "repair_fault", None)
    await hears(talk, "it drips from below", "manual_question")
    assert talk.slots["repair_fault"] == "it drips from below"


@pytest.mark.parametrize("text", ["¿cuánto cuesta la reparación?", "how long does it take?"])
async def test_a_question_that_the_faq_answers_is_left_to_it(talk: Conversation, text: str) -> None:
    talk.slots["product"] = "levante"
    await hears(talk, "I want a repair", "request_repair")
    assert await hears(talk, text, "faq_question") == []
    assert (talk.asked, talk.slots["repair_fault"]) == ("repair_fault", None)


@pytest.mark.parametrize(
    "text", ["it takes ages to get ready", "tarda mucho en calentar y luego se para"]
)
async def test_a_fault_with_such_words_is_still_a_fault(talk: Conversation, text: str) -> None:
    talk.slots["product"] = "levante"
    await hears(talk, "I want a repair", "request_repair")
    await hears(talk, text, "manual_question")
    assert talk.slots["repair_fault"] == text
