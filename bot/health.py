"""Whether the parts are well, and what to do about the one that is not, in both languages.

And who may read the measures. Depends on `bot.errors`; `bot.app` hands in what is checked.
"""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.errors import BotError

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Check:
    """One part: `ask` gives a word on its state, or raises; `advice` by language."""

    name: str
    ask: Callable[[], Awaitable[str]]
    advice: dict[str, str]


ADVICE: dict[str, dict[str, str]] = {
    "rasa": {
        "es": "El asistente no responde. Mire var/log/rasa.log; «make run» lo vuelve a arrancar.",
        "en": "The assistant does not answer. See var/log/rasa.log; “make run” starts it again.",
    },
    "database": {
        "es": "La base de datos no responde. Mire MOSTRADOR_DATABASE_URL y el espacio en disco.",
        "en": "The database does not answer. Check MOSTRADOR_DATABASE_URL and the disk space.",
    },
    "model": {
        "es": "Falta el modelo de embeddings. Ejecute «make setup».",
        "en": "The embedding model is missing. Run “make setup”.",
    },
    "index": {
        "es": "No hay un índice en uso. Ejecute «python -m kb_ingest build».",
        "en": "No index is in use. Run “python -m kb_ingest build”.",
    },
}


class OperatorsOnly(BotError):
    """Asked from another machine without the token."""

    def __init__(self) -> None:
        message = (
            "This is for operators: ask from the same machine, or with "
            "“Authorization: Bearer TOKEN” (MOSTRADOR_METRICS_TOKEN)."
        )
        super().__init__(message, 403)


def operators_only(token: str) -> Callable[[Request], None]:
    """Lets through who asks from this machine, or shows `token`; else `OperatorsOnly`."""
    expected = f"Bearer {token}".encode()

    def check(request: Request) -> None:
        here = request.client is not None and request.client.host in ("127.0.0.1", "::1")
        shown = request.headers.get("authorization", "").encode()
        if not here and not (token and hmac.compare_digest(shown, expected)):
            raise OperatorsOnly

    return check


async def report(checks: list[Check]) -> dict[str, Any]:
    """Every check's state; `status` is "ok" when all are well, otherwise "unwell"."""
    parts = {check.name: await _state(check) for check in checks}
    well = all(part["ok"] for part in parts.values())
    return {"status": "ok" if well else "unwell", "checks": parts}


async def _state(check: Check) -> dict[str, Any]:
    try:
        return {"ok": True, "detail": await check.ask()}
    except Exception as error:
        why = error.message if isinstance(error, BotError) else type(error).__name__
        log.info("unwell", part=check.name, why=why)
        return {"ok": False, "detail": why, "advice": check.advice}


def router(checks: list[Check]) -> APIRouter:
    """`/health` (200 or 503, every part) and `/health/live` (200 while this process answers)."""
    routes = APIRouter(tags=["operators"])

    @routes.get("/health")
    async def health() -> JSONResponse:
        found = await report(checks)
        return JSONResponse(found, status_code=200 if found["status"] == "ok" else 503)

    @routes.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    return routes
