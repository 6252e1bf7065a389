"""Returns: chosen, judged, summed up, opened, followed and cancelled, through the real webhook."""

import pytest

from actions.returns.opening import ELSE, REFUSED
from actions.returns.words import condition_in, reason_in, way_in, wish_in
from bot.backoffice import Proof
from bot.database import Database
from bot.policies.decisions import RETURN_CODES
from tests.action_calls import Conversation, contacts, desk, said
from tests.test_names import DOMAIN

LUCIA = "lucia.ferrer@example.com"
ROSA = "rosa.barcelo@correo.example"
TOM = "tom.barker@example.org"
MARTA = "marta.vidal@example.com"


async def answers(talk: Conversation, *texts: str, intent: str = "inform") -> None:
    for text in texts:
        talk.hears(text, intent)
        await talk.fills("return_form")


async def opened(talk: Conversation, *texts: str) -> dict[str, object]:
    """Answer the form's questions, say yes, and give what is said then."""
    await answers(talk, *texts)
    assert talk.asked == "confirmed"
    talk.hears("yes", "affirm")
    await talk.fills("return_form")
    assert talk.asked is None
    return (await talk.runs("action_open_return"))[-1]


def known(talk: Conversation, number: str, email: str) -> None:
    talk.slots.update(order_number=number, email=email)


async def test_a_return_step_by_step(talk: Conversation, shop: Database) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("i want to return the levante", "request_return", product="levante")
    await talk.fills("return_form")
    assert talk.asked == "return_reason"
    await answers(talk, "i don't want it")
    assert talk.asked == "return_condition"
    await answers(talk, "it is unopened")
    assert talk.asked == "return_wish"
    (wish,) = await talk.runs("action_ask_return_wish")
    assert [button["title"] for button in wish["buttons"]] == ["My money back", "A voucher"]
    await answers(talk, "my money back")
    assert talk.asked == "return_way"
    (way,) = await talk.runs("action_ask_return_way")
    assert [one["title"] for one in way["buttons"]] == [
        "Collection from home (€6.90)",
        "Label to send it (€6.90)",
        "Drop-off at a shop (free)",
    ]
    await answers(talk, "please collect it")
    (summary,) = await talk.runs("action_ask_return_form_confirmed")
    assert summary["wish"] == "a refund, €422.10"
    assert "(https://shop.example/policies/returns?lang=en#2.1)" in summary["verdict"]
    told = await opened(talk)
    assert told["response"] == "utter_return_opened_pick_up"
    assert str(told["return_number"]).startswith("RMA-")
    assert talk.slots["return_items"] is None
    assert talk.slots["product"] == "levante"
    (contact,) = await contacts(shop)
    assert (contact.outcome, contact.intent) == ("transaction", "request_return")


async def test_the_same_return_twice_is_one(talk: Conversation) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("i want to return it, i don't like it", "request_return")
    await talk.fills("return_form")
    first = await opened(talk, "unused", "money back", "label")
    assert str(first["label"]).startswith(str(first["return_number"]))
    talk.form = None
    talk.hears("i want to return it, i don't like it", "request_return")
    await talk.fills("return_form")
    assert talk.asked is None
    (again,) = await talk.runs("action_open_return")
    assert again["response"] == "utter_return_already_open"
    assert again["return_number"] == first["return_number"]


async def test_a_fault_is_free_and_its_condition_is_not_asked_for(talk: Conversation) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("i want to return it, it does not work", "request_return")
    await talk.fills("return_form")
    assert talk.asked == "return_wish"
    told = await opened(talk, "another one", "i will take it to a shop")
    assert told["response"] == "utter_return_opened_shop"
    assert told["cost"] == "free"


@pytest.mark.parametrize(
    ("number", "email", "reason", "code", "clause", "offers"),
    [
        ("TR-101277", MARTA, "withdrawal", "outside_window", "#2.1", "Ask for an exception"),
        (
            "TR-101277",
            MARTA,
            "faulty",
            "faulty_in_guarantee",
            "/policies/warranty",
            "Ask for a repair",
        ),
        ("TR-104388", TOM, "withdrawal", "not_delivered", "", "See my order"),
        ("TR-104552", "diego.fuentes@example.com", "withdrawal", "order_cancelled", "", "Find out"),
        ("TR-103900", "emily.clarke@example.org", "withdrawal", "already_returned", "", "Find out"),
        ("TR-104526", "grace.oconnor@example.org", "withdrawal", "already_open", "", "See how"),
    ],
)
async def test_a_refusal_says_why_and_what_else(
    talk: Conversation, number: str, email: str, reason: str, code: str, clause: str, offers: str
) -> None:
    known(talk, number, email)
    talk.hears("i want to return it", "request_return", return_reason=reason)
    await talk.fills("return_form")
    assert talk.asked is None
    (told,) = await talk.runs("action_open_return")
    assert told["response"] == f"utter_return_{code}"
    assert clause in told["clauses"]
    assert any(offers in button["title"] for button in told["buttons"])
    assert "settled" not in told.get("custom", {}), "who was refused is not asked how it went"


def test_every_verdict_has_words_and_what_else_there_is() -> None:
    written = DOMAIN["responses"]
    for code in REFUSED:
        spanish, english = written[f"utter_return_{code}"]
        assert spanish["condition"], code
        assert spanish["text"] != english["text"], code
    assert set(ELSE) == set(REFUSED)
    assert {*REFUSED, "inside_window"} == set(RETURN_CODES)


async def test_an_exception_goes_to_a_person_with_what_is_known(
    talk: Conversation, shop: Database
) -> None:
    known(talk, "TR-101277", "marta.vidal@example.com")
    talk.hears("i want to return it, i don't like it", "request_return")
    await talk.fills("return_form")
    await talk.runs("action_open_return")
    talk.form = None
    talk.hears("/request_return", "request_return", return_wish="exception")
    await talk.fills("return_form")
    assert talk.asked is None
    (told,) = await talk.runs("action_open_return")
    assert told["custom"]["handoff"] == {"reason": "policy_exception"}
    assert told["custom"]["gathered"] == {
        "order_number": "TR-101277",
        "return_items": [["garbi", 1]],
        "return_reason": "withdrawal",
        "return_wish": "exception",
    }
    assert "Garbí" in told["known"]
    assert (await contacts(shop))[-1].outcome == "escalated"


async def test_several_items_and_how_many(talk: Conversation, shop: Database) -> None:
    known(talk, "TR-104535", ROSA)
    talk.hears("i want to return something", "request_return")
    await talk.fills("return_form")
    assert talk.asked == "return_items"
    (question,) = await talk.runs("action_ask_return_items")
    assert [button["title"] for button in question["buttons"]] == ["Cierzo", "Siroco"]
    talk.hears("the fryer", "inform", product="siroco")
    await talk.fills("return_form")
    assert talk.asked == "return_quantity"
    await answers(talk, "just one")
    assert talk.slots["return_items"] == [["siroco", 1]]
    await answers(talk, "i changed my mind", "unused", "voucher", "shop")
    (summary,) = await talk.runs("action_ask_return_form_confirmed")
    assert summary["wish"] == "a voucher of €119.00"
    told = await opened(talk)
    found = await desk(shop).backoffice.find_return(
        str(told["return_number"]), Proof(customer_id="c017")
    )
    assert [(one.product_id, one.quantity) for one in found.items] == [("siroco", 1)]
    assert (found.wish, found.way, found.condition) == ("voucher", "shop", "unused")


async def test_all_of_an_order(talk: Conversation) -> None:
    known(talk, "TR-104535", ROSA)
    talk.hears("i want to return order TR-104535", "request_return")
    await talk.fills("return_form")
    await answers(talk, "everything")
    assert talk.slots["return_items"] == [["cierzo", 1], ["siroco", 2]]


async def test_an_earlier_answer_is_changed_while_a_later_one_is_asked(talk: Conversation) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("i want to return it", "request_return")
    await talk.fills("return_form")
    await answers(talk, "i don't like it", "unused")
    assert talk.asked == "return_wish"
    await answers(talk, "sorry, actually it does not work", intent="feedback_negative")
    assert talk.slots["return_reason"] == "faulty"
    assert talk.asked == "return_wish"
    await answers(talk, "my money back", "collect it")
    assert talk.asked == "confirmed"
    await answers(talk, "no, I would rather take it to a shop", intent="deny")
    assert (talk.slots["return_way"], talk.asked) == ("shop", "confirmed")


async def test_no_the_other_one(talk: Conversation) -> None:
    known(talk, "TR-104535", ROSA)
    talk.hears("i want to return the robot", "request_return", product="cierzo")
    await talk.fills("return_form")
    assert talk.asked == "return_reason"
    await answers(talk, "no, the other one", intent="deny")
    assert talk.slots["return_items"] == [["siroco", None]]
    assert talk.asked == "return_quantity"


async def test_another_number_begins_with_its_items(talk: Conversation) -> None:
    known(talk, "TR-104535", ROSA)
    talk.hears("return the robot, i don't like it", "request_return", product="cierzo")
    await talk.fills("return_form")
    talk.hears("no, TR-102702", "inform", order_number="TR-102702")
    await talk.fills("return_form")
    assert talk.slots["return_items"] is None
    assert talk.asked == "return_items"


async def test_a_no_opens_nothing(talk: Conversation, shop: Database) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("i want to return it, it does not work", "request_return")
    await talk.fills("return_form")
    await answers(talk, "my money back", "collect it")
    talk.hears("no", "deny")
    await talk.fills("return_form")
    assert said(await talk.runs("action_open_return")) == ["utter_return_not_opened"]
    proof = Proof(customer_id="c001")
    assert await desk(shop).backoffice.returns_of("TR-104512", proof) == []


async def test_an_exchange_is_its_own_way_in(talk: Conversation) -> None:
    known(talk, "TR-104263", "nuria.casals@correo.example")
    talk.hears("i want to exchange it, i don't like it", "exchange_product")
    await talk.fills("return_form")
    await answers(talk, "unused")
    assert (talk.slots["return_wish"], talk.asked) == ("exchange", "return_way")


async def test_an_exchange_that_is_not_offered_leads_to_what_is(talk: Conversation) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("i want to exchange it, i don't like it", "exchange_product")
    assert said(await talk.fills("return_form")) == ["utter_return_wish_not_offered"]
    assert talk.slots.get("return_wish") is None


async def test_damage_on_arrival_is_a_claim_and_a_return(
    talk: Conversation, shop: Database
) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("the coffee machine arrived with a dent", "report_damaged", product="levante")
    await talk.fills("return_form")
    assert (talk.slots["return_reason"], talk.asked) == ("damaged", "return_wish")
    await opened(talk, "another one", "collect it")
    record = await desk(shop).backoffice.record_of("c001")
    assert [one.kind for one in record.claims] == ["damaged"]
    assert [(one.reason, one.wish) for one in record.returns] == [("damaged", "exchange")]


async def test_more_about_the_damage_is_noted_and_the_wish_is_understood(
    talk: Conversation, shop: Database
) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("the coffee machine arrived with a dent", "report_damaged", product="levante")
    await talk.fills("return_form")
    talk.hears("its jug came apart as well", "report_damaged")
    assert said(await talk.fills("return_form")) == ["utter_noted"]
    talk.hears("send me one that is whole", "exchange_product")
    assert await talk.fills("return_form") == []
    assert (talk.slots["return_wish"], talk.asked) == ("exchange", "return_way")
    await answers(talk, "collect it", "yes")
    await talk.runs("action_open_return")
    (claim,) = (await desk(shop).backoffice.record_of("c001")).claims
    assert claim.text.endswith("with a dent its jug came apart as well")


async def test_a_reason_in_other_words_is_told_by_what_they_are_about(talk: Conversation) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("I want to send it back", "request_return")
    await talk.fills("return_form")
    talk.hears("it does not froth", "manual_question")
    await talk.fills("return_form")
    assert talk.slots["return_reason"] == "faulty"


async def test_what_it_does_not_do_is_a_fault_where_the_reason_was_asked(
    talk: Conversation,
) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("I want to send it back", "request_return")
    await talk.fills("return_form")
    talk.hears("doesnt froth", "feedback_negative")
    await talk.fills("return_form")
    assert talk.slots["return_reason"] == "faulty"


async def test_two_answers_that_mean_nothing_offer_a_person_and_open_nothing(
    talk: Conversation, shop: Database
) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("the coffee machine arrived with a dent", "report_damaged", product="levante")
    await talk.fills("return_form")
    for _ in range(2):
        talk.hears("blue", "inform")
        await talk.fills("return_form")
    assert said(await talk.runs("action_open_return")) == ["utter_give_up"]
    record = await desk(shop).backoffice.record_of("c001")
    assert (record.claims, record.returns) == ((), ())


async def test_damage_may_be_put_on_record_alone(talk: Conversation, shop: Database) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("you sent me the wrong colour", "report_damaged")
    await talk.fills("return_form")
    await answers(talk, "just letting you know")
    assert talk.asked is None
    assert said(await talk.runs("action_open_return")) == ["utter_claim_opened"]
    record = await desk(shop).backoffice.record_of("c001")
    assert ([one.kind for one in record.claims], record.returns) == (["wrong"], ())


@pytest.mark.parametrize(
    ("number", "email", "response"),
    [
        ("TR-104330", "isabel.quintana@example.com", "utter_return_is_approved"),
        ("TR-104117", "priya.nair@example.org", "utter_return_is_received"),
        ("TR-103702", "j.ortega@correo.example", "utter_return_is_rejected"),
        ("TR-104388", TOM, "utter_return_none"),
    ],
)
async def test_where_a_return_is(
    talk: Conversation, number: str, email: str, response: str
) -> None:
    known(talk, number, email)
    talk.hears("where is my return?", "return_status")
    await talk.fills("return_status_form")
    assert talk.asked is None
    assert said(await talk.runs("action_return_status")) == [response]


async def test_a_return_is_cancelled(talk: Conversation, shop: Database) -> None:
    known(talk, "TR-104526", "grace.oconnor@example.org")
    talk.hears("cancel my return RMA-20029", "cancel_return")
    await talk.fills("cancel_return_form")
    assert (talk.slots["return_number"], talk.asked) == ("RMA-20029", "confirmed")
    talk.hears("yes", "affirm")
    await talk.fills("cancel_return_form")
    assert said(await talk.runs("action_cancel_return")) == ["utter_return_cancelled"]
    found = await desk(shop).backoffice.find_return("RMA-20029", Proof(customer_id="c024"))
    assert found.status == "cancelled"


async def test_there_may_be_no_return_to_cancel(talk: Conversation) -> None:
    known(talk, "TR-104117", "priya.nair@example.org")
    talk.hears("cancel my return", "cancel_return")
    await talk.fills("cancel_return_form")
    assert talk.asked is None
    assert said(await talk.runs("action_cancel_return")) == [
        "utter_return_none_open",
        "utter_return_is_received",
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("es que no me gusta nada", "withdrawal"),
        ("he cambiado de idea", "withdrawal"),
        ("i just don't want it", "withdrawal"),
        ("no funciona", "faulty"),
        ("it stopped working after two days", "faulty"),
        ("ha llegado rota", "damaged"),
        ("it arrived smashed", "damaged"),
        ("no es lo que pedí", "wrong_item"),
        ("you sent me the wrong one", "wrong_item"),
        ("porque sí", None),
    ],
)
def test_reasons(text: str, reason: str | None) -> None:
    assert reason_in(text) == reason


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("sin abrir", "unused"),
        ("no lo he usado", "unused"),
        ("it's still in its box", "unused"),
        ("lo abrí y lo probé una vez", "opened"),
        ("i only tried it once", "opened"),
        ("lo he usado varias semanas", "used"),
        ("used it every day", "used"),
        ("azul", None),
    ],
)
def test_conditions(text: str, condition: str | None) -> None:
    assert condition_in(text) == condition


@pytest.mark.parametrize(
    ("text", "wish", "way"),
    [
        ("quiero mi dinero", "refund", None),
        ("que me mandéis otro igual", "exchange", None),
        ("prefiero un vale", "voucher", None),
        ("a replacement please", "exchange", None),
        ("lo llevo a la tienda", None, "shop"),
        ("que vengan a por ello", None, "pick_up"),
        ("mándeme la etiqueta", None, "label"),
        ("come and collect it", None, "pick_up"),
    ],
)
def test_wishes_and_ways(text: str, wish: str | None, way: str | None) -> None:
    assert (wish_in(text), way_in(text)) == (wish, way)


async def test_answers_may_come_before_their_questions(talk: Conversation) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("i want to return it", "request_return")
    await talk.fills("return_form")
    await answers(talk, "a refund", intent="request_refund")
    assert (talk.slots["return_wish"], talk.asked) == ("refund", "return_reason")
    await answers(talk, "i don't want it any more", intent="cancel")
    await answers(talk, "unused")
    assert talk.asked == "return_way"


async def test_a_question_answers_nothing(talk: Conversation) -> None:
    known(talk, "TR-104512", LUCIA)
    talk.hears("i want to return it, it does not work", "request_return")
    await talk.fills("return_form")
    talk.hears("how long does a refund take?", "faq_question")
    assert await talk.fills("return_form") == []
    assert talk.slots.get("return_wish") is None


async def test_a_count_is_corrected(talk: Conversation) -> None:
    known(talk, "TR-104535", ROSA)
    talk.hears("i want to return order TR-104535", "request_return")
    await talk.fills("return_form")
    talk.hears("the fryer", "inform", product="siroco")
    await talk.fills("return_form")
    await answers(talk, "both")
    assert talk.slots["return_items"] == [["siroco", 2]]
    await answers(talk, "no, just one", intent="deny")
    assert (talk.slots["return_items"], talk.asked) == ([["siroco", 1]], "return_reason")


async def test_everything_is_remembered_from_the_first_message(talk: Conversation) -> None:
    talk.hears("i want to return everything", "request_return")
    await talk.fills("return_form")
    talk.hears("TR-104535", "inform", order_number="TR-104535")
    await talk.fills("return_form")
    talk.hears(ROSA, "inform", email=ROSA)
    await talk.fills("return_form")
    assert talk.slots["return_items"] == [["cierzo", 1], ["siroco", 2]]
