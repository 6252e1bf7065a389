"""The service standards with very many contacts in the database: how soon they are counted.

`python -m bench standards [--contacts 1000000] [--keep FILE]`. A database of that many contacts in
two years is made below var/bench, its facts are made from scratch, and what the manager's page asks
for is asked again and again: first by a service that has just started (cold), then with the facts
in memory, each time with other filters so that nothing was counted before. Depends on the standards
and on the bulk of contacts.
"""

import asyncio
import resource
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.contacts_many import PRODUCTS, fill, options
from bench.standards_pages import pages
from bot.database import Database, now
from bot.hours import read_hours
from bot.settings import Settings
from bot.standards import Period, Standards, Step, Where

SPANS = (1, 7, 30, 90, 365)
ROUNDS = 20
FILTERS = [
    Where(language=language, product=product)
    for product in PRODUCTS
    for language in (None, "es", "en")
]
Numbers = dict[str, Any]


def run(eval_dir: Path, words: Sequence[str] = ()) -> Numbers:
    """Measure; the numbers below `standards`."""
    given = options("standards", words)
    path = given.keep or Settings().var_dir / "bench" / "standards.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = not path.exists()
    until = now()
    found: Numbers = {"contacts": given.contacts}
    if fresh:
        started = time.perf_counter()
        fill(path, given.contacts, until)
        found["fill_s"] = time.perf_counter() - started
        print(f"  filled in {found['fill_s']:.0f} s", flush=True)
    try:
        found |= asyncio.run(measured(path, fresh, until))
    finally:
        if not given.keep:
            for one in path.parent.glob(f"{path.name}*"):
                one.unlink()
    show(found)
    return {"standards": {f"contacts_{given.contacts}": found}}


async def measured(path: Path, fresh: bool, until: datetime) -> Numbers:
    """Recompute, keep up, and ask."""
    database = Database(f"sqlite+aiosqlite:///{path}")
    settings = Settings()
    hours = read_hours(settings.hours_file)
    standards = Standards(database, hours)
    found: Numbers = {}
    if fresh:
        started = time.perf_counter()
        talks = await standards.facts.recompute()
        took = time.perf_counter() - started
        found |= {"recompute_s": took, "conversations_per_s": talks / took}
        print(f"  facts from scratch in {took:.0f} s", flush=True)
    await standards.facts.refresh()
    _, found["refresh_idle_s"] = await timed(standards.facts.refresh)
    for days in SPANS:
        cold = Standards(database, hours)
        period = Period.last(days, until)
        _, first = await timed(partial(cold.figures, period, compare=True))
        found[f"days_{days}"] = {"cold_ms": 1000 * first} | await asked(cold, period)
    found["pages"] = await pages(database, standards, until)
    found["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    await database.close()
    return found


async def asked(standards: Standards, period: Period) -> Numbers:
    """What the page asks for, in milliseconds."""
    days = (period.end - period.start).days
    step: Step = "day" if days < 60 else "week" if days < 200 else "month"
    calls: dict[str, Callable[[Where], Awaitable[Any]]] = {
        "figures": lambda where: standards.figures(period, where, compare=True),
        "trend": lambda where: standards.trend("simple_share", period, step, where),
        "by": lambda where: standards.by("fcr_durable", "product", period, where),
        "rows": lambda where: standards.rows("fcr_durable", period, where),
        "versions": lambda where: standards.side_by_side("simple_share", period, where),
    }
    found: Numbers = {}
    for name, call in calls.items():
        times = []
        for number in range(ROUNDS):
            where = FILTERS[number % len(FILTERS)]
            _, took = await timed(partial(call, where))
            times.append(1000 * took)
        cuts = statistics.quantiles(times, n=20, method="inclusive")
        found |= {f"{name}_p50_ms": statistics.median(times), f"{name}_p95_ms": cuts[18]}
    return found


async def timed(call: Callable[[], Awaitable[Any]]) -> tuple[Any, float]:
    """What a call gives, and its seconds."""
    started = time.perf_counter()
    found = await call()
    return found, time.perf_counter() - started


def show(found: Numbers) -> None:
    """The table."""
    table = Table("days", "cold", "figures", "trend", "by", "rows", "versions",
                  title=f"{found['contacts']:,} contacts: milliseconds, p50 / p95")  # fmt: skip
    for days in SPANS:
        one = found[f"days_{days}"]
        pairs = [
            f"{one[f'{name}_p50_ms']:.0f} / {one[f'{name}_p95_ms']:.0f}"
            for name in ("figures", "trend", "by", "rows", "versions")
        ]
        table.add_row(str(days), f"{one['cold_ms']:.0f}", *pairs)
    Console().print(table)
    for name, page in found["pages"].items():
        print(f"  {name}: {page['p50_ms']:.0f} / {page['p95_ms']:.0f} ms, "
              f"of the processor {page['cpu_p50_ms']:.0f} / {page['cpu_p95_ms']:.0f}")  # fmt: skip
    if "recompute_s" in found:
        print(f"  facts from scratch: {found['recompute_s']:.0f} s, "
              f"{found['conversations_per_s']:.0f} conversations a second")  # fmt: skip
    print(f"  a look for changes where there are none: {found['refresh_idle_s']:.2f} s")
    print(f"  most memory: {found['memory_mb']:.0f} MB")
