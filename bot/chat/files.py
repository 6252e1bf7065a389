"""The customer's door for files, below `/api/conversations/current` with the token as bearer.

`POST /files` with the file as body and its name, percent-encoded, in X-File-Name gives 201 and
`{"id", "name", "mime", "size", "width", "height"}`; a message then names it in `files`.
`GET /files/{id}` gives it back, as an attachment. Errors: 401 `BadToken`; 404 `FileNotFound`;
403, 408, 409, 413, 422, 429 and 507 `FileRefused` in the customer's language. Depends on files.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response
from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from bot.chat.bearer import conversation_of, gone_is_bad_token
from bot.conversations import Conversation, ConversationClosed, Transcript
from bot.files import FileRefused, Files
from bot.files.answers import file_answer
from bot.files.receiving import body_of, name_in
from bot.tokens import Tokens
from bot.words import say

PATH = "/api/conversations/current/files"


class FileDoor:
    """Takes customers' files as fast as the limit allows."""

    def __init__(self, files: Files, transcript: Transcript, rate: str) -> None:
        self._files = files
        self._transcript = transcript
        self._rate = parse(rate)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def take(self, conversation_id: str, request: Request) -> dict[str, Any]:
        """The file of `request`, checked and kept; it is read only where it may be sent."""
        with gone_is_bad_token():
            row = await self._transcript.get(conversation_id)
        await self._check(row)
        data = await body_of(request, self._files.most_bytes, row.language)
        told = await self._files.take(row.id, "customer", name_in(request), data, row.language)
        return told.as_dict()

    async def _check(self, row: Conversation) -> None:
        if row.state == "closed":
            raise ConversationClosed(say("is_closed", row.language))
        if not self._files.most_mb:
            raise FileRefused("not_allowed", row.language)
        if not await self._limiter.hit(self._rate, row.id):
            raise FileRefused("too_fast", row.language)


def files_router(door: FileDoor, files: Files, tokens: Tokens) -> APIRouter:
    """Both routes."""
    routes = APIRouter(tags=["customers"])

    @routes.post(PATH, status_code=201)
    async def take(
        request: Request, authorization: Annotated[str, Header()] = ""
    ) -> dict[str, Any]:
        return await door.take(conversation_of(tokens, authorization), request)

    @routes.get(f"{PATH}/{{file_id}}")
    async def give(file_id: str, authorization: Annotated[str, Header()] = "") -> Response:
        conversation_id = conversation_of(tokens, authorization)
        return file_answer(*await files.open(file_id, conversation_id))

    return routes
