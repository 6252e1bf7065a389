"""Taking a conversation: first come, for one in particular, within capacity, over another."""

import asyncio

import pytest

from bot.conversations import (
    AlreadyClaimed,
    AtCapacity,
    Conversation,
    Hands,
    MessageDraft,
    RoutedToOther,
    States,
    Transcript,
)
from bot.database import Database
from tests.handoff.conftest import NOTICE, NOTICES, Clock, Read, Words, wish


async def test_claim_that_is_done_again_changes_nothing(
    hands: Hands, waiting: str, words: Words, transcript: Transcript
) -> None:
    first = await hands.claim(waiting, "ana", MessageDraft("system", "soy Ana"))
    before = await words(waiting)
    again = await hands.claim(waiting, "ana", MessageDraft("system", "soy Ana"))
    assert (again.id, again.text) == (first.id, "soy Ana")
    assert await words(waiting) == before
    assert (await transcript.get(waiting)).epoch == first.epoch


async def test_what_waits_for_one_agent_is_that_agents_alone(hands: Hands, waiting: str) -> None:
    assert await hands.route(waiting, "luis")
    with pytest.raises(RoutedToOther, match="waits for another agent"):
        await hands.claim(waiting, "ana", NOTICE)
    await hands.claim(waiting, "luis", NOTICE)


async def test_what_is_routed_anew_is_everybodys(hands: Hands, waiting: str) -> None:
    await hands.route(waiting, "luis")
    await hands.route(waiting, None)
    await hands.claim(waiting, "ana", NOTICE)


async def test_routing_is_noted_until_it_is_claimed(
    hands: Hands, waiting: str, newest: Read, clock: Clock
) -> None:
    await hands.route(waiting, "luis")
    routed = await newest(waiting)
    assert (routed.routed_to, routed.routed_at) == ("luis", clock())
    await hands.claim(waiting, "luis", NOTICE)
    claimed = await newest(waiting)
    assert (claimed.routed_to, claimed.agent, claimed.claimed_at) == (None, "luis", clock())
    assert not await hands.route(waiting, "ana"), "it does not wait any more"


async def test_danger_is_for_whoever_is_first(
    hands: Hands, states: States, waiting: str, newest: Read
) -> None:
    await hands.route(waiting, "luis")
    assert await states.urge(waiting, MessageDraft("system", "apártese"))
    assert (await newest(waiting)).reason == "safety"
    await hands.claim(waiting, "ana", NOTICE)


async def test_danger_told_to_the_assistant_is_no_escalation(
    states: States, conversation: Conversation, words: Words
) -> None:
    assert await states.urge(conversation.id, NOTICE) is None
    assert await words(conversation.id) == []


async def test_agent_takes_no_more_than_their_capacity(
    hands: Hands, states: States, transcript: Transcript, anas: str
) -> None:
    other = (await transcript.start("es")).id
    await states.ask_for_person(other, wish(), NOTICES)
    with pytest.raises(AtCapacity, match="You have 1 conversations"):
        await hands.claim(other, "ana", NOTICE, capacity=1)
    assert (await transcript.get(other)).state == "waiting"
    await hands.claim(other, "ana", NOTICE, capacity=2)


async def test_claims_at_once_do_not_pass_the_capacity(any_database: Database) -> None:
    second = Database(any_database.url)
    transcript, states = Transcript(any_database), States(any_database)
    ids = [(await transcript.start("es")).id for _ in range(8)]
    for one in ids:
        await states.ask_for_person(one, wish(), NOTICES)
    replicas = (Hands(any_database), Hands(second))
    claims = (
        replicas[number % 2].claim(one, "ana", NOTICE, capacity=3) for number, one in enumerate(ids)
    )
    found = await asyncio.gather(*claims, return_exceptions=True)
    await second.close()
    assert sum(isinstance(one, AtCapacity) for one in found) == 5
    assert len(await states.listed("agent")) == 3


async def test_supervisor_takes_over_from_another_agent(
    hands: Hands, anas: str, transcript: Transcript, newest: Read
) -> None:
    await hands.take_over(anas, "eva", NOTICE)
    row = await transcript.get(anas)
    assert (row.state, row.assigned_agent, row.last_agent) == ("agent", "eva", "eva")
    assert (await newest(anas)).agent == "eva"
    first = await hands.take_over(anas, "eva", NOTICE)
    assert (await transcript.get(anas)).last_seq == first.seq, "a second time changes nothing"


async def test_supervisor_takes_what_waits_for_another(hands: Hands, waiting: str) -> None:
    await hands.route(waiting, "luis")
    await hands.take_over(waiting, "eva", NOTICE)
    with pytest.raises(AlreadyClaimed):
        await hands.claim(waiting, "luis", NOTICE)


async def test_nobody_takes_over_from_the_assistant(
    hands: Hands, conversation: Conversation
) -> None:
    with pytest.raises(AlreadyClaimed, match="state 'bot'"):
        await hands.take_over(conversation.id, "eva", NOTICE)


async def test_first_reply_is_noted_once(
    hands: Hands, anas: str, newest: Read, clock: Clock
) -> None:
    clock.move(minutes=2)
    first = clock()
    await hands.say(anas, "ana", MessageDraft("agent", "buenas", author_name="Ana"))
    clock.move(minutes=2)
    await hands.say(anas, "ana", MessageDraft("agent", "¿sigue?", author_name="Ana"))
    assert (await newest(anas)).first_reply_at == first
