"""The entity `language`: what the service says, else what is clear, else nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import message
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.language import LanguageEntity, guess, with_language


def languages(text: str, **data: Any) -> list[str]:
    [parsed] = LanguageEntity().process([message(text, **data)])
    return [one["value"] for one in parsed.get("entities", []) if one["entity"] == "language"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("¿dónde está mi pedido?", "es"),
        ("mañana", "es"),
        ("quiero devolver la cafetera", "es"),
        ("where is my order", "en"),
        ("I want to return it", "en"),
        ("TR-104512", None),
        ("ok", None),
        ("no", None),
        ("Levante", None),
        ("el refund of my pedido", None),
        ("", None),
    ],
)
def test_the_text_decides_only_when_it_is_clear(text: str, language: str | None) -> None:
    assert guess(text) == language


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_metadata_goes_first(language: str) -> None:
    assert languages("where is my order", metadata={"language": language}) == [language]


@pytest.mark.parametrize("metadata", [{}, {"language": None}, {"language": "fr"}])
def test_without_a_known_language_the_text_is_asked(metadata: dict[str, Any]) -> None:
    assert languages("where is my order", metadata=metadata) == ["en"]
    assert languages("TR-104512", metadata=metadata) == []


def test_without_metadata_nothing_is_added() -> None:
    """As in test stories, which annotate no language."""
    assert languages("where is my order") == []
    assert languages("where is my order", metadata=None) == []


def test_other_entities_stay() -> None:
    data = {"entities": [{"entity": "product", "value": "levante"}], "metadata": {"language": "es"}}
    [parsed] = LanguageEntity().process([message("mi Levante", **data)])
    assert [one["entity"] for one in parsed.get("entities")] == ["product", "language"]
    assert "start" not in parsed.get("entities")[1]


def payload(text: str, language: str) -> tuple[str, dict[str, Any]]:
    changed = with_language(text, language)
    assert changed is not None
    intent, _, entities = changed.partition("{")
    return intent, json.loads("{" + entities)


def test_a_button_carries_the_language_too() -> None:
    assert payload("/order_status", "es") == ("/order_status", {"language": "es"})
    assert payload(' /inform{"product": "garbi"} ', "en") == (
        "/inform",
        {"language": "en", "product": "garbi"},
    )


def test_a_button_that_names_a_language_keeps_it() -> None:
    assert payload('/greet{"language": "en"}', "es") == ("/greet", {"language": "en"})


@pytest.mark.parametrize("text", ["hola", "", "/", "/inform{broken", "and/or", "/inform{}x"])
def test_other_texts_are_no_buttons(text: str) -> None:
    assert with_language(text, "es") is None


def test_rasa_reads_the_button() -> None:
    from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler

    message_of_button = Message({"text": "/order_status", "metadata": {"language": "es"}})
    [told] = LanguageEntity().process([message_of_button])
    [read] = RegexMessageHandler().process([told])
    assert read.get("intent")["name"] == "order_status"
    assert [(one["entity"], one["value"]) for one in read.get("entities")] == [("language", "es")]
