"""Looking a question up ahead of the action that asks for it."""

import asyncio
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot.answering import Answer, Refusal, choose
from bot.faq_shelf import FaqShelf
from bot.followups import LastQuestion
from bot.knowledge.results import SearchResult
from bot.knowledge.search import Knowledge
from bot.lookup import KEPT, Inquiry, Lookup, keep, searched
from bot.nlu.products import ProductNames, read_products
from bot.symptoms import as_manuals_say
from tests.action_calls import OneEntry, OnePassage

NAMES = ProductNames(read_products(Path("data/sample/products.csv")))
DRIP = "My Levante drips"


class Counted(OnePassage):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    def search(self, question: str, **known: Any) -> SearchResult:
        self.asked.append((question, known["product"]))
        return super().search(question, **known)


def lookup(knowledge: OnePassage) -> Lookup:
    return Lookup(cast(Knowledge, knowledge), cast(FaqShelf, OneEntry()), NAMES)


async def test_what_was_found_ahead_is_the_answer() -> None:
    counted = Counted()
    looks = lookup(counted)
    looks.ahead("c1", "m1", DRIP, "en")
    inquiry = Inquiry(DRIP, "en", "levante", "Levante")
    found = await looks.find(inquiry, conversation_id="c1", message_id="m1")
    assert isinstance(found, Answer)
    assert counted.asked == [(as_manuals_say(DRIP, "en"), "levante")]


async def test_a_wrong_guess_is_looked_up_again() -> None:
    counted = Counted()
    looks = lookup(counted)
    looks.ahead("c1", "m1", DRIP, "en")
    await looks.find(Inquiry("something else", "en"), conversation_id="c1", message_id="m1")
    assert ("something else", None) in counted.asked


async def test_the_product_of_the_conversation_is_guessed() -> None:
    counted = Counted()
    looks = lookup(counted)
    await looks.find(Inquiry("it drips", "en", "levante"), conversation_id="c1", message_id="m1")
    looks.ahead("c1", "m2", "and now?", "en")
    looks.ahead("c2", "m3", "and now?", "en")
    await asyncio.sleep(0.1)
    assert sorted(counted.asked[1:], key=str) == [("and now?", "levante"), ("and now?", None)]


async def test_a_follow_up_is_guessed_from_the_last_question() -> None:
    counted = Counted()
    looks = lookup(counted)
    last = LastQuestion(DRIP, "levante", "Levante", ("levante",))
    looks.remember("c1", last)
    looks.ahead("c1", "m1", "and the robot?", "en")
    found = await looks.find(
        Inquiry("My robot drips", "en", "cierzo", "robot"), conversation_id="c1", message_id="m1"
    )
    assert isinstance(found, Answer)
    looks.ahead("c1", "m2", "why is the fryer loud?", "en")
    looks.ahead("c2", "m3", "and the robot?", "en")
    await asyncio.sleep(0.1)
    assert counted.asked[0] == (as_manuals_say("My robot drips", "en"), "cierzo")
    assert sorted(counted.asked[1:]) == [
        ("and the robot?", "cierzo"),
        (as_manuals_say("why is the fryer loud?", "en"), "siroco"),
    ]


async def test_what_is_no_copy_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = lookup(OnePassage())
    assert isinstance(await looks.find(Inquiry(DRIP, "en", "levante", "Levante")), Answer)

    def forge(*found: Any, **known: Any) -> Any:
        return replace(choose(*found, **known), pieces=("Empty the tank.",))

    monkeypatch.setattr("bot.lookup.choose", forge)
    with capture_logs() as logs:
        refused = await looks.find(Inquiry(DRIP, "en", "levante", "Levante"))
    assert isinstance(refused, Refusal)
    assert [(one["event"], one["source"]) for one in logs] == [("answer_is_no_copy", "00ff")]


async def test_the_cause_of_a_refusal_is_looked_for() -> None:
    class OfItsProduct(OnePassage):
        def search(self, question: str, **known: Any) -> SearchResult:
            found = super().search(question, **known)
            return found if known["product"] in (None, "levante") else replace(found, hits=[])

    looks = lookup(OfItsProduct())
    inquiry = Inquiry("why does it drip?", "en", "siroco")
    refusal = await looks.find(inquiry)
    assert isinstance(refusal, Refusal)
    assert await looks.cause(inquiry, refusal) == "wrong_product"


async def test_each_message_is_looked_up_anew() -> None:
    counted = Counted()
    looks = lookup(counted)
    inquiry = Inquiry("it drips", "en")
    for message in ("m1", "m2"):
        looks.ahead("c1", message, "it drips", "en")
        await looks.find(inquiry, conversation_id="c1", message_id=message)
    assert len(counted.asked) == 2


async def test_a_failure_ahead_is_the_actions() -> None:
    class Broken(OnePassage):
        def search(self, question: str, **known: Any) -> SearchResult:
            raise RuntimeError("no index")

    looks = lookup(Broken())
    looks.ahead("c1", "m1", "it drips", "en")
    await asyncio.sleep(0.05)
    found = looks.find(Inquiry("it drips", "en"), conversation_id="c1", message_id="m1")
    [error] = await asyncio.gather(found, return_exceptions=True)
    assert str(error) == "no index"


def test_the_oldest_is_forgotten() -> None:
    kept: OrderedDict[str, int] = OrderedDict()
    for number in range(KEPT + 2):
        keep(kept, str(number), number)
    assert len(kept) == KEPT
    assert "1" not in kept


@pytest.mark.parametrize(
    ("question", "named", "sought"),
    [
        ("How loud is the purifier?", "purifier", "How loud is it?"),
        ("¿Cuánto pesa la lavadora?", "lavadora", "¿Cuánto pesa?"),
        ("how heavy is the filter of the purifier", "purifier", None),
        ("how do I clean the purifier", "purifier", None),
    ],
)
def test_a_measure_of_the_product_is_sought_without_its_name(
    question: str, named: str, sought: str | None
) -> None:
    assert searched(Inquiry(question, "en", "gregal", named)) == (sought or question)
    assert searched(Inquiry(question, "en")) == question
