"""What is learnt from a conversation does not say whose it was."""

import pytest

from bot.solved.masking import anonymous, own_words, without_greeting


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El pedido TR-104512 llega mañana", "El pedido [NUMBER] llega mañana"),
        ("mi pedido 104512 no llega", "mi pedido [NUMBER] no llega"),
        ("Your return RMA-20031 is open", "Your return [NUMBER] is open"),
        ("serial LV3-2605-000001 is covered", "serial [NUMBER] is covered"),
        ("the label is RMA-20031-1A2B3C4D", "the label is [NUMBER]"),
        ("llámeme al 600 000 101 o a ana@example.com", "llámeme al [PHONE] o a [EMAIL]"),
        ("Hola Lucía, vacíe la bandeja", "Hola [NAME], vacíe la bandeja"),
        ("me llamo Ana Belén Ruiz y no carga", "me llamo [NAME] y no carga"),
        ("Hi Tom, press it for 10 seconds", "Hi [NAME], press it for 10 seconds"),
        ("Hi My robot shows E05", "Hi My robot shows E05"),
        ("Gire 2 vueltas y espere 15 minutos", "Gire 2 vueltas y espere 15 minutos"),
    ],
)  # fmt: skip
def test_numbers_and_names_go_and_the_rest_stays(text: str, expected: str) -> None:
    assert anonymous(text) == expected


def test_what_the_shop_knows_of_the_customer_goes_however_it_is_written() -> None:
    own = own_words("Núria Casals", "Carrer de Sant Pau 6", "Figueres", "17600", None)
    said = "Sra. CASALS, el paquete va a carrer de sant pau 6 de Figueres (17600), nuria."
    found = anonymous(said, own)
    for word in ("casals", "figueres", "17600", "sant pau", "nuria"):
        assert word not in found.lower()
    assert "el paquete va a" in found


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("Hola, [NAME]. Vacíe la bandeja.", "Vacíe la bandeja."),
        ("[NAME], press it twice.", "Press it twice."),
        ("Dear [NAME]: it was sent.", "It was sent."),
        ("Llame a [NAME] mañana.", "Llame a [NAME] mañana."),
    ],
)
def test_a_reply_begins_with_what_it_tells(reply: str, expected: str) -> None:
    assert without_greeting(reply) == expected
