"""What changed is said with why: the words at the top of the page."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.console.standards_page.address import view_of
from bot.console.standards_page.glance import Glance
from bot.console.standards_page.seen import overview_of
from bot.standards import definitions
from bot.standards.events import Log
from bot.standards.look import Look
from tests.standards.conftest import data_of
from tests.standards.talk import MONDAY, Talk

NOW = MONDAY + timedelta(days=6, hours=12)


def logs_of(day: int, answered: dict[str, int]) -> list[Log]:
    """Forty questions of each product, so many of which get an answer."""
    found = []
    for product, many in answered.items():
        for number in range(40):
            talk = Talk(f"{product}-{day}-{number}", language=("es", "en")[number % 2])
            at = MONDAY + timedelta(days=day, minutes=number)
            outcome = "answered_faq" if number < many else "unanswered"
            talk.ask(at, 1, outcome, product=product)
            talk.reply(at + timedelta(seconds=2))
            found.append(talk.log)
    return found


def top(logs: Sequence[Log], language: str, **asked: str) -> str:
    """The words and links at the top."""
    view = view_of({"days": "7", **asked}, NOW)
    look = Look(data_of(logs, NOW), view.period, view.where)
    overview = overview_of(definitions(), look, view)
    return Glance(overview, view, {"robot": "Robot Cierzo"}, language).html()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "es",
            ("Sobre todo por el producto", "75,0\u00a0%, antes 10,0\u00a0% (40 casos, antes 40)."),
        ),
        ("en", ("Mostly the product", "75.0%, before 10.0% (40 cases, before 40).")),
    ],
)
def test_what_became_worse_is_there_with_its_product(language: str, said: tuple[str, str]) -> None:
    logs = logs_of(-4, {"brisa": 36, "robot": 36}) + logs_of(2, {"brisa": 36, "robot": 10})
    made = top(logs, language)
    assert '<li class="worse">' in made
    assert all(one in made for one in said)
    href = "/console/standards?days=7&amp;product=robot&amp;standard=unanswered_rate"
    assert f'<a href="{href}"' in made
    assert ">Robot Cierzo</a>" in made


def test_what_may_be_chance_is_not_told() -> None:
    logs = logs_of(-4, {"brisa": 36, "robot": 36}) + logs_of(2, {"brisa": 36, "robot": 35})
    assert "Nothing that may not be by chance" in top(logs, "en")
    assert "There is no period before" in top(logs_of(2, {"brisa": 3}), "en")


def test_today_names_what_is_not_met() -> None:
    logs = logs_of(6, {"brisa": 40, "robot": 10})
    made = top(logs, "en")
    assert "Today so far: 80 matters. 2 of the 3 main standards with a target are met." in made
    assert "Not met: Unanswered rate (37.5%)." in made
    assert 'class="today bad"' in made
    assert 'class="today good"' in top(logs_of(6, {"brisa": 40}), "en")
    assert "Today so far" not in top(logs, "en", days="1")
