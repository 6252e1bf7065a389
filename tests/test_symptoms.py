"""What happens is told apart from that something is wrong."""

import pytest

from bot.symptoms import tells_symptom


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
