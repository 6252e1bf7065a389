"""What is done about what waits and what is stuck."""

import pytest

from bot.agents import Agent, Agents
from bot.audit import SYSTEM, AuditFilter, AuditLog
from bot.conversations import (
    Conversation,
    Ending,
    Escalation,
    Hands,
    MessageDraft,
    RoutedToOther,
    States,
    Transcript,
)
from bot.presence import Presence
from bot.routing import Patience, Routing
from tests.people.conftest import NOTICES, Ask, Clock, Hire, Start

HELLO = MessageDraft("system", "Hola")


async def kept_for(states: States, conversation_id: str) -> str | None:
    """For whom a conversation waits."""
    return {row.id: escalation.routed_to for row, escalation in await states.listed("waiting")}[
        conversation_id
    ]


async def held(transcript: Transcript, conversation_id: str) -> tuple[str, str | None]:
    """The state of a conversation, and whose it is."""
    row: Conversation = await transcript.get(conversation_id)
    return row.state, row.assigned_agent


async def told(transcript: Transcript, conversation_id: str) -> list[str]:
    """The notices in a conversation."""
    messages = await transcript.after(conversation_id, 0)
    return [one.data["notice"] for one in messages if "notice" in one.data]


async def test_what_waits_is_kept_for_who_speaks_the_language(
    routing: Routing, hire: Hire, ask: Ask, states: States, hands: Hands
) -> None:
    ana, ben = await hire("Ana", languages=["es"]), await hire("Ben", languages=["en"])
    waiting = await ask("en")
    await routing.tend()
    assert await kept_for(states, waiting) == ben.id
    with pytest.raises(RoutedToOther):
        await hands.claim(waiting, ana.id, HELLO)
    await hands.claim(waiting, ben.id, HELLO)


async def test_several_that_wait_are_spread_over_those_who_are_there(
    routing: Routing, hire: Hire, ask: Ask, states: States
) -> None:
    team = [await hire(name, capacity=2) for name in ("Ana", "Ben", "Eva")]
    waiting = [await ask() for _ in range(7)]
    await routing.tend()
    kept = [await kept_for(states, one) for one in waiting]
    assert sorted(kept.count(one.id) for one in team) == [2, 2, 2]
    assert kept[6] is None


async def test_nobody_is_kept_waiting_for_who_is_not_there(
    routing: Routing, hire: Hire, ask: Ask, states: States, presence: Presence
) -> None:
    await hire("Ana", here=False)
    away = await hire("Ben")
    await presence.choose(away.id, "away")
    await hire("Carla", role="content")
    waiting = await ask()
    await routing.tend()
    assert await kept_for(states, waiting) is None


async def test_kept_for_the_next_when_the_first_does_not_take_it_and_then_for_all(
    routing: Routing, hire: Hire, ask: Ask, states: States, presence: Presence, clock: Clock
) -> None:
    ana, ben = await hire("Ana"), await hire("Ben")
    waiting = await ask()

    async def after(seconds: float) -> str | None:
        clock.pass_by(seconds=seconds)
        for one in (ana, ben):
            await presence.seen(one.id, active=True)
        await routing.tend()
        return await kept_for(states, waiting)

    first = await after(0)
    assert first in (ana.id, ben.id)
    assert await after(44) == first
    second = await after(1)
    assert second == ({ana.id, ben.id} - {first}).pop()
    assert await after(76) is None
    assert await after(1) is None


async def test_kept_for_another_when_the_one_leaves(
    routing: Routing, hire: Hire, ask: Ask, states: States, presence: Presence
) -> None:
    ana, ben = await hire("Ana", topics=["orders"]), await hire("Ben")
    waiting = await ask()
    await routing.tend()
    first = await kept_for(states, waiting)
    await presence.leave(first or "")
    await routing.tend()
    assert await kept_for(states, waiting) == ({ana.id, ben.id} - {first}).pop()


async def test_danger_is_everybodys_at_once(
    routing: Routing, hire: Hire, ask: Ask, states: States
) -> None:
    await hire("Ana")
    waiting = await ask()
    await states.urge(waiting, MessageDraft("system", "Desenchúfelo"))
    await routing.tend()
    assert await kept_for(states, waiting) is None


@pytest.mark.parametrize("patience", [Patience(claim=Patience().claim * 0)])
async def test_without_patience_all_is_everybodys(
    routing: Routing, hire: Hire, ask: Ask, states: States
) -> None:
    await hire("Ana")
    waiting = await ask()
    await routing.tend()
    assert await kept_for(states, waiting) is None


async def test_who_is_back_within_a_day_waits_for_the_agent_of_before(
    routing: Routing,
    hire: Hire,
    ask: Ask,
    states: States,
    hands: Hands,
    clock: Clock,
    presence: Presence,
) -> None:
    ana, ben = await hire("Ana"), await hire("Ben", topics=[])
    one = await ask()
    await routing.tend()
    await hands.route(one, ben.id)
    await hands.claim(one, ben.id, HELLO)
    await hands.resolve(one, ben.id, Ending("bot"), HELLO)
    clock.pass_by(hours=3)
    for agent in (ana, ben):
        await presence.seen(agent.id, active=True)
    again = MessageDraft("customer", "Otra vez yo", asks=False)
    await states.ask_for_person(one, again, NOTICES)
    await routing.tend()
    assert await kept_for(states, one) == ben.id


async def taken(hands: Hands, ask: Ask, agent: Agent) -> str:
    """A conversation that the agent has."""
    one = await ask()
    await hands.claim(one, agent.id, HELLO)
    return one


async def test_an_agent_who_is_gone_loses_it_to_the_queue_and_the_customer_is_told(
    routing: Routing,
    hire: Hire,
    ask: Ask,
    hands: Hands,
    transcript: Transcript,
    clock: Clock,
    audit: AuditLog,
) -> None:
    ana = await hire("Ana")
    one = await taken(hands, ask, ana)
    clock.pass_by(minutes=2, seconds=50)
    await routing.tend()
    assert await held(transcript, one) == ("agent", ana.id)
    clock.pass_by(seconds=10)
    await routing.tend()
    assert await held(transcript, one) == ("waiting", None)
    assert (await told(transcript, one))[-1] == "released"
    assert "Ana" in (await transcript.after(one, 0))[-1].text
    [noted] = await audit.read(AuditFilter(action="release"))
    assert (noted.agent_id, noted.conversation_id) == (SYSTEM, one)
    assert noted.detail == {"of": ana.id, "why": "gone"}


async def test_who_takes_one_while_shown_as_gone_keeps_it_for_a_while(
    routing: Routing, hire: Hire, ask: Ask, hands: Hands, transcript: Transcript, clock: Clock
) -> None:
    ana = await hire("Ana")
    clock.pass_by(minutes=10)
    one = await taken(hands, ask, ana)
    await routing.tend()
    assert await held(transcript, one) == ("agent", ana.id)
    clock.pass_by(minutes=2)
    await routing.tend()
    assert await held(transcript, one) == ("waiting", None)


async def test_a_restart_gives_agents_the_time_to_come_back(
    start: Start, hire: Hire, ask: Ask, hands: Hands, transcript: Transcript, clock: Clock
) -> None:
    ana = await hire("Ana")
    one = await taken(hands, ask, ana)
    clock.pass_by(hours=1)
    restarted = start()
    await restarted.tend()
    assert await held(transcript, one) == ("agent", ana.id)
    clock.pass_by(minutes=3)
    await restarted.tend()
    assert await held(transcript, one) == ("waiting", None)


async def test_it_keeps_its_place_in_the_queue(
    routing: Routing, hire: Hire, ask: Ask, hands: Hands, states: States, clock: Clock
) -> None:
    ana = await hire("Ana")
    first = await taken(hands, ask, ana)
    clock.pass_by(minutes=1)
    second = await ask()
    clock.pass_by(minutes=5)
    await routing.tend()
    assert [row.id for row, _ in await states.listed("waiting")] == [first, second]


async def test_an_agent_who_does_not_answer_loses_it_to_one_who_can(
    routing: Routing,
    hire: Hire,
    ask: Ask,
    hands: Hands,
    transcript: Transcript,
    states: States,
    presence: Presence,
    clock: Clock,
) -> None:
    ana = await hire("Ana")
    one = await taken(hands, ask, ana)
    await hands.say(one, ana.id, MessageDraft("agent", "Un momento"))
    await transcript.append(one, MessageDraft("customer", "¿Hola?"))
    clock.pass_by(minutes=15)
    await presence.seen(ana.id, active=True)
    await routing.tend()
    assert await held(transcript, one) == ("agent", ana.id), "nobody else could answer"
    ben = await hire("Ben")
    await routing.tend()
    assert await held(transcript, one) == ("waiting", None)
    assert await kept_for(states, one) == ben.id


async def test_an_agent_who_answered_in_time_keeps_it(
    routing: Routing,
    hire: Hire,
    ask: Ask,
    hands: Hands,
    transcript: Transcript,
    presence: Presence,
    clock: Clock,
) -> None:
    ana, ben = await hire("Ana"), await hire("Ben")
    one = await taken(hands, ask, ana)
    await transcript.append(one, MessageDraft("customer", "¿Hola?"))
    await hands.say(one, ana.id, MessageDraft("agent", "Aquí estoy"))
    clock.pass_by(minutes=30)
    for agent in (ana, ben):
        await presence.seen(agent.id, active=True)
    await routing.tend()
    assert await held(transcript, one) == ("agent", ana.id)


async def test_a_matter_by_mail_is_left_with_its_agent_for_a_day(
    routing: Routing, hire: Hire, ask: Ask, hands: Hands, transcript: Transcript, clock: Clock
) -> None:
    ana = await hire("Ana")
    one = await taken(hands, ask, ana)
    await hands.go_offline(one, "eva@example.com")
    clock.pass_by(hours=20)
    await routing.tend()
    assert await held(transcript, one) == ("agent", ana.id)
    clock.pass_by(hours=5)
    await routing.tend()
    assert await held(transcript, one) == ("waiting", None)


async def test_a_matter_by_mail_is_everybodys(
    routing: Routing, hire: Hire, ask: Ask, hands: Hands, states: States
) -> None:
    await hire("Ana")
    one = await ask()
    await hands.go_offline(one, "eva@example.com")
    await routing.tend()
    assert await kept_for(states, one) is None


async def test_what_a_deactivated_account_had_goes_back_at_once(
    routing: Routing,
    hire: Hire,
    ask: Ask,
    hands: Hands,
    transcript: Transcript,
    agents: Agents,
) -> None:
    ana = await hire("Ana")
    one = await taken(hands, ask, ana)
    await agents.change(ana.id, active=False)
    await routing.tend()
    assert await held(transcript, one) == ("waiting", None)


async def test_the_topic_it_began_with_is_known_by_its_intent(routing: Routing, hire: Hire) -> None:
    ana, ben = await hire("Ana", topics=["orders"]), await hire("Ben", topics=["returns"])
    row = (Conversation(id="c", language="es"), Escalation(topic="exchange_product", returned=0))
    assert routing.choose(row, await routing.candidates()) == ben.id
    assert routing.choose(row, await routing.candidates(), without=ben.id) is None
    row[1].topic = "order_status"
    assert routing.choose(row, await routing.candidates()) == ana.id
