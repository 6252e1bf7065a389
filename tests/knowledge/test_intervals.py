"""How often manuals say that something must be done, in both languages."""

import pytest

from bot.knowledge.intervals import ADVERBS, as_json, intervals_of
from tests.knowledge.small import manual


def found(sentence: str, heading: str = "5.1 Otros") -> list[tuple[float, str]]:
    _, passages = manual("cafetera", {heading: [sentence]})
    return [(one.number, one.unit) for one in intervals_of(passages)]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Cambie el filtro cada 3 meses.", (3, "month")),
        ("Replace the filter every 3 months.", (3, "month")),
        ("Lave el prefiltro cada 500 horas.", (500, "hour")),
        ("Wash the pre-filter every 2,200 hours.", (2200, "hour")),
        ("Cambie el filtro cada 2.200 horas.", (2200, "hour")),
        ("Limpie la tolva una vez al mes.", (1, "month")),
        ("Clean the hopper once a year.", (1, "year")),
        ("Vacuum it twice a week.", (0.5, "week")),
        ("Aspírelo tres veces por semana.", (0.3333, "week")),
        ("Rinse it after each wash.", (1, "wash")),
        ("Enjuague la bandeja después de cada uso.", (1, "use")),
        ("Engrase el grupo cada 40 cafés.", (40, "coffee")),
        ("Clean it every two weeks.", (2, "week")),
        ("Limpie el cajetín mensualmente.", (1, "month")),
        ("Check the hose annually.", (1, "year")),
        ("Revise la manguera cada trimestre.", (3, "month")),
        ("Limpie la sonda tras cada horneado.", (1, "horneado")),
    ],
)
def test_a_phrase_has_a_number_and_a_unit(sentence: str, value: tuple[float, str]) -> None:
    assert found(sentence) == [value]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gregal reads its sensors every 2 seconds and cleans the air.",
        "El robot dice dónde está cada 3 segundos.",
        "Cada mapa admite 15 zonas.",
        "Deje 2 cm libres a cada lado al limpiar.",
        "If FL appears more than once a day, drain the hose.",
        "Create up to 10 weekly schedules.",
        "The warranty lasts 2 years.",
    ],
)
def test_what_is_no_care_or_no_interval_is_left_out(sentence: str) -> None:
    assert found(sentence) == []


def test_a_range_and_an_alternative_are_both_kept() -> None:
    _, passages = manual("x", {"1": ["Cambie el filtro cada 2 o 3 meses o 50 litros."]})
    found = intervals_of(passages)
    assert [(one.number, one.up_to, one.unit) for one in found] == [
        (2, 3, "month"), (50, None, "litre"),
    ]  # fmt: skip


def test_a_heading_about_care_is_enough() -> None:
    assert found("Junta de la puerta: cada 6 meses.", "5 Mantenimiento") == [(6, "month")]
    assert found("Junta de la puerta: cada 6 meses.", "5 Programas") == []


def test_an_interval_cites_its_passage_exactly() -> None:
    sentence = "Después de CADA uso, vacíe el cajón."
    _, passages = manual("cafetera", {"2 Uso": ["Pulse el botón.", sentence]}, product="levante")
    (one,) = intervals_of(passages)
    assert (one.product, one.passage, one.line) == ("levante", passages[0].id, sentence)
    assert one.phrase == "Después de CADA uso"
    assert one.line in passages[0].text
    assert [*as_json([one])] == ["levante"]


def test_every_adverb_is_understood() -> None:
    for words, (number, unit) in ADVERBS.items():
        word = words.split("|")[0].partition("(")[0]
        sample = {"diari": "diario", "quincenal": "quincenal"}.get(word, word)
        assert found(f"Clean it {sample}.") == [(number, unit)]
