"""The brief beside a conversation, and the solved conversations nearest to a question.

The brief is timed over the sample shop and a conversation of 40 messages, with an assistant that
answers at once; the help is the look-up in the manuals of `var/`. Nearest: 10,000 cases whose
vectors are real ones of short questions, moved a little, so that none is like another. Each is
asked with a question that nothing remembers.
"""

import asyncio
import random
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from rich.console import Console
from rich.table import Table

from bench.timings import p95, times
from bot.contacts import ContactEntry, Contacts
from bot.conversations import MessageDraft, Transcript
from bot.database import Database, now
from bot.identity import Identity
from bot.knowledge.embedding import Embedder
from bot.seed import seed
from bot.service import build
from bot.settings import Settings
from bot.solved import SolvedCase

CASES, ROUNDS, MESSAGES = 10_000, 60, 40
CUSTOMER = "c001"
THINGS = ("la cafetera", "el robot", "the washing machine", "la freidora", "the dryer")
FAULTS = ("gotea por debajo", "no carga", "does not drain", "huele a quemado", "stops half way")
SEED = 11


def run(eval_dir: Path) -> dict[str, Any]:
    """Medians and 95th percentiles in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measured(Path(folder)))
    table = Table("ms", "median", "p95")
    for name, ms in found.items():
        table.add_row(name, f"{statistics.median(ms):.1f}", f"{p95(ms):.1f}")
    Console().print(table)
    return {
        "brief": {
            name: {"p50_ms": round(statistics.median(ms), 1), "p95_ms": round(p95(ms), 1)}
            for name, ms in found.items()
        }
    }


async def measured(folder: Path) -> dict[str, list[float]]:
    """The times of a brief, of the help, and of the nearest of 10,000."""
    # Everything but the database is the product's own.
    url = f"sqlite+aiosqlite:///{folder / 'bench.db'}"
    settings = Settings(database_url=url, secret="bench", webhook_token="bench").with_secrets()
    async with remembering() as rasa:
        service = build(settings, rasa)
        try:
            await seed(service.database, settings)
            talk = await conversation(service.database, service.identity)
            await fill(service.database, service.embedder)
            ask, find, near = questions(), service.passages.find, service.solved.nearest
            return {
                "brief": await times(lambda: service.briefs.of(talk), ROUNDS),
                "passages": await times(lambda: find(next(ask), "es", ["levante"]), ROUNDS),
                "nearest_solved": await times(lambda: near(next(ask), "es", "levante"), ROUNDS),
            }
        finally:
            await service.database.close()


def remembering() -> httpx.AsyncClient:
    """An assistant that keeps two slots and answers at once."""
    slots = {"order_number": "TR-104512", "product": "levante"}

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"slots": slots, "active_loop": {}})

    return httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://rasa")


async def conversation(database: Database, identity: Identity) -> str:
    """A long one, its customer known."""
    transcript, contacts = Transcript(database), Contacts(database)
    row = await transcript.start("es")
    for number in range(MESSAGES // 2):
        text = f"Mi cafetera gotea por debajo, y van {number} veces. ¿Qué hago?"
        await transcript.append(row.id, MessageDraft("customer", text, f"m{number}", asks=False))
        await transcript.append(row.id, MessageDraft("bot", "Vacíe la bandeja."))
        entry = (row.id, f"m{number}", text, "es", "manual_question", 0.9, "answered_manual")
        await contacts.log(ContactEntry(*entry, product="levante"))
    await identity.remember(row.id, CUSTOMER)
    return row.id


async def fill(database: Database, embedder: Embedder) -> None:
    """Cases whose questions are somewhere among real ones."""
    real = embedder.embed_queries([f"{thing} {fault}" for thing in THINGS for fault in FAULTS])
    rng = np.random.default_rng(SEED)
    noise = rng.standard_normal((CASES, real.shape[1]), np.float32) * 0.02
    vectors = real[rng.integers(0, len(real), CASES)] + noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = [
        SolvedCase(
            escalation_id=number, conversation_id=str(number), language="es", product="levante",
            question=f"pregunta {number}", reply=f"Respuesta número {number} de la prueba.",
            solved_at=now(), model=embedder.model_id, vector=vector.astype(np.float16).tobytes(),
        )
        for number, vector in enumerate(vectors)
    ]  # fmt: skip
    async with database.write() as session:
        session.add_all(rows)


def questions() -> Iterator[str]:
    """Questions that were not asked before."""
    drawn = random.Random(SEED)
    for number in range(100_000):
        thing, fault = drawn.choice(THINGS), drawn.choice(FAULTS)
        yield f"Desde hace {number} días {thing} {fault}, ¿qué puedo hacer?"
