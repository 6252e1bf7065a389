"""The real service without Rasa, customers who wait in it, and an agent's browser."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import is_ours, log_in
from tests.customer import Customer
from tests.people.office import PASSWORD
from tests.product import Product, product_is_set_up


class Waiting(Customer):
    """A customer who asked for a person, which needs no assistant."""

    def __init__(self, url: str, language: str = "es", *texts: str) -> None:
        super().__init__(url, language)
        self._post("person", {"client_id": str(uuid.uuid4())})
        for text in texts:
            self.say(text)

    def leave(self) -> None:
        """End the conversation, whoever has it."""
        self._post("end", {})
        self.close()

    def _post(self, what: str, body: dict[str, Any]) -> None:
        path = f"/api/conversations/current/{what}"
        self._http.post(path, json=body, headers=self._auth).raise_for_status()


@contextmanager
def counter(folder: Path, settings: dict[str, str] | None = None) -> Iterator[Product]:
    """The service on a free port and a fresh database."""
    if not product_is_set_up():
        pytest.fail("The product is not set up: run `make setup` first.")
    found = Product(folder, settings)
    found.seed()
    found.start("service")
    try:
        found.wait_for_service()
        yield found
    finally:
        found.stop()


Enter = Callable[..., Page]


@contextmanager
def agents_browser(browser: Browser, product: Product, before: str = "") -> Iterator[Enter]:
    """`enter(path, color_scheme="dark")`: a page of an agent's, with the script `before` on it.
    Errors on a page fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def enter(path: str = "/console/", **options: Any) -> Page:
        context = browser.new_context(
            base_url=product.url, **({"locale": "es-ES", "reduced_motion": "reduce"} | options)
        )
        contexts.append(context)
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if is_ours(line) else None)
        log_in(page, "ana", PASSWORD)
        page.goto(path)
        page.locator("header.bar").wait_for()
        return page

    yield enter
    for context in contexts:
        context.close()
    assert not errors
