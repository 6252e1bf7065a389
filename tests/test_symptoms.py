"""What happens is told apart from that something is wrong, and looked up as manuals put it."""

import pytest

from bot.symptoms import as_manuals_say, tells_symptom


@pytest.mark.parametrize(
    "text",
    [
        "necesito que me arreglen el terral, gotea y no enfría",
        "la lavadora no desagua, quiero que la reparen",
        "mi robot se para a los dos minutos",
        "ha dejado de calentar",
        "me sale error E02",
        "my dryer makes a rattling noise, can you fix it",
        "the coffee machine won\u2019t turn on",
        "the robot keeps going round in circles",
        "it stopped charging last week",
    ],
)
def test_what_it_does_is_a_symptom(text: str) -> None:
    assert tells_symptom(text)


@pytest.mark.parametrize(
    "text",
    [
        "quiero que me arreglen la cafetera",
        "mi robot está roto",
        "la lavadora ha dejado de funcionar",
        "no funciona, quiero una reparación",
        "my air fryer is broken, I want it repaired",
        "it stopped working",
        "I need a repair please",
        "no quiero esperar más",
    ],
)
def test_that_it_is_broken_is_none(text: str) -> None:
    assert not tells_symptom(text)


@pytest.mark.parametrize(
    ("text", "language", "searched"),
    [
        ("el robot no carga", "es", "problema: el robot no carga"),
        ("¿por qué no carga el robot?", "es", "problema: ¿por qué no carga el robot?"),
        ("the robot is very noisy", "en", "problem: the robot is very noisy"),
        ("mi cafetera gotea", "es", "problema: agua en el suelo o debajo: mi cafetera gotea"),
        ("it leaks, what do I do?", "en",
         "problem: water on the floor or underneath: it leaks, what do I do?"),
    ],
)  # fmt: skip
def test_a_symptom_is_looked_up_in_the_words_of_manuals(
    text: str, language: str, searched: str
) -> None:
    assert as_manuals_say(text, language) == searched


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("is the purifier noisy at night", "en"),
        ("cuanto ruido hace el aire acondicionado", "es"),
        ("how do I connect the robot to wifi?", "en"),
        ("potencia del siroco", "es"),
    ],
)
def test_other_questions_are_looked_up_as_they_are(text: str, language: str) -> None:
    assert as_manuals_say(text, language) == text
