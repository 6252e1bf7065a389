"""A request is done once, however often it arrives, and two at once are one.

What a request led to is written in its own transaction under the hash of its kind, its key (the
id of the message that asked) and its body. Of two that run at the same time the tables let one
through; the other looks again and finds what the first one did. Depends on the table and
`bot.database`.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.backoffice.matter_tables import DoneRequestRow
from bot.backoffice.problems import BadRequest
from bot.database import Database
from bot.errors import BotError

# Each round lets at least one of the requests that race for a number through.
ATTEMPTS = 30
T = TypeVar("T")
Make = Callable[[AsyncSession], Awaitable[str]]
Load = Callable[[AsyncSession, str], Awaitable[T]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its `kind`, the `key` it repeats when it is sent again, and what it says."""

    kind: str
    key: str
    body: Any

    @property
    def id(self) -> str:
        """The hash under which it is known."""
        if not self.key:
            raise BadRequest(f"{self.kind} needs a key of its own, such as the message's id.")
        said = json.dumps([self.kind, self.key, self.body], sort_keys=True, default=_plain)
        return hashlib.sha256(said.encode()).hexdigest()


async def once(database: Database, asked: Asked, make: Make, load: Load[T]) -> T:
    """What `asked` led to: `make` it and `load` it, or only `load` what was made before.

    `make` gives the number of what it made. Both may run several times, each in a transaction
    of its own, all but the last undone.
    """

    async def work(session: AsyncSession) -> T:
        done = await session.get(DoneRequestRow, asked.id)
        number = done.result if done else await make(session)
        if not done:
            session.add(DoneRequestRow(id=asked.id, kind=asked.kind, result=number))
            await session.flush()
        return await load(session, number)

    return await raced(database, work, asked.kind)


async def raced(database: Database, work: Callable[[AsyncSession], Awaitable[T]], what: str) -> T:
    """Run `work` in a transaction, again from the beginning when another one was first."""
    for _ in range(ATTEMPTS):
        try:
            async with database.write() as session:
                return await work(session)
        except IntegrityError:
            # Another request took the number, or did this very thing: look again.
            continue
    raise BotError(f"The request ({what}) could not be done: too many at once. Try again.", 503)


async def next_number(session: AsyncSession, column: InstrumentedAttribute[int], first: int) -> int:
    """The number after the highest in `column`, `first` where there is none above it."""
    highest = await session.scalar(select(func.max(column)))
    return max(first, (highest or 0) + 1)


def _plain(value: Any) -> Any:
    return asdict(value)
