"""The help pages: how soon they are there, new and kept, and how many a second.

In one process without a network: the whole service's objects with the real model and index over a
fresh database with the sample FAQ. `made` is the first time a page is asked for after a change,
`kept` every other time; a search is looked up each time, with questions that differ.
"""

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from rich.console import Console
from rich.table import Table

from bot.evaluate.golden import read_golden
from bot.faq_file import read_faq
from bot.faqs import Faqs
from bot.help.doors import add_help
from bot.service import Service, build
from bot.settings import Settings

ROUNDS, KEPT, SEARCHES = 10, 400, 120
URL = "http://127.0.0.1"
PAGES = {
    "start": "/help?lang=es",
    "product": "/help/levante?lang=es",
    "faq_pdf": "/help/faq.pdf?lang=es",
}
Numbers = dict[str, float]


def run(eval_dir: Path) -> dict[str, Any]:
    """Measure; the numbers below `help`."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            var_dir=Path(folder), help_rate="1000000/minute", secret="a secret of the bench"
        )
        numbers = asyncio.run(measure(settings))
    show(numbers)
    return {"help": numbers}


async def measure(settings: Settings) -> Numbers:
    """Every page in turn, over one service."""
    service = build(settings)
    await service.database.upgrade()
    await Faqs(service.database).seed(settings.faq_file)
    app = FastAPI()
    add_help(app, service)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=URL) as http:
        try:
            return await pages(service, http) | await searches(settings, http)
        finally:
            await service.lookup.close()
            await service.http.aclose()
            await service.database.close()


async def pages(service: Service, http: httpx.AsyncClient) -> Numbers:
    """Each page after a change of the FAQ, and then unchanged."""
    found: Numbers = {}
    faqs, entry = Faqs(service.database), read_faq(service.settings.faq_file)[0]
    for name, path in PAGES.items():
        made = []
        for _ in range(ROUNDS):
            await faqs.publish(entry)
            # The catalogue is put together by whoever comes first; that is measured apart.
            found["sitemap_made_ms"] = round(await timed(http, "/sitemap.xml"), 2)
            made.append(await timed(http, path))
        kept = [await timed(http, path) for _ in range(KEPT)]
        found |= told(f"{name}_made", made) | told(f"{name}_kept", kept)
        found[f"{name}_per_s"] = round(1000 / statistics.mean(kept), 0)
    return found


async def searches(settings: Settings, http: httpx.AsyncClient) -> Numbers:
    """Questions that differ, one after another."""
    asked = [one.question for one in read_golden(settings.golden_file)][: SEARCHES + 1]
    times = [await timed(http, "/help/search", q=question, lang="es") for question in asked]
    return told("search", times[1:]) | {"search_per_s": round(1000 / statistics.mean(times[1:]), 1)}


async def timed(http: httpx.AsyncClient, path: str, **query: str) -> float:
    """Milliseconds of one request, which must be answered."""
    begun = time.perf_counter()
    answer = await http.get(path, params=query or None)
    answer.raise_for_status()
    return 1000 * (time.perf_counter() - begun)


def told(name: str, times: list[float]) -> Numbers:
    """The middle and the 95th of a hundred, in milliseconds."""
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {f"{name}_ms_p50": round(cuts[49], 2), f"{name}_ms_p95": round(cuts[94], 2)}


def show(numbers: Numbers) -> None:
    """The table."""
    table = Table("help", "value", title="help pages, one process")
    for name, value in numbers.items():
        table.add_row(name, f"{value:.2f}")
    Console().print(table)
