"""Customers who leave and come back: by mail, within a day, to the agent of before."""

import pytest

from bot.conversations import Conversation, Ending, Hands, MessageDraft, States, Transcript
from tests.handoff.conftest import NOTICE, NOTICES, Clock, Read, Words, says, wish


async def test_who_leaves_an_address_waits_for_a_mail(
    hands: Hands, transcript: Transcript, waiting: str, words: Words
) -> None:
    notice = MessageDraft("system", "le escribiremos")
    assert await hands.go_offline(waiting, "eva@example.com", notice)
    row = await transcript.get(waiting)
    assert (row.state, row.offline, row.reply_email) == ("waiting", True, "eva@example.com")
    assert (await words(waiting))[-1] == "le escribiremos"
    assert await hands.go_offline(waiting, None)
    assert (await transcript.get(waiting)).reply_email == "eva@example.com"


async def test_who_waits_for_nobody_does_not_go_offline(
    hands: Hands, conversation: Conversation, words: Words
) -> None:
    assert not await hands.go_offline(conversation.id, "eva@example.com", NOTICE)
    assert await words(conversation.id) == []


async def test_who_adds_something_while_nobody_is_there_still_waits_for_a_mail(
    hands: Hands, transcript: Transcript, waiting: str
) -> None:
    await hands.go_offline(waiting, "eva@example.com")
    await transcript.append(waiting, says("es el pedido 12"))
    assert (await transcript.get(waiting)).offline


async def test_who_writes_to_an_agent_in_the_widget_is_there(
    hands: Hands, transcript: Transcript, waiting: str
) -> None:
    await hands.go_offline(waiting, "eva@example.com")
    await hands.claim(waiting, "ana", NOTICE)
    await hands.say(waiting, "ana", MessageDraft("agent", "buenas", author_name="Ana"))
    assert (await transcript.get(waiting)).offline
    await transcript.append(waiting, says("ya estoy aquí"))
    assert not (await transcript.get(waiting)).offline


async def test_next_escalation_begins_in_the_widget(
    hands: Hands, states: States, transcript: Transcript, anas: str
) -> None:
    await hands.go_offline(anas, "eva@example.com")
    await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    await states.ask_for_person(anas, wish("second-wish"), NOTICES)
    row = await transcript.get(anas)
    assert (row.offline, row.reply_email) == (False, "eva@example.com")


@pytest.mark.parametrize("to", ["bot", "closed"])
async def test_mail_brings_a_resolved_conversation_back_to_its_agent(
    hands: Hands, transcript: Transcript, anas: str, newest: Read, to: str
) -> None:
    await hands.resolve(anas, "ana", Ending(to), NOTICE)
    told = MessageDraft("system", "la retomamos")
    message, new = await hands.reopen(anas, says("¿y bien?", "mail-id-1"), told)
    row, escalation = await transcript.get(anas), await newest(anas)
    assert (row.state, row.offline, new, message.turn) == ("waiting", True, True, "none")
    assert (escalation.reason, escalation.routed_to) == ("came_back", "ana")
    assert [one.text for one in await transcript.after(anas, message.seq - 1)] == [
        "¿y bien?",
        "la retomamos",
    ]


async def test_mail_that_comes_twice_brings_nothing_back(
    hands: Hands, transcript: Transcript, anas: str
) -> None:
    first, _ = await hands.reopen(anas, says("¿y bien?", "mail-id-1"))
    await hands.resolve(anas, "ana", Ending("closed"), NOTICE)
    again, new = await hands.reopen(anas, says("¿y bien?", "mail-id-1"))
    assert (again.id, new) == (first.id, False)
    assert (await transcript.get(anas)).state == "closed"


async def test_mail_to_an_agent_is_one_more_message(
    hands: Hands, transcript: Transcript, anas: str, newest: Read
) -> None:
    before = await newest(anas)
    await hands.reopen(anas, says("se me olvidaba"))
    row = await transcript.get(anas)
    assert (row.state, row.assigned_agent, row.offline) == ("agent", "ana", True)
    assert (await newest(anas)).id == before.id


async def test_who_comes_back_in_the_widget_waits_for_no_mail(
    hands: Hands, transcript: Transcript, anas: str
) -> None:
    await hands.resolve(anas, "ana", Ending("closed"), NOTICE)
    await hands.reopen(anas, says("una cosa más"), by_mail=False)
    row = await transcript.get(anas)
    assert (row.state, row.offline) == ("waiting", False)


@pytest.mark.parametrize(("hours", "routed"), [(23, "ana"), (25, None)])
async def test_agent_of_the_last_day_is_asked_first(
    hands: Hands,
    states: States,
    anas: str,
    newest: Read,
    clock: Clock,
    hours: int,
    routed: str | None,
) -> None:
    await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    clock.move(hours=hours)
    await states.ask_for_person(anas, wish("second-wish"), NOTICES)
    assert (await newest(anas)).routed_to == routed


async def test_who_gave_up_meanwhile_still_finds_the_agent_of_before(
    hands: Hands, states: States, anas: str, newest: Read
) -> None:
    await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    await states.ask_for_person(anas, wish("second-wish"), NOTICES)
    await states.give_up_waiting(anas, wish("third-wish"), NOTICES)
    await states.ask_for_person(anas, wish("fourth-wish"), NOTICES)
    assert (await newest(anas)).routed_to == "ana"


async def test_danger_waits_for_nobody_in_particular(
    hands: Hands, states: States, transcript: Transcript, anas: str, newest: Read
) -> None:
    await hands.resolve(anas, "ana", Ending("bot"), NOTICE)
    smoke, _ = await transcript.append(anas, says("sale humo"))
    await states.answer(smoke, [MessageDraft("bot", "desenchúfelo")], "safety")
    assert (await newest(anas)).routed_to is None
