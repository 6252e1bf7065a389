"""Personal data out, everything that helps a customer kept: Spanish and English."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberMatcher

from bot.masking import EMAIL, REGIONS, mask, mask_secrets

SECRETS = [
    ("mi tarjeta es 4111 1111 1111 1111 gracias", "mi tarjeta es [CARD] gracias"),
    ("4111111111111111", "[CARD]"),
    ("4111-1111-1111-1111.", "[CARD]."),
    ("card 5500 0000 0000 0004 12/26", "card [CARD] 12/26"),
    ("4111 1111 1111 1111 123", "[CARD] 123"),
    ("amex 3782 822463 10005, please", "amex [CARD], please"),
    ("pedido 104512 4111 1111 1111 1111", "pedido 104512 [CARD]"),
    ("4111111111111111 o 5500000000000004", "[CARD] o [CARD]"),
    ("IBAN ES91 2100 0418 4502 0005 1332 gracias", "IBAN [IBAN] gracias"),
    ("ES9121000418450200051332", "[IBAN]"),
    ("my iban is gb82 west 1234 5698 7654 32 thanks", "my iban is [IBAN] thanks"),
    ("GB82WEST12345698765432", "[IBAN]"),
    ("el LV30 y ES91 2100 0418 4502 0005 1332", "el LV30 y [IBAN]"),
    ("DNI 12345678Z", "DNI [ID]"),
    ("dni 12345678-z", "dni [ID]"),
    ("mi DNI: 12345678 Z", "mi DNI: [ID]"),
    ("NIE X1234567L", "NIE [ID]"),
    ("x-1234567-l", "[ID]"),
]

REACHABLE = [
    ("escriba a ana.garcia@example.com o llame", "escriba a [EMAIL] o llame"),
    ("write to o'neil+shop@mail.example.co.uk.", "write to [EMAIL]."),
    ("llámeme al 91 234 56 78", "llámeme al [PHONE]"),
    ("600123456", "[PHONE]"),
    ("600 12 34 56", "[PHONE]"),
    ("+34 600 123 456", "[PHONE]"),
    ("0034 600 123 456", "[PHONE]"),
    ("call 07911 123456 after six", "call [PHONE] after six"),
    ("+44 7911 123456 / 020 7946 0018", "[PHONE] / [PHONE]"),
]

KEPT = [
    "mi pedido es TR-104512 y no llega",
    "orders TR-104512, TR-104513 and TR-104514",
    "pedido TR104512",
    "pedido 104512",
    "número de serie LV3-2407-018345",
    "serial LV3-2407-018345 thanks",
    "tracking CX203948812ES",
    "devolución RMA-20031",
    "cuesta 1.299,00 €",
    "it was €1,299.00 or £429",
    "compré 2 el 12.07.2024 por 429,00 €",
    "12/07/2024",
    "2024-07-12 10:30",
    "entre 2024-07-12 y 2024-07-14",
    "from 2024-07-12 2024-07-14",
    "error E-104, antes E4 y E12",
    "it shows E4 and H20",
    "230 V 50 Hz 2200 W",
    "mide 60 x 45 x 30 cm",
    "código postal 28013",
    "EAN 8437012345678",
    "factura 2024/000123",
    "el pedido 12345678 y el otro",
    "order 12345679 z",
    "4111 1111 1111 1112",
    "ES92 2100 0418 4502 0005 1332",
    "12345678A",
    "modelo LV-3000, versión 2.1.4",
]


@pytest.mark.parametrize(("text", "masked"), SECRETS)
def test_secrets_are_taken_out_at_both_depths(text: str, masked: str) -> None:
    assert mask_secrets(text) == masked
    assert mask(text) == masked


@pytest.mark.parametrize(("text", "masked"), REACHABLE)
def test_addresses_and_telephones_are_taken_out_of_the_log_alone(text: str, masked: str) -> None:
    assert mask(text) == masked
    assert mask_secrets(text) == text


@pytest.mark.parametrize("text", KEPT)
def test_what_helps_a_customer_is_kept(text: str) -> None:
    assert mask(text) == text


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.text(max_size=60) | st.text("0123456789 -XYZesABK\u212a\u017f٣@.", max_size=60))
def test_any_text_is_taken_and_what_is_masked_stays_so(text: str) -> None:
    once = mask_secrets(text)
    assert mask_secrets(once) == once
    mask(text)


@pytest.mark.parametrize("text", ["1 " * 2000, "4" * 4000, "ES91" + "a" * 4000, "ES91 " * 800])
def test_long_and_hostile_texts_do_not_take_long(text: str) -> None:
    started = time.process_time()
    mask_secrets(text)
    assert time.process_time() - started < 1


def test_what_looks_away_from_texts_without_numbers_misses_none() -> None:
    """Against the search for telephone numbers in every text, on pieces that make hard ones."""
    pieces = (
        *("612345678", "+34 ", "612 34 56 78", "ext 45", "x", "-", "(", ")", "/", "~", " ", "tel "),
        *("a@b.es", "07700 900123", "+683 4000", "ES9121000418450200051332", "12345678Z", "9"),
        *(
            "TR-10234",
            "٦١٢٣٤٥٦٧٨",
            "６１２３４５６７８",
            "0800 1111",
            "+500 21234",
            "…",
            "hola",
            "11",
        ),
    )
    chance = random.Random(3)
    for _ in range(600):
        text = "".join(chance.choices(pieces, k=chance.randint(1, 7)))
        slow = EMAIL.sub("[EMAIL]", mask_secrets(text))
        for region in REGIONS:
            for match in reversed(list(PhoneNumberMatcher(slow, region))):
                slow = slow[: match.start] + "[PHONE]" + slow[match.end :]
        assert mask(text) == slow, text
