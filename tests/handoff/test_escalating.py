"""What an escalation is about, and turns that are overtaken by changes of hands."""

from bot.contacts import ContactEntry, Contacts, matter_of
from bot.conversations import Conversation, Ending, Hands, MessageDraft, States, Transcript
from bot.database import Database
from bot.turns import Turns
from tests.core.fake_rasa import FakeRasa, Gate
from tests.handoff.conftest import NOTICE, NOTICES, Read, says, wish


async def contact(database: Database, id: str, message: str, **values: str | None) -> None:
    """A contact with an intent, and perhaps a product."""
    known = {"intent": "ask_price", "outcome": "transaction", "product": None, **values}
    entry = ContactEntry(id, message, "¿?", "es", confidence=1.0, **known)  # type: ignore[arg-type]
    await Contacts(database).log(entry)


async def test_escalation_tells_what_it_is_about(
    database: Database, conversation: Conversation, newest: Read
) -> None:
    id = conversation.id
    await contact(database, id, "1", intent="repair_status", product="levante")
    await contact(database, id, "2", intent="warranty")
    await contact(database, id, "3", intent="ask_for_person", outcome="escalated")
    states = States(database, matter_of=matter_of)
    await states.ask_for_person(id, wish(), NOTICES)
    escalation = await newest(id)
    assert (escalation.topic, escalation.product) == ("warranty", "levante")


async def test_escalation_out_of_the_blue_is_about_nothing(
    database: Database, conversation: Conversation, newest: Read
) -> None:
    id = conversation.id
    await States(database, matter_of=matter_of).ask_for_person(id, wish(), NOTICES)
    escalation = await newest(id)
    assert (escalation.topic, escalation.product) == (None, None)


async def test_turn_that_comes_late_leaves_the_question_to_the_one_that_has_it_now(
    turns: Turns, states: States, transcript: Transcript, rasa: FakeRasa, conversation: Conversation
) -> None:
    """A question waits behind another one, the customer asks for a person and changes their mind:
    the assistant is asked anew, and the first asking must not take that away."""
    id = conversation.id
    rasa.answer = gate = Gate()
    slow, _ = await transcript.append(id, says("¿uno?"))
    behind, _ = await transcript.append(id, says("¿dos?"))
    turns.start(slow)
    await gate.entered.wait()
    old = turns.start(behind)
    await states.ask_for_person(id, wish(), NOTICES)
    _, _, owed = await states.give_up_waiting(id, wish("second-wish"), NOTICES)
    gate.open.set()
    await old
    for one in owed:
        await turns.start(one)
    said = [one.text for one in await transcript.after(id, 0) if one.author == "bot"]
    assert said == ["Hola", "re: ¿uno?", "re: ¿dos?"]


async def test_two_turns_of_one_message_end_quietly(
    turns: Turns, states: States, transcript: Transcript, hands: Hands, rasa: FakeRasa, anas: str
) -> None:
    rasa.answer = gate = Gate()
    message, _ = await transcript.append(anas, says("¿sigue ahí?"))
    [_, owed] = await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    first, second = turns.start(owed), turns.start(owed)
    gate.open.set()
    await first
    await second
    assert turns.of(message) is None
    texts = [one.text for one in await transcript.after(anas, 0)]
    assert texts.count("re: ¿sigue ahí?") == 1


async def test_notice_of_an_agent_is_no_answer_of_the_assistant(
    states: States, transcript: Transcript, anas: str
) -> None:
    message, _ = await transcript.append(anas, says("¿sigue ahí?"))
    assert await states.answer(message, [MessageDraft("bot", "sí")]) == []
