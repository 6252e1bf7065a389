"""Orders and their money: whole journeys over HTTP in both languages, the unhappy ones too."""

import re
from collections.abc import Callable

import httpx
import pytest

from tests.customer import Customer, words_of

pytestmark = pytest.mark.rasa
Customers = Callable[[str], Customer]

TOM = "tom.barker@example.org"


def tell(one: Customer, *texts: str) -> str:
    """Say several things; the words of the last answer."""
    replies = [one.say(text) for text in texts]
    assert all(replies)
    return words_of(replies[-1])


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_order_is_followed(customer: Customers, language: str) -> None:
    one = customer(language)
    asked = {"es": "¿dónde está mi pedido TR-104388?", "en": "where is my order TR-104388?"}
    tell(one, asked[language])
    told = tell(one, TOM)
    assert "CX203948812ES" in told
    assert "Correos Express" in told
    assert "CLM-40001" in told, "it is late and claimed already"


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_number_in_pieces_and_a_postcode(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "¿dónde está mi pedido?" if spanish else "where is my order?")
    assert "104" in tell(one, "uno cero cuatro" if spanish else "one oh four")
    tell(one, "cinco cuatro cuatro" if spanish else "five four four")
    assert "CX203951067ES" in tell(one, "08003")


@pytest.mark.parametrize("language", ["es", "en"])
def test_somebody_elses_order_is_not_told(customer: Customers, language: str) -> None:
    asked = {"es": "quiero saber cómo va mi pedido TR-104388", "en": "track my order TR-104388"}
    said = []
    for number in ("TR-104388", "TR-999999"):
        one = customer(language)
        tell(one, asked[language].replace("TR-104388", number))
        said.append(tell(one, "eve@example.org").replace(number, "N"))
    assert said[0] == said[1], "the answer must not tell whether the order exists"
    assert "CX203948812ES" not in said[0]


@pytest.mark.parametrize("language", ["es", "en"])
def test_whoever_fails_twice_gets_a_person_who_knows(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "¿dónde está mi pedido TR-104553?" if spanish else "where is my order TR-104553?")
    tell(one, "eve@example.org", "TR-104553")
    replies = one.say("eve@example.org")
    told = words_of(one.press("persona" if spanish else "person", replies))
    assert "TR-104553" in told
    assert "Levante" not in told
    assert one.news()["state"] == "waiting"


@pytest.mark.parametrize(
    ("language", "number", "proof"),
    [("es", "TR-104475", "29640"), ("en", "TR-104475", "a.mackenzie@example.org")],
)
def test_a_late_order_is_claimed_once(
    customer: Customers, language: str, number: str, proof: str
) -> None:
    one, spanish = customer(language), language == "es"
    told = tell(
        one, f"¿dónde está mi pedido {number}?" if spanish else f"where is {number}?", proof
    )
    if "CLM-" not in told:
        told = tell(one, "sí" if spanish else "yes")
    assert "CLM-" in told
    again = tell(one, f"¿por dónde va el pedido {number}?" if spanish else f"track order {number}")
    assert re.findall(r"CLM-\d+", again) == re.findall(r"CLM-\d+", told)


@pytest.mark.parametrize(
    ("language", "number", "proof"),
    [("es", "TR-104561", "carmen.soler@example.com"), ("en", "TR-104555", "1100-148")],
)
def test_an_order_is_sent_elsewhere_and_then_cancelled(
    customer: Customers, language: str, number: str, proof: str
) -> None:
    one, spanish = customer(language), language == "es"
    tell(
        one, "cambiar la dirección de entrega" if spanish else "change the delivery address", number
    )
    tell(one, proof)
    told = tell(one, "Calle Colón 3, 46004 Valencia")
    assert "46004 Valencia" in told
    told = tell(one, "no, el código postal es 46005" if spanish else "no, the postcode is 46005")
    assert "46005 Valencia" in told
    assert "46005" in tell(one, "sí, es correcto" if spanish else "yes, that is right")
    told = tell(
        one, "ahora quiero cancelar el pedido" if spanish else "now i want to cancel the order"
    )
    assert number in told, "the order is known and not asked for again"
    told = tell(one, "sí" if spanish else "yes")
    assert "/policies/refunds" in told
    told = tell(one, "¿dónde está mi dinero?" if spanish else "where is my money?")
    assert "119" in told or "389" in told


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_has_left_is_not_cancelled_nor_sent_elsewhere(
    customer: Customers, language: str
) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "cancelad el pedido TR-104540" if spanish else "cancel order TR-104540")
    told = tell(one, "pilar.gimeno@correo.example")
    assert ("ya ha salido" if spanish else "already left") in told
    told = tell(one, "pues cambiad la dirección" if spanish else "then change the address")
    assert ("ya ha salido" if spanish else "already left") in told


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_address_that_would_break_the_page_is_only_text(
    customer: Customers, language: str
) -> None:
    one, spanish = customer(language), language == "es"
    tell(
        one, "cambiar la dirección del TR-104557" if spanish else "change the address of TR-104557"
    )
    tell(one, "marta.vidal@example.com", "Calle *Mayor* 5 [x](https://evil.example)", "28013")
    told = tell(one, "Madrid")
    assert r"\*Mayor\*" in told
    assert "(https://evil" not in told
    assert "28013" not in tell(one, "no")


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_invoice_is_this_conversations_alone(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "necesito la factura" if spanish else "i need the invoice", "TR-104512")
    told = tell(one, "17003")
    link = re.search(r"\((http[^)]+/invoices/[^)]+)\)", told)
    assert link, told
    found = httpx.get(link[1], timeout=20)
    assert found.content.startswith(b"%PDF")
    assert httpx.get(link[1][:-4], timeout=20).status_code == 404


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_invoice_that_is_not_made_yet(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "la factura del TR-104557" if spanish else "the invoice of TR-104557")
    told = tell(one, "marta.vidal@example.com")
    assert ("todavía" if spanish else "yet") in told


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_missing_part_is_claimed(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "falta una pieza" if spanish else "a part is missing", "TR-104535")
    tell(one, "rosa.barcelo@correo.example", "el robot" if spanish else "the robot")
    told = tell(one, "la base de carga" if spanish else "the charging base")
    assert "CLM-" in told
    assert ("base de carga" if spanish else "charging base") in told


@pytest.mark.parametrize(
    ("language", "number", "proof", "words"),
    [
        ("es", "TR-103900", "emily.clarke@example.org", ["389", "tarjeta"]),
        ("en", "TR-103518", "manuel.cabrera@correo.example", ["112.10", "Bizum", "part of"]),
        ("es", "TR-104330", "isabel.quintana@example.com", ["RMA-20019", "cambio"]),
        ("en", "TR-104117", "priya.nair@example.org", ["349", "PayPal"]),
        ("es", "TR-104388", TOM, ["no hay reembolso"]),
        ("en", "TR-104388", TOM, ["no refund"]),
    ],
)
def test_a_refund_is_told(
    customer: Customers, language: str, number: str, proof: str, words: list[str]
) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "quiero saber de mi reembolso" if spanish else "i want my money back", number)
    told = tell(one, proof)
    assert [word for word in words if word not in told] == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_money_that_came_back_goes_to_a_person(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "quiero saber de mi reembolso" if spanish else "i want my money back", "TR-104505")
    assert "TR-104505" in tell(one, "48011")
    assert one.news()["state"] == "waiting"


@pytest.mark.parametrize("language", ["es", "en"])
def test_after_the_first_matter_nothing_is_asked_again(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "¿dónde está mi pedido TR-104196?" if spanish else "where is my order TR-104196?")
    tell(one, "hannah.price@example.com")
    assert "F-TR-104196" in tell(one, "¿y la factura?" if spanish else "and the invoice?")


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_other_of_two_orders(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "¿dónde está mi pedido TR-104557?" if spanish else "where is my order TR-104557?")
    tell(one, "marta.vidal@example.com")
    told = tell(
        one,
        "necesito la factura de otro pedido" if spanish else "i need the invoice of another order",
    )
    assert "TR-" in told or "pedido" in told or "order" in told
    assert "F-TR-101277" in tell(one, "el de la lavadora" if spanish else "the washing machine one")
