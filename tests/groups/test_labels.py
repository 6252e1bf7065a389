"""What a group is called: its most central question of each language, readable."""

import pytest

from bot.groups.labels import LONGEST, central, middle_of
from bot.groups.meaning import Meaning, packed
from bot.groups.tables import Question
from tests.groups.conftest import Counter, Dictionary

MEANING = Meaning(Dictionary())


def asked(*texts: str) -> list[Question]:
    """Questions with their vectors."""
    return [
        Question(text=text, vector=packed(vector))
        for text, vector in zip(texts, MEANING.of(texts), strict=True)
    ]


def label(own: list[Question], *others: list[Question]) -> str:
    return central(own, middle_of([own, *others]))


def test_the_most_central_question_is_the_label() -> None:
    own = asked("where is my order", "where is my order now", "order of the moon")
    assert label(own) == "where is my order"


def test_both_languages_say_the_same() -> None:
    spanish = asked("la factura de la contraseña", "la factura del pedido")
    assert label(spanish, asked("the password", "password")) == "la factura de la contraseña"
    assert label(spanish, asked("the order", "parcel")) == "la factura del pedido"


def test_a_language_with_few_questions_counts_as_much() -> None:
    middle = middle_of([asked("order"), asked(*["invoice of the year"] * 9)])
    one, many = MEANING.of(["order", "invoice of the year"]) @ middle
    assert one == pytest.approx(many, abs=0.05)


def test_greetings_and_long_stories_are_no_labels() -> None:
    assert label(asked("Hola, ¿dónde está mi pedido?")) == "¿dónde está mi pedido?"
    story = "where is my order " + "that I wrote to you about on the day before my holidays " * 2
    assert label(asked(story, "where is that order")) == "where is that order"


async def test_a_label_is_not_endless(counter: Counter) -> None:
    await counter.ask("where is my order " * 40)
    await counter.groups.collect()
    [group] = await counter.open_groups()
    assert group.label_en is not None
    assert len(group.label_en) == LONGEST
    assert group.label_es is None
