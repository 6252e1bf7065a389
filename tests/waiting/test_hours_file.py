"""The file of hours: what is wrong in it is named with its line, in both languages."""

from datetime import date
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.hours import BadHours, read_hours
from bot.service import hours_of
from bot.settings import Settings

GOOD = """time_zone: Europe/Madrid
weekly:
  monday: ["09:00-14:00", "16:00-20:00"]
  tuesday: []
  wednesday: []
  thursday: []
  friday: []
  saturday: []
  sunday: ["20:00-24:00"]
holidays:
  - {date: 2026-03-19, name: {es: San José, en: Saint Joseph's Day}}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "hours.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read_with_its_holidays_by_name(tmp_path: Path) -> None:
    hours = read_hours(written(tmp_path, GOOD))
    special = hours.special(date(2026, 3, 19))
    assert special is not None
    assert special.name == {"es": "San José", "en": "Saint Joseph's Day"}
    assert len(hours.spans(date(2026, 11, 23))) == 2


def test_without_holidays_every_week_is_alike(tmp_path: Path) -> None:
    hours = read_hours(written(tmp_path, GOOD.split("holidays:")[0]))
    assert hours.special(date(2026, 3, 19)) is None


@pytest.mark.parametrize(
    ("right", "wrong", "line", "says"),
    [
        ("Europe/Madrid", "Europe/Valencia", 1, "'Europe/Valencia'"),
        ("Europe/Madrid", "../../etc/passwd", 1, "'../../etc/passwd'"),
        ('"09:00-14:00", ', '"9 to 14", ', 3, "'9 to 14'"),
        ('"09:00-14:00", ', '"14:00-09:00", ', 3, "'14:00-09:00'"),
        ('"09:00-14:00", ', '"09:70-14:00", ', 3, "'09:70-14:00'"),
        ('"09:00-14:00", ', '"09:00-17:00", ', 3, "overlap"),
        ("  tuesday: []\n", "", 2, "'tuesday'"),
        ("tuesday: []", "tuesday: 9-14", 4, "'9-14'"),
        ("tuesday", "martes", 4, "'martes'"),
        ("date: 2026-03-19", "date: 19-03-2026", 11, "'19-03-2026'"),
        ("date: 2026-03-19", 'every: "02-30"', 11, "'02-30'"),
        ("date: 2026-03-19", "easter: Friday", 11, "'Friday'"),
        ("date: 2026-03-19", 'date: 2026-03-19, every: "03-19"', 11, "no more"),
        ("date: 2026-03-19, ", "", 11, "one of these"),
        ("es: San José, ", "", 11, "'es'"),
        ("name:", "names:", 11, "'names'"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, right: str, wrong: str, line: int, says: str
) -> None:
    assert right in GOOD
    path = written(tmp_path, GOOD.replace(right, wrong))
    with pytest.raises(BadHours) as raised:
        read_hours(path)
    message = raised.value.message
    assert message.startswith(f"{path}:{line}: ")
    assert says in message
    assert " / " in message


def test_the_same_day_twice_is_refused(tmp_path: Path) -> None:
    last = GOOD.splitlines()[-1]
    with pytest.raises(BadHours, match="Saint Joseph"):
        read_hours(written(tmp_path, GOOD + last + "\n"))


def test_a_company_that_never_opens_is_refused(tmp_path: Path) -> None:
    text = GOOD.replace('["09:00-14:00", "16:00-20:00"]', "[]").replace('["20:00-24:00"]', "[]")
    with pytest.raises(BadHours, match="no day is open"):
        read_hours(written(tmp_path, text))


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "weekly: {monday: [\n", "\x00"])
def test_what_is_no_file_of_hours_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BotError):
        read_hours(written(tmp_path, text))


def test_a_file_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadHours, match="MOSTRADOR_ALWAYS_OPEN"):
        read_hours(tmp_path / "nowhere.yml")


def test_the_setting_to_be_open_always_needs_no_file(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, hours_file=tmp_path / "nowhere.yml", always_open=True)
    hours = hours_of(settings)
    assert [one for day in range(1, 29) for one in hours.spans(date(2026, 2, day))]
