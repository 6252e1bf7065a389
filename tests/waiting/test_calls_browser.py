"""The page of calls in a real browser: axe's rules, phone, zoom, colours, and the keyboard."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import browser, chromium
from tests.browser.test_access import violations
from tests.product import Product
from tests.visits import SIZES, WIDER

pytestmark = pytest.mark.browser
__all__ = ["browser", "chromium"]
LOGIN = {"email": "ana@tramontana.example", "password": "levante y poniente"}
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service with two customers who want to be called; Rasa is not needed for that."""
    product = Product(tmp_path_factory.mktemp("calls"))
    product.seed()
    product.start("service")
    try:
        product.wait_for_service()
        for language, phone in (("es", "612 345 678"), ("en", "+351 912 345 678")):
            book(product.url, language, phone)
        yield product.url
    finally:
        product.stop()


def book(url: str, language: str, phone: str) -> None:
    """A customer asks for a person, finds nobody there, and asks for a call."""
    talks = "/api/conversations"
    with httpx.Client(base_url=url, timeout=30) as http:
        token = http.post(talks, json={"language": language}).json()["token"]
        http.headers["Authorization"] = f"Bearer {token}"
        asked = {"client_id": str(uuid.uuid4())}
        http.post(f"{talks}/current/person", json=asked).raise_for_status()
        slots = http.get(f"{talks}/current/callback").json()["slots"]
        wanted = {"phone": phone, "slot": slots[0]["slot"]}
        http.post(f"{talks}/current/callback", json=wanted).raise_for_status()


@pytest.fixture
def open_calls(browser: Browser, address: str) -> Iterator[Open]:
    """`open_calls()`: the page for the first agent."""
    contexts = []

    def go(**options: Any) -> Page:
        context = browser.new_context(base_url=address, locale="es-ES", **options)
        contexts.append(context)
        page = context.new_page()
        page.request.post("/console/login", form=LOGIN)
        page.goto("/console/calls")
        expect(page.get_by_text("+351 912 345 678")).to_be_visible()
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_nothing_is_cut_off(open_calls: Open, size: str, scheme: str) -> None:
    page = open_calls(color_scheme=scheme, reduced_motion="reduce", **SIZES[size])
    page.wait_for_timeout(500)
    assert violations(page) == []
    assert not page.evaluate(WIDER)


def test_a_call_is_noted_by_keyboard_and_is_gone(open_calls: Open, address: str) -> None:
    page = open_calls()
    book(address, "es", "613 345 678")
    expect(page.get_by_text("+34 613 34 56 78")).to_be_visible()
    made = page.get_by_role("button", name="Hemos hablado: +34 613 34 56 78")
    made.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("+34 613 34 56 78")).to_have_count(0)
