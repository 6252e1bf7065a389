"""The editors' pages with a million contacts: `python -m bench demand [--contacts 1000000]`.

A temporary database is filled with a year of questions in 5,000 groups of very different sizes.
Each query is timed alone, then each page as it is asked for over HTTP, built and sent, with
addresses that differ each time. Groups that are near a search are found with an embedder that needs
no model, in 64 dimensions.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from bench.demand_rows import GROUPS, fill
from bot.database import now
from bot.demand import Demand
from bot.demand.days import CAUSES
from bot.demand.view import PERIODS, SORTS, View
from tests.demand.desk import EditorsDesk
from tests.people.office import PASSWORD
from tests.product import free_port

CONTACTS = 1_000_000
ROUNDS = 40
Times = dict[str, list[float]]
Ask = Callable[[int], Awaitable[object]]


def run(eval_dir: Path, words: list[str] | None = None) -> dict[str, Any]:
    """Medians and 95th percentiles in milliseconds, of queries and of pages."""
    options = ArgumentParser(prog="bench demand")
    options.add_argument("--contacts", type=int, default=CONTACTS)
    count = options.parse_args(words or []).contacts
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), count)
    show(found)
    return {"demand": found}


def measured(folder: Path, count: int) -> dict[str, Any]:
    """Fill a database, then ask."""
    desk = EditorsDesk(folder)
    started = time.perf_counter()
    fill(folder / "mostrador.db", count, now())
    filled = time.perf_counter()
    times = asyncio.run(queries(desk))
    found: dict[str, Any] = {
        "contacts": count,
        "fill_s": round(filled - started, 1),
        "tallies_s": round(times.pop("tallies")[0] / 1000, 1),
    }
    with served(folder) as (url, process):
        times |= pages(url)
        found["mb"] = round(psutil.Process(process.pid).memory_info().rss / 1e6)
    return found | {name: summary(spent) for name, spent in times.items()}


async def queries(desk: EditorsDesk) -> Times:
    """The time of each query over the filled database."""
    demand = desk.demand
    started = time.perf_counter()
    await demand.tallies.recount_all()
    found: Times = {"tallies": [1000 * (time.perf_counter() - started)]}
    for name, ask in asked(demand).items():
        found[name] = [await timed(ask, number) for number in range(ROUNDS)]
    await desk.database.close()
    return found


def asked(demand: Demand) -> dict[str, Ask]:
    """What is asked of the database, by name; the number of the round makes each another one."""
    today = demand.today()

    def view(number: int) -> View:
        days, sort = PERIODS[number % len(PERIODS)], SORTS[number % len(SORTS)]
        language = ("", "es", "en", "")[number % 4]
        return View(today, days=days, sort=sort, language=language, simple=number % 3 == 0)

    async def one_group(number: int) -> None:
        group = 1 + number % 20
        await demand.volume.group(view(number), group)
        await demand.inside.questions(group, 1 + number % 5)
        await demand.inside.answers(group)
        await demand.inside.replies(group)

    return {
        "groups": lambda n: demand.volume.page(replace(view(n), page=1 + n % 7)),
        "share": lambda n: demand.shares.of(view(n)),
        "unanswered": lambda n: demand.unanswered.page(view(n), CAUSES[n % len(CAUSES)]),
        "one_group": one_group,
        "effects": lambda n: demand.effects.tried(today),
        "chore": lambda n: demand.tallies.refresh(),
    }


async def timed(ask: Ask, number: int) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    await ask(number)
    return 1000 * (time.perf_counter() - started)


def pages(url: str) -> Times:
    """The time of each page over HTTP, for somebody who is logged in."""
    found: Times = {}
    with httpx.Client(base_url=url, timeout=60, follow_redirects=True) as http:
        form = {"email": "eva@tramontana.example", "password": PASSWORD}
        http.post("/console/login", data=form).raise_for_status()
        for name, paths in addresses().items():
            http.get(paths[0]).raise_for_status()
            found[name] = []
            for path in paths:
                started = time.perf_counter()
                http.get(path).raise_for_status()
                found[name].append(1000 * (time.perf_counter() - started))
    return found


def addresses() -> dict[str, list[str]]:
    """`ROUNDS` addresses of each page."""
    views = [
        f"days={days}&sort={sort}&language={language}&page={page}"
        for page, days, sort, language in product((1, 2), PERIODS, SORTS, ("", "es", "en"))
    ]
    chosen = views[:: max(1, len(views) // ROUNDS)][:ROUNDS]
    causes = [CAUSES[n % len(CAUSES)] for n in range(ROUNDS)]
    numbers = [1 + n * n % GROUPS for n in range(ROUNDS)]
    return {
        "page_questions": [f"/console/questions?{one}" for one in chosen],
        "page_search": [f"/console/questions?search=cosa+{one}" for one in numbers],
        "page_group": [f"/console/questions/{one}" for one in numbers],
        "page_unanswered": [
            f"/console/unanswered?cause={cause}&{one}"
            for cause, one in zip(causes, chosen, strict=False)
        ],
        "page_gap": [f"/console/unanswered/{one}?cause=no_content" for one in numbers],
        "page_effects": ["/console/effects"] * ROUNDS,
    }


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The pages over the database of `folder`: their address, and the process."""
    port = free_port()
    words = [sys.executable, "-m", "tests.demand.desk", str(port), str(folder), "filled"]
    process = subprocess.Popen(words)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx.get(f"{url}/console/login", timeout=5)
                break
            except httpx.HTTPError:
                time.sleep(0.2)
        yield url, process
    finally:
        process.terminate()
        process.wait(20)


def summary(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return {"p50_ms": round(statistics.median(times), 1), "p95_ms": round(p95, 1)}


def show(found: dict[str, Any]) -> None:
    """A table of it."""
    table = Table("ms", "p50", "p95")
    for name, value in found.items():
        if isinstance(value, dict):
            table.add_row(name, f"{value['p50_ms']:.0f}", f"{value['p95_ms']:.0f}")
        else:
            table.add_row(name, str(value), "")
    Console().print(table)
