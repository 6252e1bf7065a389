"""Signs in what customers write, in both languages; and what looks like one and is none."""

from dataclasses import dataclass

import pytest

from bot.console.queue_words import WORDS
from bot.moods import SIGNS, signs_of


@dataclass(frozen=True)
class Said:
    """A message."""

    text: str
    author: str = "customer"
    payload: str | None = None


def signs(*texts: str) -> list[str]:
    return signs_of([Said(text) for text in texts])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LLEVO TRES SEMANAS ESPERANDO", ["capitals"]),
        ("WHERE IS MY REFUND", ["capitals"]),
        ("esto es una mierda", ["insult"]),
        ("you are useless", ["insult"]),
        ("Es URGENTE, por favor", ["urgent"]),
        ("I need it as soon as possible", ["urgent"]),
        ("Voy a poner una hoja de reclamaciones", ["legal"]),
        ("you will hear from my lawyer", ["legal"]),
        ("ME URGE, INÚTILES, LLAMARÉ A MI ABOGADO", ["insult", "legal", "urgent", "capitals"]),
    ],
)
def test_words_show_how_a_customer_feels(text: str, expected: list[str]) -> None:
    assert signs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hola, quiero devolver una cafetera",
        "My order is TR-10234 and the serial LV3-000123",
        "TR-10234 LV3-AAAA-000123",
        "no es urgente, cuando puedan",
        "it's not urgent at all",
        "OK",
        "PDF",
        "¿Tienen servicio técnico en Soria?",
        "",
    ],
)
def test_a_calm_message_has_no_sign(text: str) -> None:
    assert signs(text) == []


def test_the_same_question_in_other_words_is_a_repetition() -> None:
    assert signs(
        "¿Cómo descalcifico la cafetera Levante?",
        "he dicho que cómo descalcifico la cafetera levante",
    ) == ["repeated"]
    assert signs("how do I descale the Levante", "How do I descale the Levante???") == ["repeated"]


def test_two_questions_about_the_same_thing_are_none() -> None:
    assert signs("¿Cómo descalcifico la cafetera?", "¿Cada cuánto cambio el filtro del agua?") == []
    assert signs("sí", "sí", "no", "no") == []


def test_a_thumb_down_counts_and_the_words_of_our_buttons_do_not() -> None:
    down = Said("No me ha servido", payload='/feedback_negative{"feedback_reason": "not_asked"}')
    assert signs_of([down]) == ["thumbs_down"]
    assert signs_of([Said("URGENTE URGENTE URGENTE", payload="/affirm")]) == []


def test_what_others_say_is_no_sign_of_the_customer() -> None:
    assert signs_of([Said("ES URGENTE, INÚTIL", author="agent"), Said("vale", author="bot")]) == []


def test_a_long_conversation_is_read_in_a_moment() -> None:
    import time

    started = time.perf_counter()
    signs(*[f"mensaje número {n} sobre la cafetera y su filtro de agua" for n in range(500)])
    assert time.perf_counter() - started < 0.5


def test_every_sign_has_its_words_in_both_languages() -> None:
    assert all(set(WORDS[sign]) == {"es", "en"} for sign in SIGNS)
