"""Contacts and what is said to agents become questions, once, and join the right group."""

import dataclasses

from bot.contacts import ContactEntry
from bot.conversations import Conversation, Ending, Message, MessageDraft
from tests.groups.conftest import NOTICE, Counter, Dictionary


async def talk_to_people(counter: Counter, *texts: str, language: str = "en") -> Conversation:
    """A conversation that asks for a person and then says `texts`."""
    talk = await counter.transcript.start(language)
    wish = MessageDraft("customer", "Talk to a person", client_id="wish", payload="@person")
    notices = dict.fromkeys(("bot", "waiting", "agent"), NOTICE)
    await counter.states.ask_for_person(talk.id, wish, notices)
    for number, text in enumerate(texts):
        await say(counter, talk.id, text, f"said{number}")
    return talk


async def say(counter: Counter, talk: str, text: str, client_id: str) -> Message:
    """A customer's message."""
    draft = MessageDraft("customer", text, client_id=client_id)
    return (await counter.transcript.append(talk, draft))[0]


async def test_both_languages_are_one_group_with_a_label_in_each(counter: Counter) -> None:
    await counter.ask("¿Dónde está mi pedido?", "es")
    await counter.ask("where is my order")
    await counter.ask("Where is my order?")
    await counter.ask("¿Cuánto dura la garantía?", "es")
    assert await counter.groups.collect() == 4
    first, second = await counter.open_groups()
    assert (first.size, first.size_es, first.size_en) == (3, 1, 2)
    assert first.label_es == "¿Dónde está mi pedido?"
    assert first.label_en in ("where is my order", "Where is my order?")
    assert (second.label_es, second.label_en) == ("¿Cuánto dura la garantía?", None)


async def test_collecting_again_changes_nothing(counter: Counter) -> None:
    await counter.ask("where is my order")
    assert await counter.groups.collect() == 1
    assert await counter.groups.collect() == 0
    assert len(await counter.questions()) == 1


async def test_two_at_once_collect_once(counter: Counter) -> None:
    import asyncio

    for _ in range(5):
        await counter.ask("where is my order")
    found = await asyncio.gather(*(counter.groups.collect() for _ in range(3)))
    assert sum(found) == 5
    [group] = await counter.open_groups()
    assert group.size == 5


async def test_few_at_a_time_in_the_end_all(counter: Counter) -> None:
    for number in range(12):
        await counter.ask("gracias" if number % 2 else f"invoice number {number}")
    rounds = [await counter.groups.collect(limit=2) for _ in range(8)]
    assert sum(rounds) == 6
    assert len(await counter.questions()) == 6


async def test_manners_forms_and_wishes_are_no_questions(counter: Counter) -> None:
    for text, intent in (
        ("hola", "greet"),
        ("muchas gracias", "thank"),
        ("TR-104512", "order_status"),
        ("quiero hablar con una persona", "ask_for_person"),
    ):
        await counter.ask(text, "es", intent=intent)
    assert await counter.groups.collect() == 0
    assert await counter.open_groups() == []


async def test_a_retry_is_no_second_question_and_a_rewritten_contact_rewrites_it(
    counter: Counter,
) -> None:
    entry = await counter.ask("where is my order", outcome="unanswered")
    await counter.ask("where is my order")
    await counter.groups.collect()
    await counter.contacts.log(dataclasses.replace(entry, outcome="transaction"))
    assert await counter.groups.collect() == 0
    [first, _] = await counter.questions()
    assert first.answered_by == "assistant"


async def test_a_contact_with_other_words_moves_to_another_group(counter: Counter) -> None:
    entry = await counter.ask("where is my order")
    await counter.ask("where is my order")
    await counter.ask("invoice")
    await counter.groups.collect()
    await counter.contacts.log(dataclasses.replace(entry, text="the invoice"))
    assert await counter.groups.collect() == 0
    assert await counter.group_of("the invoice") == await counter.group_of("invoice")
    assert sorted(group.size for group in await counter.open_groups()) == [1, 2]


async def test_products_are_kept_beside_and_not_in_the_way(counter: Counter) -> None:
    await counter.ask("How do I descale the Levante?", intent="manual_question")
    await counter.ask("how do I descale the Terral", intent="manual_question")
    await counter.groups.collect()
    [group] = await counter.open_groups()
    assert (group.size, group.product, group.topic) == (2, None, "manual_question")
    assert [one.product for one in await counter.questions()] == ["levante", "terral"]


async def test_what_is_asked_of_an_agent_is_the_agents(counter: Counter) -> None:
    talk = await talk_to_people(
        counter, "Where is my order? I am on 600 123 456", "ok thanks", "Can I get an invoice?"
    )
    assert await counter.groups.collect() == 2
    questions = await counter.questions()
    assert [one.text for one in questions] == [
        "Where is my order? I am on [PHONE]",
        "Can I get an invoice?",
    ]
    assert {one.answered_by for one in questions} == {"nobody"}
    await counter.hands.claim(talk.id, "ana", NOTICE)
    await counter.hands.say(talk.id, "ana", MessageDraft("agent", "Your order arrives tomorrow."))
    await counter.groups.collect()
    assert {one.answered_by for one in await counter.questions()} == {"agent"}


async def test_a_greeting_answers_nothing(counter: Counter) -> None:
    talk = await talk_to_people(counter, "Where is my order?")
    await counter.hands.claim(talk.id, "ana", NOTICE)
    await counter.hands.say(talk.id, "ana", MessageDraft("agent", "Hello!"))
    await counter.groups.collect()
    assert [one.answered_by for one in await counter.questions()] == ["nobody"]


async def test_asking_an_agent_what_the_assistant_did_not_know_is_one_question(
    counter: Counter,
) -> None:
    talk = await counter.transcript.start("en")
    asked = await say(counter, talk.id, "is my order guaranteed abroad", "m1")
    entry = ContactEntry(
        talk.id, asked.client_id, asked.text, "en", "faq_question", 0.9, "unanswered"
    )
    await counter.contacts.log(entry)
    await counter.groups.collect()
    wish = MessageDraft("customer", "Talk to a person", client_id="w", payload="@person")
    await counter.states.ask_for_person(
        talk.id, wish, dict.fromkeys(("bot", "waiting", "agent"), NOTICE)
    )
    await say(counter, talk.id, "Hello, is my order guaranteed abroad?", "m2")
    await counter.hands.claim(talk.id, "ana", NOTICE)
    await counter.hands.say(talk.id, "ana", MessageDraft("agent", "It is, for three years."))
    await counter.groups.collect()
    [question] = await counter.questions()
    assert (question.message_id, question.answered_by) == ("m1", "agent")


async def test_an_answer_that_was_not_enough_was_handed_over(counter: Counter) -> None:
    talk = await counter.transcript.start("en")
    await say(counter, talk.id, "where is my order", "m1")
    await counter.ask("where is my order", talk=talk.id, message="m1")
    await counter.groups.collect()
    wish = MessageDraft("customer", "Talk to a person", client_id="w", payload="@person")
    await counter.states.ask_for_person(
        talk.id, wish, dict.fromkeys(("bot", "waiting", "agent"), NOTICE)
    )
    await counter.hands.claim(talk.id, "ana", NOTICE)
    await counter.hands.say(talk.id, "ana", MessageDraft("agent", "It is with the courier."))
    await counter.groups.collect()
    assert [one.answered_by for one in await counter.questions()] == ["agent"]


async def test_what_people_left_to_the_assistant_is_one_question(counter: Counter) -> None:
    talk = await talk_to_people(counter, "Where is my order?")
    await counter.groups.collect()
    await counter.hands.claim(talk.id, "ana", NOTICE)
    await counter.hands.resolve(talk.id, "ana", Ending("bot"), NOTICE)
    await counter.ask("Where is my order?", talk=talk.id, message="said0")
    await counter.groups.collect()
    [question] = await counter.questions()
    assert question.contact_id is not None
    assert question.answered_by == "assistant"


async def test_simulated_conversations_have_simulated_questions(counter: Counter) -> None:
    talk = await counter.transcript.start("en")
    async with counter.database.write() as session:
        (await session.get_one(Conversation, talk.id)).simulated = True
    await counter.ask("where is my order", talk=talk.id)
    await counter.groups.collect()
    assert [one.simulated for one in await counter.questions()] == [True]


async def test_another_model_embeds_everything_anew(counter: Counter) -> None:
    from bot.groups import Groups

    for text in ("where is my order", "where is my order please", "invoice"):
        await counter.ask(text)
    await counter.groups.tend()
    before = {one.text: (one.group_id, one.vector) for one in await counter.questions()}
    other = Groups(counter.database, Dictionary("dictionary@2"))
    await counter.ask("where is my order now")
    assert await other.tend() == 1
    after = {one.text: (one.group_id, one.vector) for one in await counter.questions()}
    assert all(after[text][0] == before[text][0] for text in before)
    assert all(after[text][1] != before[text][1] for text in before)
    assert after["where is my order now"][0] == after["where is my order"][0]


async def test_near_tells_the_groups_of_a_text(counter: Counter) -> None:
    assert await counter.groups.near("where is my order", "en") == []
    await counter.ask("where is my order")
    await counter.ask("¿Cuánto dura la garantía?", "es")
    await counter.groups.collect()
    [best, other] = await counter.groups.near("¿dónde está el paquete?", "es")
    assert best.group.label_en == "where is my order"
    assert best.score > other.score
