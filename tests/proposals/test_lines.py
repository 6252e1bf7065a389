"""A customer's question made a line: whose it is must not be told, and its language be right."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.finder import Finder
from bot.nlu.products import read_products
from bot.proposals.flows import MARKUP, Flows, read_flows
from bot.proposals.lines import Cleaner, Marker

ROOT = Path(__file__).resolve().parents[2]
BARE = Cleaner.of(Flows({}, ()), [])


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    """Over the sample's own files."""
    flows = read_flows(ROOT / "data/flows")
    return Cleaner.of(flows, read_products(ROOT / "data/sample/products.csv"))


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("¿Dónde está   mi\npedido?", "¿Dónde está mi pedido?"),
        ("- where is my order", "where is my order"),
        ("/restart my order", "restart my order"),
        ("mi pedido es el tr 104 777, por dónde va", "mi pedido es el TR-104512, por dónde va"),
        (
            "escríbame a pepe.ruiz@correo.es por mi pedido",
            "escríbame a name@example.com por mi pedido",
        ),
        ("write to [EMAIL] about my order", "write to name@example.com about my order"),
        ("my [order](product) is {late}", "my order (product) is late"),
        ("el Levante no arranca", "el Levante no arranca"),
        ("I paid on Monday. Where is it?", "I paid on Monday. Where is it?"),
        ("DÓNDE ESTÁ MI PEDIDO", "DÓNDE ESTÁ MI PEDIDO"),
    ],
)
def test_lines_are_one_tidy_line_with_the_usual_codes(
    cleaner: Cleaner, asked: str, line: str
) -> None:
    assert cleaner.line(asked) == (line, "")


@pytest.mark.parametrize(
    "asked",
    [
        "me llamo lola y mi pedido no llega",
        "my name is tom, where is my parcel",
        "el pedido está a nombre de la señora gil",
        "soy Lucía y quiero saber de mi pedido",
        "this is Barnaby, any news of my order",
        "mi pedido no llega, pregunten por Zoraida Quintanilla",
        "mi teléfono es 612 345 678 y mi pedido no llega",
        "la tarjeta [CARD] no funciona en mi pedido",
        "mi dni es 12345678Z, dónde está el pedido",
        "vivo en la calle Mayor 5 y el pedido no llega",
        "i live at 12 Acacia Avenue and nothing came",
        "send it to SW1A 1AA instead please",
        "la factura 2024-558213 no cuadra",
        "mirad www.example.org/pedido por favor",
        "se lo dije a Ramiro ayer en la tienda",
        "mi pedido no llega. un saludo, pilar",
    ],
)
def test_what_may_say_whose_it_is_is_left_out(cleaner: Cleaner, asked: str) -> None:
    assert cleaner.line(asked) == ("", "personal")


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("pedido", "short"),
        ("¿?", "short"),
        ("-", "short"),
        ("", "short"),
        ("mi pedido " * 40, "long"),
    ],
)
def test_too_little_and_too_much_are_left_out(cleaner: Cleaner, asked: str, reason: str) -> None:
    assert cleaner.line(asked) == ("", reason)


@pytest.mark.parametrize(
    ("text", "spoken", "language"),
    [
        ("where is my order please, it has not come yet", "es", "en"),
        ("¿dónde está mi pedido?", "en", "es"),
        ("TR-104512 levante 3", "en", "en"),
        ("¿habla usted inglés?", "es", "es"),
        ("can you answer in spanish please", "en", "en"),
    ],
)
def test_a_line_belongs_to_the_language_it_is_written_in(
    cleaner: Cleaner, text: str, spoken: str, language: str
) -> None:
    assert cleaner.language(text, spoken) == language


@pytest.mark.parametrize(
    ("entities", "marked"),
    [
        ([], "el TR-104512 de mi lavadora"),
        (["order_number"], "el [TR-104512](order_number) de mi lavadora"),
    ],
)
def test_entities_are_marked_where_the_files_mark_them(entities: list[str], marked: str) -> None:
    products = read_products(ROOT / "data/sample/products.csv")
    marker = Marker(Finder(products), frozenset(entities))
    assert marker.marked("el TR-104512 de mi lavadora", date(2026, 11, 23)) == marked


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_no_line_breaks_its_file(text: str) -> None:
    line, reason = BARE.line(text)
    assert bool(line) != bool(reason)
    assert line == line.strip()
    assert len(line.splitlines()) <= 1
    assert not line.startswith(("-", "/", "=", "+", "@"))
    assert not MARKUP.search(line)
    assert all(sign.isprintable() for sign in line)
