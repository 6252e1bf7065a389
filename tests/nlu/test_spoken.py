"""Numbers in words, in both languages, and where in the text they stand."""

from __future__ import annotations

import pytest

from bot.nlu.spans import Span
from bot.nlu.spoken import digits_in, heard


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("uno cero cuatro cinco uno dos", "104512"),
        ("ciento cuatro quinientos doce", "104512"),
        ("ciento cuatro mil quinientos doce", "104512"),
        ("diez cuarenta y cinco doce", "104512"),
        ("one oh four five one two", "104512"),
        ("one hundred and four five hundred and twelve", "104512"),
        ("a hundred and four, five twelve", "104512"),
        ("doble cuatro tres", "443"),
        ("double seven", "77"),
        ("veinticuatro", "24"),
        ("dos mil veintiseis", "2026"),
        ("104... quinientos doce", "104512"),
        ("y el resto, 512", "512"),
        ("nada de eso", ""),
    ],
)
def test_numbers_in_words(text: str, digits: str) -> None:
    assert digits_in(text) == digits


def test_what_is_heard_is_found_again_in_the_text() -> None:
    text = "pedido uno cero cuatro cinco uno dos, por favor"
    told = heard(text)
    assert told.text == "pedido 104512, por favor"
    at = told.text.index("104512")
    span = told.back(Span(at, at + 6, "order_number", "TR-104512"))
    assert text[span.start : span.end] == "uno cero cuatro cinco uno dos"


@pytest.mark.parametrize("text", ["", "hola", "12.30 y 45", "tr-104512"])
def test_other_text_is_heard_as_it_stands(text: str) -> None:
    assert heard(text).text == text


def test_every_character_has_a_place() -> None:
    text = "te erre guion ciento cuatro 512 y punto"
    told = heard(text)
    assert len(told.text) == len(told.places)
    assert all(0 <= start < end <= len(text) for start, end in told.places)
