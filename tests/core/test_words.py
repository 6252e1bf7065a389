"""Our own words: both languages, the same placeholders."""

import string

import pytest

from bot.console import words as console_words
from bot.words import ASSISTANT, PERSON, WORDS, say

TABLES = {"service": WORDS, "console": console_words.WORDS}
ENTRIES = [
    pytest.param(texts, id=f"{table}-{key}")
    for table, words in TABLES.items()
    for key, texts in words.items()
]
VALUES = {"company": "T", "quote": "q", "agent": "Ana", "length": 9, "limit": 8, "count": 7}


def placeholders(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("texts", ENTRIES)
def test_both_languages_with_the_same_placeholders(texts: dict[str, str]) -> None:
    assert set(texts) == {"es", "en"}
    assert all(text.strip() == text != "" for text in texts.values())
    assert placeholders(texts["es"]) == placeholders(texts["en"]) <= set(VALUES)


@pytest.mark.parametrize("key", WORDS)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_sentence_can_be_said(key: str, language: str) -> None:
    assert "{" not in say(key, language, **VALUES)


def test_customers_are_addressed_formally_in_spanish() -> None:
    informal = {"tú", "tu", "tus", "te", "ti", "contigo", "quieres", "puedes", "tienes"}
    for key, texts in WORDS.items():
        assert not informal & set(texts["es"].lower().split()), key


def test_our_own_buttons_are_no_intents() -> None:
    assert not PERSON.startswith("/")
    assert not ASSISTANT.startswith("/")
