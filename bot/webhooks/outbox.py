"""News written down in the transaction of the change that it tells of.

Either both are there or neither: a process that dies between the commit and the sending loses
nothing. Depends on the table and `bot.database`.
"""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import iso, now
from bot.webhooks.tables import WebhookEvent


@dataclass(frozen=True, slots=True)
class News:
    """What happened: a `type` such as "return.approved", and `data` for JSON without names,
    addresses or anything else that the receiver does not have already."""

    type: str
    data: dict[str, Any] = field(default_factory=dict)


class Outbox:
    """Takes news where there is somebody to send it to. `clock` gives the present in naive UTC."""

    def __init__(self, wanted: bool, clock: Callable[[], datetime] = now) -> None:
        self._wanted = wanted
        self._clock = clock

    def add(self, session: AsyncSession, news: News) -> None:
        """Write `news` in `session`'s transaction; nothing where nobody wants any."""
        if not self._wanted:
            return
        at = self._clock()
        body = {"type": news.type, "timestamp": iso(at), "data": news.data}
        session.add(
            WebhookEvent(
                id=f"evt_{uuid.uuid4().hex}",
                type=news.type,
                body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
                next_at=at,
                created_at=at,
            )
        )
