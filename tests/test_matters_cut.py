"""Several matters in one message are cut apart only where they are two requests."""

from itertools import count

import pytest

from bot.matters import MOST_CUTS, REQUESTS, Matters, Understood, cuts
from tests.matters_table import ANSWERS, Case

INTENTS = {
    "dónde está": "order_status", "where is": "order_status", "garantía": "check_warranty",
    "guarantee": "check_warranty", "devolver": "request_return", "return": "request_return",
    "dinero": "request_refund", "money": "request_refund", "no enciende": "request_repair",
    "leaks": "manual_question", "in english": "language_switch", "persona": "ask_for_person",
    "queja": "complaint",
}  # fmt: skip


async def understand(text: str) -> Understood:
    found = [intent for words, intent in INTENTS.items() if words in text.lower()]
    return Understood(found[0], 0.9) if found else Understood("nlu_fallback", 0.2)


TWO = [
    ("¿dónde está mi pedido y sigue en garantía la cafetera?",
     ["¿dónde está mi pedido", "sigue en garantía la cafetera?"]),
    ("where is my order, and also is my robot under guarantee?",
     ["where is my order", "is my robot under guarantee?"]),
    ("quiero devolver el robot y además poner una queja", None),
    ("where is my order plus check the guarantee of my robot", None),
    ("¿dónde está mi pedido? También quiero saber si hay garantía", None),
]  # fmt: skip
ONE = [
    "quiero devolver la freidora y que me den el dinero",
    "no enciende y quiero devolver el robot",
    "it leaks and I want my money back",
    "la cafetera y el robot",
    "¿dónde está mi pedido y el otro paquete?",
    "quiero una persona y también una queja",
    "hola y buenas tardes a todos",
]


@pytest.mark.parametrize(("text", "parts"), TWO)
async def test_two_requests_are_two_matters(text: str, parts: list[str] | None) -> None:
    found = await Matters(understand).of(text)
    assert len(found) == 2
    assert parts is None or found == parts


@pytest.mark.parametrize("text", ONE)
async def test_a_reason_a_list_or_one_wish_is_one_matter(text: str) -> None:
    assert await Matters(understand).of(text) == [text]


async def test_three_requests_keep_their_order_and_a_language_goes_first() -> None:
    text = "where is my order and is it under guarantee and answer in english"
    found = await Matters(understand).of(text)
    assert found == ["answer in english", "where is my order", "is it under guarantee"]


async def test_an_unsure_part_is_not_cut_off() -> None:
    async def unsure(text: str) -> Understood:
        return Understood((await understand(text)).intent, 0.4)

    text = "where is my order and is it under guarantee"
    assert await Matters(unsure).of(text) == [text]


def test_a_long_story_is_cut_in_few_places() -> None:
    assert len(cuts("one two three, and also " * 50)) == MOST_CUTS
    assert cuts("one two three and " * 50) == []


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: case.text)
async def test_an_answer_is_never_cut_whatever_the_classifier_takes_its_parts_for(
    case: Case,
) -> None:
    wishes = sorted(REQUESTS - {"ask_for_person"})
    numbers = count()

    async def worst(text: str) -> Understood:
        return Understood(wishes[next(numbers) % len(wishes)], 1.0)

    async def asked_for(conversation_id: str) -> str | None:
        assert conversation_id == "one"
        return case.asked

    assert await Matters(worst, asked_for).of(case.text, "one") == [case.text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("TR-104512 and also where is my robot's guarantee?",
         ["TR-104512", "where is my robot's guarantee?"]),
        ("no me gusta, y además ¿dónde está mi otro pedido?",
         ["no me gusta", "¿dónde está mi otro pedido?"]),
        ("where is my order? and is it under guarantee?",
         ["where is my order", "is it under guarantee?"]),
    ],
)  # fmt: skip
async def test_a_request_that_comes_with_an_answer_waits_for_its_turn(
    text: str, parts: list[str]
) -> None:
    async def asked_for(_: str) -> str | None:
        return "order_number"

    assert await Matters(understand, asked_for).of(text, "one") == parts


async def test_nobody_is_asked_where_nothing_joins() -> None:
    async def never(_: str) -> str | None:
        raise AssertionError("asked without need")

    assert await Matters(understand, never).of("where is my order", "one") == ["where is my order"]
