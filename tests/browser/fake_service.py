"""A service that speaks the customer's door without Rasa, for tests of the widget alone.

It serves the real pages and static files. Tests script what the assistant answers and break
the line at will: `refuse_sockets`, `cut_sockets()`, `swallow_acks`, `forget()`.
"""

import asyncio
import contextlib
import tempfile
import threading
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, WebSocket, WebSocketDisconnect
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

from bot import manuals, shop
from bot.backoffice.files import read_products
from bot.knowledge.figures import Pictures
from bot.pages import STATIC_DIR, PublicFiles, make_templates
from tests.browser.fake_doors import add_doors, elsewhere
from tests.browser.library import SmallLibrary
from tests.browser.talk import CITATION, GREETING, STEPS, USEFUL, Reply, Talk


class FakeService:
    """State, the levers of the tests, and the app over them."""

    def __init__(self, folder: Path) -> None:
        self.talks: dict[str, Talk] = {}
        self.sockets: list[WebSocket] = []
        self.payloads: list[str | None] = []
        self.refuse_sockets = False
        self.swallow_acks = False
        self.refusal: tuple[int, str] | None = None
        self.upload_s = 0.0
        self.surveyed = False
        self.max_file_mb = 10
        self.delay = 0.15
        self.failures: list[tuple[int, str]] = []
        self.replies: dict[str, Reply] = {
            "descalcifico": (STEPS, {"citations": [CITATION], "buttons": USEFUL}),
        }
        self.loop: asyncio.AbstractEventLoop | None = None
        self.library = SmallLibrary(folder)
        self.app = self._build()

    # Levers, called from the test's thread

    @property
    def talk(self) -> Talk:
        """The newest conversation."""
        return list(self.talks.values())[-1]

    def texts(self, author: str) -> list[str]:
        """What `author` said in the newest conversation."""
        return [m["text"] for m in self.talk.messages if m["author"] == author]

    def reset(self) -> None:
        """Forget everything and mend what is broken."""
        self.forget()
        self.refuse_sockets = self.swallow_acks = self.surveyed = False
        self.refusal, self.upload_s, self.max_file_mb = None, 0.0, 10
        self.failures.clear()
        self.payloads.clear()
        self.cut_sockets()

    def forget(self) -> None:
        """No token is known any more."""
        self.talks.clear()

    def cut_sockets(self, code: int = 1012) -> None:
        """Close every open socket."""
        sockets, self.sockets = self.sockets, []
        for socket in sockets:
            self._run(self._close(socket, code))

    def post(self, author: str, text: str, **data: Any) -> None:
        """A message that nobody asked for."""
        self._run(self._post(author, text, data))

    def change(self, state: str, **standing: Any) -> None:
        """Another state, told to whoever listens; `standing` is what else is told with it."""
        self.talk.state = state
        for name, value in standing.items():
            setattr(self.talk, name, value)
        self._run(self._tell({"type": "state", **self.talk.standing}))

    def tell(self, frame: dict[str, Any]) -> None:
        """A frame as it is, to whoever listens."""
        self._run(self._tell(frame))

    def _run(self, work: Awaitable[None]) -> None:
        assert self.loop is not None
        asyncio.run_coroutine_threadsafe(work, self.loop).result(5)  # type: ignore[arg-type]

    # The service

    async def _close(self, socket: WebSocket, code: int) -> None:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await socket.close(code)

    async def _post(self, author: str, text: str, data: dict[str, Any]) -> None:
        await self._push(self.talk.add(author, text, data=data))

    async def _push(self, message: dict[str, Any]) -> None:
        await self._tell({"type": "message", "message": message})

    async def _tell(self, frame: dict[str, Any]) -> None:
        for socket in list(self.sockets):
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await socket.send_json(frame)

    async def take(self, talk: Talk, body: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """Record a customer's message once."""
        for message in talk.messages:
            if message["client_id"] == body["client_id"]:
                return message, False
        self.payloads.append(body.get("payload"))
        files = [talk.files[one][0] for one in body.get("files", ())]
        data = {"files": files} if files else {}
        message = talk.add("customer", body["text"], client_id=body["client_id"], data=data)
        await self._push(message)
        return message, True

    async def answer(self, talk: Talk, text: str) -> None:
        """The assistant's turn."""
        if talk.state != "bot":
            return
        talk.typing = True
        await self._tell({"type": "typing", "author": "bot", "on": True})
        await asyncio.sleep(self.delay)
        talk.typing = False
        words, data = next((r for key, r in self.replies.items() if key in text), (None, {}))
        await self._push(talk.add("bot", words or f"Eco: {text}", data=data))

    async def call_person(self, talk: Talk) -> None:
        """From the assistant to the queue."""
        talk.state = "waiting"
        await self._push(talk.add("system", "Hemos avisado a una persona de nuestro equipo."))
        await self._tell({"type": "state", **talk.standing})

    def _build(self) -> FastAPI:
        app = FastAPI()
        app.add_middleware(
            CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"]
        )
        templates = make_templates("Tramontana")
        pictures = Pictures(Path(tempfile.gettempdir()) / "mostrador-figures")
        products = read_products(Path("data/sample/products.csv"))
        app.include_router(shop.router(templates, products, self.library.documents))
        app.include_router(manuals.router(self.library, templates, pictures))
        app.mount("/static", PublicFiles(directory=STATIC_DIR))
        app.get("/elsewhere")(elsewhere)
        self._add_http(app)
        add_doors(app, self)
        self._add_socket(app)
        return app

    def talk_of(self, request: Request) -> Talk | None:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return self.talks.get(token)

    def _add_http(self, app: FastAPI) -> None:
        def shown(talk: Talk, after: int) -> dict[str, Any]:
            return {
                **talk.standing,
                "language": talk.language,
                "last_seq": len(talk.messages),
                "max_file_mb": self.max_file_mb,
                "typing": talk.typing,
                "messages": talk.messages[after:],
            }

        def refusal(status: int, words: str) -> JSONResponse:
            return JSONResponse({"error": {"code": "Refused", "message": words}}, status)

        @app.post("/api/conversations", status_code=201)
        async def start(request: Request) -> Any:
            language = (await request.json())["language"] or "es"
            token = uuid.uuid4().hex
            talk = self.talks[token] = Talk(language)
            talk.add("bot", GREETING[language])
            return {"conversation_id": token[:8], "token": token, **shown(talk, 0)}

        @app.get("/api/conversations/current")
        async def news(request: Request, after: int = 0, wait: float = 0) -> Any:
            talk = self.talk_of(request)
            if talk is None:
                return refusal(401, "no such conversation")
            until = time.monotonic() + min(wait, 2.0)
            state = talk.state
            while time.monotonic() < until and len(talk.messages) <= after:
                if talk.state != state or talk.typing:
                    break
                await asyncio.sleep(0.05)
            return shown(talk, after)

        @app.post("/api/conversations/current/messages", status_code=201)
        async def send(request: Request) -> Any:
            talk = self.talk_of(request)
            if talk is None:
                return refusal(401, "no such conversation")
            if self.failures:
                return refusal(*self.failures.pop(0))
            body = await request.json()
            message, new = await self.take(talk, body)
            if new:
                await self.answer(talk, body["text"])
            return {"message": message, "replies": talk.messages[message["seq"] :]}

        @app.post("/api/conversations/current/person", status_code=201)
        async def person(request: Request) -> Any:
            talk = self.talk_of(request)
            if talk is None:
                return refusal(401, "no such conversation")
            body = await request.json()
            words = {"es": "Hablar con una persona", "en": "Talk to a person"}[talk.language]
            message, new = await self.take(talk, body | {"text": words, "payload": "@person"})
            if new:
                await self.call_person(talk)
            return {"message": message, "replies": talk.messages[message["seq"] :]}

    def _add_socket(self, app: FastAPI) -> None:
        @app.websocket("/api/live")
        async def live(socket: WebSocket) -> None:
            if self.refuse_sockets:
                await socket.close(1013)
                return
            await socket.accept()
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await self._serve(socket)
            if socket in self.sockets:
                self.sockets.remove(socket)

    async def _serve(self, socket: WebSocket) -> None:
        hello = await socket.receive_json()
        talk = self.talks.get(hello["token"])
        if talk is None:
            await socket.close(4401)
            return
        ready = {"type": "ready", **talk.standing, "last_seq": len(talk.messages)}
        await socket.send_json(ready)
        for message in talk.messages[hello["after"] :]:
            await socket.send_json({"type": "message", "message": message})
        self.sockets.append(socket)
        turns = set()
        while True:
            frame = await socket.receive_json()
            if frame["type"] == "ping":
                await socket.send_json({"type": "pong"})
            if frame["type"] == "marks":
                talk.marks.append(frame)
            if frame["type"] != "message":
                continue
            message, new = await self.take(talk, frame)
            if self.swallow_acks:
                self.swallow_acks = False
                await socket.close(1012)
                self.sockets.remove(socket)
            else:
                ack = {"type": "ack", "client_id": frame["client_id"], "seq": message["seq"]}
                await socket.send_json(ack)
            if new:
                turns.add(asyncio.create_task(self.answer(talk, frame["text"])))


@contextlib.contextmanager
def running(service: FakeService) -> Iterator[str]:
    """Serve on a free port from a thread; gives the address."""
    config = uvicorn.Config(
        service.app,
        port=0,
        log_level="critical",
        lifespan="off",
        ws="websockets-sansio",
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)

    async def serve() -> None:
        service.loop = asyncio.get_running_loop()
        await server.serve()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


def wait_until(true: Callable[[], Any], seconds: float = 10.0) -> None:
    """Look until it is so; AssertionError when it never is."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(0.02)
