"""A simulated month, and each service standard beside its truth.

`python -m bench simulated [--days 30] [--seed 1] [--start YYYY-MM-DD] [--keep FOLDER]` drives the
whole service with a real Rasa through a month of customers and agents, counts the standards as the
manager's page does, and compares them with the simulator's own books; `--of FOLDER` compares one
that is there (var/demo, after `make demo`). Depends on the simulator and the standards.

How far apart two of them may be: a share three points; a mean, a score or a count three per cent; a
median three points too, of the true cases that lie between the two. Per cent say little of a
median: where half of the waits end within two minutes and the others after a night, one case more
moves it by seconds.
"""

import asyncio
import math
import shutil
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from bot import logs
from bot.clock import CLOCK
from bot.groups.tables import Question
from bot.service import Service, build
from bot.settings import Settings
from bot.standards.figure import Figure
from bot.standards.period import Period
from simulator.__main__ import BOOKS
from simulator.books import WISH, Books, load
from simulator.month import Month, Run
from simulator.place import demo_settings, opened
from simulator.truth import Count, truth

WITHIN_POINTS, WITHIN_PERCENT = 3.0, 3.0
Grouped = dict[str, tuple[str, int]]
"""The true matter and the group of each question, by the client's id of its message."""


@dataclass(frozen=True)
class Line:
    """One standard: what is shown and what is true, and how far they are apart, in points or in
    per cent."""

    name: str
    unit: str
    shown: Figure
    true: Count

    @property
    def error(self) -> float:
        """The difference; not a number where one of the two is not there."""
        if self.shown.value is None or math.isnan(self.true.value):
            return math.nan
        if self.true.cases:
            return 100 * self.true.between(self.shown.value)
        apart = abs(self.shown.value - self.true.value)
        if self.is_relative:
            return 100 * apart / self.true.value if self.true.value else math.nan
        return apart if self.unit == "points" else 100 * apart

    @property
    def is_relative(self) -> bool:
        """Whether the difference is in per cent of the truth."""
        return self.unit in ("s", "score", "count") and not self.true.cases

    @property
    def holds(self) -> bool:
        """Whether it is near enough."""
        return self.error <= (WITHIN_PERCENT if self.is_relative else WITHIN_POINTS)


@dataclass(frozen=True)
class Compared:
    """A month compared."""

    lines: list[Line]
    grouped: Grouped
    seconds: float
    visits: int


def run(eval_dir: Path, words: Sequence[str] = ()) -> dict[str, Any]:
    """Simulate, print the table, and give the differences below `standards.simulated`."""
    given = options(words)
    logs.configure("ERROR")
    with folder(given) as path:
        found = asyncio.run(kept(given.of, path) if given.of else compared(path, given))
    show(found, Console())
    return {"standards": {"simulated": figures(found)}}


def options(words: Sequence[str]) -> Namespace:
    """What follows `simulated` on the command line."""
    parser = ArgumentParser(prog="python -m bench simulated")
    parser.add_argument("--days", type=int, default=30, help="how many days")
    parser.add_argument("--seed", type=int, default=1, help="which visits")
    parser.add_argument("--start", type=date.fromisoformat, help="the first day")
    parser.add_argument("--keep", type=Path, help="folder for the database and the books")
    parser.add_argument("--of", type=Path, help="folder of a month that was simulated before")
    return parser.parse_args(words)


@contextmanager
def folder(given: Namespace) -> Iterator[Path]:
    """Where the month's database is: made anew, or gone afterwards."""
    if given.keep:
        shutil.rmtree(given.keep, ignore_errors=True)
        given.keep.mkdir(parents=True)
        yield given.keep
        return
    with tempfile.TemporaryDirectory() as path:
        yield Path(path)


async def compared(path: Path, given: Namespace) -> Compared:
    """Let the month pass, in a folder of its own, and count it both ways."""
    settings = Settings().model_copy(update={"var_dir": path, "database_url": ""})
    settings = demo_settings(settings).with_secrets()
    first = given.start or date.today() - timedelta(given.days)
    month = Run(first, given.days, given.seed)
    began = time.monotonic()
    async with opened(settings, month.start) as place:
        books = await Month(place, month).pass_by(told(month))
        spent = time.monotonic() - began
        books.save(path / BOOKS)
        return await both(place.service, books, Period.days(first, month.dates[-1]), spent)


async def kept(folder: Path, path: Path) -> Compared:
    """A month of before, counted both ways in a copy of its database."""
    books = load(folder / BOOKS)
    shutil.copy(folder / "mostrador.db", path / "mostrador.db")
    url = f"sqlite+aiosqlite:///{path / 'mostrador.db'}"
    settings = demo_settings(Settings().model_copy(update={"database_url": url})).with_secrets()
    first, last = books.entries[0].at.date(), books.until.date()
    CLOCK.begin_at(books.until)
    service = build(settings)
    try:
        return await both(service, books, Period.days(first, last), math.nan)
    finally:
        await service.database.close()
        CLOCK.reset()


async def both(service: Service, books: Books, period: Period, spent: float) -> Compared:
    """What the service shows of a period beside the books."""
    shown = await standards(service, period)
    grouped = await groups(service, books)
    true = truth(books)
    units = {one.definition.id: one.definition.unit for one in shown.values()}
    lines = [Line(key, units[key], shown[key], true[key]) for key in true if key in shown]
    return Compared(lines, grouped, spent, len(books.entries))


def told(month: Run) -> Any:
    """Prints the days as they pass."""

    def tell(day: int, contacts: int) -> None:
        print(f"  day {day + 1} of {month.days}, {contacts} contacts so far", flush=True)

    return tell


async def standards(service: Service, period: Period) -> dict[str, Figure]:
    """Every standard of the period, as the manager's page has it."""
    await service.loop.standards.facts.recompute()
    return {one.definition.id: one for one in await service.loop.standards.figures(period)}


async def groups(service: Service, books: Books) -> Grouped:
    """Which group each question joined, beside the matter that it was about."""
    async with service.database.read() as session:
        rows = await session.execute(select(Question.message_id, Question.group_id))
        joined = {row[0]: row[1] for row in rows if row[1] is not None}
    asked = {one.id: one.matter for entry in books.entries for one in entry.askings}
    return {
        key: (matter, joined[key])
        for key, matter in asked.items()
        if key in joined and matter != WISH
    }


def figures(found: Compared) -> dict[str, float]:
    """The leaves: differences, how long it took, and how many questions were grouped."""
    errors = {
        f"{one.name}_error_{'percent' if one.is_relative else 'points'}": round(one.error, 2)
        for one in found.lines
        if not math.isnan(one.error)
    }
    counted = {"visits": found.visits, "questions_grouped": len(found.grouped)}
    spent = {} if math.isnan(found.seconds) else {"seconds": round(found.seconds, 1)}
    return errors | counted | spent


def show(found: Compared, console: Console) -> None:
    """The table of truth."""
    table = Table("standard", "shown", "n", "true", "n", "apart", "")
    for one in found.lines:
        apart = f"{one.error:.1f} {'%' if one.is_relative else 'points'}"
        table.add_row(
            one.name,
            said(one.shown.value, one.unit),
            str(one.shown.n),
            said(one.true.value, one.unit),
            str(one.true.n),
            apart,
            "" if one.holds else "too far",
        )
    console.print(table)
    spent = "" if math.isnan(found.seconds) else f" in {found.seconds:.0f} s"
    console.print(f"{found.visits} visits{spent}")


def said(value: float | None, unit: str) -> str:
    """A value in its unit."""
    if value is None or math.isnan(value):
        return "-"
    return {"s": f"{value:.2f} s", "share": f"{100 * value:.1f} %"}.get(unit, f"{value:.1f}")
