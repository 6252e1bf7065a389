"""The sample assistant's test messages are well formed, and training knows none of them."""

import csv
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from rapidfuzz import process
from rapidfuzz.distance import Indel

from bot.nlu.text import fold

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ["text", "language", "intent", "kind", "entities"]
KINDS = {
    *("plain", "typos", "no_accents", "code_switch", "rambling", "two_intents"),
    *("slang", "hostile", "short", "dialect", "out_of_scope"),
}
SHAPES = {
    "order_number": r"TR-\d{6}",
    "serial_number": r"[A-Z]{2}\d-\d{4}-\d{6}",
    "product": r"[a-z]+",
    "email": r"[^\sA-Z@]+@[^\sA-Z@]+\.[a-z]+",
    "date": r"20\d\d-\d\d-\d\d",
    "amount": r"\d+\.\d\d",
    "postcode": r"\d{5}|\d{4}-\d{3}",
}
# Above this share of common characters, in order, two texts are nearly the same one.
TOO_NEAR = 0.85


def normal(text: str) -> str:
    """Its words alone: no capitals, accents or signs."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def read(name: str) -> list[dict[str, str]]:
    with (ROOT / "data/sample" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def training() -> list[str]:
    flows = [yaml.safe_load(path.read_text()) for path in (ROOT / "data/flows").glob("*.yml")]
    blocks = [block for flow in flows for block in flow.get("nlu", [])]
    lines = [line for block in blocks for line in block["examples"].splitlines()]
    return sorted({normal(line.removeprefix("- ")) for line in lines})


def near(texts: Sequence[str], others: Sequence[str]) -> dict[str, list[str]]:
    """Of each of `texts` that has any, those of `others` that are nearly the same."""
    alike = process.cdist(
        texts, others, scorer=Indel.normalized_similarity, score_cutoff=TOO_NEAR, workers=-1
    )
    found: dict[str, list[str]] = {}
    for row, column in np.argwhere(alike > TOO_NEAR):
        found.setdefault(texts[row], []).append(others[column])
    return found


UTTERANCES = read("utterances.csv")


def mentions() -> list[tuple[str, str]]:
    """Every (entity, value) that the file names."""
    said: list[dict[str, Any]] = [json.loads(row["entities"]) for row in UTTERANCES]
    pairs = [pair for one in said for pair in one.items()]
    return [(name, value) for name, values in pairs for value in _listed(values)]


def _listed(values: Any) -> list[str]:
    return values if isinstance(values, list) else [values]


def test_there_are_enough_messages_and_they_have_all_columns() -> None:
    assert len(UTTERANCES) >= 400
    assert {tuple(row) for row in UTTERANCES} == {tuple(COLUMNS)}
    assert [row for row in UTTERANCES if not all(row.values())] == []


def test_both_languages_weigh_the_same() -> None:
    found = Counter(row["language"] for row in UTTERANCES)
    assert set(found) == {"es", "en"}
    assert abs(found["es"] - found["en"]) <= 0.05 * len(UTTERANCES)


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_kind_is_present_in_both_languages_and_no_other(language: str) -> None:
    assert {row["kind"] for row in UTTERANCES if row["language"] == language} == KINDS


def test_every_intent_is_asked_for_in_both_languages() -> None:
    found = Counter((row["intent"].split("+")[0], row["language"]) for row in UTTERANCES)
    for intent in {intent for intent, _ in found}:
        assert min(found[intent, "es"], found[intent, "en"]) >= 8, intent


def test_only_messages_of_two_intents_name_two() -> None:
    for row in UTTERANCES:
        assert (row["kind"] == "two_intents") == (row["intent"].count("+") == 1), row["text"]


def test_what_is_out_of_scope_is_out_of_scope() -> None:
    kinds = {row["intent"] for row in UTTERANCES if row["kind"] == "out_of_scope"}
    assert kinds == {"out_of_scope"}


def test_messages_without_accents_have_none() -> None:
    bare = [row["text"] for row in UTTERANCES if row["kind"] == "no_accents"]
    assert [text for text in bare if re.search("[áéíóúü'’]", text.lower())] == []


def test_entities_are_objects_with_known_names_and_normal_values() -> None:
    found = mentions()
    assert len([row for row in UTTERANCES if json.loads(row["entities"])]) >= 120
    assert {name for name, _ in found} == set(SHAPES)
    wrong = [(name, value) for name, value in found if not re.fullmatch(SHAPES[name], value)]
    assert wrong == []


def test_products_of_messages_are_in_the_catalogue() -> None:
    catalogue = {row["id"] for row in read("products.csv")}
    assert {value for name, value in mentions() if name == "product"} == catalogue


def test_no_message_is_there_twice() -> None:
    times = Counter(normal(row["text"]) for row in UTTERANCES)
    assert [text for text, count in times.items() if count > 1] == []


@pytest.mark.parametrize("name", ["utterances.csv", "practice.csv"])
def test_no_message_is_nearly_a_training_example(name: str) -> None:
    examples = training()
    assert len(examples) > 1000
    assert near([normal(row["text"]) for row in read(name)], examples) == {}


def test_practice_messages_are_of_the_same_kinds_and_intents_and_none_is_a_test_message() -> None:
    practice = read("practice.csv")
    assert {row["kind"] for row in practice} == KINDS
    intents = {row["intent"].split("+")[0] for row in UTTERANCES}
    assert {row["intent"].split("+")[0] for row in practice} == intents
    texts = [normal(row["text"]) for row in practice]
    assert near(texts, [normal(row["text"]) for row in UTTERANCES]) == {}


def test_nearness_sees_slips_and_signs_and_not_other_requests() -> None:
    examples = ["quiero devolver la freidora", "hello"]
    slip = normal("¡Quiero devolver la freidra!")
    assert near([slip], examples) == {slip: examples[:1]}
    assert near([normal("quiero que me cambien la freidora")], examples) == {}
