"""What a text names: codes, days and products, in both languages, with canonical values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.codes import generic
from bot.nlu.entities import ShopEntities
from bot.nlu.finder import Finder
from bot.nlu.products import read_products, slips
from bot.nlu.text import fold

TODAY = date(2026, 11, 22)  # a Sunday
PRODUCTS = ROOT / "data" / "sample" / "products.csv"


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(read_products(PRODUCTS))


def named(finder: Finder, text: str) -> list[tuple[str, str, str]]:
    found = finder.find(text, TODAY)
    return [(text[span.start : span.end], span.entity, span.value) for span in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mi pedido TR-104512 no llega", "TR-104512"),
        ("tr104512", "tr104512"),
        ("es el tr 104 512, creo", "tr 104 512"),
        ("PEDIDO: TR_104512", "TR_104512"),
        ("pedido 104512", "104512"),
        ("el número de pedido es el 104512", "104512"),
        ("pedido nº 104.512", "104.512"),
        ("my order number is 104512", "104512"),
        ("order #104512 please", "104512"),
        ("104512", "104512"),
        ("it's 104512.", "104512"),
        ("te erre uno cero cuatro cinco uno dos", "te erre uno cero cuatro cinco uno dos"),
        ("es el ciento cuatro quinientos doce", "ciento cuatro quinientos doce"),
        ("tee ar one oh four five one two", "tee ar one oh four five one two"),
        ("the tr dash 104 five one two", "tr dash 104 five one two"),
        ("tr 1O4512", "tr 1O4512"),
        ("pedido 104, 512", "104, 512"),
    ],
)
def test_order_numbers(finder: Finder, text: str, words: str) -> None:
    assert named(finder, text) == [(words, "order_number", "TR-104512")]


@pytest.mark.parametrize(
    "text",
    [
        "error 104512",
        "mi teléfono es 600000101",
        "serial number 018345",
        "número de serie: 018345",
        "1234567",
        "ref. 104512-2",
        "TR-1045123",
        "cuesta 104.512,30 euros",
        "postcode 170030",
    ],
)
def test_numbers_that_are_no_orders(finder: Finder, text: str) -> None:
    assert "order_number" not in [entity for _, entity, _ in named(finder, text)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("nº de serie LV3-2407-018345", "LV3-2407-018345", "LV3-2407-018345"),
        ("lv3 2407 018345", "lv3 2407 018345", "LV3-2407-018345"),
        ("the serial is lv32407018345", "lv32407018345", "LV3-2407-018345"),
        ("cz2/2209/001457", "cz2/2209/001457", "CZ2-2209-001457"),
        ("TR1-2407-018345", "TR1-2407-018345", "TR1-2407-018345"),
        ("Gb8.2511.000042", "Gb8.2511.000042", "GB8-2511-000042"),
        (
            "ele uve tres, dos cuatro uno cero, cero uno cuatro cero siete siete",
            "ele uve tres, dos cuatro uno cero, cero uno cuatro cero siete siete",
            "LV3-2410-014077",
        ),
        (
            "it says el vee three twenty-four ten oh one four oh seven seven",
            "el vee three twenty-four ten oh one four oh seven seven",
            "LV3-2410-014077",
        ),
    ],
)
def test_serial_numbers(finder: Finder, text: str, words: str, value: str) -> None:
    assert named(finder, text) == [(words, "serial_number", value)]


@pytest.mark.parametrize("text", ["XX9-2407-018345", "LV3-2407-01834", "LV3-2407-0183456"])
def test_serial_numbers_of_nobody(finder: Finder, text: str) -> None:
    assert "serial_number" not in [entity for _, entity, _ in named(finder, text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mi correo es Lucia.Ferrer@Example.com.", "lucia.ferrer@example.com"),
        ("write to tom+shop@mail.example.co.uk please", "tom+shop@mail.example.co.uk"),
        ("(ana_1@example.es)", "ana_1@example.es"),
    ],
)
def test_addresses(finder: Finder, text: str, value: str) -> None:
    [(words, entity, found)] = named(finder, text)
    assert (entity, found, words.lower()) == ("email", value, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-05-03", "2026-05-03"),
        ("03/05/2026", "2026-05-03"),
        ("3.5.26", "2026-05-03"),
        ("05/14/2026", "2026-05-14"),
        ("el 3 de mayo de 2026", "2026-05-03"),
        ("3 de mayo del 2025", "2025-05-03"),
        ("el 3 de mayo", "2026-05-03"),
        ("el 30 de diciembre", "2025-12-30"),
        ("3 May 2026", "2026-05-03"),
        ("on the 3rd of May, 2026", "2026-05-03"),
        ("May 3rd, 2026", "2026-05-03"),
        ("1 sept. 2026", "2026-09-01"),
        ("hoy", "2026-11-22"),
        ("Ayer", "2026-11-21"),
        ("yesterday", "2026-11-21"),
        ("anteayer", "2026-11-20"),
        ("the day before yesterday", "2026-11-20"),
        ("hace 3 días", "2026-11-19"),
        ("hace una semana", "2026-11-15"),
        ("two weeks ago", "2026-11-08"),
        ("el lunes pasado", "2026-11-16"),
        ("el pasado sábado", "2026-11-21"),
        ("last Sunday", "2026-11-15"),
        ("vino el martes", "2026-11-17"),
        ("on Friday it broke", "2026-11-20"),
        ("can you come on Friday", "2026-11-27"),
        ("me lo traen el próximo jueves", "2026-11-26"),
        ("el viernes que viene", "2026-11-27"),
        ("lo compré el 12-10", "2026-10-12"),
        ("the 3rd", "2026-11-03"),
        ("el día 25", "2026-10-25"),
        ("quince de octubre", "2026-10-15"),
        ("the twenty-first of May", "2026-05-21"),
        ("3-nov-2026", "2026-11-03"),
        ("hace quince días", "2026-11-07"),
        ("a fortnight ago", "2026-11-08"),
        ("dentro de tres días", "2026-11-25"),
        ("llámenme mañana por la mañana", "2026-11-23"),
        ("pasado mañana", "2026-11-24"),
        ("the day after tomorrow", "2026-11-24"),
    ],
)
def test_days(finder: Finder, text: str, value: str) -> None:
    assert [(entity, found) for _, entity, found in named(finder, text)] == [("date", value)]


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2026",
        "32 de mayo",
        "it may break",
        "mar y sol",
        "30/15/2026",
        "3 cafés",
        "por la mañana",
        "los lunes",
        "the 2nd time",
        "2 de 3",
        "I may go",
        "Avenida del Mar 12, 3.º A",
        "calle Dos de Mayo, 3",
    ],
)
def test_days_of_no_calendar(finder: Finder, text: str) -> None:
    assert named(finder, text) == []


@pytest.mark.parametrize(
    ("text", "words", "product"),
    [
        ("la Garbí no centrifuga", "Garbí", "garbi"),
        ("mi LAVADORA", "LAVADORA", "garbi"),
        ("la cafetera automatica pierde agua", "cafetera automatica", "levante"),
        ("two coffee machines", "coffee machines", "levante"),
        ("un LV300", "LV300", "levante"),
        ("the LV-300 leaks", "LV-300", "levante"),
        ("Cierzo's filter", "Cierzo", "cierzo"),
        ("el pinguino gotea", "pinguino", "terral"),
        ("purificadores de aire", "purificadores de aire", "gregal"),
        ("my airfrier smokes", "airfrier", "siroco"),
        ("el levamte no enciende", "levamte", "levante"),
        ("la levnate", "levnate", "levante"),
        ("el gregall", "gregall", "gregal"),
        ("purificadr de aire", "purificadr de aire", "gregal"),
        ("la kafetera", "kafetera", "levante"),
        ("una labadora", "labadora", "garbi"),
        ("my vaccum", "vaccum", "cierzo"),
    ],
)
def test_products(finder: Finder, text: str, words: str, product: str) -> None:
    assert named(finder, text) == [(words, "product", product)]


@pytest.mark.parametrize(
    "text",
    [
        "se levanta la tapa",
        "cierro la tapa",
        "my dryer",
        "un regalo",
        "the vacation",
        "es cierto",
        "quiero freír",
        "over there",
        "",
    ],
)
def test_words_that_are_no_products(finder: Finder, text: str) -> None:
    assert named(finder, text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pagué 59,90 € en total", "59.90"),
        ("me cobraron 1.299,00 euros", "1299.00"),
        ("€59.90", "59.90"),
        ("EUR 1,299", "1299.00"),
        ("59€90", "59.90"),
        ("59 euros con 90", "59.90"),
        ("20 pavos", "20.00"),
        ("a hundred and nineteen euros", "119.00"),
        ("cincuenta y nueve euros con noventa", "59.90"),
        ("tres euros y medio", "3.50"),
        ("I paid 45.50 for it", "45.50"),
    ],
)
def test_sums(finder: Finder, text: str, value: str) -> None:
    assert [(entity, found) for _, entity, found in named(finder, text)] == [("amount", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vivo en el 28013", "28013"),
        ("código postal 08 001", "08001"),
        ("Rua das Flores, 4050-290 Porto", "4050-290"),
        ("veintiocho cero trece", "28013"),
        ("postcode is 75011", "75011"),
    ],
)
def test_postcodes(finder: Finder, text: str, value: str) -> None:
    assert [(entity, found) for _, entity, found in named(finder, text)] == [("postcode", value)]


@pytest.mark.parametrize(
    "text",
    ["error 12345", "pedido 12345", "a las 12.30", "mide 5,50 m", "tengo 12 años", "$20", "00123"],
)
def test_numbers_that_are_neither_sums_nor_postcodes(finder: Finder, text: str) -> None:
    assert named(finder, text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ana punto gil arroba correo punto example", "ana.gil@correo.example"),
        ("it's tom dot barker at example dot org", "tom.barker@example.org"),
        ("tom (at) example.org", "tom@example.org"),
        ("ana guion bajo 1 arroba example punto es", "ana_1@example.es"),
    ],
)
def test_dictated_addresses(finder: Finder, text: str, value: str) -> None:
    assert [(entity, found) for _, entity, found in named(finder, text)][-1] == ("email", value)


def test_a_web_address_is_no_dictated_one(finder: Finder) -> None:
    assert named(finder, "look at amazon.com") == []


def test_several_at_once_without_overlaps_in_order(finder: Finder) -> None:
    text = "Soy ana@x.es: el TR-12 (TR1-2407-018345) del pedido TR-097352, comprado el 3/5/2026"
    assert named(finder, text) == [
        ("ana@x.es", "email", "ana@x.es"),
        ("TR-12", "product", "terral"),
        ("TR1-2407-018345", "serial_number", "TR1-2407-018345"),
        ("TR-097352", "order_number", "TR-097352"),
        ("3/5/2026", "date", "2026-05-03"),
    ]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("ana@x.es", "tom.barker@example.org"),
        ("es el tr 104 512, creo", "es el TR-097352, creo"),
        ("serie lv3 2407 018345", "serie CZ2-2209-001457"),
        ("pedido 104512 de ANA@X.ES", "pedido 097352 de b@y.com"),
    ],
)
def test_codes_of_a_kind_are_made_alike(text: str, other: str) -> None:
    assert generic(text) == generic(other) != text


@pytest.mark.parametrize("text", ["", "¿Dónde está mi pedido?", "el 3 de mayo, 2 filtros"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert generic(text) == text


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [
        ("levante", "levante", 0),
        ("levnate", "levante", 1),
        ("lvante", "levante", 1),
        ("a", "abcd", 3),
    ],
)
def test_slips(left: str, right: str, count: int) -> None:
    assert slips(left, right) == count


@pytest.mark.parametrize("text", ["¿Ávido Ñandú?", "İstanbul ß Ø", "e\u0301", "ﬁn ½ 中文 🙂"])
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_the_model_keeps_the_products(build: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text(
        "id,name,model,serial_prefix,synonyms\nx,Equis,EQ-1,EQ1,aparato\n", encoding="utf-8"
    )
    build(ShopEntities, {"products": str(file)}).train(TrainingData([]))
    file.unlink()
    loaded = build(ShopEntities, {"products": str(file)}, load=True)
    [parsed] = loaded.process([message("mi aparato EQ1-2407-018345")])
    assert [(one["entity"], one["value"]) for one in parsed.get("entities")] == [
        ("product", "x"),
        ("serial_number", "EQ1-2407-018345"),
    ]
    assert parsed.get("entities")[0]["extractor"] == "ShopEntities"
    assert "entities" in parsed.as_dict(only_output_properties=True)


def test_another_list_is_another_fingerprint(tmp_path: Path) -> None:
    file = tmp_path / "products.csv"
    file.write_text("id\n")
    before = ShopEntities.fingerprint_addon({"products": str(file)})
    file.write_text("id\nx\n")
    assert ShopEntities.fingerprint_addon({"products": str(file)}) != before


@pytest.mark.parametrize("text", ["", "   ", "🙂", None])
def test_nothing_in_nothing(build: Callable[..., Any], text: str | None) -> None:
    [parsed] = build(ShopEntities).process([message(text)])
    assert parsed.get("entities") == []
