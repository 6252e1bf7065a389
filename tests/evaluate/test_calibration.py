"""Thresholds: chosen by language, kept for the service, and shown as a picture."""

import json
import random
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.answering import Thresholds
from bot.errors import BotError
from bot.evaluate import picture
from bot.evaluate.abstention import Judged, at_threshold
from bot.evaluate.calibration import KeptThresholds, calibrate, keep
from bot.evaluate.golden import Golden
from bot.evaluate.scores import Outcome


def outcomes(language: str, count: int, seed: int = 3) -> list[Outcome]:
    """Questions of which the sure ones are mostly right."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        sure = chance.random()
        right = chance.random() < sure**0.3
        asked = Golden(f"q{number}", language, None, frozenset(), (), "manual")
        made.append(Outcome(asked, "right", "", Judged(sure, right), 1))
    return made


def test_each_language_gets_its_own_threshold() -> None:
    both = outcomes("es", 300) + outcomes("en", 300, seed=8)
    chosen = calibrate("v1", both, 0.2)
    spanish, english = chosen.languages[1], chosen.languages[0]
    assert (spanish.language, english.language) == ("es", "en")
    assert spanish.threshold != english.threshold
    judged = [one.best for one in both if one.asked.language == "es"]
    assert at_threshold(judged, spanish.threshold).risk <= 0.2
    assert spanish.hand_overs == pytest.approx(1 - spanish.expected_coverage)


def test_what_is_accepted_less_is_answered_less() -> None:
    many = outcomes("es", 400)
    strict, loose = (calibrate("v1", many, share).languages[0] for share in (0.1, 0.25))
    assert strict.threshold > loose.threshold
    assert strict.expected_coverage < loose.expected_coverage


@pytest.mark.parametrize("share", [0.0, 1.0, 3.0])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(BotError, match="between 0 and 1"):
        calibrate("v1", outcomes("es", 10), share)


def test_a_choice_counts_at_once(tmp_path: Path) -> None:
    kept = KeptThresholds(tmp_path)
    assert kept.of("es") == Thresholds()
    chosen = calibrate("v1", outcomes("es", 300), 0.2)
    path = keep(tmp_path, chosen)
    assert kept.of("es").manual == kept.of("es").faq == chosen.languages[0].threshold
    assert kept.of("en") == Thresholds()
    path.unlink()
    assert kept.of("es") == Thresholds()


def test_too_few_questions_change_nothing(tmp_path: Path) -> None:
    chosen = calibrate("v1", outcomes("es", 8), 0.02)
    assert not chosen.languages[0].vouched
    keep(tmp_path, chosen)
    assert KeptThresholds(tmp_path).of("es") == Thresholds()


def test_a_broken_file_leaves_what_was(tmp_path: Path) -> None:
    kept = KeptThresholds(tmp_path)
    path = keep(tmp_path, calibrate("v1", outcomes("es", 300), 0.2))
    before = kept.of("es")
    path.write_text("{")
    assert kept.of("es") == before


def test_the_choice_is_plain_json(tmp_path: Path) -> None:
    path = keep(tmp_path, calibrate("v1", outcomes("es", 300), 0.2))
    said = json.loads(path.read_text())
    assert said["version"] == "v1"
    assert set(said["languages"][0]) >= {"language", "threshold", "hand_overs", "expected_wrong"}


@pytest.mark.parametrize(
    ("language", "words"), [("es", "Cuándo responder"), ("en", "When to answer")]
)
def test_the_report_is_a_page_with_a_picture(tmp_path: Path, language: str, words: str) -> None:
    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.tags: list[str] = []

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.tags.append(tag)

    chosen = calibrate("v1", outcomes("es", 300) + outcomes("en", 5), 0.2)
    picture.write(tmp_path / "report.html", chosen, language)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    reader = Reader()
    reader.feed(page)
    assert words in page
    assert reader.tags.count("svg") == 2
    assert reader.tags.count("circle") == 1
    assert "http" not in page
