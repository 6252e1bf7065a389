"""Two conversations of one customer become one."""

import asyncio

import pytest

from bot.conversations import (
    Ending,
    Hands,
    MessageDraft,
    NotToMerge,
    NotYours,
    States,
    Transcript,
    Unread,
)
from bot.database import Database
from tests.handoff.conftest import NOTICE, NOTICES, Read, says, wish

HELLO = MessageDraft("agent", "buenas", author_name="Ana")
MERGED = {
    "source": MessageDraft("system", "seguimos en la otra"),
    "into": MessageDraft("system", "de la otra conversación:"),
}


@pytest.fixture
async def other(transcript: Transcript) -> str:
    """The id of another conversation, in the assistant's hands, with a question."""
    id = (await transcript.start("es", MessageDraft("bot", "Hola"))).id
    await transcript.append(id, says("¿mi pedido?", "client-id-1"))
    return id


async def test_words_are_copied_in_order_with_a_mark_and_notices_are_not(
    hands: Hands, transcript: Transcript, anas: str, other: str
) -> None:
    before = (await transcript.get(anas)).last_seq
    await transcript.append(other, MessageDraft("system", "es usted el número 2 en la cola"))
    assert await hands.merge(other, anas, "ana", MERGED) == 2
    notice, *copies = await transcript.after(anas, before)
    assert notice.text == "de la otra conversación:"
    assert [(one.author, one.text) for one in copies] == [
        ("bot", "Hola"),
        ("customer", "¿mi pedido?"),
    ]
    assert {one.data["merged_from"] for one in copies} == {other}
    assert [one.turn for one in copies] == ["none", "none"]


async def test_source_is_closed_and_its_customer_told(
    hands: Hands, transcript: Transcript, anas: str, other: str
) -> None:
    await hands.merge(other, anas, "ana", MERGED)
    row, messages = await transcript.get(other), await transcript.after(other, 0)
    assert (row.state, row.merged_into) == ("closed", anas)
    assert messages[-1].text == "seguimos en la otra"
    assert messages[1].turn == "people", "the assistant owes nothing there"


async def test_messages_with_like_ids_are_all_copied(
    hands: Hands, transcript: Transcript, anas: str, other: str
) -> None:
    for end in ("1", "2"):
        await transcript.append(other, says(f"¿{end}?", "x" * 63 + end))
    assert await hands.merge(other, anas, "ana", MERGED) == 4


async def test_buttons_of_the_source_are_not_offered(
    hands: Hands, transcript: Transcript, anas: str, other: str
) -> None:
    button = {"buttons": [{"title": "Sí", "payload": "/affirm"}]}
    await transcript.append(other, MessageDraft("bot", "¿Sigo?", data=button))
    await hands.merge(other, anas, "ana", MERGED)
    assert not await transcript.offered(anas, "/affirm")


async def test_escalation_of_the_source_ends_as_merged(
    hands: Hands, states: States, anas: str, other: str, newest: Read
) -> None:
    await states.ask_for_person(other, wish(), NOTICES)
    await hands.merge(other, anas, "ana", MERGED)
    assert (await newest(other)).outcome == "merged"
    assert await states.listed("waiting") == []


async def test_what_was_answered_in_the_source_is_not_asked_again(
    hands: Hands, states: States, transcript: Transcript, anas: str, other: str
) -> None:
    _, asked = await transcript.find(other, "client-id-1")
    assert asked
    await states.answer(asked, [MessageDraft("bot", "está en camino")])
    await hands.say(anas, "ana", HELLO)
    await hands.merge(other, anas, "ana", MERGED)
    assert await hands.resolve(anas, "ana", Ending("bot"), NOTICE) == []


async def test_what_nobody_answered_in_the_source_is_the_assistants_then(
    hands: Hands, anas: str, other: str
) -> None:
    await hands.say(anas, "ana", HELLO)
    await hands.merge(other, anas, "ana", MERGED)
    owed = await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    assert [one.text for one in owed] == ["¿mi pedido?"]


async def test_unread_copies_keep_an_agent_from_ending(
    hands: Hands, transcript: Transcript, anas: str, other: str
) -> None:
    seen = (await transcript.get(anas)).last_seq
    await hands.merge(other, anas, "ana", MERGED)
    with pytest.raises(Unread):
        await hands.resolve(anas, "ana", Ending("closed", seen=seen), NOTICE)


async def test_only_ones_own_are_merged(
    hands: Hands, states: States, anas: str, other: str
) -> None:
    with pytest.raises(NotYours):
        await hands.merge(anas, other, "ana", MERGED)
    with pytest.raises(NotYours):
        await hands.merge(other, anas, "luis", MERGED)
    await states.ask_for_person(other, wish(), NOTICES)
    await hands.claim(other, "luis", NOTICE)
    with pytest.raises(NotYours):
        await hands.merge(other, anas, "ana", MERGED)


async def test_nothing_is_merged_twice_or_with_itself(hands: Hands, anas: str, other: str) -> None:
    with pytest.raises(NotToMerge, match="the same one"):
        await hands.merge(anas, anas, "ana", MERGED)
    await hands.merge(other, anas, "ana", MERGED)
    with pytest.raises(NotToMerge, match="merged before"):
        await hands.merge(other, anas, "ana", MERGED)


async def test_mail_to_the_source_goes_on_where_it_was_merged(
    hands: Hands, transcript: Transcript, anas: str, other: str
) -> None:
    await hands.merge(other, anas, "ana", MERGED)
    message, new = await hands.reopen(other, says("¿y bien?", "mail-id-1"))
    assert (message.conversation_id, new) == (anas, True)
    again, new = await hands.reopen(other, says("¿y bien?", "mail-id-1"))
    assert (again.id, new) == (message.id, False)
    assert (await transcript.get(other)).state == "closed"


async def test_merging_crosswise_ends(any_database: Database) -> None:
    transcript, states, hands = Transcript(any_database), States(any_database), Hands(any_database)
    one, other = [(await transcript.start("es")).id for _ in range(2)]
    for id in (one, other):
        await states.ask_for_person(id, wish(), NOTICES)
        await hands.claim(id, "ana", NOTICE)
    merges = (hands.merge(one, other, "ana", MERGED), hands.merge(other, one, "ana", MERGED))
    found = await asyncio.gather(*merges, return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["NotYours", "int"]
