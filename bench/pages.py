"""Every page of the console with a million contacts: `python -m bench pages [--contacts 1000000]`.

A database of two years is filled (`bench.contacts_many`), its facts and tallies are made, and the
real service is started on it, without Rasa, which no page needs. An admin then opens one page after
the other over HTTP, round after round, each time with other filters where the page has some. Times
are those of a page built, sent and read; of the first opening apart, for little was kept then. It
begins when the service has read all messages into its search, some minutes after the start.
"""

import asyncio
import shutil
import statistics
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from bench.contacts_many import PRODUCTS, fill, options
from bench.timings import p95
from bot.database import Database, now
from bot.demand.tallies import Tallies
from bot.hours import read_hours
from bot.settings import Settings
from bot.standards import Standards
from tests.product import Product

ROUNDS = 20
PATIENCE_S = 400.0
BUSY_PERCENT, IDLE_FOR_S = 20.0, 4
LOGIN = {"email": "ana@tramontana.example", "password": "levante y poniente"}
Numbers = dict[str, Any]


def run(eval_dir: Path, words: Sequence[str] = ()) -> Numbers:
    """Measure; the numbers below `pages`."""
    given = options("pages", words)
    with database(given) as path, tempfile.TemporaryDirectory(dir=path.parent) as folder:
        shutil.copy(path, Path(folder) / "mostrador.db")
        found = measured(Product(Path(folder)))
    show(found, given.contacts)
    return {"pages": {f"contacts_{given.contacts}": found}}


@contextmanager
def database(given: Namespace) -> Iterator[Path]:
    """The filled database, gone afterwards unless it is to be kept."""
    path = given.keep or Settings().var_dir / "bench" / "pages.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        if not path.exists():
            started = time.perf_counter()
            fill(path, given.contacts, now())
            print(f"  filled in {time.perf_counter() - started:.0f} s", flush=True)
            asyncio.run(counted(path))
            print(f"  counted after {time.perf_counter() - started:.0f} s", flush=True)
        yield path
    finally:
        if not given.keep:
            for one in path.parent.glob(f"{path.name}*"):
                one.unlink()


async def counted(path: Path) -> None:
    """What the service counts as contacts come in: the facts, and the tallies of each group."""
    database = Database(f"sqlite+aiosqlite:///{path}")
    await Standards(database, read_hours(Settings().hours_file)).facts.recompute()
    await Tallies(database).recount_all()
    await database.close()


def measured(product: Product) -> Numbers:
    """Milliseconds of each page, and how soon the service was there."""
    product.seed()
    started = time.perf_counter()
    product.start("service")
    try:
        product.wait_for_service()
        with httpx.Client(base_url=product.url, timeout=PATIENCE_S) as http:
            found: Numbers = {"ready_s": round(time.perf_counter() - started, 1)}
            if http.post("/console/login", data=LOGIN).status_code != 303:
                raise RuntimeError("the admin could not log in")
            quiet(process := psutil.Process(product.pids()[0]))
            found["settled_s"] = round(time.perf_counter() - started, 1)
            found |= {f"{name}_ms": times for name, times in opened(http).items()}
            return found | {"memory_mb": round(process.memory_info().rss / 1e6)}
    finally:
        product.stop()


def quiet(process: psutil.Process) -> None:
    """Until the service has nothing left to do of its own."""
    until = time.monotonic() + PATIENCE_S
    idle = 0
    while time.monotonic() < until and idle < IDLE_FOR_S:
        idle = idle + 1 if process.cpu_percent(1.0) < BUSY_PERCENT else 0


def opened(http: httpx.Client) -> dict[str, dict[str, float]]:
    """The pages in turn, round after round."""
    paths = {name: cycle(paths) for name, paths in addresses().items()}
    times: dict[str, list[float]] = {name: [] for name in paths}
    for _ in range(ROUNDS + 1):
        for name, following in paths.items():
            started = time.perf_counter()
            http.get(next(following)).raise_for_status()
            times[name].append(1000 * (time.perf_counter() - started))
    return {name: summary(spent) for name, spent in times.items()}


def summary(times: Sequence[float]) -> dict[str, float]:
    """The first time apart from the others."""
    first, *others = times
    found = {"first": first, "p50": statistics.median(others), "p95": p95(others)}
    return {name: round(value, 1) for name, value in found.items()}


def addresses() -> dict[str, list[str]]:
    """The paths of each page."""
    days, products = (30, 7, 90, 365), [one for one in PRODUCTS if one]
    views = [f"days={one}&product={product}" for product in ("", *products) for one in days]
    groups = [1 + n * n % 3000 for n in range(ROUNDS + 1)]
    standards = ("containment", "simple_share", "csat", "fcr_durable", "mean_response")
    figures = [
        f"standard={name}&{view}"
        for name, view in zip(cycle(standards), views[: ROUNDS + 1], strict=False)
    ]
    talks = [f"{one * 977:08d}-bench" for one in range(1, ROUNDS + 2)]
    return {
        "conversations": ["/console/"],
        "conversation": [f"/console/conversation/{one}" for one in talks],
        "search": ["/console/search?q=filtro", "/console/search?state=bot&language=en"],
        "calls": ["/console/calls"],
        "team": ["/console/team"],
        "people": ["/console/people"],
        "replies": ["/console/replies"],
        "audit": ["/console/audit"],
        "standards": [f"/console/standards?{one}" for one in views],
        "one_standard": [f"/console/standards?{one}" for one in figures],
        "rows": [f"/console/standards?{one}&rows=1" for one in figures],
        "alerts": ["/console/standards?show=alerts"],
        "weekly": ["/console/standards?show=weekly"],
        "questions": [f"/console/questions?{one}" for one in views],
        "one_group": [f"/console/questions/{one}" for one in groups],
        "unanswered": [f"/console/unanswered?{one}" for one in views],
        "one_gap": [f"/console/unanswered/{one}?cause=no_content" for one in groups],
        "effects": ["/console/effects"],
        "faq": ["/console/faq", "/console/faq?new=1"],
        "readers": ["/console/readers"],
        "training": ["/console/training"],
        "help": ["/help?lang=es", "/help/levante?lang=en"],
    }


def show(found: Numbers, contacts: int) -> None:
    """The table."""
    table = Table(
        "page", "first", "p50", "p95", title=f"{contacts:,} contacts: milliseconds over HTTP"
    )
    for name, value in found.items():
        if isinstance(value, dict):
            cells = [f"{value[one]:.0f}" for one in ("first", "p50", "p95")]
            table.add_row(name.removesuffix("_ms").replace("_", " "), *cells)
    Console().print(table)
    print(
        f"  there after {found['ready_s']} s, at rest after {found['settled_s']} s, "
        f"{found['memory_mb']} MB"
    )
