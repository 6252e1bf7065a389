"""Questions that the assistant took for something else count all the same, form answers do not."""

import pytest

from bot.conversations import MessageDraft
from bot.groups.asking import asked_in_vain, is_asked
from tests.groups.conftest import NOTICE, Counter
from tests.groups.test_collecting import say

FORM = MessageDraft("bot", "What is the serial number?")


async def taken(counter: Counter, talk: str, text: str, client_id: str, *, begun: bool) -> None:
    """A message that the assistant answered with a form's question, and logged nowhere."""
    message = await say(counter, talk, text, client_id)
    await counter.states.answer(message, [FORM], begun=begun)


async def test_what_began_a_form_that_was_left_is_a_question(counter: Counter) -> None:
    talk = await counter.transcript.start("en")
    await taken(counter, talk.id, "returning something I tried", "m1", begun=True)
    assert await counter.groups.collect() == 1
    [question] = await counter.questions()
    assert (question.message_id, question.contact_id) == ("m1", None)
    assert question.answered_by == "nobody"
    assert await counter.groups.collect() == 0


async def test_a_form_that_ends_after_all_takes_its_question_up(counter: Counter) -> None:
    talk = await counter.transcript.start("en")
    await taken(counter, talk.id, "I want a refund", "m1", begun=True)
    await counter.groups.collect()
    text = "I want a refund"
    await counter.ask(text, talk=talk.id, message="m1", intent="request_refund",
                      outcome="transaction")  # fmt: skip
    assert await counter.groups.collect() == 0
    [question] = await counter.questions()
    assert question.contact_id is not None
    assert question.answered_by == "assistant"


async def test_in_a_form_only_what_plainly_asks_is_a_question(counter: Counter) -> None:
    talk = await counter.transcript.start("en")
    for number, text in enumerate(("It leaks at the back", "CZ2-2503-000012", "the grey one")):
        await taken(counter, talk.id, text, f"m{number}", begun=False)
    assert await counter.groups.collect() == 0
    await taken(counter, talk.id, "how long is the robot guaranteed for", "m9", begun=False)
    assert await counter.groups.collect() == 1


async def test_what_is_logged_is_no_second_question(counter: Counter) -> None:
    talk = await counter.transcript.start("en")
    await taken(counter, talk.id, "where is my order?", "m1", begun=True)
    await counter.ask("where is my order?", talk=talk.id, message="m1.2")
    assert await counter.groups.collect() == 1


async def test_what_is_said_to_an_agents_words_opens_nothing(counter: Counter) -> None:
    talk = await counter.transcript.start("en")
    await taken(counter, talk.id, "where is my order", "m1", begun=True)
    wish = MessageDraft("customer", "Talk to a person", client_id="wish", payload="@person")
    await counter.states.ask_for_person(talk.id, wish, dict.fromkeys(("bot",), NOTICE))
    await counter.transcript.append(talk.id, MessageDraft("agent", "Since when?", "a1"))
    await say(counter, talk.id, "Oh, I had not looked at that.", "m2")
    await counter.groups.collect()
    assert [one.message_id for one in await counter.questions()] == ["m1"]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("what guarantee comes with the air conditioner", True),
        ("¿a qué teléfono llamo, gracias", True),
        ("pierde agua por debajo", False),
        ("quiero el dinero", False),
        ("gracias", False),
    ],
)
def test_what_plainly_asks(text: str, asks: bool) -> None:
    assert bool(asked_in_vain(text)) == asks


@pytest.mark.parametrize(
    ("text", "intent", "asks"),
    [
        ("Descaling the machine (Levante LV-300)", "manual_question", True),
        ("TR-104447, Claire Dubois", "order_status", False),
        ("sigo esperando el envío", "order_status", True),
        ("sigo esperando", "nlu_fallback", False),
    ],
)
def test_numbers_and_impatience(text: str, intent: str, asks: bool) -> None:
    assert is_asked(text, intent) == asks
