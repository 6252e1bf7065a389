"""The help pages in a real Chromium: without scripts, on a phone, in the dark, on paper, by axe."""

import asyncio
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.database import Database
from tests.browser.conftest import browser, chromium, is_ours
from tests.browser.fake_service import wait_until
from tests.browser.test_access import PHONE, violations
from tests.help.site import Site, seeded
from tests.product import free_port
from tests.visits import WIDER

pytestmark = pytest.mark.browser
__all__ = ["browser", "chromium"]
SMALL = """() => [...document.querySelectorAll(".help a, .help button, .help input")]
  .filter(each => each.checkVisibility() && !each.closest(".told, .sr"))
  .map(each => [each.textContent || each.name, each.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.height < 24)
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
PATHS = {
    "start": "/help?lang=es",
    "product": "/help/levante?lang=en",
    "tutorial": "/help/levante/steps/descalcificar-la-cafetera?lang=es",
    "entry": "/help/faq/returns-how?lang=en&voted=no",
    "results": "/help/search?lang=es&q=¿Cuántos días tengo para devolver un producto?",
    "nothing": "/help/search?lang=en&q=zzyzx plugh",
    "contact": "/help/contact?lang=es",
    "lost": "/help/cafetera?lang=es",
}
DARK = ("start", "product", "results")
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def address(
    blank_database: Path, help_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A service with the help pages alone; the widget asks it for nothing until it is opened."""
    file = shutil.copy(blank_database, tmp_path_factory.mktemp("help") / "help.db")
    url, port = f"sqlite+aiosqlite:///{file}", free_port()
    own = {"public_url": f"http://127.0.0.1:{port}", "help_rate": "10000/minute"}
    servers: list[uvicorn.Server] = []

    async def serve() -> None:
        database = Database(url)
        site = await seeded(Site(database, help_index, **own))
        options = {"port": port, "log_level": "critical", "lifespan": "off"}
        servers.append(uvicorn.Server(uvicorn.Config(site.app, ws="none", **options)))  # type: ignore[arg-type]
        await servers[0].serve()
        await database.close()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    wait_until(lambda: servers and servers[0].started, 30)
    yield own["public_url"]
    servers[0].should_exit = True
    thread.join(10)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """`visit("/help", color_scheme="dark")`: a page of its own; faults of the page fail."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def go(path: str, **options: Any) -> Page:
        context = browser.new_context(base_url=address, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda line: errors.append(line.text) if is_ours(line) else None)
        page.goto(path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert not errors


@pytest.mark.parametrize(
    ("name", "scheme"), [*((one, "light") for one in PATHS), *((one, "dark") for one in DARK)]
)
def test_axe_finds_nothing(visit: Visit, name: str, scheme: str) -> None:
    assert violations(visit(PATHS[name], color_scheme=scheme)) == []


@pytest.mark.parametrize("name", PATHS)
def test_a_phone_shows_all_of_it_with_targets_that_can_be_hit(visit: Visit, name: str) -> None:
    page = visit(PATHS[name], **(PHONE | {"viewport": {"width": 320, "height": 700}}))
    assert not page.evaluate(WIDER)
    assert page.evaluate(SMALL) == []


def test_all_of_it_works_without_scripts(visit: Visit) -> None:
    page = visit("/help?lang=es", java_script_enabled=False)
    page.get_by_role("searchbox").fill("¿Cuántos días tengo para devolver un producto?")
    page.get_by_role("button", name="Buscar").click()
    page.get_by_role("link", name="Abrir la respuesta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "¿Cuántos días tengo para devolver un producto?"
    )
    page.get_by_role("button", name="No", exact=True).click()
    page.get_by_label("¿Qué le ha faltado o no se entiende?").fill("El plazo en Portugal")
    page.get_by_role("button", name="Enviar").click()
    expect(page.get_by_role("heading", name="Gracias por decírnoslo")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "How many days do I have to return a product?"
    )
    assert not page.get_by_role("button", name=re.compile("counter")).is_visible()
    expect(page.get_by_text("The chat needs JavaScript")).to_be_visible()


def test_with_scripts_the_counter_can_be_opened_and_is_offered(visit: Visit) -> None:
    page = visit("/help/levante?lang=en")
    expect(page.get_by_role("button", name="Ask at the counter")).to_be_visible()
    expect(page.get_by_text("The chat needs JavaScript")).to_be_hidden()
    expect(page.locator("mostrador-widget")).to_be_attached()


def test_from_the_address_to_the_answer_by_keyboard(visit: Visit) -> None:
    page = visit("/help?lang=en")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("How much does delivery cost?")
    page.keyboard.press("Enter")
    expect(page.locator(".best h3")).to_have_text("How much does delivery cost?")


def test_a_printed_page_has_the_words_and_none_of_the_controls(visit: Visit) -> None:
    page = visit(PATHS["tutorial"])
    page.emulate_media(media="print")
    for hidden in (".search", ".helpful", ".trail", ".top nav", "mostrador-widget"):
        assert not [one for one in page.locator(hidden).all() if one.is_visible()]
    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    told = " ".join(one.get_textpage().get_text_bounded() for one in printed)
    assert "Vuelva a poner el filtro y llene el depósito." in told
    assert "No beba el agua" in told
    assert "Buscar" not in told
    assert len(printed) <= 2
