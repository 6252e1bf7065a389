"""The brief, what to answer with and the back office in a real browser, for everyone."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_access import PHONE, violations
from tests.browser.waiting_room import Enter, Waiting, agents_browser, counter
from tests.product import Product

pytestmark = pytest.mark.browser
SHAPES: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    PHONE,
    {"viewport": {"width": 640, "height": 450}},
]
STILL_LOADING = ".q-loading-bar:not([aria-hidden=true])"
FOUND_MS = 60_000
"""The first look-up loads the model."""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """One service for this file."""
    with counter(tmp_path_factory.mktemp("counter"), {}) as found:
        yield found


@pytest.fixture
def enter(browser: Browser, product: Product) -> Iterator[Enter]:
    """An agent's pages."""
    with agents_browser(browser, product) as enter:
        yield enter


@pytest.fixture
def customer(product: Product) -> Iterator[Waiting]:
    """Somebody whose coffee machine leaks."""
    found = Waiting(product.url, "es", "Hola. Mi cafetera Levante tiene agua debajo, ¿qué hago?")
    yield found
    found.leave()


def opened(enter: Enter, customer: Waiting, **shape: Any) -> Page:
    """The conversation on an agent's screen, theirs, with all that is beside it."""
    page = enter(**shape)
    page.goto(f"/console/conversation/{customer.conversation_id}")
    expect(page.locator(".part.passages .help-card").first).to_be_visible(timeout=FOUND_MS)
    page.get_by_role("button", name="Atender", exact=True).click()
    expect(page.get_by_role("button", name="Enviar", exact=True)).to_be_visible()
    return page


@pytest.mark.parametrize("shape", SHAPES, ids=["light", "dark", "phone", "zoom"])
def test_axe_finds_nothing_and_all_fits(
    enter: Enter, customer: Waiting, shape: dict[str, Any]
) -> None:
    page = opened(enter, customer, **shape)
    expect(page.locator(".open-one")).to_contain_text("Mi cafetera Levante tiene agua debajo")
    expect(page.locator(STILL_LOADING)).to_have_count(0)
    assert violations(page) == []
    matters = page.locator(".part.matters")
    for name in ("Pedido", "Garantía"):
        matters.get_by_role("button", name=name, exact=True).click()
        expect(matters.locator(".matter-form .term").first).to_have_text(name)
        expect(page.locator(STILL_LOADING)).to_have_count(0)
        assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_return_by_keyboard_alone(enter: Enter, customer: Waiting) -> None:
    page = opened(enter, customer)
    page.locator("body").press("g")
    expect(page.get_by_role("button", name="Pedido", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    number = page.get_by_label("Número de pedido")
    expect(number).to_be_visible()
    number.focus()
    page.keyboard.type("104512")
    page.keyboard.press("Tab")
    page.keyboard.type("lucia.ferrer@example.com")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict-box .verdict")).to_be_visible()
    expect(page.locator(".findings li").first).to_be_visible()
    assert violations(page) == []


def test_one_key_inserts_a_passage_and_its_source_goes_along(
    enter: Enter, customer: Waiting
) -> None:
    page = opened(enter, customer)
    said = page.locator(".passages .help-card .help-text").first.inner_text()
    page.locator("body").press("1")
    reply = page.get_by_role("textbox").first
    expect(reply).to_have_value(said)
    reply.press("Enter")
    bubble = page.locator(".bubble.agent").last
    expect(bubble).to_contain_text(said.split("\n")[0])
    expect(bubble.locator("a.source").first).to_be_visible()
