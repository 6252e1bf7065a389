"""The widget on a shop's page for a customer who is signed in there, against the real product."""

import re
import time
from collections.abc import Callable, Iterator

import jwt
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.panel import Panel
from tests.product import SHOPS_SECRET, Product

pytestmark = [pytest.mark.rasa, pytest.mark.browser]

Embed = Callable[[str, str], Panel]
QUESTION = {"es": "¿dónde está mi pedido?", "en": "where is my order?"}
WHICH = {"es": "De qué pedido", "en": "Which"}
NUMBER = {"es": "número de pedido", "en": "order number"}
FRIGHTENING = re.compile(r"error|token|sesi[oó]n|session|caduc|expired|invalid|sign", re.IGNORECASE)


def token(customer: str = "c021", secret: str = SHOPS_SECRET, seconds: int = 600) -> str:
    """What the shop's page hands to the widget; `seconds` until it ends."""
    claims = {"sub": customer, "aud": "mostrador", "exp": int(time.time()) + seconds}
    return jwt.encode(claims, secret, algorithm="HS256")


@pytest.fixture
def embed(browser: Browser, product: Product) -> Iterator[Embed]:
    """`embed("es", token)`: a page of the shop with the widget, opened. An error in its console
    fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def page_of(shown: str) -> Page:
        contexts.append(browser.new_context(base_url=product.url))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route("**/account", lambda route: route.fulfill(body=shown, content_type="text/html"))
        page.goto("/account")
        return page

    def go(language: str, customer: str) -> Panel:
        tag = f'<script src="/widget.js" data-language="{language}" data-customer="{customer}">'
        page = page_of(f"<!doctype html><title>Account</title><h1>Account</h1>{tag}</script>")
        return Panel(page, language).open()

    yield go
    for context in contexts:
        context.close()
    assert not errors


def answer(panel: Panel, text: str) -> str:
    """Say `text`; the first thing that is said to it."""
    said = panel.messages("bot").count()
    panel.say(text)
    expect(panel.messages("bot").nth(said)).to_be_visible(timeout=20_000)
    return panel.messages("bot").nth(said).inner_text()


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_signed_in_customer_is_asked_for_nothing_but_which_order(
    embed: Embed, language: str
) -> None:
    panel = embed(language, token())
    told = answer(panel, QUESTION[language])
    assert WHICH[language] in told
    assert "mail" not in told
    assert "correo" not in told
    panel.root.get_by_role("button", name=re.compile("TR-104290")).click()
    expect(panel.messages("bot").nth(2)).to_contain_text("TR-104290", timeout=20_000)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    "bad",
    [
        token(seconds=-3600),
        token(secret="somebody else's secret, as long as the shop's own"),
        token(customer="nobody"),
        "no token at all",
    ],
    ids=["expired", "forged", "unknown", "nonsense"],
)
def test_a_bad_token_is_a_stranger_and_nothing_frightening_is_said(
    embed: Embed, language: str, bad: str
) -> None:
    panel = embed(language, bad)
    expect(panel.strip).to_be_hidden()
    told = answer(panel, QUESTION[language])
    assert NUMBER[language] in told
    assert not FRIGHTENING.search(panel.log.inner_text())
    expect(panel.strip).to_be_hidden()


def test_a_token_that_ended_meanwhile_keeps_the_conversation_and_its_customer(
    embed: Embed,
) -> None:
    panel = embed("en", token())
    assert WHICH["en"] in answer(panel, QUESTION["en"])
    old = token(seconds=-3600)
    panel.page.evaluate("() => document.querySelector('mostrador-widget').remove()")
    panel.page.unroute("**/account")
    tag = f'<script src="/widget.js" data-language="en" data-customer="{old}"></script>'
    panel.page.route("**/account", lambda route: route.fulfill(body=tag, content_type="text/html"))
    panel.page.reload()
    panel = Panel(panel.page, "en")
    panel.launcher.click()
    expect(panel.messages("customer")).to_have_count(1)
    expect(panel.strip).to_be_hidden()
    assert not FRIGHTENING.search(panel.log.inner_text())
