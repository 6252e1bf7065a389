"""Spanish and English are equals in the commands."""

import re
from typing import Any

import pytest
import typer

from kb_ingest.build import NotBuilt
from kb_ingest.cli import app, asked_in
from kb_ingest.help import SPANISH, translate
from kb_ingest.words import WORDS, language_of


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


@pytest.mark.parametrize("words", [*WORDS.values(), *NotBuilt.sentences.values()])
def test_every_sentence_has_the_same_values_in_both_languages(words: dict[str, str]) -> None:
    assert set(words) == {"es", "en"}
    assert places(words["es"]) == places(words["en"])


def test_every_command_and_option_has_spanish_help() -> None:
    command: Any = typer.main.get_command(app)
    there = {
        name: {"", *(each.name for each in one.params if each.name != "help")}
        for name, one in {"": command, **command.commands}.items()
    }
    assert {name: set(words) for name, words in SPANISH.items()} == there


def test_help_is_in_the_language_asked_for() -> None:
    command: Any = typer.main.get_command(app)
    english = command.commands["rollback"].help
    translate(command, "en")
    assert command.commands["rollback"].help == english
    translate(command, "es")
    assert command.commands["rollback"].help.startswith("Vuelve a la versión")


@pytest.mark.parametrize(
    ("environment", "asked", "language"),
    [
        ({"LANG": "es_ES.UTF-8"}, "", "es"),
        ({"LANG": "es_ES.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "", "en"),
        ({"LANG": "es_ES.UTF-8"}, "en", "en"),
        ({"LANG": "C.UTF-8"}, "es", "es"),
        ({}, "", "en"),
        ({"LC_ALL": "", "LANG": "es"}, "", "es"),
    ],
)
def test_the_language_is_that_of_the_option_then_of_the_environment(
    environment: dict[str, str], asked: str, language: str
) -> None:
    assert language_of(environment, asked) == language


def test_the_option_is_seen_before_the_command_runs() -> None:
    assert asked_in(["--lang", "es", "build"]) == "es"
    assert asked_in(["--lang=es", "build"]) == "es"
    assert asked_in(["build"]) == ""
