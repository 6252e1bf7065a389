"""Who sits at the console and in the widget while something is measured, in processes of their own.

Agents' pages speak NiceGUI's protocol and acknowledge what arrives, as browsers do; customers'
sockets say hello and nothing more.
"""

import ast
import asyncio
import json
import multiprocessing
import re
import resource
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import httpx


@contextmanager
def beside(work: Callable[..., None], *given: Any) -> Iterator[None]:
    """`work(ready, *given)` in another process, until the end of the context."""
    spawned = multiprocessing.get_context("spawn")
    ready = spawned.Event()
    process = spawned.Process(target=work, args=(ready, *given), daemon=True)
    process.start()
    try:
        if not ready.wait(120):
            raise AssertionError(f"{work.__name__} did not come up")
        yield
    finally:
        process.terminate()
        process.join()


def open_pages(ready: Any, url: str, key: str, count: int) -> None:
    """Keep `count` pages of the list open as browsers do."""
    asyncio.run(_open_pages(ready, url, key, count))


async def _open_pages(ready: Any, url: str, key: str, count: int) -> None:
    async with httpx.AsyncClient(base_url=url, cookies={"mostrador_agent": key}) as http:
        pages = [await open_page(http, url, key) for _ in range(count)]
        ready.set()
        await asyncio.gather(*(page.wait() for page in pages))


async def open_page(http: httpx.AsyncClient, url: str, key: str) -> Any:
    """One page: its HTML, then its socket, which answers what a browser answers."""
    import socketio  # type: ignore[import-untyped]

    html = (await http.get("/console/", timeout=60)).raise_for_status().text
    found = re.search(r"query: (\{.*?\}),", html)
    query = ast.literal_eval(found[1]) if found else {}
    tab = {"document_id": str(uuid.uuid4()), "tab_id": str(uuid.uuid4())}
    client = socketio.AsyncClient(reconnection=False)
    asked = urlencode({**query, **tab, "implicit_handshake": "true"})
    await client.connect(
        f"{url}/console/?{asked}",
        headers={"Cookie": f"mostrador_agent={key}"},
        socketio_path="/console/_nicegui_ws/socket.io",
        transports=["websocket"],
    )

    async def acknowledge() -> None:
        while True:
            await asyncio.sleep(1)
            told = {"client_id": query["client_id"], "next_message_id": heard[0]}
            await client.emit("ack", told)

    heard = [int(query["next_message_id"])]

    async def on_any(event: str, data: Any) -> None:
        if isinstance(data, dict) and "_id" in data:
            heard[0] = data["_id"] + 1

    client.on("*", on_any)
    client.start_background_task(acknowledge)
    return client


def open_sockets(ready: Any, url: str, tokens: list[str]) -> None:
    """Keep a customer's socket open for each token."""
    many_files()
    asyncio.run(_open_sockets(ready, url, tokens))


async def _open_sockets(ready: Any, url: str, tokens: list[str]) -> None:
    from websockets.asyncio.client import connect

    at_once = asyncio.Semaphore(50)

    async def sit(token: str) -> Any:
        async with at_once:
            socket = await connect(f"{url}/api/live", open_timeout=60, ping_interval=None)
            await socket.send(json.dumps({"token": token, "after": 0}))
            await socket.recv()
            return socket

    opened = await asyncio.gather(*(sit(token) for token in tokens))
    ready.set()
    await asyncio.gather(*(one.wait_closed() for one in opened))


def many_files() -> None:
    """Let this process and those that it starts have a socket for everybody."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(16_000, hard), hard))
