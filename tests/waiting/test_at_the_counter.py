"""Whichever way a person is asked for, the customer is told what to expect, once."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.chat import ChatDesk
from bot.contacts import Contacts
from bot.conversations import Conversation, Message
from bot.language import LanguageDetector
from bot.rasa_client import RasaClient
from bot.settings import Settings
from bot.turns import MOST_TRIES, Turns
from bot.words import ASSISTANT, PERSON, say
from tests.core.fake_rasa import FakeRasa, Heard, replies
from tests.waiting.conftest import Counter

NIGHT = datetime(2026, 11, 24, 21, 0)


@pytest.fixture
def rasa() -> FakeRasa:
    """A Rasa that echoes until a test says otherwise."""
    return FakeRasa()


@pytest.fixture
async def turns(counter: Counter, rasa: FakeRasa) -> AsyncIterator[Turns]:
    """Turns that tell."""
    async with rasa.client() as http:
        turns = Turns(
            counter.transcript,
            counter.states,
            RasaClient(http, 2.0),
            counter.live,
            2.0,
            tell=counter.telling.tell,
        )
        yield turns
        await turns.drain(5)


@pytest.fixture
def desk(counter: Counter, turns: Turns, tmp_path: Path) -> ChatDesk:
    """The customer's side."""
    return ChatDesk(
        counter.transcript,
        counter.states,
        turns,
        counter.live,
        Contacts(counter.database),
        LanguageDetector(),
        Settings(_env_file=None, var_dir=tmp_path, secret="a secret"),
        telling=counter.telling,
    )


async def escalating(heard: Heard) -> httpx.Response:
    attached = {"handoff": {"reason": "low_confidence"}}
    return replies({"text": "He avisado a nuestro equipo."}, {"custom": attached})


async def started(desk: ChatDesk) -> Conversation:
    return await desk.start("es", "127.0.0.1")


async def said(desk: ChatDesk, row: Conversation, text: str, payload: str | None = None) -> Any:
    return await desk.send(row.id, f"client-{text}", text, payload)


def told(messages: list[Message]) -> list[str]:
    """What the notices among the messages are."""
    return [one.data["notice"] for one in messages if "notice" in one.data]


async def test_the_button_is_answered_with_place_and_wait(counter: Counter, desk: ChatDesk) -> None:
    row = await started(desk)
    await said(desk, row, "Hablar con una persona", PERSON)
    messages = await counter.transcript.after(row.id, 1)
    assert told(messages) == ["handed", "waiting"]
    assert messages[-1].text.startswith("Va usted a continuación.")
    assert [one.kind for one in await counter.promises.of(row.id)] == ["wait"]


async def test_a_retry_of_the_button_tells_nothing_twice(counter: Counter, desk: ChatDesk) -> None:
    row = await started(desk)
    for _ in range(3):
        await said(desk, row, "Hablar con una persona", PERSON)
    assert told(await counter.transcript.after(row.id, 1)) == ["handed", "waiting"]


async def test_the_button_again_says_how_it_stands(counter: Counter, desk: ChatDesk) -> None:
    row = await started(desk)
    await said(desk, row, "Hablar con una persona", PERSON)
    await said(desk, row, "¿Hay alguien?", PERSON)
    messages = await counter.transcript.after(row.id, 1)
    assert told(messages) == ["handed", "waiting", "still_waiting"]
    assert messages[-1].text.startswith("Sigue en espera. Va usted a continuación.")
    assert len(await counter.promises.of(row.id)) == 1


async def test_at_night_no_word_says_that_somebody_comes(counter: Counter, desk: ChatDesk) -> None:
    counter.clock.at = NIGHT
    row = await started(desk)
    await said(desk, row, "Hablar con una persona", PERSON)
    messages = await counter.transcript.after(row.id, 2)
    assert told(messages) == ["handed", "offline"]
    assert "mientras espera" not in " ".join(one.text for one in messages)
    assert await counter.promises.of(row.id) == []


async def test_when_the_assistant_hands_over_the_same_is_told_after_its_words(
    counter: Counter, desk: ChatDesk, rasa: FakeRasa
) -> None:
    rasa.answer = escalating
    row = await started(desk)
    sent = await said(desk, row, "No funciona")
    written = await sent.turn
    assert [one.author for one in written] == ["bot", "system"]
    assert told(written) == ["waiting"]
    assert len(await counter.promises.of(row.id)) == 1


async def test_an_assistant_that_fails_again_and_again_hands_over_with_the_same(
    counter: Counter, desk: ChatDesk, turns: Turns, rasa: FakeRasa
) -> None:
    rasa.up = False
    row = await started(desk)
    sent = await said(desk, row, "No funciona")
    await sent.turn
    for _ in range(MOST_TRIES):
        [*_, message] = [
            one for one in await counter.transcript.after(row.id, 0) if one.author == "customer"
        ]
        await turns.start(message)
    messages = await counter.transcript.after(row.id, 1)
    assert told(messages)[-2:] == ["handed", "waiting"]


async def test_who_goes_back_to_the_assistant_waits_for_nobody(
    counter: Counter, desk: ChatDesk
) -> None:
    row = await started(desk)
    await said(desk, row, "Hablar con una persona", PERSON)
    await said(desk, row, "Seguir con el asistente", ASSISTANT)
    facts = await counter.waiting.of(row.id)
    assert (facts.state, facts.position, facts.options) == ("bot", None, [])
    assert await counter.telling.catch_up() == 0
    await counter.promises.score()
    assert (await counter.waiting.of(row.id)).promise is None


async def test_the_words_that_hand_over_promise_no_time() -> None:
    for language in ("es", "en"):
        assert not any(one.isdigit() for one in say("waiting", language))
        assert "wait" not in say("waiting", language)
