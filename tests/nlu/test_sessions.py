"""Calls to the action server share a connection, with the headers of the endpoint."""

import aiohttp
from aiohttp import web

from bot.nlu.no_tensorflow import leave_out

leave_out()

from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from bot.nlu.sessions import KEPT, session  # noqa: E402


async def test_two_calls_use_one_connection() -> None:
    seen: list[tuple[object, str]] = []

    async def hear(request: web.Request) -> web.Response:
        assert request.transport is not None
        seen.append((request.transport.get_extra_info("peername"), request.headers["X-Token"]))
        return web.json_response({})

    app = web.Application()
    app.router.add_post("/webhook", hear)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    endpoint = EndpointConfig(f"http://127.0.0.1:{port}/webhook", headers={"X-Token": "t"})
    for _ in range(2):
        async with session(endpoint) as lent, lent.post(endpoint.url, json={}) as answer:
            assert answer.status == 200
            await answer.read()
    assert len(seen) == 2
    assert seen[0] == seen[1]
    kept: aiohttp.ClientSession = endpoint.__dict__[KEPT]
    await kept.close()
    async with session(endpoint) as fresh:
        assert not fresh.closed
        await fresh.close()
    await runner.cleanup()
