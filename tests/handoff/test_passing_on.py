"""Giving a conversation to a colleague, losing it, and who had it."""

import pytest
from sqlalchemy import select

from bot.conversations import (
    HandChange,
    Hands,
    MessageDraft,
    NotYours,
    RoutedToOther,
    States,
    Transcript,
)
from bot.database import Database
from bot.errors import BotError
from tests.handoff.conftest import NOTICE, NOTICES, Clock, Read, Words, wish


async def test_transfer_waits_for_the_colleague(
    hands: Hands, anas: str, transcript: Transcript, newest: Read
) -> None:
    await hands.transfer(anas, "ana", "luis", MessageDraft("system", "le paso con Luis"))
    row, escalation = await transcript.get(anas), await newest(anas)
    assert (row.state, row.assigned_agent) == ("waiting", None)
    assert (escalation.routed_to, escalation.agent, escalation.returned) == ("luis", None, 1)
    with pytest.raises(NotYours):
        await hands.say(anas, "ana", MessageDraft("agent", "aún aquí"))
    with pytest.raises(RoutedToOther):
        await hands.claim(anas, "ana", NOTICE)
    await hands.claim(anas, "luis", NOTICE)


async def test_transfer_to_anybody_is_for_whoever_is_first(hands: Hands, anas: str) -> None:
    await hands.transfer(anas, "ana", None, NOTICE)
    await hands.claim(anas, "ana", NOTICE)


async def test_transfer_to_oneself_is_refused(
    hands: Hands, anas: str, transcript: Transcript
) -> None:
    with pytest.raises(BotError, match="Choose a colleague"):
        await hands.transfer(anas, "ana", "ana", NOTICE)
    assert (await transcript.get(anas)).assigned_agent == "ana"


async def test_who_is_passed_on_keeps_their_place(
    hands: Hands, states: States, transcript: Transcript, anas: str, clock: Clock
) -> None:
    clock.move(minutes=5)
    later = (await transcript.start("es")).id
    await states.ask_for_person(later, wish(), NOTICES)
    clock.move(minutes=5)
    await hands.transfer(anas, "ana", None, NOTICE)
    assert [row.id for row, _ in await states.listed("waiting")] == [anas, later]


async def test_release_takes_it_from_who_is_gone(
    hands: Hands, anas: str, transcript: Transcript, newest: Read, words: Words
) -> None:
    before = await newest(anas)
    await hands.release(anas, "ana", MessageDraft("system", "buscamos a otra persona"))
    after = await newest(anas)
    assert (await transcript.get(anas)).state == "waiting"
    assert (after.id, after.asked_at, after.returned) == (before.id, before.asked_at, 1)
    assert (await words(anas))[-1] == "buscamos a otra persona"


async def test_release_of_what_another_has_by_now_changes_nothing(
    hands: Hands, anas: str, transcript: Transcript
) -> None:
    await hands.take_over(anas, "eva", NOTICE)
    with pytest.raises(NotYours):
        await hands.release(anas, "ana", NOTICE)
    assert (await transcript.get(anas)).assigned_agent == "eva"


async def test_those_who_had_it_are_known(hands: Hands, states: States, anas: str) -> None:
    await hands.transfer(anas, "ana", "luis", NOTICE)
    assert await hands.had_by(anas) == ["ana"]
    await hands.claim(anas, "luis", NOTICE)
    await hands.release(anas, "luis", NOTICE)
    assert await hands.had_by(anas) == ["ana", "luis"]
    await states.give_up_waiting(anas, wish("second-wish"), NOTICES)
    await states.ask_for_person(anas, wish("third-wish"), NOTICES)
    assert await hands.had_by(anas) == [], "of this asking"


async def test_every_change_leaves_a_line(
    hands: Hands, anas: str, database: Database, clock: Clock, newest: Read
) -> None:
    clock.move(seconds=30)
    await hands.transfer(anas, "ana", "luis", NOTICE)
    async with database.read() as session:
        found = list(await session.scalars(select(HandChange).order_by(HandChange.id)))
    lines = [(one.why, one.by, one.from_state, one.to_state) for one in found]
    assert lines == [
        ("escalate", "customer", "bot", "waiting"),
        ("claim", "ana", "waiting", "agent"),
        ("transfer", "ana", "agent", "waiting"),
    ]
    assert [(one.from_agent, one.to_agent) for one in found][1:] == [(None, "ana"), ("ana", None)]
    assert {one.escalation_id for one in found} == {(await newest(anas)).id}
    assert (found[2].at - found[1].at).total_seconds() == 30
