"""The assistant takes a conversation up again that people had."""

from bot.conversations import Ending, Hands, States, Transcript
from bot.turns import Turns
from tests.core.fake_rasa import FakeRasa
from tests.handoff.conftest import NOTICE, NOTICES, says, wish


async def ask(turns: Turns, transcript: Transcript, id: str, text: str) -> None:
    """A customer's message, and its turn."""
    message, _ = await transcript.append(id, says(text))
    await turns.start(message)


async def test_it_begins_anew_after_a_resolve_once(
    turns: Turns, hands: Hands, transcript: Transcript, rasa: FakeRasa, anas: str
) -> None:
    await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    assert rasa.begun_anew == []
    await ask(turns, transcript, anas, "¿y el envío?")
    await ask(turns, transcript, anas, "¿cuánto tarda?")
    assert rasa.begun_anew == [anas]
    assert rasa.messages == ["¿y el envío?", "¿cuánto tarda?"]


async def test_it_begins_anew_even_if_it_fails_at_first(
    turns: Turns, hands: Hands, transcript: Transcript, rasa: FakeRasa, anas: str
) -> None:
    await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    rasa.up = False
    await ask(turns, transcript, anas, "¿y el envío?")
    rasa.up = True
    await ask(turns, transcript, anas, "¿hola?")
    assert rasa.begun_anew == [anas]


async def test_form_goes_on_for_who_only_thought_of_a_person(
    turns: Turns, states: States, transcript: Transcript, rasa: FakeRasa, waiting: str
) -> None:
    _, _, owed = await states.give_up_waiting(waiting, wish("second-wish"), NOTICES)
    for one in owed:
        await turns.start(one)
    assert rasa.messages == ["¿precio?"]
    assert rasa.begun_anew == []
