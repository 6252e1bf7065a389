"""Complaints: heard, said back, recorded or passed on, and never asked for twice."""

from bot.backoffice import SqlBackoffice
from bot.database import Database
from bot.grievances import in_words, is_told, subjects_in
from tests.action_calls import Conversation, contacts, said

TOLD = "your driver came two weeks late and shouted at me"
TOM = "tom.barker@example.org"


async def complain(talk: Conversation, answer: str, intent: str) -> list[str]:
    """A complaint that says what happened, and the answer to what to do with it."""
    talk.hears(TOLD, "complaint")
    assert await talk.fills("complaint_form") == []
    assert talk.asked == "complaint_way"
    (heard,) = await talk.runs("action_ask_complaint_way")
    assert TOLD in heard["summary"]
    assert "the way you were treated" in heard["summary"]
    talk.hears(answer, intent)
    await talk.fills("complaint_form")
    assert talk.asked is None
    return said(await talk.runs("action_complaint"))


async def test_it_is_recorded_once_with_a_number(talk: Conversation, shop: Database) -> None:
    assert await complain(talk, "yes, put it on record", "affirm") == ["utter_complaint_recorded"]
    (contact,) = await contacts(shop)
    assert (contact.text, contact.outcome) == (TOLD, "transaction")
    assert talk.slots["complaint_text"] is None


async def test_the_record_is_the_customers_once_they_are_known(
    talk: Conversation, shop: Database
) -> None:
    talk.hears("where is TR-104388?", "order_status", order_number="TR-104388", email=TOM)
    await talk.fills("order_status_form")
    await talk.runs("action_order_status")
    talk.form = None
    await complain(talk, "record it please", "affirm")
    order = await SqlBackoffice(shop).find_order("TR-104388", TOM)
    (claim, *_) = (await SqlBackoffice(shop).record_of(order.customer_id)).claims[::-1]
    assert (claim.kind, claim.order_number, claim.text) == ("complaint", "TR-104388", TOLD)


async def test_a_person_gets_what_was_told(talk: Conversation, shop: Database) -> None:
    talk.slots["order_number"] = "TR-104388"
    assert await complain(talk, "a person", "ask_for_person") == ["utter_complaint_handoff"]
    (contact,) = await contacts(shop)
    assert (contact.outcome, contact.reason) == ("escalated", "negative_feedback")


async def test_it_may_be_left(talk: Conversation) -> None:
    assert await complain(talk, "neither", "nlu_fallback") == ["utter_complaint_left"]


async def test_what_happened_is_asked_once_where_it_was_not_said(talk: Conversation) -> None:
    talk.hears("I want to complain", "complaint")
    await talk.fills("complaint_form")
    assert talk.asked == "complaint_text"
    talk.hears("the box was wet", "feedback_negative")
    await talk.fills("complaint_form")
    assert talk.slots["complaint_text"] == "the box was wet"
    assert talk.asked == "complaint_way"


async def test_an_answer_that_is_none_is_refused_once_and_then_a_person_is_offered(
    talk: Conversation,
) -> None:
    talk.hears(TOLD, "complaint")
    await talk.fills("complaint_form")
    talk.hears("blue", "nlu_fallback", 0.1)
    assert said(await talk.fills("complaint_form")) == ["utter_invalid_complaint_way"]
    talk.hears("blue", "nlu_fallback", 0.1)
    await talk.fills("complaint_form")
    assert said(await talk.runs("action_complaint")) == ["utter_give_up"]


def test_grievances_are_named_in_both_languages() -> None:
    spanish = "llevo un mes esperando y nadie contesta"
    assert in_words(subjects_in(spanish), "es") == "que no le han contestado y el retraso"
    assert in_words(subjects_in("I was overcharged and the technician never came"), "en").count(
        " and "
    )
    assert in_words([], "en") == ""
    assert not is_told("quiero poner una queja")
    assert is_told("me cobraron dos veces")
