"""Why a figure changed: the part that most of the change is of, or none."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.standards import Period, definitions
from bot.standards.events import Log
from bot.standards.look import Look
from bot.standards.why import Reason, reason
from tests.standards.conftest import data_of
from tests.standards.talk import MONDAY, Talk

WEEK = Period.days(MONDAY.date(), MONDAY.date() + timedelta(days=6))
NOW = MONDAY + timedelta(days=8)
Asked = tuple[str | None, int, int, int]
"""A product, how many asked, how many of them get an answer, and after how many seconds."""


def logs_of(asked: Sequence[Asked], days: int, languages: str) -> list[Log]:
    """Conversations of one day."""
    found = []
    for product, many, answered, seconds in asked:
        for number in range(many):
            name = f"{product}-{days}-{number}"
            talk = Talk(name, language=("es", "en")[number % 2] if languages == "both" else "es")
            at = MONDAY + timedelta(days=days, minutes=number)
            outcome = "answered_faq" if number < answered else "unanswered"
            talk.ask(at, 1, outcome, product=product)
            talk.reply(at + timedelta(seconds=seconds))
            found.append(talk.log)
    return found


def why(name: str, before: Sequence[Asked], now: Sequence[Asked]) -> Reason | None:
    """What most of the change from the week before is of."""
    logs = [*logs_of(before, -5, "both"), *logs_of(now, 1, "both")]
    look, definition = Look(data_of(logs, NOW), WEEK), definitions().get(name)
    return reason(definition, look.sample(definition), look.at(WEEK.before).sample(definition))


def test_a_product_that_is_answered_less_is_the_reason() -> None:
    before = [("brisa", 40, 36, 2), ("robot", 40, 36, 2), ("levante", 40, 36, 2)]
    found = why("unanswered_rate", before, [*before[:1], ("robot", 40, 10, 2), before[2]])
    assert found is not None
    assert (found.dimension, found.name) == ("product", "robot")
    assert found.part == pytest.approx(1)
    assert (found.now.value, found.before.value) == (0.75, 0.1)
    assert (found.now.n, found.before.n) == (40, 40)


def test_what_is_asked_more_often_is_a_reason_too() -> None:
    before = [("brisa", 60, 60, 2), ("robot", 20, 0, 2)]
    found = why("unanswered_rate", before, [("brisa", 60, 60, 2), ("robot", 60, 0, 2)])
    assert found is not None
    assert found.name == "robot"
    assert found.now.value == found.before.value == 1


def test_a_change_of_everything_has_no_reason() -> None:
    before = [(one, 40, 36, 2) for one in ("brisa", "robot", "levante")]
    assert why("unanswered_rate", before, [(one, 40, 10, 2) for one, *_ in before]) is None


def test_a_median_moves_with_those_who_wait_longer() -> None:
    before = [(one, 40, 40, 4) for one in ("brisa", "robot", "levante")]
    found = why("first_response", before, [("brisa", 40, 40, 4), ("robot", 90, 90, 60), before[2]])
    assert found is not None
    assert (found.name, found.now.value, found.before.value) == ("robot", 60, 4)


def test_few_cases_and_what_is_not_known_are_no_reason() -> None:
    before = [("brisa", 40, 40, 2), (None, 40, 40, 2), ("robot", 4, 4, 2)]
    assert why("unanswered_rate", before, [before[0], (None, 40, 0, 2), before[2]]) is None
    assert why("unanswered_rate", before, [*before[:2], ("robot", 4, 0, 2)]) is None


def test_nothing_before_and_counts_have_none() -> None:
    assert why("unanswered_rate", [], [("brisa", 40, 36, 2)]) is None
    assert why("handover_reasons", [("brisa", 9, 9, 2)], [("brisa", 9, 9, 2)]) is None
