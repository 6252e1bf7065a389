"""Resolving, what the assistant owes then, taking it back, and the customer's own ending."""

from datetime import timedelta

import pytest

from bot.conversations import (
    Conversation,
    ConversationClosed,
    Ending,
    Hands,
    Message,
    MessageDraft,
    States,
    TooLateToUndo,
    Transcript,
    Unread,
)
from bot.errors import BotError
from tests.handoff.conftest import NOTICE, NOTICES, REPLY, Clock, Read, Words, says, wish

HELLO = MessageDraft("agent", "buenas", author_name="Ana")


async def test_what_nobody_answered_is_the_assistants_then(
    hands: Hands, states: States, transcript: Transcript, anas: str
) -> None:
    await hands.say(anas, "ana", HELLO)
    for text in ("¿y el envío?", "¿y la garantía?"):
        await transcript.append(anas, says(text))
    owed = await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    row = await transcript.get(anas)
    assert [(one.text, one.turn, one.epoch) for one in owed] == [
        ("¿y el envío?", "pending", row.epoch),
        ("¿y la garantía?", "pending", row.epoch),
    ]
    assert len(await states.answer(owed[0], [REPLY])) == 1


async def test_what_was_before_the_agents_words_is_not_asked_again(
    hands: Hands, transcript: Transcript, anas: str
) -> None:
    await transcript.append(anas, says("¿hola?"))
    await hands.say(anas, "ana", HELLO)
    assert await hands.resolve(anas, "ana", Ending("bot"), NOTICE) == []


async def test_what_came_as_the_agent_spoke_and_was_not_read_is_owed(
    hands: Hands, states: States, transcript: Transcript, anas: str
) -> None:
    await hands.mark(anas, "agent", read=(await transcript.get(anas)).last_seq)
    await transcript.append(anas, says("¿y el plazo?"))
    await hands.say(anas, "ana", HELLO)
    await hands.transfer(anas, "ana", None, NOTICE)
    _, _, owed = await states.give_up_waiting(anas, wish(), NOTICES)
    assert [one.text for one in owed] == ["¿y el plazo?"]


async def test_question_that_was_dropped_beside_another_ones_answer_is_owed(
    states: States, transcript: Transcript, question: Message
) -> None:
    """The assistant gave up over the first; nobody has answered the second."""
    second, _ = await transcript.append(question.conversation_id, says("¿y el plazo?"))
    await states.answer(question, [REPLY], "low_confidence")
    _, _, owed = await states.give_up_waiting(question.conversation_id, wish(), NOTICES)
    assert [one.id for one in owed] == [second.id]


async def test_what_people_are_done_with_is_not_owed_after_the_next_escalation(
    hands: Hands, states: States, transcript: Transcript, anas: str
) -> None:
    await transcript.append(anas, says("gracias"))
    await hands.resolve(anas, "ana", Ending("closed"), NOTICE)
    await hands.reopen(anas, says("una cosa más"))
    await hands.claim(anas, "ana", NOTICE)
    owed = await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    assert [one.text for one in owed] == ["una cosa más"]


async def test_files_without_words_are_not_for_the_assistant(
    hands: Hands, transcript: Transcript, anas: str
) -> None:
    await transcript.append(anas, MessageDraft("customer", "", data={"files": []}))
    owed = await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    assert [one.text for one in owed] == ["¿precio?"]


async def test_thanks_meant_for_the_agent_are_not_for_the_assistant(
    hands: Hands, transcript: Transcript, anas: str
) -> None:
    for text in ("Gracias", "ok cool", "Perfect, that's all I needed"):
        await transcript.append(anas, says(text))
    owed = await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    assert [one.text for one in owed] == ["¿precio?"]


async def test_more_than_a_screenful_is_owed_whole(
    hands: Hands, transcript: Transcript, anas: str
) -> None:
    for number in range(60):
        await transcript.append(anas, says(f"¿{number}?"))
    owed = await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    assert [one.text for one in owed][-60:] == [f"¿{number}?" for number in range(60)]


async def test_agent_cannot_end_what_they_have_not_read(
    hands: Hands, transcript: Transcript, anas: str
) -> None:
    seen = (await transcript.get(anas)).last_seq
    await transcript.append(anas, says("¡espere!"))
    with pytest.raises(Unread, match="Read it before"):
        await hands.resolve(anas, "ana", Ending("closed", seen=seen), NOTICE)
    assert (await transcript.get(anas)).state == "agent"
    await hands.resolve(anas, "ana", Ending("closed", seen=seen + 1), NOTICE)
    assert (await transcript.get(anas)).agent_read_seq == seen + 1


async def test_outcome_and_topic_are_kept(
    hands: Hands, anas: str, newest: Read, clock: Clock
) -> None:
    await hands.resolve(anas, "ana", Ending("bot", "elsewhere", "repair"), NOTICE)
    ended = await newest(anas)
    assert (ended.outcome, ended.result_topic, ended.ended_at) == ("elsewhere", "repair", clock())
    with pytest.raises(BotError, match="'great' is no outcome"):
        Ending("bot", "great")


@pytest.mark.parametrize("to", ["bot", "closed"])
async def test_ending_can_be_taken_back(
    hands: Hands, anas: str, transcript: Transcript, newest: Read, to: str
) -> None:
    await hands.resolve(anas, "ana", Ending(to), NOTICE)
    await hands.undo_resolve(anas, "ana", MessageDraft("system", "sigo aquí"))
    row, escalation = await transcript.get(anas), await newest(anas)
    assert (row.state, row.assigned_agent) == ("agent", "ana")
    assert (escalation.ended_at, escalation.outcome, escalation.agent) == (None, None, "ana")
    await hands.say(anas, "ana", HELLO)


async def test_ending_is_taken_back_after_the_assistant_has_answered(
    hands: Hands, states: States, anas: str, transcript: Transcript, words: Words
) -> None:
    for text in ("¿uno?", "¿dos?"):
        await transcript.append(anas, says(text))
    owed = await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    answered = await states.answer(owed[0], [REPLY])
    await hands.undo_resolve(anas, "ana", NOTICE)
    assert len(answered) == 1
    assert await states.answer(owed[1], [REPLY]) == [], "people are in charge again"
    assert (await words(anas)).count("respuesta") == 1
    again = await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    assert [one.text for one in again] == [one.text for one in owed[1:]]


async def test_nobody_takes_back_anothers_ending_or_too_late(
    hands: Hands, states: States, anas: str, clock: Clock
) -> None:
    await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    with pytest.raises(TooLateToUndo, match="went on"):
        await hands.undo_resolve(anas, "luis", NOTICE)
    clock.move(seconds=61)
    with pytest.raises(TooLateToUndo):
        await hands.undo_resolve(anas, "ana", NOTICE)
    await hands.undo_resolve(anas, "ana", NOTICE, within=timedelta(minutes=2))
    await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    await states.ask_for_person(anas, wish("second-wish"), NOTICES)
    with pytest.raises(TooLateToUndo):
        await hands.undo_resolve(anas, "ana", NOTICE)


async def test_matter_that_waits_for_mail_does_so_after_an_undo(
    hands: Hands, anas: str, transcript: Transcript
) -> None:
    await hands.go_offline(anas, "eva@example.com")
    await hands.resolve(anas, "ana", Ending("closed"), NOTICE)
    await hands.undo_resolve(anas, "ana", NOTICE)
    assert (await transcript.get(anas)).offline


@pytest.mark.parametrize("state", ["bot", "waiting", "agent"])
async def test_customer_ends_it_whoever_has_it(
    hands: Hands, states: States, transcript: Transcript, question: Message, state: str
) -> None:
    id = question.conversation_id
    if state != "bot":
        await states.ask_for_person(id, wish(), NOTICES)
    if state == "agent":
        await hands.claim(id, "ana", NOTICE)
    assert await states.end(id, MessageDraft("system", "terminada")) == state
    assert await states.end(id, MessageDraft("system", "terminada")) == "closed"
    messages = await transcript.after(id, 0)
    assert [one.text for one in messages].count("terminada") == 1
    assert next(one.turn for one in messages if one.author == "customer") == "people"
    assert await states.listed("waiting") == await states.listed("agent") == []
    assert await states.answer(question, [REPLY]) == []


async def test_closed_conversation_takes_no_wish(
    hands: Hands, states: States, conversation: Conversation, words: Words
) -> None:
    await states.ask_for_person(conversation.id, wish("first-wish"), NOTICES)
    await states.end(conversation.id, NOTICE)
    before = await words(conversation.id)
    for ask in (states.ask_for_person, states.give_up_waiting):
        with pytest.raises(ConversationClosed):
            await ask(conversation.id, wish(), NOTICES)
    again = await states.ask_for_person(conversation.id, wish("first-wish"), NOTICES)
    assert again[1] == "", "a retry is no wish"
    assert await words(conversation.id) == before
