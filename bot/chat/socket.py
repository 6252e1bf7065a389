"""The customer's door over WebSocket: what is new arrives by itself.

The first frame carries the token (never the URL) and the last number seen; everything
after it is sent, so that a lost socket loses nothing.
"""

import asyncio
import json
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, Field

from bot.chat.desk import ChatDesk, shown, standing
from bot.chat.faces import Face
from bot.chat.http import MOST_SEQ, MarksBody, MessageBody, opened
from bot.conversations import Conversation
from bot.errors import BotError
from bot.live import News
from bot.sites import SiteRefused, Sites
from bot.tokens import BadToken, Tokens

BAD_TOKEN, BAD_FRAME, BAD_ORIGIN = 4401, 4400, 4403
HELLO_TIMEOUT_S = 10.0


class Hello(BaseModel):
    """The first frame: whose conversation, the last number the client has, and the page's key."""

    token: str
    site: str = Field("", max_length=40)
    after: int = Field(0, ge=0, le=MOST_SEQ)


def socket_router(desk: ChatDesk, tokens: Tokens, sites: Sites) -> APIRouter:
    """The route `/api/live`, for pages that `sites` lets in."""
    routes = APIRouter()

    @routes.websocket("/api/live")
    async def live(socket: WebSocket) -> None:
        await socket.accept()
        origin, host = socket.headers.get("origin"), socket.headers.get("host")
        if not sites.knows(origin, host):
            await socket.close(BAD_ORIGIN, "this site may not open a conversation")
            return
        try:
            async with asyncio.timeout(HELLO_TIMEOUT_S):
                hello = Hello.model_validate(await socket.receive_json())
            sites.check(hello.site, origin, host)
            conversation = await opened(desk, tokens, hello.token)
        except SiteRefused:
            await socket.close(BAD_ORIGIN, "this site may not open a conversation with that key")
        except BadToken as error:
            await socket.close(BAD_TOKEN, error.message)
        except (TimeoutError, ValueError, KeyError):
            await socket.close(BAD_FRAME, "the first frame must be a hello with a token")
        except WebSocketDisconnect:
            pass
        else:
            await Visit(desk, socket, conversation.id, hello.after).run()

    return routes


class Visit:
    """One open socket of one conversation."""

    def __init__(self, desk: ChatDesk, socket: WebSocket, conversation: str, after: int) -> None:
        self._desk = desk
        self._socket = socket
        self._conversation = conversation
        self._after = after
        self._told: dict[str, Any] = {}
        self._in_charge: tuple[str, str | None] | None = None
        self._face: Face | None = None

    async def run(self) -> None:
        """Serve until either side leaves."""
        # Starlette raises RuntimeError for a frame to a socket that is closed already.
        with suppress(WebSocketDisconnect, RuntimeError):
            async with self._desk.live.subscribe(self._conversation) as queue:
                await self._hello()
                await until_first(self._push(queue), self._listen())

    async def _hello(self) -> None:
        row = await self._desk.transcript.get(self._conversation)
        self._told = await self._standing(row)
        await self._socket.send_json({"type": "ready", **self._told, "last_seq": row.last_seq})
        await self._send_new()

    async def _push(self, queue: "asyncio.Queue[News]") -> None:
        while True:
            news = await queue.get()
            if news.kind == "typing" and news.author != "customer":
                await self._tell_typing(news)
            elif news.kind == "changed":
                await self._send_new()
            elif news.kind == "marks" and news.author != "customer":
                await self._tell(await self._now())

    async def _send_new(self) -> None:
        # How it stands is read first: whatever led there is among the messages then.
        told = await self._now()
        for message in await self._desk.transcript.after(self._conversation, self._after):
            await self._socket.send_json({"type": "message", "message": shown(message)})
            self._after = message.seq
        await self._tell(told)

    async def _now(self) -> dict[str, Any]:
        return await self._standing(await self._desk.transcript.get(self._conversation))

    async def _tell(self, told: dict[str, Any]) -> None:
        """Who is in charge and what they have read, where it is not what was told last."""
        if told != self._told:
            self._told = told
            await self._socket.send_json({"type": "state", **told})

    async def _standing(self, row: Conversation) -> dict[str, Any]:
        in_charge = (row.state, row.assigned_agent)
        if in_charge != self._in_charge:
            self._face, self._in_charge = await self._desk.face_of(row), in_charge
        return standing(row, self._face)

    async def _tell_typing(self, news: News) -> None:
        name = self._face.name if self._face and news.author != "bot" else ""
        author = "bot" if news.author == "bot" else "agent"
        frame = {"type": "typing", "author": author, "on": news.on}
        await self._socket.send_json(frame | ({"name": name} if name else {}))

    async def _listen(self) -> None:
        while True:
            try:
                frame = json.loads(await self._socket.receive_text())
                await self._take(frame)
            except WebSocketDisconnect:
                return
            except BotError as error:
                await self._error(type(error).__name__, error.message, frame.get("client_id"))
            except (ValueError, KeyError, TypeError, AttributeError):
                await self._error("BadFrame", "The frame is not of the protocol.", None)

    async def _take(self, frame: dict[str, Any]) -> None:
        kind = frame["type"]
        if kind == "ping":
            await self._socket.send_json({"type": "pong"})
        elif kind == "typing":
            news = News(self._conversation, "typing", "customer", bool(frame["on"]))
            self._desk.live.publish(news)
        elif kind == "message":
            said = MessageBody.model_validate(frame)
            sent = await self._desk.send(
                self._conversation, said.client_id, said.text, said.payload, said.files
            )
            ack = {"type": "ack", "client_id": said.client_id, "seq": sent.message.seq}
            await self._socket.send_json(ack)
        elif kind == "marks":
            seen = MarksBody.model_validate(frame)
            await self._desk.mark(self._conversation, seen.got, seen.read)
        else:
            raise ValueError(kind)

    async def _error(self, code: str, message: str, client_id: Any) -> None:
        frame = {"type": "error", "code": code, "message": message, "client_id": client_id}
        await self._socket.send_json(frame)


async def until_first(*sides: Coroutine[Any, Any, None]) -> None:
    """Run `sides` until one of them ends; the others are cancelled, its error is raised."""
    tasks = [asyncio.create_task(one) for one in sides]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
