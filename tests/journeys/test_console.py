"""The agents' console for everyone: axe's rules, a phone, the newest words in sight."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_access import PHONE, violations
from tests.customer import Customer
from tests.product import Product

pytestmark = [pytest.mark.rasa, pytest.mark.browser]
LAST = "It is still dripping, and the floor is wet"


@pytest.fixture
def waiting(product: Product) -> str:
    """A long conversation that waits for a person."""
    customer = Customer(product.url, "en")
    for text in ("how do I descale the Levante?", "and how often?", "talk to a human", LAST):
        customer.say(text)
    customer.close()
    return customer.conversation_id


def log_in(page: Page) -> None:
    page.goto("/console/")
    page.locator("#email").fill("ana@tramontana.example")
    page.locator("#password").fill("levante y poniente")
    page.get_by_role("button").click()
    expect(page.locator(".case", has_text=LAST).first).to_be_visible()


@pytest.mark.parametrize("shape", [{"color_scheme": "dark"}, PHONE], ids=["dark", "phone"])
def test_axe_finds_nothing_and_nothing_is_out_of_sight(
    browser: Browser, product: Product, waiting: str, shape: dict[str, Any]
) -> None:
    context = browser.new_context(base_url=product.url, locale="es-ES", **shape)
    page = context.new_page()
    log_in(page)
    assert violations(page) == []

    page.goto(f"/console/conversation/{waiting}")
    page.get_by_role("button", name="Atender").click()
    field = page.get_by_label("Escriba al cliente")
    newest = page.get_by_role("log").get_by_text(LAST)
    for one in (newest, field, page.get_by_role("button", name="Enviar")):
        expect(one).to_be_in_viewport()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.lang") == "es"
    page.get_by_role("button", name="Resolver", exact=True).click()
    page.get_by_role("radio", name="Se cierra la conversación").click()
    page.get_by_role("dialog").get_by_role("button", name="Resolver").click()
    expect(page.get_by_role("heading", name="Conversaciones", exact=True)).to_be_visible()
    context.close()
