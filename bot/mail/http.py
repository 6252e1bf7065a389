"""The outer doors of mail: a customer asks for a transcript, a mail server hands in what it got.

Depends on mails, inbound and tokens.
"""

import hmac
from typing import Annotated

from fastapi import APIRouter, Header, Request
from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from pydantic import BaseModel, Field

from bot.conversations import ConversationNotFound, Transcript
from bot.errors import BotError
from bot.mail.addresses import address_of
from bot.mail.inbound import Inbound, Taken
from bot.mail.mails import Mails
from bot.mail.words import say
from bot.tokens import BadToken, Tokens

HOUSEHOLD = 5
Authorization = Annotated[str, Header()]
INBOUND = "/api/mail/inbound"
"""Takes larger bodies than the other doors, and checks who asks before it reads."""


class TooManyMails(BotError):
    """More transcripts than the limit allows; said in the customer's language."""

    def __init__(self, language: str) -> None:
        super().__init__(say("too_many", language), 429)


class InboundClosed(BotError):
    """Mails are not taken here, or not from whoever asks."""

    def __init__(self) -> None:
        super().__init__(
            "This takes mails from your mail server: set MOSTRADOR_INBOUND_TOKEN and send it as "
            "“Authorization: Bearer TOKEN”. / Aquí entrega los correos su servidor: ponga "
            "MOSTRADOR_INBOUND_TOKEN y envíelo así: «Authorization: Bearer TOKEN».",
            401,
        )


class TranscriptBody(BaseModel):
    """Where a customer wants the transcript."""

    email: str = Field(max_length=320)


def transcript_router(mails: Mails, transcript: Transcript, tokens: Tokens, rate: str) -> APIRouter:
    """The customer's route. `rate` holds for each conversation and recipient, so that nobody's
    mailbox is filled from here; a machine, which a household shares, may do `HOUSEHOLD` times as
    much."""
    routes = APIRouter(prefix="/api/conversations", tags=["customers"])
    limiter, allowed = SlidingWindowCounterRateLimiter(MemoryStorage()), parse(rate)
    at_home = type(allowed)(allowed.amount * HOUSEHOLD, allowed.multiples)

    @routes.post("/current/transcript", status_code=202)
    async def send(
        body: TranscriptBody, request: Request, authorization: Authorization = ""
    ) -> dict[str, str]:
        conversation_id = tokens.conversation_id(_bearer(authorization) or "-")
        try:
            language = (await transcript.get(conversation_id)).language
        except ConversationNotFound:
            raise BadToken from None
        to = address_of(body.email, language)
        machine = request.client.host if request.client else "unknown"
        limits = ((allowed, conversation_id), (allowed, to.casefold()), (at_home, machine))
        for limit, key in limits:
            if not await limiter.hit(limit, key):
                raise TooManyMails(language)
        return {"email": await mails.transcript(conversation_id, to)}

    return routes


def inbound_router(inbound: Inbound, token: str) -> APIRouter:
    """The mail server's route: a mail as it came (RFC 5322) is the body; without a `token` it is
    closed. It answers 200 for every mail that is written down, whatever became of it."""
    routes = APIRouter(tags=["mail"])

    @routes.post(INBOUND)
    async def take(request: Request, authorization: Authorization = "") -> dict[str, str | None]:
        sent = _bearer(authorization)
        if not token or not hmac.compare_digest(sent.encode(), token.encode()):
            raise InboundClosed
        raw, size = await _body(request, inbound.max_bytes)
        if not raw.strip():
            raise BotError("The body is empty: send the mail itself, as it came (RFC 5322).", 422)
        taken: Taken = await inbound.take(raw, size)
        return {
            "state": taken.state,
            "reason": taken.reason,
            "conversation_id": taken.conversation_id,
        }

    return routes


def _bearer(authorization: str) -> str:
    scheme, _, key = authorization.partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


async def _body(request: Request, most: int) -> tuple[bytes, int]:
    """The body, or its beginning where it is larger than `most`; and its size as far as known."""
    pieces, size = [], 0
    async for piece in request.stream():
        pieces.append(piece)
        size += len(piece)
        if size > most:
            break
    declared = request.headers.get("content-length", "0")
    return b"".join(pieces), max(size, int(declared) if declared.isdigit() else 0)
