"""Sites that carry the counter: their file, their keys and origins, at both doors."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot import chat, errors
from bot.chat import ChatDesk
from bot.chat.socket import BAD_ORIGIN
from bot.records import BadFile
from bot.settings import Settings
from bot.sites import SiteGuard, SiteRefused, Sites, sites_router
from bot.tokens import Tokens
from tests.core.wire import Closed, Socket

FILE = """
sites:
  shop-es:
    title: {es: Tienda}
    origins: ["https://www.shop.example/", "http://localhost:5500"]
    languages: [es]
    colours: {accent: "#123456"}
  shop-uk:
    origins: [https://shop.example.co.uk]
"""
SHOP, UK, WRONG = "https://www.shop.example", "https://shop.example.co.uk", "https://evil.example"


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    """Two sites with keys, one origin without."""
    path = tmp_path / "sites.yml"
    path.write_text(FILE)
    return Sites.read(path, ["https://open.example"], "https://counter.example")


@pytest.fixture
def app(desk: ChatDesk, tokens: Tokens, sites: Sites) -> FastAPI:
    """The doors behind the guard."""
    app = FastAPI()
    errors.install(app)
    app.add_middleware(SiteGuard, sites=sites)
    app.include_router(chat.router(desk, tokens))
    app.include_router(chat.socket_router(desk, tokens, sites))
    app.include_router(sites_router(sites))
    return app


@pytest.fixture
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client at the door."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://counter") as client:
        yield client


ENTRIES = pytest.mark.parametrize(
    ("origin", "key", "let_in"),
    [
        (None, "", True),
        ("http://counter", "", True),
        ("http://counter", "shop-es", True),
        ("https://counter.example", "", True),
        (SHOP, "shop-es", True),
        ("http://localhost:5500", "shop-es", True),
        (UK, "shop-uk", True),
        ("https://open.example", "", True),
        ("https://open.example", "shop-es", True),
        (SHOP, "", False),
        (SHOP, "shop-uk", False),
        (WRONG, "shop-es", False),
        (WRONG, "", False),
        ("null", "shop-es", False),
        (None, "no-such", False),
        ("http://counter", "no-such", False),
    ],
)


@ENTRIES
async def test_a_conversation_starts_only_from_a_listed_page(
    http: httpx.AsyncClient, origin: str | None, key: str, let_in: bool
) -> None:
    headers = {"Origin": origin} if origin else {}
    headers |= {"X-Mostrador-Site": key} if key else {}
    response = await http.post("/api/conversations", json={"language": "es"}, headers=headers)
    assert response.status_code == (201 if let_in else 403)
    if not let_in:
        assert response.json()["error"]["code"] == "SiteRefused"


@ENTRIES
async def test_a_socket_opens_only_from_a_listed_page(
    app: FastAPI, http: httpx.AsyncClient, origin: str | None, key: str, let_in: bool
) -> None:
    token = (await http.post("/api/conversations", json={})).json()["token"]
    async with Socket(app, origin=origin or "") as socket:
        socket.send({"type": "hello", "token": token, "after": 0, "site": key})
        if let_in:
            assert (await socket.receive())["type"] == "ready"
            return
        with pytest.raises(Closed) as closed:
            await socket.receive()
    assert closed.value.code == BAD_ORIGIN


async def test_the_widget_is_told_of_its_site(http: httpx.AsyncClient) -> None:
    headers = {"Origin": SHOP, "X-Mostrador-Site": "shop-es"}
    told = (await http.get("/api/sites/shop-es", headers=headers)).json()
    assert told == {
        "languages": ["es"], "title": {"es": "Tienda"}, "colours": {"accent": "#123456"},
    }  # fmt: skip
    wrong = await http.get("/api/sites/shop-uk", headers={"Origin": SHOP})
    assert wrong.status_code == 403
    words = wrong.json()["error"]["message"]
    assert SHOP in words
    assert "archivo de sitios" in words
    assert "file of sites" in words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sites: {a: {origins: []}}", "a"),
        ("sites: {shop: {origins: [shop.example]}}", "is no origin"),
        ("sites: {shop: {origins: ['https://shop.example/path']}}", "is no origin"),
        ("sites: {shop: {origins: [], languages: [fr]}}", "languages"),
        ("sites: {shop: {origins: [], colours: {accent: red}}}", "accent"),
        ("sites: {shop: {origins: [], color: red}}", "color"),
        ("sites: {shop: {}}", "origins"),
        ("sites: [", "no YAML"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "sites.yml"
    path.write_text(text)
    with pytest.raises(BadFile, match=said) as refused:
        Sites.read(path)
    assert str(path) in refused.value.message


def test_the_sample_is_a_good_file(settings: Settings) -> None:
    sites = Sites.read(settings.sites_file, settings.allowed_origins, settings.own_url)
    assert "https://www.tramontana.example" in sites.origins
    with pytest.raises(SiteRefused):
        sites.check("tramontana-uk", "https://www.tramontana.example", "counter")
