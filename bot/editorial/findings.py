"""What a check says of a draft: fine, worth a look, or against approval; worded in both languages.

Pure; depends on the office's words.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from bot.editorial.check_words import FIELDS, WORDS

Level = Literal["ok", "warn", "stop"]
LEVELS: tuple[Level, ...] = ("ok", "warn", "stop")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found. `key` is one of `check_words.WORDS`; a value that names a field
    of the draft is worded too."""

    level: Level
    key: str
    values: dict[str, object] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """The finding in "es" or "en"."""
        values = {key: _worded(one, language) for key, one in self.values.items()}
        return WORDS[self.key][language].format(**values)


@dataclass(frozen=True, slots=True)
class Check:
    """One check with all that it found; `level` is the worst of it."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        """The worst of what it found."""
        found = [LEVELS.index(one.level) for one in self.findings]
        return LEVELS[max(found, default=0)]


def check(name: str, findings: Iterable[Finding]) -> Check:
    """A check with what it found; with nothing it is fine."""
    return Check(name, tuple(findings) or (Finding("ok", "fine"),))


def stop(key: str, **values: object) -> Finding:
    """Against approval."""
    return Finding("stop", key, values)


def warn(key: str, **values: object) -> Finding:
    """Worth a look."""
    return Finding("warn", key, values)


def fine(key: str, **values: object) -> Finding:
    """Worth knowing."""
    return Finding("ok", key, values)


def _worded(value: object, language: str) -> object:
    if isinstance(value, float):
        share = f"{value:.0%}"
        return share.replace("%", "\u00a0%") if language == "es" else share
    return FIELDS[value][language] if isinstance(value, str) and value in FIELDS else value
