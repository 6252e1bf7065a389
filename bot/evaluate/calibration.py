"""From how sure the assistant must be to answer, so that few answers are wrong.

The operator states the share of wrong answers accepted; the threshold of each language is
chosen on the golden questions (see `abstention`). What to expect of that choice is told by
questions that it was not made on: each half is judged with the threshold of the other.
Depends on the scores of the golden questions.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.answering import Thresholds
from bot.errors import BotError
from bot.evaluate.abstention import (
    NEVER,
    Judged,
    Point,
    at_threshold,
    conformal_threshold,
    curve,
)
from bot.evaluate.scores import Outcome

FILE = "thresholds.json"
REPORT = "calibration.html"
"""Beside the thresholds: the page that shows what they cost."""


@dataclass(frozen=True, slots=True)
class Calibrated:
    """One language. `expected_coverage` and `expected_wrong` are of questions held out;
    what is not answered (`hand_overs`) is offered a person. Shares are 0..1."""

    language: str
    threshold: float
    questions: int
    expected_coverage: float
    expected_wrong: float
    curve: list[Point]

    @property
    def hand_overs(self) -> float:
        """The share of questions that are not answered."""
        return 1.0 - self.expected_coverage

    @property
    def vouched(self) -> bool:
        """Whether there were questions enough to choose a threshold at all."""
        return self.threshold < NEVER


@dataclass(frozen=True, slots=True)
class Calibration:
    """The choice for a version of the index and a share of wrong answers accepted."""

    version: str
    most_wrong: float
    languages: list[Calibrated]

    def as_dict(self) -> dict[str, Any]:
        """As JSON, the curves left out."""
        said = asdict(self)
        for one, calibrated in zip(said["languages"], self.languages, strict=True):
            del one["curve"]
            one |= {"hand_overs": calibrated.hand_overs, "vouched": calibrated.vouched}
        return said


def calibrate(version: str, outcomes: Sequence[Outcome], most_wrong: float) -> Calibration:
    """Choose the threshold of each language that there are questions in."""
    if not 0 < most_wrong < 1:
        raise BotError(
            f"The share of wrong answers must lie between 0 and 1, not be {most_wrong}.", 422
        )
    languages = sorted({one.asked.language for one in outcomes})
    found = [
        of_language(name, [one.best for one in outcomes if one.asked.language == name], most_wrong)
        for name in languages
    ]
    return Calibration(version, most_wrong, found)


def of_language(language: str, judged: Sequence[Judged], most_wrong: float) -> Calibrated:
    """The threshold from all questions, what to expect from either half held out in turn."""
    halves = judged[::2], judged[1::2]
    told = [
        at_threshold(other, conformal_threshold(half, most_wrong))
        for half, other in (halves, halves[::-1])
    ]
    coverage = sum(point.coverage for point in told) / 2
    wrong = sum(point.coverage * point.risk for point in told) / 2
    return Calibrated(
        language,
        conformal_threshold(judged, most_wrong),
        len(judged),
        coverage,
        wrong / coverage if coverage else 0.0,
        curve(judged),
    )


def keep(index_dir: Path, chosen: Calibration) -> Path:
    """Write the thresholds where the service looks for them; from then on they count."""
    path = index_dir / FILE
    fresh = path.with_name(f".{FILE}-{os.getpid()}")
    fresh.write_text(json.dumps(chosen.as_dict(), indent=2) + "\n", encoding="utf-8")
    os.replace(fresh, path)
    return path


def drop(index_dir: Path) -> bool:
    """Take the thresholds away, so that the program's own count; whether there were any."""
    there = (index_dir / FILE).exists()
    for name in (FILE, REPORT):
        (index_dir / name).unlink(missing_ok=True)
    return there


def kept(index_dir: Path) -> dict[str, Any] | None:
    """The calibration in force, as `Calibration.as_dict` made it; None where there is none."""
    try:
        said = json.loads((index_dir / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) else None


class KeptThresholds:
    """The thresholds in force: those that were calibrated, else the program's own.

    A new file is noticed at the next question. One that cannot be read changes nothing.
    """

    def __init__(self, index_dir: Path) -> None:
        self._path = index_dir / FILE
        self._seen: tuple[int, int] | None = None
        self._kept: dict[str, Thresholds] = {}

    def of(self, language: str) -> Thresholds:
        """From which confidence on a question in `language` is answered."""
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            self._kept, self._seen = {}, None
            return Thresholds()
        if (seen := (stat.st_mtime_ns, stat.st_ino)) != self._seen:
            self._kept, self._seen = self._read() or self._kept, seen
        return self._kept.get(language, Thresholds())

    def _read(self) -> dict[str, Thresholds] | None:
        try:
            said = json.loads(self._path.read_text(encoding="utf-8"))
            return {
                one["language"]: Thresholds(manual=one["threshold"], faq=one["threshold"])
                for one in said["languages"]
                if one["vouched"]
            }
        except (OSError, ValueError, KeyError, TypeError):
            return None
