"""The documentation: its definitions are those in force, its worked example is true."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.hours import read_hours
from bot.standards import Figure, Period, definitions
from bot.standards.document import WORDS, renewed, section
from tests.standards.conftest import data_of, figure_of
from tests.standards.worked import RESULT, Example, example_in, number_of

PAGES = {"en": Path("docs/service-standards.md"), "es": Path("docs/estandares-de-servicio.md")}
PERIOD = Period.days(date(2026, 11, 9), date(2026, 11, 22))
NOON = datetime(2026, 11, 23, 11)
"""Monday 23 at 12:00 in Madrid."""
NAMES = [one.id for one in definitions().current]


@pytest.fixture(scope="module", params=["en", "es"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(language: str) -> str:
    return PAGES[language].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(page: str) -> Example:
    return example_in(page)


def example_figure(example: Example, name: str, period: Period = PERIOD, **more: Any) -> Figure:
    """One standard of the example."""
    hours = read_hours(Path("data/sample/hours.yml"))
    data = data_of(example.logs, NOON, opened=hours.open_seconds)
    return figure_of(data, name, period, **more)


def test_the_definitions_are_those_in_force(page: str, language: str) -> None:
    assert renewed(page, definitions(), language) == page
    assert re.findall(r"^<!-- (\w+) -->$", page, re.M) == NAMES


def test_every_version_is_there_with_its_words(page: str, language: str) -> None:
    for versions in definitions().all.values():
        for one in versions:
            assert one.text[language] in " ".join(page.split())
            assert f"{WORDS['version'][language]} {one.version} " in page


def test_a_change_of_a_definition_makes_the_page_old(page: str, language: str) -> None:
    part = section(definitions(), "csat", language)
    assert renewed(page.replace(part, part.replace("5", "6")), definitions(), language) == page


def test_the_example_has_ten_conversations_of_known_events(example: Example) -> None:
    assert len(example.talks) == 10
    assert sum(len(log.asked) for log in example.logs) == 13
    assert sum(len(log.scored) for log in example.logs) == 15


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_results_are_true(page: str, language: str, example: Example, name: str) -> None:
    after = page.split(f"<!-- /{name} -->")[1].split("<!--")[0]
    [(shown, unit, n)] = RESULT.findall(after)
    value = number_of(shown, language)
    found = example_figure(example, name)
    places = len(re.sub(r"^\d+[.,]?", "", shown))
    scale = 100 if unit == "%" else 1
    assert unit == {"share": "%", "s": "s"}.get(found.definition.unit, "")
    assert round(found.value * scale, places) == value
    assert found.n == int(n)


def test_what_the_example_says_besides(example: Example) -> None:
    week = Period.days(date(2026, 11, 16), date(2026, 11, 22))
    for version, share in ((1, 0), (2, 0.5)):
        found = example_figure(example, "simple_share", period=week, version=version)
        assert (found.value, found.n) == (share, 4)
    in_hours = {
        name: round(example_figure(example, name, business=True).value, 1)
        for name in ("mean_response", "time_queue", "first_response_agent")
    }
    assert in_hours == {"mean_response": 129.6, "time_queue": 250, "first_response_agent": 540}
    assert {one.name: one.n for one in example_figure(example, "fcr_durable").parts} == {
        "durable": 4, "undecided": 3, "not_resolved": 1, "came_back": 1, "no_group": 1,
    }  # fmt: skip
