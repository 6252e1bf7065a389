"""The console's search over all conversations, beside SQL's LIKE, which is what a console does that
has no index.

100,000 made-up messages of 12,000 conversations, asked for words that many have, few have, several
at once, and with filters. Depends on the console's search.
"""

import asyncio
import random
import statistics
import tempfile
import uuid
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import insert, select

from bench.timings import p95, times
from bot import tables  # noqa: F401
from bot.console.search import Search, Wanted
from bot.conversations import Conversation, Message
from bot.database import Database
from bot.search import ConversationIndex

TALKS, MESSAGES, ROUNDS, SHOWN = 12_000, 100_000, 20, 50
COMMON = ("cafetera", "robot", "agua", "filtro", "pedido", "devolución", "garantía", "factura")
WANTED = {
    "a frequent word": Wanted("cafetera"),
    "a beginning": Wanted("palab"),
    "three beginnings": Wanted("devol garant factura"),
    "with filters": Wanted("cafetera", state="closed", agent="nobody"),
    "filters alone": Wanted(language="es"),
}


def run(eval_dir: Path) -> dict[str, Any]:
    """Medians and 95th percentiles in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measured(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"))
    table = Table("search, ms", "median", "p95")
    for name, ms in found.items():
        table.add_row(name, f"{statistics.median(ms):.1f}", f"{p95(ms):.1f}")
    Console().print(table)
    return {
        "search": {
            name.replace(" ", "_"): {"p50_ms": statistics.median(ms), "p95_ms": p95(ms)}
            for name, ms in found.items()
        }
    }


async def measured(url: str) -> dict[str, list[float]]:
    """The times of each search."""
    database = Database(url)
    try:
        await database.upgrade()
        await fill(database)
        index = ConversationIndex(database)
        await index.refresh()
        search = Search(database, index)
        found = {
            name: await times(lambda wanted=wanted: search.find(wanted), ROUNDS)  # type: ignore[misc]
            for name, wanted in WANTED.items()
        }
        return found | {
            "LIKE, a frequent word": await times(lambda: like(database, "cafetera"), ROUNDS)
        }
    finally:
        await database.close()


async def fill(database: Database) -> None:
    """Conversations of a few messages each."""
    chance = random.Random(5)
    rare = [f"palabra{''.join(chance.choices('aeioulmnr', k=5))}" for _ in range(9000)]
    names = [str(uuid.UUID(int=chance.getrandbits(128))) for _ in range(TALKS)]
    rows = [
        {
            "conversation_id": names[number % TALKS],
            "seq": number // TALKS + 1,
            "client_id": str(number),
            "author": "customer" if number % 2 else "bot",
            "text": " ".join(chance.choices(COMMON, k=8) + chance.choices([*COMMON, *rare], k=4)),
            "epoch": 1,
        }
        for number in range(MESSAGES)
    ]
    async with database.write() as session:
        closed = [{"id": one, "language": "es", "state": "closed"} for one in names]
        await session.execute(insert(Conversation), closed)
        await session.execute(insert(Message), rows)


async def like(database: Database, word: str) -> None:
    """The newest conversations with a word, by looking through all messages."""
    newest = Message.id.desc()
    query = select(Message.conversation_id).where(Message.text.contains(word)).order_by(newest)
    async with database.read() as session:
        found = dict.fromkeys(await session.scalars(query))
    assert len(list(found)[:SHOWN]) == SHOWN
