"""Repairs: advice first, whose it is, what it costs, when, and how it is going."""

import pytest

from bot.backoffice import RepairRequest
from bot.database import Database
from tests.action_calls import LEAK, Conversation, contacts, desk, said

OLIVER = "oliver.hughes@example.org"
MARTA = "marta.vidal@example.com"
FORM = "repair_form"


async def hears(
    talk: Conversation, text: str, intent: str = "inform", **entities: str
) -> list[str]:
    """A message while the form is open; what the form says to it."""
    talk.hears(text, intent, 0.9, "", **entities)
    return said(await talk.fills(FORM))


async def until_times(talk: Conversation, way: str = "I will bring it to a shop") -> None:
    """Up to the choice of a time, for an espresso machine that is out of guarantee."""
    talk.slots["product"] = "levante"
    await hears(talk, "I want a repair", "request_repair")
    await hears(talk, "it drips from below", "manual_question")
    await hears(talk, "skip", "cancel")
    await hears(talk, "TR-099061", order_number="TR-099061")
    await hears(talk, OLIVER, email=OLIVER)
    await hears(talk, way, "inform")


async def test_the_manual_comes_first_and_may_solve_it(talk: Conversation, shop: Database) -> None:
    await hears(talk, "i need a repair", "request_repair")
    assert talk.asked == "product"
    assert len((await talk.runs("action_ask_product"))[0]["buttons"]) == 6
    await hears(talk, "the levante", product="levante")
    await hears(talk, "it drips from below", "manual_question")
    assert talk.asked == "repair_advice"
    told = await talk.runs("action_ask_repair_advice")
    assert said(told) == ["utter_try_this_first", "utter_advice"]
    assert told[1]["text"] == LEAK
    assert told[1]["custom"]["citations"][0]["page"] == 12
    await hears(talk, "yes, it works now", "feedback_positive")
    assert talk.asked is None
    assert said(await talk.runs("action_repair")) == ["utter_repair_solved"]
    (contact,) = await contacts(shop)
    assert (contact.text, contact.outcome) == ("i need a repair", "answered_manual")
    assert contact.feedback == 1


async def test_advice_that_was_read_is_not_read_out_again(talk: Conversation) -> None:
    talk.slots["product"] = "levante"
    await hears(talk, "i need a repair", "request_repair")
    await hears(talk, "it drips from below", "manual_question")
    await talk.runs("action_ask_repair_advice")
    talk.hears("do you take cards?", "faq_question")
    await talk.runs("action_answer")
    await talk.fills(FORM)
    assert said(await talk.runs("action_ask_repair_advice")) == ["utter_repair_did_it_help"]


async def test_when_the_manual_has_no_more_the_repair_goes_on(talk: Conversation) -> None:
    talk.slots["product"] = "levante"
    await hears(talk, "i need a repair", "request_repair")
    await hears(talk, "it drips from below", "manual_question")
    assert await hears(talk, "still the same", "deny") == ["utter_repair_no_more_advice"]
    assert (talk.slots["repair_advice"], talk.asked) == ("none", "order_number")


async def test_a_fault_told_at_once_is_not_asked_again(talk: Conversation) -> None:
    await hears(talk, "my levante drips, repair it please", "request_repair", product="levante")
    assert (talk.asked, talk.slots["repair_fault"]) == (
        "repair_advice",
        "my levante drips, repair it please",
    )


async def test_a_symptom_that_no_manual_knows_is_not_asked_again(talk: Conversation) -> None:
    text = "necesito que me arreglen el terral, se para y no enfría"
    await hears(talk, text, "request_repair", product="terral")
    assert (talk.slots["repair_fault"], talk.asked != "repair_fault") == (text, True)


async def test_who_has_tried_everything_is_spared_the_manual(talk: Conversation) -> None:
    text = "my levante drips, i tried everything, repair it"
    await hears(talk, text, "request_repair", product="levante")
    assert talk.asked == "order_number"


@pytest.mark.parametrize("text", ["skip", "just book it", "I already tried that", "sáltatelo"])
async def test_the_advice_is_skipped_in_words(talk: Conversation, text: str) -> None:
    talk.slots["product"] = "levante"
    await hears(talk, "i need a repair", "request_repair")
    await hears(talk, "it drips from below", "manual_question")
    await hears(talk, text, "nlu_fallback")
    assert talk.slots["repair_advice"] == "skipped"


async def test_danger_is_no_fault_to_write_down(talk: Conversation) -> None:
    talk.slots["product"] = "levante"
    await hears(talk, "i need a repair", "request_repair")
    before = dict(talk.slots)
    assert await hears(talk, "there is smoke coming out of it", "safety") == []
    assert talk.slots == before


async def test_a_repair_out_of_guarantee_is_booked(talk: Conversation, shop: Database) -> None:
    talk.slots["product"] = "levante"
    await hears(talk, "I want a repair", "request_repair")
    await hears(talk, "it [drips](https://evil.example) from below", "manual_question")
    await hears(talk, "skip", "cancel")
    await hears(talk, "TR-099061", order_number="TR-099061")
    talk.hears(OLIVER, "inform", email=OLIVER)
    (terms,) = await talk.fills(FORM)
    assert terms["response"] == "utter_repair_terms_expired" or terms["response"].endswith(
        "covered"
    )
    assert "/policies/warranty" in terms["why"]
    assert talk.asked == "repair_way"
    await talk.runs("action_ask_repair_way")
    await hears(talk, "I'll bring it to you", "inform")
    assert talk.asked == "repair_place"
    assert len((await talk.runs("action_ask_repair_place"))[0]["buttons"]) == 4
    await hears(talk, "girona")
    (question,) = await talk.runs("action_ask_repair_slot")
    assert len(question["buttons"]) == 7
    first = question["buttons"][0]["title"]
    await hears(talk, "the first one")
    (summary,) = await talk.runs("action_ask_repair_form_confirmed")
    assert r"\[drips\]" in summary["fault"]
    assert first.split(",")[0].split()[-1] in summary["when"]
    assert "Girona" in summary["where"]
    await hears(talk, "yes please", "affirm")
    assert talk.asked is None
    (told,) = await talk.runs("action_repair")
    assert (told["response"], told["repair_number"]) == ("utter_repair_booked", "REP-30011")
    (repair,) = (await desk(shop).backoffice.record_of("c009")).repairs
    assert repair.slot
    assert repair.slot.place == "girona"
    assert talk.slots["repair_slot"] is None
    (contact,) = await contacts(shop)
    assert (contact.outcome, contact.product) == ("transaction", "levante")


async def test_times_are_chosen_in_words(talk: Conversation) -> None:
    await until_times(talk, "collect it, please")
    offered = talk.slots["repair_offered"]
    assert len(offered) == 6
    await hears(talk, "any other day?", "faq_question")
    assert not set(offered) & set(talk.slots["repair_offered"])
    await hears(talk, "tuesday morning", "nlu_fallback")
    assert talk.asked == "confirmed"
    chosen = talk.slots["repair_slot"]
    assert chosen.startswith("pick_up/address/")
    assert chosen.endswith("/09")
    await hears(talk, "no, rather wednesday afternoon", "deny")
    assert talk.asked == "confirmed"
    assert talk.slots["repair_slot"].endswith("/15")


async def test_a_time_that_is_not_to_be_had_brings_the_nearest(talk: Conversation) -> None:
    await until_times(talk, "pick it up")
    assert await hears(talk, "on sunday morning") == ["utter_repair_no_such_time"]
    assert talk.asked == "repair_slot"
    assert all(one.endswith("/09") for one in talk.slots["repair_offered"])


async def test_a_time_taken_by_somebody_else_is_chosen_again(
    talk: Conversation, shop: Database
) -> None:
    await until_times(talk, "pick it up")
    await hears(talk, "the first one")
    taken = talk.slots["repair_slot"]
    broken = RepairRequest("it is loud", taken, "GB8-2509-012060")
    await desk(shop).backoffice.open_repair(broken, MARTA, "another message")
    assert await hears(talk, "yes", "affirm") == ["utter_repair_slot_taken"]
    assert talk.asked == "repair_slot"
    assert taken not in talk.slots["repair_offered"]
    await hears(talk, "the first one")
    await hears(talk, "yes", "affirm")
    assert said(await talk.runs("action_repair")) == ["utter_repair_booked"]


async def test_a_no_books_nothing(talk: Conversation, shop: Database) -> None:
    await until_times(talk, "pick it up")
    await hears(talk, "any")
    await hears(talk, "no", "deny")
    assert talk.asked is None
    assert said(await talk.runs("action_repair")) == ["utter_repair_not_booked"]
    assert (await desk(shop).backoffice.record_of("c009")).repairs == ()


async def test_the_washing_machine_is_repaired_at_home(talk: Conversation) -> None:
    talk.slots.update(product="garbi", repair_fault="x")
    await hears(talk, "my garbi is broken, i tried everything", "request_repair", product="garbi")
    await hears(talk, "it does not spin", "manual_question")
    await hears(talk, "GB8-2509-012060", serial_number="GB8-2509-012060")
    assert await hears(talk, MARTA, email=MARTA) == ["utter_repair_terms_covered"]
    assert (talk.slots["repair_way"], talk.asked) == ("home", "repair_slot")


async def test_an_open_repair_is_told_instead_of_a_second_one(talk: Conversation) -> None:
    email = "hannah.price@example.com"
    await hears(talk, "my garbi is broken, i tried everything", "request_repair", product="garbi")
    await hears(talk, "it does not spin", "manual_question")
    await hears(talk, "TR-100981", order_number="TR-100981")
    assert await hears(talk, email, email=email) == []
    assert talk.asked is None
    (told,) = await talk.runs("action_repair")
    assert (told["response"], told["repair_number"]) == ("utter_repair_stands", "REP-30002")


async def test_a_product_that_the_order_has_not_is_said(talk: Conversation) -> None:
    await hears(talk, "my levante drips, i tried everything", "request_repair", product="levante")
    await hears(talk, "TR-101277", order_number="TR-101277")
    assert await hears(talk, MARTA, email=MARTA) == ["utter_repair_not_in_order"]
    assert talk.asked == "order_number"
    await hears(talk, "sorry, the garbi", product="garbi")
    assert talk.slots["product"] == "garbi"


async def test_what_was_not_delivered_is_not_repaired(talk: Conversation) -> None:
    tom = "tom.barker@example.org"
    await hears(talk, "my cierzo is broken, i tried everything", "request_repair", product="cierzo")
    await hears(talk, "it makes a noise", "manual_question")
    await hears(talk, "TR-104388", order_number="TR-104388")
    assert await hears(talk, tom, email=tom) == ["utter_warranty_not_delivered"]


async def test_a_repair_is_followed_by_its_number(talk: Conversation) -> None:
    talk.hears("how is REP-29967?", "repair_status")
    await talk.fills("repair_status_form")
    assert talk.asked == "email"
    talk.hears("youssef.amrani@correo.example", "inform", email="youssef.amrani@correo.example")
    await talk.fills("repair_status_form")
    (told,) = await talk.runs("action_repair_status")
    assert (told["response"], told["item"]) == ("utter_repair_is_repairing", "Cierzo")
    assert [line.partition(": ")[2] for line in told["history"].splitlines()] == [
        "booked",
        "at the workshop",
        "being repaired",
    ]


@pytest.mark.parametrize("number", ["REP-29967", "REP-99999"])
async def test_somebody_elses_repair_is_not_told(talk: Conversation, number: str) -> None:
    talk.hears(f"how is {number}?", "repair_status")
    await talk.fills("repair_status_form")
    talk.hears(MARTA, "inform", email=MARTA)
    (told,) = await talk.fills("repair_status_form")
    assert told["response"] == "utter_repair_not_found"
    assert (talk.asked, talk.slots["email"]) == ("repair_number", None)


async def test_a_repair_is_found_by_its_order(talk: Conversation) -> None:
    talk.hears("my repair of TR-101498?", "repair_status", order_number="TR-101498")
    await talk.fills("repair_status_form")
    talk.hears("17004", "inform")
    await talk.fills("repair_status_form")
    assert said(await talk.runs("action_repair_status")) == ["utter_repair_is_repairing"]


async def test_who_is_known_is_asked_nothing(talk: Conversation, shop: Database) -> None:
    await desk(shop).identity.remember("conversation-1", "c020")
    talk.hears("how is my repair going?", "repair_status")
    await talk.fills("repair_status_form")
    assert talk.asked is None
    assert said(await talk.runs("action_repair_status")) == ["utter_repair_is_repairing"]


async def test_no_repair_is_said_so(talk: Conversation) -> None:
    talk.hears("my repair of TR-101277?", "repair_status", order_number="TR-101277")
    await talk.fills("repair_status_form")
    talk.hears(MARTA, "inform", email=MARTA)
    await talk.fills("repair_status_form")
    assert said(await talk.runs("action_repair_status")) == ["utter_repair_none"]


async def test_a_time_is_narrowed_step_by_step(talk: Conversation) -> None:
    await until_times(talk, "pick it up")
    await hears(talk, "not on tuesday")
    assert talk.slots["form_attempts"] == 0
    await hears(talk, "on friday")
    assert talk.asked == "repair_slot"
    day = {one.split("/")[2] for one in talk.slots["repair_offered"]}
    await hears(talk, "at ten")
    assert talk.asked == "confirmed"
    assert {talk.slots["repair_slot"].split("/")[2]} == day


async def test_a_number_given_while_advice_is_told_goes_on(talk: Conversation) -> None:
    talk.slots["product"] = "levante"
    await hears(talk, "i need a repair", "request_repair")
    await hears(talk, "skip")
    assert talk.slots["repair_fault"] is None
    await hears(talk, "it drips from below", "manual_question")
    assert talk.asked == "repair_advice"
    await hears(talk, "TR-099061", order_number="TR-099061")
    assert (talk.slots["repair_advice"], talk.asked) == ("skipped", "email")


async def test_what_sounds_like_praise_is_still_the_fault(talk: Conversation) -> None:
    await hears(talk, "i need my garbi repaired", "request_repair", product="garbi")
    await hears(talk, "all good, it works now", "feedback_positive")
    assert talk.slots["repair_fault"] is None
    await hears(talk, "it turns itself off", "feedback_positive")
    assert talk.slots["repair_fault"] == "it turns itself off"


async def test_a_number_alone_is_no_fault(talk: Conversation) -> None:
    await hears(talk, "i need my garbi repaired", "request_repair", product="garbi")
    await hears(talk, "GB8-2509-012060", serial_number="GB8-2509-012060")
    assert (talk.asked, talk.slots["repair_fault"]) == ("repair_fault", None)
