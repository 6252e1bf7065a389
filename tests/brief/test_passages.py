"""What to answer with is an exact copy with its source, for what is open and nothing else."""

from collections.abc import Sequence
from typing import cast

import pytest

from bot.brief import Passages, compose
from bot.brief.brief import Subject
from bot.brief.passages import Piece, question_of
from bot.database import Database
from bot.faq_shelf import FaqShelf
from bot.knowledge.search import Knowledge
from bot.knowledge.versions import KnowledgeError
from bot.lookup import Lookup
from bot.nlu.products import ProductNames
from tests.action_calls import ENTRY, LEAK, OneEntry, OnePassage, desk
from tests.brief.script import CITED, Script
from tests.brief.test_composing import given
from tests.brief.test_gathering import NAMES

SHOP = "https://shop.example"
LEVANTE = Subject("levante", "Levante")


@pytest.fixture
def passages(database: Database) -> Passages:
    """Over one passage and one FAQ entry."""
    return Passages(desk(database).lookup, NAMES, SHOP)


async def test_a_passage_comes_with_its_place(passages: Passages) -> None:
    script = Script("en").wants_person().writes("Hello. It drips underneath, what do I do?")
    [piece, *_] = await passages.for_brief(compose(script.evidence(subjects=[LEVANTE])))
    assert piece.text == LEAK
    assert piece.title == "Levante · Faults › Leaks, p. 12"
    [cited] = piece.data["citations"]
    assert cited["url"] == f"{SHOP}/manuals/levante.en?passage=00ff#cited"
    assert (cited["page"], cited["heading"]) == (12, "Faults › Leaks")


async def test_what_the_assistant_gave_already_says_so(database: Database) -> None:
    class Two(Passages):
        async def find(self, question: str, language: str, products: Sequence[str]) -> list[Piece]:
            near = Piece("Wipe the seal.", "Levante · Care › Seals, p. 8", language, "00fe")
            return [*await super().find(question, language, products), near]

    script = Script("en").asks("It drips underneath, what do I do?", "answered_manual")
    script.bot(LEAK, answer="a1", citations=[CITED]).asks("I already tried that", "escalated")
    brief = compose(script.evidence(subjects=[LEVANTE], answers=[given("m1")]))
    found = await Two(desk(database).lookup, NAMES, SHOP).for_brief(brief)
    assert [(one.title, one.given) for one in found] == [
        (brief.tried[0].source, True),
        ("Levante · Care › Seals, p. 8", False),
    ]


async def test_a_faq_entry_has_no_place(passages: Passages) -> None:
    found = await passages.find("How many days do I have to return it?", "en", [])
    [faq] = [one for one in found if one.source == f"faq:{ENTRY.id}"]
    assert (faq.text, faq.title, faq.data) == ("30 days.", f"FAQ · {ENTRY.question}", {})


async def test_nothing_open_nothing_found(passages: Passages) -> None:
    assert await passages.for_brief(compose(Script("en").wants_person().evidence())) == []


async def test_no_index_is_no_passage() -> None:
    class Empty(OnePassage):
        def search(self, question: str, *, language: str, product: str | None) -> None:  # type: ignore[override]
            raise KnowledgeError("There is no knowledge index.", 503)

    shelf = cast(FaqShelf, OneEntry())
    lookup = Lookup(cast(Knowledge, Empty()), shelf, ProductNames([]))
    assert await Passages(lookup, NAMES, SHOP).find("It drips", "en", []) == []


def test_what_says_little_alone_is_looked_up_with_its_message() -> None:
    script = Script("es").wants_person().writes("Compré el Levante ayer. Gotea por abajo.")
    found = compose(script.evidence()).unanswered
    assert found
    assert question_of(found) == found.text
