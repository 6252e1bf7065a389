"""The real product, started once for all journeys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import browser, chromium
from tests.customer import Customer
from tests.product import Product, product_is_set_up

__all__ = ["browser", "chromium"]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Rasa and the service on a fresh database with the sample orders."""
    if not product_is_set_up():
        pytest.fail("The product is not set up: run `make setup` first.")
    found = Product(tmp_path_factory.mktemp("product"))
    found.seed()
    found.start()
    found.wait_until_ready()
    yield found
    found.stop()


@pytest.fixture
def customer(product: Product) -> Iterator[Callable[[str], Customer]]:
    """Makes customers of a language."""
    made: list[Customer] = []

    def make(language: str) -> Customer:
        made.append(Customer(product.url, language))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def own_product(tmp_path: Path) -> Iterator[Product]:
    """A product that a test may kill."""
    found = Product(tmp_path)
    found.seed()
    yield found
    found.stop()
