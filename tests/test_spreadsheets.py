"""CSV for spreadsheets."""

import csv
import io

import pytest

from bot.spreadsheets import written


@pytest.mark.parametrize("words", ["=1+1", "+34 600", "-1 day", "@SUM(A1)", "\tx", "\rx"])
def test_what_would_be_a_formula_is_text(words: str) -> None:
    assert list(csv.reader(io.StringIO(written([[words]]), newline=""))) == [[f"'{words}"]]


def test_numbers_stay_numbers() -> None:
    assert written([[-3, -0.25, 1.0, 1234567.5, None]]) == "-3,-0.25,1,1234567.5,\r\n"


def test_words_with_signs_inside_stay_as_they_are() -> None:
    assert written([["a=b", 'dijo "sí", y ya']]) == 'a=b,"dijo ""sí"", y ya"\r\n'
