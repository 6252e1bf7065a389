"""Sends what waits, again and again with growing pauses, in the order of its time.

Several processes may send at once: who takes an event moves its `next_at` by a compare-and-set,
and whoever dies with it leaves it to the others when that moment comes. The receiver may
therefore see an event twice, always with the same id. Depends on the table, the signature and
httpx.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import structlog
from sqlalchemy import select, update

from bot.database import Database, now
from bot.webhooks.signing import sign
from bot.webhooks.tables import WebhookEvent

log = structlog.get_logger()
IN_HAND = timedelta(seconds=60)
AT_ONCE = 20
# Pauses after each failure, as standardwebhooks.com suggests; after the last it is given up.
PAUSES_S = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)


class Sender:
    """Sends to one address. `clock` gives the present in naive UTC; `pauses_s` are seconds."""

    def __init__(
        self,
        database: Database,
        http: httpx.AsyncClient,
        url: str,
        secret: str,
        clock: Callable[[], datetime] = now,
        pauses_s: tuple[float, ...] = PAUSES_S,
    ) -> None:
        self._database = database
        self._http = http
        self._url = url
        self._secret = secret
        self._clock = clock
        self._pauses_s = pauses_s

    async def run(self, every_s: float) -> None:
        """Send what is due every `every_s` seconds, until cancelled; closes the client."""
        async with self._http:
            while True:
                try:
                    sent = await self.send_due()
                except Exception:
                    log.exception("webhooks_failed")
                    sent = 0
                if sent < AT_ONCE:
                    await asyncio.sleep(every_s)

    async def send_due(self) -> int:
        """Try each event that is due once, the oldest first; how many were tried."""
        due = (WebhookEvent.state == "waiting", WebhookEvent.next_at <= self._clock())
        oldest = select(WebhookEvent).where(*due).order_by(WebhookEvent.created_at)
        async with self._database.read() as session:
            events = list(await session.scalars(oldest.limit(AT_ONCE)))
        tried = 0
        for event in events:
            if await self._take(event):
                await self._send(event)
                tried += 1
        return tried

    async def _take(self, event: WebhookEvent) -> bool:
        """Have the event in hand for a while; False when another process was first."""
        same = (WebhookEvent.state == "waiting", WebhookEvent.next_at == event.next_at)
        change = update(WebhookEvent).where(WebhookEvent.id == event.id, *same)
        async with self._database.write() as session:
            taken = await session.execute(change.values(next_at=self._clock() + IN_HAND))
            return bool(taken.rowcount == 1)  # type: ignore[attr-defined]

    async def _send(self, event: WebhookEvent) -> None:
        try:
            answer = await self._post(event)
        except httpx.HTTPError as error:
            await self._note(event, None, str(error) or type(error).__name__)
        else:
            await self._note(event, answer.status_code, "" if answer.is_success else answer.text)

    async def _post(self, event: WebhookEvent) -> httpx.Response:
        timestamp = int(self._clock().replace(tzinfo=UTC).timestamp())
        headers = {
            "content-type": "application/json; charset=utf-8",
            "webhook-id": event.id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": sign(self._secret, event.id, timestamp, event.body),
        }
        body = event.body.encode()
        # Elsewhere than here it was not asked to go.
        return await self._http.post(
            self._url, content=body, headers=headers, follow_redirects=False, timeout=10
        )

    async def _note(self, event: WebhookEvent, status: int | None, problem: str) -> None:
        """Write down what became of a try, and when the next one is due."""
        done = status is not None and 200 <= status < 300
        tries = event.tries + 1
        values: dict[str, object] = {"tries": tries, "last_status": status}
        if done:
            values |= {"state": "delivered", "delivered_at": self._clock(), "last_error": None}
        else:
            values |= {"last_error": problem[:300], **self._after(tries)}
            log.warning("webhook_not_delivered", id=event.id, status=status, tries=tries)
        change = update(WebhookEvent).where(WebhookEvent.id == event.id)
        async with self._database.write() as session:
            await session.execute(change.values(**values))

    def _after(self, tries: int) -> dict[str, object]:
        if tries > len(self._pauses_s):
            return {"state": "given_up"}
        pause = timedelta(seconds=self._pauses_s[tries - 1])
        return {"next_at": self._clock() + pause}
