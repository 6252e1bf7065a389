"""Who is in charge: claims, fences, and the ends of escalations."""

import asyncio

import pytest

from bot.conversations import (
    AlreadyClaimed,
    Conversation,
    Ending,
    Hands,
    Message,
    MessageDraft,
    NotYours,
    States,
    Transcript,
)
from bot.database import Database, now
from bot.errors import BotError

NOTICE = MessageDraft("system", "aviso")
NOTICES = {state: NOTICE for state in ("bot", "waiting", "agent")}
REPLY = MessageDraft("bot", "respuesta")


def wish(client_id: str = "") -> MessageDraft:
    """A customer's press of a button that changes hands."""
    return MessageDraft("customer", "persona", client_id, asks=False)


@pytest.fixture
async def question(transcript: Transcript, conversation: Conversation) -> Message:
    """A customer's message that waits for the assistant."""
    message, _ = await transcript.append(conversation.id, MessageDraft("customer", "¿precio?"))
    return message


@pytest.fixture
async def waiting(states: States, conversation: Conversation, question: Message) -> str:
    """The id of a conversation whose customer asked for a person."""
    await states.ask_for_person(conversation.id, wish(), NOTICES)
    return conversation.id


async def texts(transcript: Transcript, conversation_id: str, author: str) -> list[str]:
    """What `author` said."""
    messages = await transcript.after(conversation_id, 0)
    return [one.text for one in messages if one.author == author]


async def test_answer_settles_the_turn_once(states: States, question: Message) -> None:
    assert question.turn == "pending"
    assert [one.seq for one in await states.answer(question, [REPLY, REPLY])] == [3, 4]
    assert await states.answer(question, [REPLY]) == []


async def test_answer_may_escalate_with_its_words(
    states: States, transcript: Transcript, question: Message
) -> None:
    await states.answer(question, [REPLY], "no_content")
    [(conversation, escalation)] = await states.listed("waiting")
    assert (conversation.id, escalation.reason) == (question.conversation_id, "no_content")
    assert await texts(transcript, conversation.id, "bot") == ["Hola", "respuesta"]


async def test_unknown_reason_undoes_the_whole_answer(
    states: States, transcript: Transcript, question: Message
) -> None:
    with pytest.raises(BotError, match="'boredom' is no reason"):
        await states.answer(question, [REPLY], "boredom")
    assert await texts(transcript, question.conversation_id, "bot") == ["Hola"]
    assert len(await states.answer(question, [REPLY])) == 1


async def test_asking_for_a_person_drops_the_answer_under_way(
    states: States, transcript: Transcript, question: Message, waiting: str
) -> None:
    assert await states.answer(question, [REPLY]) == []
    assert await states.postpone(question, now(), NOTICE) == []
    assert await texts(transcript, waiting, "bot") == ["Hola"]


async def test_asking_twice_says_what_is(
    states: States, transcript: Transcript, waiting: str
) -> None:
    notices = {**NOTICES, "waiting": MessageDraft("system", "ya espera")}
    first, found = await states.ask_for_person(waiting, wish("second-wish"), notices)
    again, found_again = await states.ask_for_person(waiting, wish("second-wish"), notices)
    assert (found, found_again, first.id) == ("waiting", "", again.id)
    assert await texts(transcript, waiting, "system") == ["aviso", "ya espera"]
    assert len(await states.listed("waiting")) == 1


async def test_messages_while_waiting_owe_nothing(
    states: States, transcript: Transcript, waiting: str
) -> None:
    message, _ = await transcript.append(waiting, MessageDraft("customer", "¿sigue ahí?"))
    assert message.turn == "none"


async def test_giving_up_waiting_returns_to_the_assistant(
    hands: Hands, states: States, transcript: Transcript, question: Message, waiting: str
) -> None:
    assert (await states.give_up_waiting(waiting, wish(), NOTICES))[1] == "waiting"
    row = await transcript.get(waiting)
    assert (row.state, row.epoch, row.assigned_agent) == ("bot", 3, None)
    assert await states.listed("waiting") == []
    assert await states.answer(question, [REPLY]) == [], "asked under an older epoch"
    with pytest.raises(AlreadyClaimed, match="state 'bot'"):
        await hands.claim(waiting, "ana", NOTICE)
    assert (await states.give_up_waiting(waiting, wish(), NOTICES))[1] == "bot"


async def test_of_thirty_claimers_in_two_processes_exactly_one_wins(
    database: Database, states: States, transcript: Transcript, waiting: str
) -> None:
    second = Database(database.url)
    replicas = (Hands(database), Hands(second))

    async def claim(one: int) -> str | None:
        agent = f"agent-{one}"
        try:
            await replicas[one % 2].claim(waiting, agent, MessageDraft("system", agent))
        except AlreadyClaimed:
            return None
        return agent

    found = await asyncio.gather(*(claim(one) for one in range(30)))
    await second.close()
    [winner] = [one for one in found if one]
    assert (await transcript.get(waiting)).assigned_agent == winner
    assert (await texts(transcript, waiting, "system"))[1:] == [winner]
    [(_, escalation)] = await states.listed("agent")
    assert escalation.agent == winner
    assert escalation.claimed_at is not None


async def test_claim_and_withdrawal_at_once_leave_one_owner(
    hands: Hands, states: States, transcript: Transcript, waiting: str
) -> None:
    results = await asyncio.gather(
        hands.claim(waiting, "ana", NOTICE),
        states.give_up_waiting(waiting, wish(), NOTICES),
        return_exceptions=True,
    )
    row = await transcript.get(waiting)
    claimed = not isinstance(results[0], BaseException)
    assert (row.state, row.assigned_agent) == (("agent", "ana") if claimed else ("bot", None))


async def test_only_the_agent_in_charge_speaks_and_ends(
    hands: Hands, states: States, transcript: Transcript, waiting: str
) -> None:
    words = MessageDraft("agent", "buenas", "agents-id-1", author_name="Ana")
    with pytest.raises(NotYours):
        await hands.say(waiting, "ana", words)
    await hands.claim(waiting, "ana", NOTICE)
    with pytest.raises(NotYours):
        await hands.say(waiting, "luis", words)
    with pytest.raises(NotYours):
        await hands.resolve(waiting, "luis", Ending("bot"), NOTICE)
    first = await hands.say(waiting, "ana", words)
    again = await hands.say(waiting, "ana", words)
    assert first.id == again.id, "a retry is not a second message"
    await hands.resolve(waiting, "ana", Ending("bot"), NOTICE)
    with pytest.raises(NotYours):
        await hands.say(waiting, "ana", words)
    with pytest.raises(NotYours):
        await hands.resolve(waiting, "ana", Ending("bot"), NOTICE)


@pytest.mark.parametrize("to", ["bot", "closed"])
async def test_resolving_ends_the_escalation(
    hands: Hands, states: States, transcript: Transcript, question: Message, waiting: str, to: str
) -> None:
    await hands.claim(waiting, "ana", NOTICE)
    await hands.resolve(waiting, "ana", Ending(to), NOTICE)
    row = await transcript.get(waiting)
    assert (row.state, row.assigned_agent, row.epoch) == (to, None, 4)
    assert await states.listed("agent") == []
    assert await states.answer(question, [REPLY], "no_content") == [], "no old escalation again"
    assert (await transcript.get(waiting)).state == to


async def test_resolving_leads_nowhere_else(hands: Hands, states: States, waiting: str) -> None:
    await hands.claim(waiting, "ana", NOTICE)
    with pytest.raises(BotError, match="'limbo'"):
        await hands.resolve(waiting, "ana", Ending("limbo"), NOTICE)


async def test_longest_waiting_comes_first(states: States, transcript: Transcript) -> None:
    ids = [(await transcript.start("es")).id for _ in range(3)]
    for one in (ids[1], ids[2], ids[0]):
        await states.ask_for_person(one, wish(), NOTICES)
    assert [row.id for row, _ in await states.listed("waiting")] == [ids[1], ids[2], ids[0]]


async def test_postponed_turn_is_excused_once(
    states: States, transcript: Transcript, question: Message
) -> None:
    excuse = MessageDraft("system", "no disponible", f"unavailable-{question.id}")
    for _ in range(2):
        await states.postpone(question, now(), excuse)
    assert await texts(transcript, question.conversation_id, "system") == ["no disponible"]
    _, stored = await transcript.find(question.conversation_id, question.client_id)
    assert stored is not None
    assert (stored.turn, stored.tries) == ("pending", 2)
