"""Answers, repairs, feedback, what is not understood, and a person, through the webhook."""

import json
from dataclasses import replace

import pytest

from bot.answers import Answers
from bot.database import Database
from bot.knowledge.documents import Unit
from bot.knowledge.results import Hit, SearchResult
from tests.action_calls import (
    LEAK,
    PASSAGE,
    Conversation,
    OnePassage,
    client,
    contacts,
    desk,
    said,
)


async def test_a_manual_answers_with_its_citation(talk: Conversation, shop: Database) -> None:
    talk.hears("why does it drip?", "manual_question", product="levante")
    (told,) = await talk.runs("action_answer")
    assert told["text"] == LEAK
    (citation,) = told["custom"]["citations"]
    assert citation["heading"] == "Faults › Leaks"
    assert citation["url"] == "https://shop.example/manuals/levante.en?passage=00ff#cited"
    assert citation["file_url"] == "https://shop.example/manuals/levante.en/file#page=12"
    (figure,) = citation["figures"]
    assert figure["alt"] == "The drip tray"
    assert figure["url"].startswith("https://shop.example/manuals/levante.en/figures/0")
    (contact,) = await contacts(shop)
    assert (contact.outcome, contact.passage_id) == ("answered_manual", "00ff")
    assert (contact.index_version, contact.product) == ("v1", "levante")


async def test_the_faq_answers_and_offers_the_next_step(talk: Conversation, shop: Database) -> None:
    talk.hears("how many days to return?", "faq_question")
    (told,) = await talk.runs("action_answer")
    assert told["text"] == "**30 days**."
    assert told["buttons"] == [{"title": "Return a product", "payload": "/request_return"}]
    (contact,) = await contacts(shop)
    assert (contact.outcome, contact.faq_id) == ("answered_faq", "returns-deadline")


async def test_no_answer_offers_topics_and_a_person(talk: Conversation, shop: Database) -> None:
    talk.hears("what about the moon?", "manual_question")
    (told,) = await talk.runs("action_answer")
    assert told["response"] == "utter_no_answer_topics"
    payloads = [button["payload"] for button in told["buttons"]]
    assert payloads[-1] == "@person"
    assert payloads[0] is None, "a topic is sent as the customer's own words"
    (contact,) = await contacts(shop)
    assert contact.outcome == "unanswered"


async def test_a_button_without_a_question_asks_for_one(talk: Conversation) -> None:
    talk.hears("/faq_question", "faq_question")
    assert said(await talk.runs("action_answer")) == ["utter_which_question"]


async def test_a_product_button_asks_the_question_again(talk: Conversation, shop: Database) -> None:
    talk.hears("why does it drip?", "manual_question")
    talk.hears('/manual_question{"product": "levante"}', "manual_question", product="levante")
    (told,) = await talk.runs("action_answer")
    assert told["text"] == LEAK
    (contact,) = await contacts(shop)
    assert (contact.text, contact.message_id) == ("why does it drip?", "message-1")


@pytest.mark.parametrize(
    ("intent", "response", "feedback"),
    [
        ("feedback_positive", "utter_glad", 1),
        ("affirm", "utter_glad", 1),
        ("feedback_negative", "utter_ask_why", -1),
        ("deny", "utter_ask_why", -1),
    ],
)
async def test_feedback_is_noted(
    talk: Conversation, shop: Database, intent: str, response: str, feedback: int
) -> None:
    talk.hears("how many days to return?", "faq_question")
    await talk.runs("action_answer")
    talk.hears("well", intent)
    assert said(await talk.runs("action_feedback")) == [response]
    assert [one.feedback for one in await contacts(shop)] == [feedback]


async def test_a_yes_to_nothing_is_no_feedback(talk: Conversation, shop: Database) -> None:
    talk.hears("yes", "affirm")
    assert said(await talk.runs("action_feedback")) == ["utter_all_right"]
    assert await contacts(shop) == []


@pytest.mark.parametrize(
    ("told", "intent", "response"),
    [
        ("utter_offer_person", "affirm", "utter_handoff"),
        ("utter_give_up", "affirm", "utter_handoff"),
        ("utter_did_you_mean", "deny", "utter_offer_person"),
        ("utter_did_you_mean", "affirm", "utter_all_right"),
        ("utter_offer_person", "deny", "utter_all_right"),
    ],
)
async def test_a_yes_or_no_belongs_to_what_was_said(
    talk: Conversation, told: str, intent: str, response: str
) -> None:
    talk.hears("mumble", "nlu_fallback")
    talk.events.append({"event": "bot", "metadata": {"utter_action": told}})
    talk.hears("well", intent)
    assert said(await talk.runs("action_feedback")) == [response]


async def test_a_yes_after_people_had_it_is_no_answer_to_what_was_offered_before(
    talk: Conversation,
) -> None:
    talk.hears("mumble", "nlu_fallback")
    talk.events.append({"event": "bot", "metadata": {"utter_action": "utter_offer_person"}})
    talk.starts_over()
    talk.hears("that is it", "affirm")
    assert said(await talk.runs("action_feedback")) == ["utter_all_right"]


async def test_fallback_tries_the_knowledge_first(talk: Conversation) -> None:
    talk.hears("days??", "nlu_fallback", 0.2)
    assert (await talk.runs("action_fallback"))[0]["text"] == "**30 days**."


async def test_fallback_suggests_then_offers_a_person(talk: Conversation, shop: Database) -> None:
    talk.hears("mumble", "nlu_fallback", 0.2)
    (told,) = await talk.runs("action_fallback")
    assert told["response"] == "utter_did_you_mean"
    assert told["buttons"][0] == {"title": "See my order", "payload": "/order_status"}
    assert told["buttons"][-1] == {"title": "None of these", "payload": "/nlu_fallback"}
    assert len(told["buttons"]) <= 4
    talk.hears("/nlu_fallback", "nlu_fallback", 1.0)
    assert said(await talk.runs("action_fallback")) == ["utter_offer_person"]
    (contact,) = await contacts(shop)
    assert (contact.text, contact.reason) == ("mumble", "low_confidence")


async def test_fallback_in_a_form_leaves_the_word_to_the_form(talk: Conversation) -> None:
    talk.form = "order_status_form"
    talk.hears("mumble", "nlu_fallback")
    assert said(await talk.runs("action_fallback")) == ["utter_default"]


async def test_fallback_counts_only_in_a_row(talk: Conversation) -> None:
    talk.hears("mumble", "nlu_fallback")
    await talk.runs("action_fallback")
    talk.hears("hello", "greet")
    await talk.runs("action_stop")
    talk.hears("mumble", "nlu_fallback")
    assert said(await talk.runs("action_fallback")) == ["utter_did_you_mean"]


async def test_a_suggestion_taken_makes_one_contact(talk: Conversation, shop: Database) -> None:
    talk.hears("the thing i bought", "nlu_fallback", 0.2)
    await talk.runs("action_fallback")
    talk.slots.update(order_number="TR-104388", email="tom.barker@example.org")
    talk.hears("/order_status", "order_status", 1.0)
    await talk.fills("order_status_form")
    await talk.runs("action_order_status")
    (contact,) = await contacts(shop)
    assert (contact.text, contact.outcome) == ("the thing i bought", "transaction")


async def test_out_of_scope_says_what_it_can_do(talk: Conversation, shop: Database) -> None:
    talk.hears("who won the league this year", "out_of_scope")
    assert said(await talk.runs("action_fallback")) == ["utter_out_of_scope"]
    (contact,) = await contacts(shop)
    assert (contact.outcome, contact.reason) == ("unanswered", "no_content")


async def test_a_person_is_asked_for(talk: Conversation, shop: Database) -> None:
    talk.form = "order_status_form"
    talk.hears("get me a person", "ask_for_person")
    (told,) = await talk.runs("action_handoff")
    assert told["custom"] == {"handoff": {"reason": "asked_for_person"}}
    assert talk.form is None
    (contact,) = await contacts(shop)
    assert (contact.outcome, contact.reason) == ("escalated", "asked_for_person")


async def test_a_fault_taken_for_something_else_by_a_guess_is_the_fault(talk: Conversation) -> None:
    talk.hears("i need a repair", "request_repair", product="levante")
    await talk.fills("repair_form")
    talk.hears("it shows E6", "feedback_positive", confidence=0.34)
    assert await talk.fills("repair_form") == []
    assert talk.slots["repair_fault"] == "it shows E6"


class OfItsProduct(OnePassage):
    """Finds nothing in the manuals of other products."""

    def search(self, question: str, *, language: str, product: str | None) -> SearchResult:
        found = super().search(question, language=language, product=product)
        return found if product in (None, "levante") else replace(found, hits=[])


async def test_a_product_from_before_does_not_hide_another_manual(shop: Database) -> None:
    at = desk(shop, OfItsProduct())
    async with client(at) as http:
        talk = Conversation(http, slots={"product": "siroco"})
        talk.hears("why does it drip underneath?", "manual_question")
        assert said(await talk.runs("action_answer")) == ["utter_answer"]
        talk.hears("why does the siroco drip?", "manual_question", product="siroco")
        assert said(await talk.runs("action_answer")) == ["utter_no_answer_topics"]


async def test_a_follow_up_is_asked_of_its_product(talk: Conversation, shop: Database) -> None:
    talk.hears("why does my levante drip?", "manual_question", product="levante")
    await talk.runs("action_answer")
    talk.hears("and the robot?", "nlu_fallback", 0.2, "robot", product="cierzo")
    assert said(await talk.runs("action_fallback")) == ["utter_answer"]
    assert talk.slots["last_question"]["product"] == "cierzo"
    talk.hears("and the other model?", "manual_question")
    told = await talk.runs("action_answer")
    assert said(told) == ["utter_about_product", "utter_answer"]
    assert told[0]["product"] == "Levante"
    assert talk.slots["product"] == "levante"
    asked = [(one.product, "drip" in one.text) for one in await contacts(shop)]
    assert asked == [("levante", True), ("cierzo", True), ("levante", True)]


async def test_the_other_model_of_many_is_asked_for(talk: Conversation) -> None:
    talk.hears("why does it drip?", "manual_question", product="levante")
    await talk.runs("action_answer")
    talk.hears("and the other one?", "manual_question")
    (told,) = await talk.runs("action_answer")
    assert told["response"] == "utter_question_which_product"
    assert [one["title"] for one in told["buttons"]].count("Levante") == 0
    payload = '/manual_question{"product": "garbi"}'
    assert payload in [one["payload"] for one in told["buttons"]]
    talk.hears(payload, "manual_question", product="garbi")
    assert said(await talk.runs("action_answer")) == ["utter_answer"]


async def test_a_product_alone_goes_on_with_the_question(talk: Conversation) -> None:
    talk.hears("why does it drip?", "manual_question", product="levante")
    await talk.runs("action_answer")
    talk.hears("the robot", "inform", words="robot", product="cierzo")
    assert said(await talk.runs("action_inform")) == ["utter_answer"]
    talk.hears("hello", "greet")
    await talk.runs("action_stop")
    talk.hears("the robot", "inform", words="robot", product="cierzo")
    assert said(await talk.runs("action_inform")) == ["utter_what_for"]


async def test_a_topic_beside_a_product_is_looked_up(talk: Conversation) -> None:
    talk.hears("hello", "greet")
    text = "drip tray and its place in the levante"
    talk.hears(text, "inform", words="levante", product="levante")
    assert said(await talk.runs("action_inform")) == ["utter_answer"]
    text = "velvet curtains and the levante"
    talk.hears(text, "inform", words="levante", product="levante")
    assert said(await talk.runs("action_inform")) == ["utter_what_for"]


async def test_a_complaint_before_any_answer_is_a_question(
    talk: Conversation, shop: Database
) -> None:
    talk.hears("how many days does it say", "feedback_negative")
    assert said(await talk.runs("action_feedback")) == ["utter_answer"]
    assert [one.feedback for one in await contacts(shop)] == [None], "and no verdict"
    talk.hears("it still says how many days and nothing else", "feedback_negative")
    assert said(await talk.runs("action_feedback")) != ["utter_answer"], "now it is one"
    assert [one.feedback for one in await contacts(shop)] == [-1]


async def test_a_complaint_that_nothing_is_known_of_is_logged(
    talk: Conversation, shop: Database
) -> None:
    talk.hears("it says that the key is wrong", "feedback_negative")
    assert said(await talk.runs("action_feedback")) == ["utter_no_answer_topics"]
    assert [one.outcome for one in await contacts(shop)] == ["unanswered"]


async def test_a_new_question_takes_nothing_from_the_last(talk: Conversation) -> None:
    talk.hears("why does it drip?", "manual_question", product="levante")
    await talk.runs("action_answer")
    talk.hears("what colour is the moon?", "manual_question")
    assert said(await talk.runs("action_answer")) == ["utter_no_answer_topics"]
    talk.hears("and the green moon?", "manual_question")
    assert said(await talk.runs("action_answer")) == ["utter_no_answer_topics"]


async def test_what_leans_on_nothing_is_asked_for(talk: Conversation) -> None:
    talk.hears("and how often?", "manual_question")
    assert said(await talk.runs("action_answer")) == ["utter_which_question"]


class Codes(OnePassage):
    """Lists E02 in the manuals of two products, and nothing else."""

    def search(self, question: str, *, language: str, product: str | None) -> SearchResult:
        text = "E02 | The drawer is full | Empty the drawer"
        rows = [
            replace(PASSAGE, id=one, product=one, text=text, units=(Unit(0, len(text), "row"),))
            for one in ("levante", "garbi")
            if product in (None, one)
        ]
        return SearchResult("v1", question, [Hit(row, 0.8, 0.8, 1.0, [0.8]) for row in rows])


@pytest.mark.parametrize(
    ("before", "response"),
    [
        ("cierzo", "utter_question_which_product"),
        (None, "utter_question_which_product"),
        ("levante", "utter_answer"),
    ],
)
async def test_a_code_of_other_products_than_the_one_before_asks_which(
    shop: Database, before: str | None, response: str
) -> None:
    async with client(desk(shop, Codes())) as http:
        talk = Conversation(http, slots={"product": before})
        talk.hears("what does E02 mean", "manual_question")
        (told,) = await talk.runs("action_answer")
        assert told["response"] == response
        if response == "utter_answer":
            return
        talk.hears('/manual_question{"product": "garbi"}', "manual_question", product="garbi")
        assert said(await talk.runs("action_answer")) == ["utter_answer"]
        assert talk.slots["last_question"]["question"].startswith("what does E02 mean")


async def test_a_named_product_wins_over_the_one_before(shop: Database) -> None:
    async with client(desk(shop, Codes())) as http:
        talk = Conversation(http, slots={"product": "cierzo"})
        talk.hears("what is E02 on the garbi", "manual_question", words="garbi", product="garbi")
        assert said(await talk.runs("action_answer")) == ["utter_answer"]
        talk.hears("and on the robot?", "manual_question", words="robot", product="cierzo")
        assert said(await talk.runs("action_answer")) == ["utter_no_answer_topics"]


async def test_what_was_answered_of_a_product_goes_on_about_it(talk: Conversation) -> None:
    talk.hears("why does it drip underneath?", "manual_question")
    await talk.runs("action_answer")
    assert talk.slots["last_question"]["product"] == "levante"
    assert talk.slots.get("product") is None, "it is not taken for the customer's own"


async def test_a_wish_for_a_language_asks_the_last_question_again(talk: Conversation) -> None:
    talk.hears("why does it drip?", "manual_question", product="levante")
    await talk.runs("action_answer")
    talk.hears("en español, por favor", "nlu_fallback")
    assert said(await talk.runs("action_fallback")) == ["utter_answer"]
    assert talk.slots["last_question"]["question"] == "why does it drip?"
    talk.hears("hello", "greet")
    await talk.runs("action_stop")
    talk.hears("in English", "manual_question")
    assert said(await talk.runs("action_answer")) == ["utter_which_question"]


async def test_a_wish_for_a_language_is_no_bad_answer_to_a_form(talk: Conversation) -> None:
    talk.hears("where is my order?", "order_status")
    await talk.fills("order_status_form")
    for wish in ("en español", "in English", "en español"):
        talk.hears(wish, "manual_question")
        assert await talk.fills("order_status_form") == []
        assert await talk.runs("action_answer") == []
    assert talk.asked == "order_number"


async def test_a_question_taken_for_a_name_is_a_question(talk: Conversation) -> None:
    talk.hears("why does the levante drip?", "inform", words="levante", product="levante")
    assert said(await talk.runs("action_inform")) == ["utter_answer"]


def because(reason: str) -> str:
    return f'/feedback_negative{{"feedback_reason": "{reason}"}}'


@pytest.mark.parametrize(
    ("reason", "response"),
    [
        ("not_asked", "utter_sorry"),
        ("not_understood", "utter_sorry"),
        ("did_not_work", "utter_try_other"),
        ("other_product", "utter_question_which_product"),
    ],
)
async def test_a_reason_is_asked_for_noted_and_leads_on(
    talk: Conversation, shop: Database, reason: str, response: str
) -> None:
    talk.hears("why does it drip?", "manual_question", product="levante")
    await talk.runs("action_answer")
    talk.hears("/feedback_negative", "feedback_negative")
    assert said(await talk.runs("action_feedback")) == ["utter_ask_why"]
    talk.hears(because(reason), "feedback_negative", feedback_reason=reason)
    assert said(await talk.runs("action_feedback")) == [response]
    (contact,) = await contacts(shop)
    assert (contact.feedback, contact.feedback_reason) == (-1, reason)


async def test_what_does_not_work_before_any_answer_is_an_appliance(talk: Conversation) -> None:
    talk.hears("it does not work", "feedback_negative")
    assert said(await talk.runs("action_feedback")) == ["utter_question_which_product"]
    talk.hears("my levante drips", "feedback_negative", words="levante", product="levante")
    assert said(await talk.runs("action_feedback")) == ["utter_answer"]


async def test_a_reason_in_words_needs_no_button(talk: Conversation, shop: Database) -> None:
    talk.hears("why does it drip?", "manual_question", product="levante")
    await talk.runs("action_answer")
    talk.hears("no, that is for another product, the robot", "feedback_negative", product="cierzo")
    assert said(await talk.runs("action_feedback")) == ["utter_answer"]
    first, second = await contacts(shop)
    assert (first.feedback, first.feedback_reason) == (-1, "other_product")
    assert (second.product, second.feedback) == ("cierzo", None)


async def test_another_answer_is_chosen_from_a_list(talk: Conversation, shop: Database) -> None:
    talk.hears("how many days to return, it drips?", "faq_question")
    await talk.runs("action_answer")
    talk.hears("that is not what i asked", "feedback_negative")
    (told,) = await talk.runs("action_feedback")
    assert told["response"] == "utter_other_answers"
    *others, person = told["buttons"]
    assert person["payload"] == "@person"
    assert len(others) == 1
    source = json.loads(others[0]["payload"].removeprefix("/manual_question"))["source"]
    talk.hears(others[0]["payload"], "manual_question", source=source)
    assert said(await talk.runs("action_answer")) == ["utter_answer"]
    first, second = await contacts(shop)
    assert {first.outcome, second.outcome} == {"answered_faq", "answered_manual"}
    assert (first.feedback_reason, second.feedback_reason) == ("not_asked", None)


async def test_no_thank_you_is_no_verdict(talk: Conversation, shop: Database) -> None:
    talk.hears("how many days to return?", "faq_question")
    await talk.runs("action_answer")
    talk.hears("no, thank you", "deny")
    assert said(await talk.runs("action_feedback")) == ["utter_all_right"]
    assert (await contacts(shop))[0].feedback is None


@pytest.mark.parametrize(
    ("text", "intent", "response", "cause"),
    [
        ("which is better, dyson or yours?", "out_of_scope", "utter_no_opinion", "off_topic"),
        ("do you sell televisions?", "faq_question", "utter_not_ours", "off_topic"),
        ("what is the weather like?", "out_of_scope", "utter_out_of_scope", "off_topic"),
        ("asdfghjk", "nlu_fallback", "utter_not_understood", "off_topic"),
        ("make an exception for me", "faq_question", "utter_needs_person", "person_only"),
        ("what about the moon?", "manual_question", "utter_no_answer_topics", "no_content"),
    ],
)
async def test_a_refusal_helps_and_its_cause_is_noted(
    talk: Conversation, shop: Database, text: str, intent: str, response: str, cause: str
) -> None:
    talk.hears(text, intent)
    action = "action_answer" if intent.endswith("question") else "action_fallback"
    (told,) = await talk.runs(action)
    assert told["response"] == response
    assert told["buttons"][-1]["payload"] == "@person"
    assert [one.cause for one in await contacts(shop)] == [cause]


async def test_an_answer_is_kept_and_its_id_sent_along(talk: Conversation, shop: Database) -> None:
    talk.hears("why does it drip?", "manual_question", product="levante")
    (told,) = await talk.runs("action_answer")
    row, [passage] = await Answers(shop).get(told["custom"]["answer"])
    assert (row.text, row.question) == (LEAK, "why does it drip?")
    assert (row.conversation_id, row.message_id) == ("conversation-1", "message-1")
    assert passage.text == LEAK
