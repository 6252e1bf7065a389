"""Danger: advice and an urgent person at once, before any form and whatever was asked."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.answers import Answers
from bot.backoffice import CustomerFile, Product, ShopUnavailable, SqlBackoffice
from bot.backoffice.matter_tables import ClaimRow
from bot.database import Database
from bot.knowledge.documents import Document, Passage, Unit
from bot.knowledge.results import Hit, SearchResult
from tests.action_calls import (
    MANUAL,
    PASSAGE,
    Conversation,
    OnePassage,
    client,
    contacts,
    desk,
    said,
)

SMOKE = "If black smoke comes out, unplug the appliance at once."
CLEAN = "Grease that smokes: clean the drawer."


class OneDanger(OnePassage):
    """Knows one section about smoke."""

    def __init__(self, text: str) -> None:
        units = (Unit(0, len(text), "sentence"),)
        self._one = replace(PASSAGE, heading_path=("Safety", "Smoke"), text=text, units=units)

    def search(self, question: str, *, language: str, product: str | None) -> SearchResult:
        sure = 0.99 if "smoke" in question.lower() else 0.1
        return SearchResult("v1", question, [Hit(self._one, sure, sure, sure, [sure])])

    def passage(self, passage_id: str) -> Passage:
        return self._one

    def document(self, document_id: str) -> Document:
        return MANUAL


@pytest.fixture
async def smoky(shop: Database) -> AsyncIterator[Conversation]:
    """A conversation with a manual that says what to do about smoke."""
    async with client(desk(shop, OneDanger(SMOKE))) as http:
        yield Conversation(http)


def lead(talk: Conversation, text: str, **entities: str) -> None:
    """A message that the service sends as danger for its words' sake."""
    talk.hears("/safety", "safety", 1.0, **entities)
    heard = next(event for event in reversed(talk.events) if event["event"] == "user")
    heard["metadata"] |= {"led": True, "text": text}


async def test_a_danger_gets_the_manual_and_an_urgent_person(
    smoky: Conversation, shop: Database
) -> None:
    lead(smoky, "my coffee machine smokes", product="levante")
    told = await smoky.runs("action_safety")
    assert said(told) == [
        "utter_safety_stop", "utter_safety_manual", "utter_safety_copy", "utter_safety_person",
    ]  # fmt: skip
    assert told[2]["text"] == SMOKE
    assert told[2]["custom"]["citations"][0]["page"] == 12
    assert told[3]["custom"] == {"handoff": {"reason": "safety"}}
    (contact,) = await contacts(shop)
    assert (contact.text, contact.outcome) == ("my coffee machine smokes", "escalated")
    assert (contact.reason, contact.product) == ("safety", "levante")
    assert (await Answers(shop).get(told[2]["custom"]["answer"]))[0].text == SMOKE


async def test_without_a_product_the_advice_is_general_and_nothing_is_asked(
    smoky: Conversation,
) -> None:
    lead(smoky, "it smokes")
    assert said(await smoky.runs("action_safety")) == ["utter_safety_stop", "utter_safety_person"]


async def test_a_section_on_cleaning_is_no_advice(shop: Database) -> None:
    async with client(desk(shop, OneDanger(CLEAN))) as http:
        talk = Conversation(http)
        lead(talk, "my coffee machine smokes", product="levante")
        assert said(await talk.runs("action_safety")) == [
            "utter_safety_stop", "utter_safety_person",
        ]  # fmt: skip


async def test_a_form_steps_aside_and_is_left(smoky: Conversation) -> None:
    smoky.hears("where is my order?", "order_status")
    await smoky.fills("order_status_form")
    lead(smoky, "it smokes")
    assert await smoky.fills("order_status_form") == []
    assert smoky.asked == "order_number", "danger is no answer and no failed one"
    await smoky.runs("action_safety")
    assert smoky.form is None
    assert not smoky.slots["requested_slot"]


STOP = "utter_safety_stop"


@pytest.mark.parametrize(
    ("text", "confidence", "stops"),
    [
        ("the casing gave a big bang", 0.5, True),
        ("la carcasa ha pegado un chasquido azul", 0.5, True),
        ("something awful is going on with it", 0.71, True),
        ("something awful is going on with it", 0.69, False),
        ("algo horrible le pasa", 0.71, True),
        ("algo horrible le pasa", 0.69, False),
        ("it drips underneath", 0.98, False),
        ("should it smoke the first time?", 0.98, False),
        ("no echa humo, solo hace ruido", 0.98, False),
        ("the neighbour's fryer caught fire, is mine safe?", 0.2, True),
    ],
)
@pytest.mark.parametrize("form", [None, "order_status_form"])
async def test_words_and_classifier_decide_alone_and_in_a_form(
    smoky: Conversation, text: str, confidence: float, stops: bool, form: str | None
) -> None:
    if form:
        smoky.hears("where is my order?", "order_status")
        await smoky.fills(form)
    smoky.hears(text, "safety", confidence)
    if form:
        await smoky.fills(form)
    told = said(await smoky.runs("action_safety"))
    assert (told[0] == STOP) is stops, told
    assert (smoky.form is None) is (stops or form is None), "a false alarm leaves the form open"


async def test_what_words_deny_is_answered_as_a_question(smoky: Conversation) -> None:
    smoky.hears("should it smoke the first time?", "safety", 0.9, product="levante")
    assert said(await smoky.runs("action_safety")) == ["utter_answer"]


async def claims_of(shop: Database, customer: str) -> list[tuple[str, str | None, str]]:
    """Kind, product and words of what is on record."""
    found = (await SqlBackoffice(shop).record_of(customer)).claims
    return [(one.kind, one.product_id, one.text) for one in found if one.kind == "safety"]


async def test_a_known_customers_danger_is_on_record_once_for_each_product(
    smoky: Conversation, shop: Database
) -> None:
    await desk(shop).identity.remember("conversation-1", "c001")
    for text, product in [
        ("my coffee machine smokes", "levante"), ("it smokes again", "levante"),
        ("and the robot caught fire", "cierzo"),
    ]:  # fmt: skip
        lead(smoky, text, product=product)
        assert said(await smoky.runs("action_safety"))[0] == STOP
    assert await claims_of(shop, "c001") == [
        ("safety", "levante", "my coffee machine smokes"),
        ("safety", "cierzo", "and the robot caught fire"),
    ]


async def test_the_same_message_again_is_the_same_record(
    smoky: Conversation, shop: Database
) -> None:
    await desk(shop).identity.remember("conversation-1", "c001")
    lead(smoky, "it smokes")
    await smoky.runs("action_safety")
    await smoky.runs("action_safety")
    assert await claims_of(shop, "c001") == [("safety", None, "it smokes")]


async def test_a_strangers_danger_is_nobodys_record(smoky: Conversation, shop: Database) -> None:
    lead(smoky, "it smokes", product="levante")
    await smoky.runs("action_safety")
    async with shop.read() as session:
        told = (await session.scalars(select(ClaimRow.text))).all()
    assert "it smokes" not in told


class Silent(SqlBackoffice):
    """Records and a catalogue that cannot be reached."""

    async def record_of(self, customer_id: str) -> CustomerFile:
        raise ShopUnavailable("no route")

    async def products(self) -> list[Product]:
        raise ShopUnavailable("no route")


async def test_without_records_and_manuals_the_warning_and_the_person_come_all_the_same(
    shop: Database,
) -> None:
    made = replace(desk(shop, OneDanger(SMOKE)), backoffice=Silent(shop))
    await made.identity.remember("conversation-1", "c001")
    async with client(made) as http:
        talk = Conversation(http)
        lead(talk, "my coffee machine smokes", product="levante")
        told = await talk.runs("action_safety")
    assert said(told) == [STOP, "utter_safety_person"]
    assert told[1]["custom"] == {"handoff": {"reason": "safety"}}


async def test_the_message_before_keeps_its_own_contact(
    smoky: Conversation, shop: Database
) -> None:
    smoky.hears("asdf asdf", "nlu_fallback", 0.1)
    await smoky.runs("action_fallback")
    lead(smoky, "it smokes")
    await smoky.runs("action_safety")
    found = [(one.message_id, one.outcome) for one in await contacts(shop)]
    assert found == [("message-1", "unanswered"), ("message-2", "escalated")]
