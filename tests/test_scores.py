"""Scores are read from words as from buttons, and nothing else is taken for one."""

import pytest

from bot.scores import CSAT, NPS, score_in


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("4", 4), ("un 4", 4), ("4/5", 4), ("4 de 5", 4), ("cuatro", 4), ("Uno", 1),
        ("muy bien", 5),
        ("¡Muy bien!", 5), ("bien, gracias", 4), ("fatal", 1), ("pues un 3", 3),
        ("I'd give it a 5", 5), ("five stars", 5), ("⭐⭐⭐⭐", 4), ("not bad", 3), ("very bad", 1),
        ("great service", 5), ("regular", 3), ("mal", 2),
    ],
)  # fmt: skip
def test_words_are_a_score(text: str, score: int) -> None:
    assert score_in(text, CSAT) == score


@pytest.mark.parametrize(
    "text",
    ["4 days ago", "7", "0", "muy bien, y dónde está mi pedido", "no", "sí", "ok", "TR-104388", "",
     "no me ha llegado", "the 4 screws are missing", "😀"],
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    assert score_in(text, CSAT) is None


def test_the_long_scale_takes_numbers_alone() -> None:
    assert [score_in(text, NPS) for text in ("0", "diez", "9/10", "a 7", "11", "muy bien")] == [
        0, 10, 9, 7, None, None,
    ]  # fmt: skip
