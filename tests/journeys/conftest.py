"""The real product, started once for all journeys."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.browser.conftest import browser, chromium
from tests.customer import Customer
from tests.product import Product, product_is_set_up

__all__ = ["browser", "chromium"]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Rasa and the service on a fresh database with the sample orders."""
    with started(tmp_path_factory.mktemp("product")) as found:
        yield found


@contextmanager
def started(folder: Path) -> Iterator[Product]:
    """A product that answers, in `folder`."""
    if not product_is_set_up():
        pytest.fail("The product is not set up: run `make setup` first.")
    found = Product(folder)
    found.seed()
    try:
        found.start()
        found.wait_until_ready()
        yield found
    finally:
        found.stop()


@pytest.fixture
def customer(product: Product) -> Iterator[Callable[[str], Customer]]:
    """Makes customers of a language."""
    made: list[Customer] = []

    def make(language: str) -> Customer:
        made.append(Customer(product.url, language))
        return made[-1]

    forget_attempts(product)
    yield make
    for one in made:
        one.close()


def forget_attempts(product: Product) -> None:
    """Each journey on a day of its own: wrong e-mails of the one before lock no order."""
    with closing(sqlite3.connect(product.folder / "mostrador.db", timeout=10)) as database:
        database.execute("DELETE FROM identity_attempt")
        database.commit()


@pytest.fixture
def own_product(tmp_path: Path) -> Iterator[Product]:
    """A product that a test may kill."""
    found = Product(tmp_path)
    found.seed()
    yield found
    found.stop()
