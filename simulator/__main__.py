"""`python -m simulator day | month --seed N --start YYYY-MM-DD --var-dir FOLDER`.

Simulates a support day, or thirty (`--days`: another number), on the database of the settings, or
of a folder. Refused where a real customer was there. The books are written to `simulated.json`
beside the database.
"""

import asyncio
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from bot import logs
from bot.database import now
from bot.errors import BotError
from bot.settings import Settings
from simulator.books import Books
from simulator.month import Month, Run
from simulator.place import demo_settings, opened
from simulator.real import check_nobody_is_real

DAYS = {"day": 1, "month": 30}
BOOKS = "simulated.json"


def options(words: Sequence[str]) -> Namespace:
    """What the command line says."""
    parser = ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("what", choices=[*DAYS], help="how long")
    parser.add_argument("--days", type=int, help="another number of days")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same visits")
    parser.add_argument(
        "--start", type=date.fromisoformat, help="the first day; else it ends with yesterday"
    )
    parser.add_argument("--var-dir", type=Path, help="folder of the database")
    parser.add_argument("--until-now", action="store_true", help="break off at the present moment")
    return parser.parse_args(words)


async def simulate(settings: Settings, run: Run, until: datetime | None = None) -> Books:
    """Run it, or as far as `until`, with a line for each day, and write the books."""
    settings = demo_settings(settings).with_secrets()
    await check_nobody_is_real(settings)
    began = time.monotonic()

    def told(day: int, contacts: int) -> None:
        spent = time.monotonic() - began
        left = f", about {minutes(spent / day * (run.days - day))} left" if day else ""
        told = f"  day {day + 1} of {run.days}, {contacts} contacts so far"
        print(f"{told} ({minutes(spent)}{left})", flush=True)

    async with opened(settings, run.start) as place:
        books = await Month(place, run, until).pass_by(told)
    books.save(settings.var_dir / BOOKS)
    return books


def minutes(seconds: float) -> str:
    """A time as minutes and seconds: 6:05."""
    return f"{seconds // 60:.0f}:{seconds % 60:02.0f}"


def run_of(given: Namespace, today: date) -> Run:
    """The days that are meant."""
    days = given.days or DAYS[given.what]
    return Run(given.start or today - timedelta(days), days, given.seed)


def main(words: Sequence[str]) -> int:
    """Simulate, and say what came of it."""
    given = options(words)
    settings = Settings()
    if given.var_dir:
        settings = settings.model_copy(update={"var_dir": given.var_dir})
    logs.configure("ERROR")
    run = run_of(given, date.today())
    try:
        books = asyncio.run(simulate(settings, run, now() if given.until_now else None))
    except BotError as error:
        print(error.message, file=sys.stderr)
        return 1
    handed = sum(bool(one.handovers) for one in books.entries)
    print(f"{len(books.entries)} visits, {handed} handed to people.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
