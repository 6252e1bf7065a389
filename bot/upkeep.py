"""What runs beside the doors for as long as the service serves: opening, warming, recovering.

Migrations come before the first request; the model, the index and the FAQ are loaded while it may
already come; lost turns are looked for again and again; what is open is closed in the end. Depends
on the database, the knowledge, the look-up, the turns and the contacts.
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import httpx
import structlog
from fastapi import FastAPI

from bot.contacts import Contacts
from bot.database import Database
from bot.faq_shelf import FaqShelf
from bot.knowledge.embedding import Embedder
from bot.knowledge.search import Knowledge
from bot.lookup import Lookup
from bot.turns import Turns

log = structlog.get_logger()
Work = Callable[[], Coroutine[Any, Any, None]]
DRAIN_S = 8.0
"""How long turns under way may go on when the service is told to stop."""


@dataclass(frozen=True)
class Upkeep:
    """Keeps the service's objects ready while `lifespan` is open."""

    database: Database
    http: httpx.AsyncClient
    embedder: Embedder
    knowledge: Knowledge
    shelf: FaqShelf
    lookup: Lookup
    turns: Turns
    contacts: Contacts
    recover_every_s: float
    others: tuple[Work, ...] = ()

    @asynccontextmanager
    async def lifespan(self, app: FastAPI) -> AsyncIterator[None]:
        """From the first migration to the last turn under way."""
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.database.close)
            stack.push_async_callback(self.http.aclose)
            stack.push_async_callback(self.lookup.close)
            stack.push_async_callback(self.contacts.explained)
            stack.push_async_callback(self.turns.drain, DRAIN_S)
            await self.database.upgrade()
            warming = asyncio.create_task(self._warm())
            recovering = asyncio.create_task(self._recover_forever())
            others = [asyncio.create_task(work()) for work in self.others]
            stack.push_async_callback(cancel, warming, recovering, *others)
            yield

    async def _warm(self) -> None:
        """Load the model, the index and the FAQ before the first customer asks."""
        try:
            await asyncio.to_thread(self.embedder.load)
            await asyncio.to_thread(self.knowledge.status)
            await self.shelf.refresh()
            # What is loaded by now lives as long as the process: the collector need not look again.
            gc.collect()
            gc.freeze()
            gc.set_threshold(20_000, 20, 100)
        except Exception:
            log.exception("warming_failed")

    async def _recover_forever(self) -> None:
        """Look for lost turns every `recover_every_s` seconds."""
        while True:
            await asyncio.sleep(self.recover_every_s)
            try:
                started = await self.turns.recover()
            except Exception:
                log.exception("recovery_failed")
            else:
                if started:
                    log.info("turns_recovered", count=started)


async def regularly(every_s: float, *chores: Callable[[], Awaitable[object]]) -> None:
    """Do each of `chores` every `every_s` seconds; one that fails does not keep the others."""
    while True:
        for chore in chores:
            try:
                await chore()
            except Exception:
                log.exception("chore_failed")
        await asyncio.sleep(every_s)


async def cancel(*tasks: "asyncio.Task[None]") -> None:
    """End background tasks."""
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
