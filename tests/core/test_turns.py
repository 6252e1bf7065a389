"""Turns over a played Rasa: answers, outages, changes of hands, crashes, order."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from bot.conversations import Conversation, Hands, Message, MessageDraft, States, Transcript
from bot.database import Database, now
from bot.live import Live, News
from bot.rasa_client import RasaClient, RasaReply
from bot.turns import MOST_TRIES, Turns, again_after, outcome_of
from bot.words import PERSON, say
from tests.core.fake_rasa import Answer, FakeRasa, Gate, Heard, replies

NOTICES = {"bot": MessageDraft("system", "espere"), "waiting": MessageDraft("system", "ya")}
Ask = Callable[..., Awaitable[Message]]
Texts = Callable[[], Awaitable[list[str]]]


@pytest.fixture
def ask(transcript: Transcript, conversation: Conversation) -> Ask:
    """Writes a customer's message."""

    async def ask(text: str = "¿precio?", conversation_id: str = conversation.id) -> Message:
        draft = MessageDraft("customer", text, f"client-{text}")
        return (await transcript.append(conversation_id, draft))[0]

    return ask


@pytest.fixture
def texts(transcript: Transcript, conversation: Conversation) -> Texts:
    """All that was said after the greeting."""

    async def texts() -> list[str]:
        return [one.text for one in await transcript.after(conversation.id, 1)]

    return texts


@pytest.fixture
def grow_old(database: Database) -> Callable[[], Awaitable[None]]:
    """Lets every asking be a minute older."""

    async def grow_old() -> None:
        async with database.write() as session:
            earlier = now() - timedelta(minutes=1)
            await session.execute(update(Message).values(asked_at=earlier))

    return grow_old


def always(response: httpx.Response) -> Answer:
    """Rasa answers `response` to everything."""

    async def answer(heard: Heard) -> httpx.Response:
        return response

    return answer


async def late(heard: Heard) -> httpx.Response:
    """What httpx raises when the time is up."""
    raise httpx.ReadTimeout("late")


async def broken_line(heard: Heard) -> httpx.Response:
    """What httpx raises when Rasa dies meanwhile."""
    raise httpx.RemoteProtocolError("gone")


OUTAGES = {
    "nothing": always(replies()),
    "error": always(httpx.Response(500, text="oops")),
    "no JSON": always(httpx.Response(200, text="<html>")),
    "another JSON": always(httpx.Response(200, json={"status": "failure"})),
    "null": always(httpx.Response(200, json=None)),
    "no words": always(replies({"recipient_id": "x", "image": "https://x.example/i.png"})),
    "late": late,
    "dies": broken_line,
}


async def test_reply_is_written_with_what_the_action_attached(
    turns: Turns, rasa: FakeRasa, ask: Ask, conversation: Conversation
) -> None:
    button = {"title": "Sí", "payload": "/affirm"}
    citation = {"title": "Manual", "page": 3}
    rasa.answer = always(
        replies(
            {"text": "Mire la página 3.", "buttons": [button]},
            {"custom": {"citations": [citation]}},
            {"text": "¿Le sirve?"},
        )
    )
    message = await ask()
    first, second = await turns.start(message)
    assert (first.author, first.author_name, first.text) == (
        "bot",
        "Asistente",
        "Mire la página 3.",
    )
    assert first.data == {"buttons": [button], "citations": [citation]}
    assert (second.seq, second.text, second.data) == (4, "¿Le sirve?", {})
    [heard] = rasa.heard
    assert heard == {
        "sender": conversation.id,
        "message": "¿precio?",
        "metadata": {"language": "es", "client_message": "client-¿precio?", "text": "¿precio?"},
    }


async def test_words_that_look_like_an_intent_are_escaped(
    turns: Turns, rasa: FakeRasa, ask: Ask
) -> None:
    await turns.start(await ask("  /restart"))
    assert rasa.messages == ["⁄restart"]


async def test_buttons_send_their_intent(
    turns: Turns, rasa: FakeRasa, transcript: Transcript, conversation: Conversation
) -> None:
    draft = MessageDraft("customer", "Sí", payload="/affirm")
    await turns.start((await transcript.append(conversation.id, draft))[0])
    assert rasa.messages == ["/affirm"]


@pytest.mark.parametrize("outage", OUTAGES.values(), ids=OUTAGES.keys())
async def test_outage_is_told_and_the_message_kept(
    turns: Turns, rasa: FakeRasa, ask: Ask, transcript: Transcript, outage: Answer
) -> None:
    rasa.answer = outage
    message = await ask()
    [notice] = await turns.start(message)
    assert (notice.author, notice.text) == ("system", say("unavailable", "es"))
    assert notice.data["notice"] == "assistant_unavailable"
    assert notice.data["buttons"] == [{"title": "Hablar con una persona", "payload": PERSON}]
    _, kept = await transcript.find(message.conversation_id, message.client_id)
    assert kept is not None
    assert (kept.turn, kept.tries) == ("pending", 1)


async def test_rasa_down_then_back_answers_once(
    turns: Turns, rasa: FakeRasa, ask: Ask, texts: Texts
) -> None:
    rasa.up = False
    await turns.start(await ask())
    assert await turns.recover() == 0
    rasa.up = True
    assert await turns.recover() == 1
    assert await turns.recover() == 0, "it is under way"
    await turns.drain(5)
    assert await turns.recover() == 0
    back = say("back", "es", quote="¿precio?")
    assert await texts() == ["¿precio?", say("unavailable", "es"), back, "re: ¿precio?"]


async def test_crash_before_asking_is_made_good_by_another_process(
    turns: Turns, rasa: FakeRasa, ask: Ask, texts: Texts, grow_old: Callable[[], Awaitable[None]]
) -> None:
    await ask()
    assert await turns.recover() == 0, "the first process may still be at it"
    await grow_old()
    assert await turns.recover() == 1
    await turns.drain(5)
    assert rasa.messages == ["¿precio?"]
    assert (await texts())[-1] == "re: ¿precio?"


async def test_two_processes_that_recover_at_once_ask_once(
    turns: Turns, rasa: FakeRasa, ask: Ask, grow_old: Callable[[], Awaitable[None]]
) -> None:
    await ask()
    await grow_old()
    assert sum(await asyncio.gather(turns.recover(), turns.recover())) == 1
    await turns.drain(5)
    assert len(rasa.heard) == 1


async def test_recovery_hands_what_is_a_day_old_to_people(
    turns: Turns, rasa: FakeRasa, database: Database, ask: Ask, texts: Texts, states: States
) -> None:
    rasa.up = False
    await ask()
    async with database.write() as session:
        await session.execute(update(Message).values(asked_at=now() - timedelta(hours=25)))
    for _ in range(2):
        assert await turns.recover() == 0
    assert (await texts())[1:] == [say("waiting", "es")]
    [(_, escalation)] = await states.listed("waiting")
    assert escalation.reason == "system_failure"


async def test_what_fails_again_and_again_is_handed_to_people(
    turns: Turns,
    rasa: FakeRasa,
    ask: Ask,
    texts: Texts,
    states: States,
    grow_old: Callable[[], Awaitable[None]],
) -> None:
    rasa.answer = always(replies())
    await turns.start(await ask())
    for _ in range(MOST_TRIES - 1):
        await grow_old()
        assert await turns.recover() == 1
        await turns.drain(5)
    await grow_old()
    assert await turns.recover() == 0
    assert len(rasa.heard) == MOST_TRIES
    assert (await texts())[1:] == [say("unavailable", "es"), say("waiting", "es")]
    [(_, escalation)] = await states.listed("waiting")
    assert escalation.reason == "system_failure"


async def test_failures_are_spaced_out(turns: Turns, rasa: FakeRasa, ask: Ask) -> None:
    rasa.answer = always(replies())
    await turns.start(await ask())
    assert await turns.recover() == 1, "after the first one at once"
    await turns.drain(5)
    assert await turns.recover() == 0, "then with pauses"
    assert [again_after(one).total_seconds() for one in range(5)] == [0, 2, 4, 8, 16]


async def test_reply_that_comes_after_a_claim_is_dropped(
    hands: Hands,
    turns: Turns,
    rasa: FakeRasa,
    ask: Ask,
    texts: Texts,
    states: States,
    conversation: Conversation,
) -> None:
    rasa.answer = gate = Gate()
    turn = turns.start(await ask())
    await gate.entered.wait()
    wish = MessageDraft("customer", "persona", asks=False)
    await states.ask_for_person(conversation.id, wish, NOTICES)
    await hands.claim(conversation.id, "ana", MessageDraft("system", "soy Ana"))
    gate.open.set()
    assert await turn == []
    assert await texts() == ["¿precio?", "persona", "espere", "soy Ana"]


async def test_outage_during_an_agents_chat_is_not_told(
    turns: Turns, rasa: FakeRasa, ask: Ask, texts: Texts, states: States, conversation: Conversation
) -> None:
    rasa.answer = gate = Gate(always(replies()))
    turn = turns.start(await ask())
    await gate.entered.wait()
    wish = MessageDraft("customer", "persona", asks=False)
    await states.ask_for_person(conversation.id, wish, NOTICES)
    gate.open.set()
    assert await turn == []
    assert await texts() == ["¿precio?", "persona", "espere"]
    assert await turns.recover() == 0


async def test_message_of_an_older_epoch_is_not_asked(
    turns: Turns, rasa: FakeRasa, ask: Ask, states: States, conversation: Conversation
) -> None:
    message = await ask()
    wish = MessageDraft("customer", "persona", asks=False)
    await states.ask_for_person(conversation.id, wish, NOTICES)
    assert await turns.start(message) == []
    assert rasa.heard == []


async def test_turns_of_a_conversation_keep_their_order(
    turns: Turns, rasa: FakeRasa, ask: Ask, texts: Texts
) -> None:
    async def slower_at_first(heard: Heard) -> httpx.Response:
        await asyncio.sleep(0.03 - 0.01 * int(heard["message"]))
        return replies({"text": f"re: {heard['message']}"})

    rasa.answer = slower_at_first
    messages = [await ask(str(one)) for one in range(3)]
    started = [turns.start(one) for one in messages]
    await started[0]
    # One that comes just when another one ends must still wait for those in between.
    await turns.start(await ask("3"))
    assert rasa.messages == ["0", "1", "2", "3"]
    assert rasa.most_at_once == 1
    assert [one for one in await texts() if one.startswith("re:")] == [
        "re: 0", "re: 1", "re: 2", "re: 3",
    ]  # fmt: skip


async def test_conversations_do_not_wait_for_each_other(
    turns: Turns, rasa: FakeRasa, ask: Ask, transcript: Transcript
) -> None:
    rasa.answer = gate = Gate()
    ids = [(await transcript.start("en")).id for _ in range(8)]
    started = [turns.start(await ask("price?", one)) for one in ids]
    async with asyncio.timeout(10):
        await rasa.busy_with(len(ids))
    gate.open.set()
    assert [one[0].text for one in await asyncio.gather(*started)] == ["re: price?"] * 8


async def test_handoff_of_an_action_escalates(
    turns: Turns, rasa: FakeRasa, ask: Ask, states: States
) -> None:
    handoff = {"custom": {"handoff": {"reason": "policy_exception"}}}
    rasa.answer = always(replies({"text": "Le paso con una persona."}, handoff))
    [reply] = await turns.start(await ask())
    assert (reply.text, reply.data) == ("Le paso con una persona.", {})
    [(_, escalation)] = await states.listed("waiting")
    assert escalation.reason == "policy_exception"


def test_handoff_without_words_is_not_silent() -> None:
    outcome = outcome_of([RasaReply("", custom={"handoff": {"reason": "safety"}})], "en")
    assert outcome.escalate == "safety"
    assert [one.text for one in outcome.drafts] == [say("waiting", "en")]


async def test_unknown_reason_of_a_handoff_is_an_outage(
    turns: Turns, rasa: FakeRasa, ask: Ask, texts: Texts
) -> None:
    rasa.answer = always(
        replies({"text": "Adiós."}, {"custom": {"handoff": {"reason": "boredom"}}})
    )
    await turns.start(await ask())
    assert await texts() == ["¿precio?", say("unavailable", "es")]


async def test_typing_is_shown_while_rasa_thinks(
    turns: Turns, rasa: FakeRasa, ask: Ask, live: Live, conversation: Conversation
) -> None:
    async with live.subscribe(conversation.id) as queue:
        await turns.start(await ask())
        heard: list[Any] = [queue.get_nowait() for _ in range(queue.qsize())]
    assert heard == [
        News(conversation.id, "typing", "bot", True),
        News(conversation.id, "typing", "bot", False),
        News(conversation.id),
    ]


async def test_a_turn_is_known_while_it_runs(turns: Turns, rasa: FakeRasa, ask: Ask) -> None:
    rasa.answer = gate = Gate()
    message = await ask()
    turn = turns.start(message)
    await gate.entered.wait()
    assert turns.of(message) is turn
    gate.open.set()
    await turn
    await asyncio.sleep(0)
    assert turns.of(message) is None


async def test_a_start_is_made_ahead_of_the_actions(
    transcript: Transcript, states: States, rasa: FakeRasa, live: Live, ask: Ask
) -> None:
    told: list[tuple[str, str]] = []
    turns = Turns(
        transcript,
        states,
        RasaClient(rasa.client(), 5),
        live,
        5,
        ahead=lambda message, language: told.append((message.text, language)),
    )
    await turns.start(await ask("¿precio?"))
    assert told == [("¿precio?", "es")]


async def test_a_turn_ends_when_what_it_began_is_written(
    transcript: Transcript, states: States, rasa: FakeRasa, live: Live, ask: Ask, texts: Texts
) -> None:
    async def settle(conversation_id: str) -> None:
        settled.append((conversation_id, await texts()))

    settled: list[tuple[str, list[str]]] = []
    turns = Turns(transcript, states, RasaClient(rasa.client(), 5), live, 5, settle=settle)
    message = await ask("¿precio?")
    await turns.start(message)
    assert settled == [(message.conversation_id, ["¿precio?"])]
    assert await texts() == ["¿precio?", "re: ¿precio?"]


async def test_a_contact_that_cannot_be_written_keeps_the_turn_pending(
    transcript: Transcript, states: States, rasa: FakeRasa, live: Live, ask: Ask
) -> None:
    async def settle(conversation_id: str) -> None:
        raise OSError("disk full")

    turns = Turns(transcript, states, RasaClient(rasa.client(), 5), live, 5, settle=settle)
    message = await ask("¿precio?")
    [notice] = await turns.start(message)
    assert notice.data["notice"] == "assistant_unavailable"
    [_, asked, _] = await transcript.after(message.conversation_id, 0)
    assert asked.turn == "pending"
