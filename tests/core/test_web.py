"""What every answer goes through: content policies, the limit on bodies, who reads measures."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import Depends, FastAPI, Request

from bot import errors, web
from bot.health import operators_only


@pytest.fixture
async def app() -> FastAPI:
    """Doors that answer with the size of what they read."""
    app = FastAPI()
    errors.install(app)
    app.add_middleware(web.BodyLimit, limit=10, skip=("/webhook",))
    app.add_middleware(web.SecurityHeaders)

    @app.post("/{path:path}")
    async def read(request: Request) -> int:
        return len(await request.body())

    @app.get("/metrics", dependencies=[Depends(operators_only("a token"))])
    async def metrics() -> str:
        return "measures"

    return app


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client on this machine."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://counter"
    ) as client:
        yield client


@pytest.mark.parametrize("path", ["/api", "/console/login", "/console/socket"])
async def test_long_bodies_are_refused_whether_declared_or_not(
    http: httpx.AsyncClient, path: str
) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield b"12345"

    assert (await http.post(path, content=b"1234567890")).json() == 10
    for content in (b"12345678901", pieces()):
        refused = await http.post(path, content=content)
        assert refused.status_code == 413
        assert refused.json()["error"]["code"] == "TooLarge"


async def test_actions_may_carry_a_long_conversation(http: httpx.AsyncClient) -> None:
    assert (await http.post("/webhook", content=b"1" * 1000)).json() == 1000
    assert (await http.post("/webhook/else", content=b"1" * 1000)).status_code == 413


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/api", web.PAGE_POLICY),
        ("/consoles", web.PAGE_POLICY),
        ("/console/login", web.PAGE_POLICY),
        ("/console", web.CONSOLE_POLICY),
        ("/console/conversation/1", web.CONSOLE_POLICY),
    ],
)
async def test_every_answer_has_its_policy(http: httpx.AsyncClient, path: str, policy: str) -> None:
    answer = await http.post(path)
    assert answer.headers["content-security-policy"] == policy
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_measures_are_for_this_machine_or_the_token(app: FastAPI) -> None:
    transport = httpx.ASGITransport(app, client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url="http://counter") as stranger:
        refused = await stranger.get("/metrics")
        assert refused.status_code == 403
        assert refused.json()["error"]["code"] == "OperatorsOnly"
        shown = {"Authorization": "Bearer a token"}
        assert (await stranger.get("/metrics", headers=shown)).status_code == 200


async def test_measures_are_open_on_this_machine(http: httpx.AsyncClient) -> None:
    assert (await http.get("/metrics")).status_code == 200


def test_without_a_token_none_is_right() -> None:
    scope = {
        "type": "http",
        "client": ("203.0.113.7", 1),
        "headers": [(b"authorization", b"Bearer ")],
    }
    with pytest.raises(errors.BotError):
        operators_only("")(Request(scope))
