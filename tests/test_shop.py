"""The demonstration shop: products, links that lead somewhere, things to try that exist."""

import json
import re
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot import shop
from bot.backoffice.files import read_products
from bot.pages import STATIC_DIR, PublicFiles, euros, make_templates
from tests.browser.library import SmallLibrary

SAMPLE = Path("data/sample")


@pytest.fixture
def client(tmp_path: Path) -> httpx.AsyncClient:
    """The shop with its static files."""
    app = FastAPI()
    products = read_products(SAMPLE / "products.csv")
    library = SmallLibrary(tmp_path)
    app.include_router(shop.router(make_templates("Tramontana"), products, library.documents))
    app.mount("/static", PublicFiles(directory=STATIC_DIR))
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url="http://mostrador.example")


@pytest.mark.parametrize(
    ("path", "lang", "price"), [("/", "es", "429\u00a0€"), ("/en", "en", "€429")]
)
async def test_the_shop_shows_its_products_in_both_languages(
    client: httpx.AsyncClient, path: str, lang: str, price: str
) -> None:
    page = (await client.get(path)).text
    assert f'<html lang="{lang}">' in page
    assert price in page
    for product in read_products(SAMPLE / "products.csv"):
        assert f'id="{product.id}"' in page
        assert product.model in page


async def test_the_language_may_be_asked_for(client: httpx.AsyncClient) -> None:
    assert '<html lang="en">' in (await client.get("/?lang=en")).text
    assert '<html lang="es">' in (await client.get("/?lang=nonsense")).text


async def test_manuals_and_policies_are_linked(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    for address in ("/manuals/levante.es", "/manuals/gregal.en", "/manuals/returns.es", "/console"):
        assert f'href="{address}"' in page


async def test_the_orders_to_try_are_in_the_sample(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    sample = json.loads((SAMPLE / "shop.json").read_text(encoding="utf-8"))
    emails = {one["id"]: one["email"] for one in sample["customers"]}
    buyers = {one["number"]: emails[one["customer_id"]] for one in sample["orders"]}
    shown = re.findall(r"<strong>(TR-\d+)</strong>.*?class=\"email\">([^<]+)<", page, re.S)
    assert len(shown) == 3
    assert all(buyers[number] == email for number, email in shown)


async def test_everything_the_page_loads_is_there(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    for address in re.findall(r'(?:<link[^>]* href|<script[^>]* src)="([^"]+)"', page):
        assert (await client.get(address)).status_code == 200


async def test_the_widget_may_be_loaded_from_another_site(client: httpx.AsyncClient) -> None:
    for address in ("/widget.js", "/static/widget/element.js"):
        file = await client.get(address, headers={"origin": "https://elsewhere.example"})
        assert file.headers["content-type"].startswith("text/javascript")
        assert file.headers["access-control-allow-origin"] == "*"
        assert file.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("amount", "es", "en"),
    [(429, "429\u00a0€", "€429"), (1299.5, "1.299,50\u00a0€", "€1,299.50")],
)
def test_prices_are_written_as_in_each_country(amount: float, es: str, en: str) -> None:
    assert (euros(amount, "es"), euros(amount, "en")) == (es, en)
