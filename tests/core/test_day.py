"""The scripts of a support day's customers, and how the day is laid out."""

import json
import random
import re
from pathlib import Path

import pytest

from bench.day import ARRIVE, arrivals, options
from bench.day_customers import Customer, picture, scripts
from bench.day_report import p90, span

SHOP = Path(__file__).parents[2] / "data" / "sample" / "shop.json"
ORDER, SERIAL = re.compile(r"TR-\d{6}"), re.compile(r"[A-Z]{2}\d-\d{4}-\d{6}")
EMAIL = re.compile(r"[\w.]+@[\w.]+\.\w+")


def test_forty_customers_who_differ_half_of_them_in_each_language() -> None:
    found = scripts()
    assert len(found) == 40
    assert len({(one.steps, one.answers) for one in found}) == 40
    assert [sum(one.language == each for one in found) for each in ("es", "en")] == [20, 20]


def test_every_order_serial_number_and_address_is_of_the_sample_shop() -> None:
    shop = json.loads(SHOP.read_text(encoding="utf-8"))
    numbers = {one["number"] for one in shop["orders"]}
    serials = {item["serial_number"] for one in shop["orders"] for item in one["items"]}
    emails = {one["email"] for one in shop["customers"]}
    said = "\n".join(what for one in scripts() for what in [*one.words, *(w for _, w in one.steps)])
    assert set(ORDER.findall(said)) <= numbers
    assert set(SERIAL.findall(said)) <= serials
    assert set(EMAIL.findall(said)) <= emails
    assert ORDER.search(said)
    assert SERIAL.search(said)
    assert EMAIL.search(said)


def test_a_customer_can_do_every_step() -> None:
    for one in scripts():
        for how, what in one.steps:
            assert what
            assert how == "away" or hasattr(Customer, f"_{how}")
        assert one.offered in ("", "take")
        assert one.score in (None, 1, 2, 3, 4, 5)


def test_all_come_once_and_the_same_seed_brings_the_same_day() -> None:
    found = scripts()
    first, again, other = (arrivals(found, 600, random.Random(seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert {id(one) for one, _ in first} == {id(one) for one in found}
    assert [at for _, at in first] == sorted(at for _, at in first)
    assert all(0 <= at <= ARRIVE * 600 for _, at in first)


def test_the_options() -> None:
    given = options(["--minutes", "15", "--agents", "2"])
    assert (given.minutes, given.seed, given.agents, given.url) == (15, 1, 2, "")


@pytest.mark.parametrize(("seconds", "told"), [(-1, "-"), (65, "01:05"), (4000, "1:06:40")])
def test_spans(seconds: float, told: str) -> None:
    assert span(seconds) == told


def test_the_ninetieth_percentile() -> None:
    assert p90([3.0]) == 3.0
    assert p90([float(one) for one in range(1, 11)]) == 10.0


def test_the_picture_is_one() -> None:
    assert picture().startswith(b"\x89PNG")
