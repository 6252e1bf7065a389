"""What was said: numbers, retries, and reading on from a number."""

import asyncio
from datetime import timedelta

import pytest

from bot.conversations import (
    Conversation,
    ConversationClosed,
    ConversationNotFound,
    Ending,
    Hands,
    MessageDraft,
    States,
    Transcript,
)
from bot.database import now

PATIENCE = timedelta(seconds=15)


def said(text: str, client_id: str = "") -> MessageDraft:
    """A customer's message."""
    return MessageDraft("customer", text, client_id)


async def test_conversation_starts_with_its_greeting(
    transcript: Transcript, conversation: Conversation
) -> None:
    messages = await transcript.after(conversation.id, 0)
    assert [(one.seq, one.author, one.text) for one in messages] == [(1, "bot", "Hola")]
    assert (conversation.state, conversation.last_seq, conversation.epoch) == ("bot", 1, 1)


async def test_conversation_may_start_without_one(transcript: Transcript) -> None:
    conversation = await transcript.start("en")
    assert await transcript.after(conversation.id, 0) == []


async def test_forty_writers_leave_no_gap_and_no_double(
    transcript: Transcript, conversation: Conversation
) -> None:
    drafts = [said(str(one)) for one in range(40)]
    await asyncio.gather(*(transcript.append(conversation.id, one) for one in drafts))
    messages = await transcript.after(conversation.id, 0)
    assert [one.seq for one in messages] == list(range(1, 42))
    assert (await transcript.get(conversation.id)).last_seq == 41


async def test_retry_gives_the_first_message(
    transcript: Transcript, conversation: Conversation
) -> None:
    first, new = await transcript.append(conversation.id, said("uno", "client-id-1"))
    again, second_new = await transcript.append(conversation.id, said("otro", "client-id-1"))
    assert (new, second_new) == (True, False)
    assert (again.id, again.text) == (first.id, "uno")


async def test_ten_retries_at_once_are_one_message(
    transcript: Transcript, conversation: Conversation
) -> None:
    retry = said("uno", "client-id-1")
    found = await asyncio.gather(*(transcript.append(conversation.id, retry) for _ in range(10)))
    assert sorted(new for _, new in found) == [False] * 9 + [True]
    assert {message.seq for message, _ in found} == {2}
    assert (await transcript.get(conversation.id)).last_seq == 2


async def test_one_id_may_be_used_in_two_conversations(transcript: Transcript) -> None:
    one, other = await transcript.start("es"), await transcript.start("es")
    assert (await transcript.append(one.id, said("uno", "client-id-1")))[1]
    assert (await transcript.append(other.id, said("uno", "client-id-1")))[1]


async def test_reading_on_from_a_number(transcript: Transcript, conversation: Conversation) -> None:
    for text in ("uno", "dos", "tres"):
        await transcript.append(conversation.id, said(text))
    assert [one.text for one in await transcript.after(conversation.id, 2)] == ["dos", "tres"]
    assert [one.text for one in await transcript.after(conversation.id, 0, limit=1)] == ["Hola"]


async def test_unknown_conversation_is_named(transcript: Transcript) -> None:
    with pytest.raises(ConversationNotFound, match="'nobody'"):
        await transcript.get("nobody")
    with pytest.raises(ConversationNotFound, match="'nobody'"):
        await transcript.append("nobody", said("uno"))


async def test_closed_conversation_takes_no_customers_message(
    hands: Hands, transcript: Transcript, states: States, conversation: Conversation
) -> None:
    notices = {"bot": MessageDraft("system", "espere")}
    await states.ask_for_person(conversation.id, said("persona"), notices)
    await hands.claim(conversation.id, "ana", MessageDraft("system", "soy Ana"))
    await hands.resolve(conversation.id, "ana", Ending("closed"), MessageDraft("system", "adiós"))
    with pytest.raises(ConversationClosed):
        await transcript.append(conversation.id, said("¿hola?"))
    assert (await transcript.after(conversation.id, 0))[-1].text == "adiós"


async def test_language_is_remembered(transcript: Transcript, conversation: Conversation) -> None:
    await transcript.append(conversation.id, MessageDraft("customer", "hello there"), "en")
    await transcript.append(conversation.id, MessageDraft("bot", "Hello."))
    assert (await transcript.get(conversation.id)).language == "en"


async def test_only_our_own_buttons_were_offered(
    transcript: Transcript, conversation: Conversation
) -> None:
    buttons = {"buttons": [{"title": "Sí", "payload": "/affirm"}]}
    await transcript.append(conversation.id, MessageDraft("bot", "¿Sigo?", data=buttons))
    forged = MessageDraft("customer", "x", data={"buttons": [{"title": "x", "payload": "/deny"}]})
    await transcript.append(conversation.id, forged)
    assert await transcript.offered(conversation.id, "/affirm")
    assert not await transcript.offered(conversation.id, "/deny")


async def test_lost_message_is_taken_by_one_alone(
    transcript: Transcript, conversation: Conversation
) -> None:
    message, _ = await transcript.append(conversation.id, said("uno"))
    yesterday = now() - timedelta(days=1)
    assert await transcript.lost(PATIENCE, yesterday) == []
    assert [one.id for one in await transcript.lost(-PATIENCE, yesterday)] == [message.id]
    assert await transcript.lost(-PATIENCE, now() + PATIENCE) == []
    assert not await transcript.ask_again(message.id, PATIENCE)
    assert await transcript.ask_again(message.id, timedelta(0))
    takers = (transcript.ask_again(message.id, timedelta(milliseconds=500)) for _ in range(5))
    assert not any(await asyncio.gather(*takers))
