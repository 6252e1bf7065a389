"""What each standard is: read from `definitions.yml`, every version of it.

Depends on errors and YAML.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from bot.errors import Spoken

FILE = Path(__file__).parent / "definitions.yml"
Of = Literal["share", "median", "mean", "net", "count"]
Words = Mapping[str, str]
"""Something in each language, "es" and "en"."""


class NoStandard(Spoken):
    """No standard, or no version of it, has that name."""

    def __init__(self, name: str, known: list[str]) -> None:
        listed = ", ".join(known)
        super().__init__(
            f"There is no standard {name[:60]!r}. Use one of: {listed}.",
            f"No hay ningún estándar {name[:60]!r}. Use uno de estos: {listed}.",
            404,
        )


@dataclass(frozen=True)
class Definition:
    """One version of a standard. `unit` is s, share (0 to 1), points, score or count; `better` is
    higher, lower or none; `target` in the unit; `least` is from how many on it says something;
    `counts` and `of` say how it is computed (`bot.standards.counting`, `bot.standards.figure`)."""

    id: str
    version: int
    since: date
    name: Words
    text: Words
    formula: Words
    unit: str
    better: str
    counts: str
    of: Of
    least: int
    target: float | None = None
    parameters: Mapping[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """`id` and version: simple_share.2."""
        return f"{self.id}.{self.version}"


@dataclass(frozen=True)
class Definitions:
    """Every version of every standard, in the order of the file."""

    all: Mapping[str, tuple[Definition, ...]]

    @property
    def current(self) -> list[Definition]:
        """The versions in force."""
        return [versions[-1] for versions in self.all.values()]

    def get(self, name: str, version: int | None = None) -> Definition:
        """The version in force of a standard, or another; `NoStandard`."""
        if name not in self.all:
            raise NoStandard(name, [*self.all])
        if version is None:
            return self.all[name][-1]
        found = [one for one in self.all[name] if one.version == version]
        if not found:
            raise NoStandard(f"{name}.{version}", [one.key for one in self.all[name]])
        return found[0]

    def longest(self, parameter: str) -> int:
        """The greatest value that a parameter has anywhere, 0 where nothing has it."""
        every = [one for versions in self.all.values() for one in versions]
        return int(max((one.parameters.get(parameter, 0) for one in every), default=0))


@cache
def definitions() -> Definitions:
    """Those of the product's own file."""
    return read_definitions(FILE)


def read_definitions(path: Path) -> Definitions:
    """The definitions that a file has."""
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Definitions(
        {
            name: tuple(definition(name, row, one, read["least"]) for one in row["versions"])
            for name, row in read["standards"].items()
        }
    )


def definition(name: str, row: dict[str, Any], version: dict[str, Any], least: int) -> Definition:
    """One version; what it does not say itself is the standard's."""
    said = {key: value for key, value in row.items() if key != "versions"} | version
    return Definition(id=name, **({"least": least} | said))


def simple_from() -> int:
    """How often a group is asked at least to be simple: the one number for the whole product."""
    return int(definitions().get("simple_share").parameters["simple_from"])


def simple_window_days() -> int:
    """In how many days."""
    return int(definitions().get("simple_share").parameters["window_days"])
