"""Words that editors teach name products at once."""

from pathlib import Path
from typing import cast

import pytest

from bot.database import Database
from bot.demand.terms import Named, NoTerm, ProductTerms
from bot.faq_shelf import FaqShelf
from bot.knowledge.search import Knowledge
from bot.lookup import Inquiry, Lookup
from bot.nlu.products import ProductNames, read_products
from tests.action_calls import OneEntry
from tests.test_lookup import Counted


@pytest.fixture
def terms(database: Database) -> ProductTerms:
    """The words of the database."""
    return ProductTerms(database)


async def test_a_word_is_found_however_it_is_written(terms: ProductTerms) -> None:
    await terms.teach("  Cafetera  ESPRÉSSO ", "levante", "eva")
    assert terms.find("la cafetera espresso gotea") == Named("levante", "cafetera espresso")
    assert terms.find("La CAFETERA   esprésso") == Named("levante", "CAFETERA   esprésso")
    assert terms.find("mis cafeteras espressos") is None
    assert terms.find("la cafetera gotea") is None


async def test_the_longest_word_counts(terms: ProductTerms) -> None:
    await terms.teach("robot", "cierzo", "eva")
    await terms.teach("robot de cocina", "terral", "eva")
    assert terms.find("el robot de cocina") == Named("terral", "robot de cocina")
    assert terms.find("el robot") == Named("cierzo", "robot")


async def test_a_word_is_taught_anew_and_taken_away(terms: ProductTerms) -> None:
    await terms.teach("máquina", "levante", "eva")
    again = await terms.teach("maquina", "", "eva")
    assert terms.find("mi máquina") == Named(None, "máquina")
    assert [one.id for one in await terms.all()] == [again.id]
    await terms.forget(again.id)
    assert terms.find("mi máquina") is None
    assert await terms.all() == []


@pytest.mark.parametrize("word", ["", " ", "a", "¿?", "- -"])
async def test_what_is_no_word_is_refused(terms: ProductTerms, word: str) -> None:
    with pytest.raises(NoTerm) as error:
        await terms.teach(word, "levante", "eva")
    assert set(error.value.said) == {"es", "en"}


async def test_signs_are_no_patterns(terms: ProductTerms) -> None:
    await terms.teach("x.1 (negra)", "levante", "eva")
    assert terms.find("la x.1 (negra) gotea") == Named("levante", "x.1 (negra)")
    assert terms.find("la xa1 negra") is None


async def test_another_process_notices(database: Database, terms: ProductTerms) -> None:
    other = ProductTerms(database)
    row = await terms.teach("robot", "cierzo", "eva")
    assert other.find("robot") is None
    await other.refresh()
    assert other.find("robot") == Named("cierzo", "robot")
    await terms.forget(row.id)
    await other.refresh()
    assert other.find("robot") is None


async def test_the_look_up_reads_taught_words_at_once(terms: ProductTerms) -> None:
    counted = Counted()
    names = ProductNames(read_products(Path("data/sample/products.csv")))
    looks = Lookup(cast(Knowledge, counted), cast(FaqShelf, OneEntry()), names, terms=terms)
    inquiry = Inquiry("my crema maker drips", "en", "cierzo", "")
    await looks.find(inquiry)
    await terms.teach("crema maker", "levante", "eva")
    await looks.find(inquiry)
    assert [product for _, product in counted.asked] == ["cierzo", "levante"]
    assert looks.meant(inquiry) == Inquiry(inquiry.question, "en", "levante", "crema maker")
    looks.ahead("c1", "m1", "my crema maker drips", "en")
    await looks.find(looks.meant(inquiry), conversation_id="c1", message_id="m1")
    assert [product for _, product in counted.asked] == ["cierzo", "levante", "levante"]


async def test_a_word_that_names_nothing_leaves_the_product_out(terms: ProductTerms) -> None:
    counted = Counted()
    looks = Lookup(
        cast(Knowledge, counted), cast(FaqShelf, OneEntry()), ProductNames([]), terms=terms
    )
    await terms.teach("cierto", "", "eva")
    await looks.find(Inquiry("¿es cierto que gotea?", "es", "cierzo", "cierto"))
    assert [product for _, product in counted.asked] == [None]
