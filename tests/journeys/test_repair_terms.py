"""A question about the repair is answered in the middle of it, and the fault asked for again."""

from collections.abc import Callable

import pytest

from tests.customer import Customer, words_of

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize(
    ("language", "repair", "question", "answer", "again"),
    [
        ("es", "quiero reparar la lavadora", "¿cuánto cuesta la reparación?", "29", "Qué le pasa"),
        ("es", "quiero reparar la lavadora", "¿lo cubre la garantía?", "Antes", "Qué le pasa"),
        ("en", "I want my washing machine repaired", "how much does the repair cost?", "29",
         "What exactly"),
        ("en", "I want my washing machine repaired", "is it covered by the guarantee?", "cover",
         "What exactly"),
    ],
)  # fmt: skip
def test_the_form_goes_on(
    customer: Callable[[str], Customer],
    language: str,
    repair: str,
    question: str,
    answer: str,
    again: str,
) -> None:
    one = customer(language)
    assert again in words_of(one.say(repair))
    told = words_of(one.say(question))
    assert answer in told
    assert again in told
