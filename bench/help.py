"""The help pages: how soon they are there, new and kept, and how heavy they are.

In one process without a network: the whole service's objects with the real model and index over a
fresh database with the sample FAQ. `made` is the first time a page is asked for after a change,
`kept` every other time, beside a plain file of the same server; a search is looked up each time,
with questions that differ. Weights are those of the page, plain and as gzip sends it.
"""

import asyncio
import gzip
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
from bot.pages import STATIC_DIR, PublicFiles
from bot.service import Service, build
from bot.settings import Settings

ROUNDS, KEPT, SEARCHES = 10, 400, 120
URL = "http://127.0.0.1"
GZIP_LEVEL = 5
PAGES = {
    "start": "/help?lang=es",
    "product": "/help/levante?lang=es",
    "tutorial": "/help/levante/steps/descalcificar-la-cafetera?lang=es",
    "question": "/help/faq/returns-how?lang=es",
    "faq": "/help/faq?lang=es",
    "contact": "/help/contact?lang=es",
    "sitemap": "/sitemap.xml",
    "faq_pdf": "/help/faq.pdf?lang=es",
}
FILE = "/static/help/help.css"
COLUMNS = {
    "made_ms_p50": "made p50 ms",
    "made_ms_p95": "made p95 ms",
    "kept_ms_p50": "kept p50 ms",
    "kept_ms_p95": "kept p95 ms",
    "kb": "kB",
    "gzip_kb": "kB as gzip",
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
    app.mount("/static", PublicFiles(directory=STATIC_DIR))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=URL) as http:
        try:
            return await pages(service, http) | await searches(settings, http)
        finally:
            await service.lookup.close()
            await service.http.aclose()
            await service.database.close()


async def pages(service: Service, http: httpx.AsyncClient) -> Numbers:
    """Each page after a change of the FAQ, and then unchanged; a plain file at the end."""
    found: Numbers = {}
    faqs, entry = Faqs(service.database), read_faq(service.settings.faq_file)[0]
    for name, path in PAGES.items():
        made = []
        for _ in range(ROUNDS):
            await faqs.publish(entry)
            # The catalogue is put together by whoever comes first; that is measured apart.
            found["catalogue_made_ms"] = round(await timed(http, "/help/contact?lang=en"), 2)
            made.append(await timed(http, path))
        found |= told(f"{name}_made", made) | await kept(http, name, path)
    return found | await kept(http, "file", FILE)


async def kept(http: httpx.AsyncClient, name: str, path: str) -> Numbers:
    """A page that is there already, and its weight."""
    times = [await timed(http, path) for _ in range(KEPT)]
    body = (await http.get(path)).content
    weights = {"kb": len(body), "gzip_kb": len(gzip.compress(body, GZIP_LEVEL))}
    per_s = {f"{name}_per_s": round(1000 / statistics.mean(times), 0)}
    return told(f"{name}_kept", times) | per_s | {
        f"{name}_{key}": round(size / 1000, 1) for key, size in weights.items()
    }  # fmt: skip


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
    """A line for each page and the plain file; the searches below."""
    table = Table("page", *COLUMNS.values(), title="help pages, one process")
    for name in (*PAGES, "file"):
        cells = (numbers.get(f"{name}_{key}") for key in COLUMNS)
        table.add_row(name, *("" if cell is None else f"{cell:.2f}" for cell in cells))
    others = {key: numbers[key] for key in numbers if key.startswith(("search_", "catalogue_"))}
    Console().print(table, others)
