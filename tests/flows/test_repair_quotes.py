"""The workshop's quote: told with its price, accepted or refused in words, once."""

import pytest

from actions.repair.quotes import PLAIN, SAID
from bot.backoffice import Proof
from bot.backoffice.matters import Repair
from bot.database import Database
from tests.action_calls import Conversation, desk, said

PILAR = "pilar.gimeno@correo.example"
FORM = "repair_status_form"


async def asks(talk: Conversation, language: str = "en") -> None:
    """Up to the question whether the quote is accepted."""
    talk.language = talk.slots["language"] = language
    talk.hears("how is REP-29981?", "repair_status")
    await talk.fills(FORM)
    talk.hears(PILAR, "inform", email=PILAR)
    await talk.fills(FORM)
    assert talk.asked == "repair_quote"


async def hears(talk: Conversation, text: str, intent: str = "nlu_fallback", **more: str) -> None:
    talk.hears(text, intent, **more)
    await talk.fills(FORM)


async def now(shop: Database) -> Repair:
    return await desk(shop).backoffice.find_repair("REP-29981", Proof(customer_id="c013"))


async def test_the_quote_is_told_with_what_a_no_costs(talk: Conversation) -> None:
    await asks(talk)
    (told,) = await talk.runs("action_ask_repair_quote")
    assert (told["response"], told["price"]) == ("utter_repair_is_quoted", "€118.00")
    assert told["diagnosis"].startswith("€")
    assert "waiting for your yes" in told["history"]


@pytest.mark.parametrize(
    ("language", "text", "intent", "response", "becomes"),
    [
        ("en", "I accept the quote", "nlu_fallback", "accepted", "repairing"),
        ("en", "yes", "affirm", "accepted", "repairing"),
        ("en", "go ahead and fix it", "request_repair", "accepted", "repairing"),
        ("es", "sí, adelante", "affirm", "accepted", "repairing"),
        ("es", "lo acepto", "nlu_fallback", "accepted", "repairing"),
        ("en", "no, that is too expensive", "deny", "declined", "declined"),
        ("en", "I don't accept it", "deny", "declined", "declined"),
        ("es", "no lo acepto", "cancel", "declined", "declined"),
        ("es", "no", "deny", "declined", "declined"),
        ("en", "I have to think about it", "nlu_fallback", "waits", "quoted"),
        ("es", "todavía no, luego le digo", "deny", "waits", "quoted"),
        ("es", "gracias", "thank", "waits", "quoted"),
    ],
)
async def test_it_is_answered_in_words(
    talk: Conversation,
    shop: Database,
    language: str,
    text: str,
    intent: str,
    response: str,
    becomes: str,
) -> None:
    await asks(talk, language)
    await hears(talk, text, intent)
    assert talk.asked is None
    (told,) = await talk.runs("action_repair_status")
    assert told["response"] == f"utter_repair_quote_{response}"
    assert ("settled" in (told["custom"] or {})) == (response != "waits")
    assert (await now(shop)).status == becomes
    assert talk.slots["repair_quote"] is None


@pytest.mark.parametrize(("step", "becomes"), [("accept", "repairing"), ("decline", "declined")])
async def test_it_is_answered_with_a_button(
    talk: Conversation, shop: Database, step: str, becomes: str
) -> None:
    await asks(talk)
    await hears(talk, "/inform", "inform", repair_step=step)
    await talk.runs("action_repair_status")
    found = await now(shop)
    assert (found.status, found.steps[-1].became) == (becomes, becomes)


async def test_a_question_answers_nothing_and_the_quote_comes_again(
    talk: Conversation, shop: Database
) -> None:
    await asks(talk)
    await hears(talk, "do you accept cards?", "faq_question")
    assert talk.asked == "repair_quote"
    assert (await now(shop)).status == "quoted"


async def test_an_answer_that_came_from_elsewhere_meanwhile_stands(
    talk: Conversation, shop: Database
) -> None:
    await asks(talk)
    await desk(shop).backoffice.answer_quote("REP-29981", PILAR, False, "another message")
    await hears(talk, "I accept", "nlu_fallback")
    await talk.fills(FORM)
    assert said(await talk.runs("action_repair_status")) == ["utter_repair_is_declined"]


async def test_nobody_else_answers_it(talk: Conversation, shop: Database) -> None:
    await hears(talk, "I accept the quote of REP-29981", "repair_status")
    assert talk.asked == "email"
    eve = "lucia.ferrer@example.com"
    talk.hears(eve, "inform", email=eve)
    (told,) = await talk.fills(FORM)
    assert told["response"] == "utter_repair_not_found"
    assert (await now(shop)).status == "quoted"


def test_each_answer_has_words_of_its_own() -> None:
    assert set(PLAIN) < set(SAID)
