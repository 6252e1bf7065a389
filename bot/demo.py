"""A demonstration: its simulated customers, and the door that moves the service's clock.

A service that is none (`MOSTRADOR_DEMO`) has no such door, and nobody is simulated there. The door
is below `/api/demo`, for this machine alone, with the token of the demonstration as `X-Demo-Token`:

    GET  /api/demo/clock                                     {"now": "2026-11-02T08:00:00.000Z"}
    POST /api/demo/clock {"to": "...", "here": [agent ids]}  the same, once it is then

`here` are agents whose page of the console is open at that moment. Depends on the clock, presence
and the settings.
"""

import hmac
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from pydantic import BaseModel, Field

from bot.clock import CLOCK
from bot.database import iso, now
from bot.errors import Spoken
from bot.presence import Presence
from bot.settings import Settings

HEADER = "X-Demo-Token"
HERE = ("127.0.0.1", "::1")


class DemoOnly(Spoken):
    """Asked from elsewhere, or without the token."""

    def __init__(self) -> None:
        super().__init__(
            f"This moves a demonstration: ask from the same machine, with its token as {HEADER}.",
            f"Esto mueve una demostración: pida desde la misma máquina, con su clave en {HEADER}.",
            403,
        )


class ClockBody(BaseModel):
    """Where the clock is to go (UTC where no zone is given), and which agents are there then."""

    to: datetime
    here: list[Annotated[str, Field(max_length=36)]] = Field(default_factory=list, max_length=100)

    @property
    def moment(self) -> datetime:
        """The time in naive UTC."""
        aware = self.to if self.to.tzinfo else self.to.replace(tzinfo=UTC)
        return aware.astimezone(UTC).replace(tzinfo=None)


class Demo:
    """Who is simulated at a service of these settings, which have their secrets."""

    def __init__(self, settings: Settings) -> None:
        self.on = settings.demo
        self._token = settings.demo_token.encode()

    def knows(self, shown: str) -> bool:
        """Whether this is a demonstration, and `shown` its token."""
        return self.on and hmac.compare_digest(shown.encode(), self._token)


def router(demo: Demo, presence: Presence) -> APIRouter:
    """The clock's routes; none at a service that is no demonstration."""

    def ours(request: Request, token: Annotated[str, Header(alias=HEADER)] = "") -> None:
        near = request.client is not None and request.client.host in HERE
        if not near or not demo.knows(token):
            raise DemoOnly

    routes = APIRouter(prefix="/api/demo", include_in_schema=False, dependencies=[Depends(ours)])
    if not demo.on:
        return routes

    @routes.get("/clock")
    async def clock() -> dict[str, Any]:
        return {"now": iso(now())}

    @routes.post("/clock")
    async def go(body: ClockBody) -> dict[str, Any]:
        CLOCK.go_to(body.moment)
        for agent_id in body.here:
            await presence.seen(agent_id, active=True)
        return {"now": iso(now())}

    return routes
