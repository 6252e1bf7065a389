"""Numbers and money in every form in which they arrive."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backoffice.numbers import cents, euros, order_number, return_number, serial_key


@pytest.mark.parametrize(
    "text",
    ["TR-104512", "tr104512", "104512", " TR 104512 ", "#104512", "n.º tr-104512.", "TR–104512"],
)
def test_an_order_number_in_any_form(text: str) -> None:
    assert order_number(text) == "TR-104512"


def test_the_leading_zero_may_be_left_out() -> None:
    assert order_number("97352") == order_number("TR-097352") == "TR-097352"


@pytest.mark.parametrize("text", ["", "TR-", "1234", "1045123", "TR-104512 o TR-104513", "hola"])
def test_no_order_number(text: str) -> None:
    assert order_number(text) is None


@given(st.text())
def test_what_is_read_as_an_order_number_is_canonical(text: str) -> None:
    number = order_number(text)
    assert number is None or order_number(number) == number


def test_serial_numbers_compare_without_signs() -> None:
    assert serial_key("lv3 2605.000001") == serial_key("LV3-2605-000001") == "LV32605000001"


def test_return_numbers_have_at_least_five_digits() -> None:
    assert [return_number(20031), return_number(7)] == ["RMA-20031", "RMA-00007"]


@given(st.integers(0, 10**12))
def test_money_survives_the_way_there_and_back(value: int) -> None:
    assert cents(euros(value)) == value
    assert str(euros(value))[-3] == "."
    assert euros(690) == Decimal("6.90")
