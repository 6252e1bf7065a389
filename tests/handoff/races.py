"""Many agents claim one conversation at once, in two processes, while its customer may give up."""

import asyncio
import random
from collections.abc import Sequence

from bot.conversations import AlreadyClaimed, Hands, MessageDraft, States, Transcript
from bot.database import Database
from tests.handoff.play import TO_ASSISTANT, TO_PEOPLE, told

CLAIMERS = 6
WITHDRAWS = 0.3
WISH = MessageDraft("customer", "persona", asks=False)


async def race(databases: Sequence[Database], chance: random.Random) -> list[str]:
    """What is wrong with the end of one race: nothing, where exactly one won and knows it, or
    nobody and the customer went back to the assistant."""
    transcript, states = Transcript(databases[0]), States(databases[-1])
    id = (await transcript.start("es")).id
    await states.ask_for_person(id, WISH, TO_PEOPLE)

    async def claim(number: int) -> str | None:
        await asyncio.sleep(chance.random() * 0.002)
        agent, hands = f"agent-{number}", Hands(databases[number % len(databases)])
        try:
            await hands.claim(id, agent, told(agent))
        except AlreadyClaimed:
            return None
        return agent

    async def give_up() -> None:
        if chance.random() < WITHDRAWS:
            await states.give_up_waiting(id, WISH, TO_ASSISTANT)

    *found, _ = await asyncio.gather(*(claim(number) for number in range(CLAIMERS)), give_up())
    row, messages = await transcript.get(id), await transcript.after(id, 0)
    winners = [one for one in found if one]
    owners = [row.assigned_agent] if row.state == "agent" else []
    told_of = [one.text for one in messages if one.text.startswith("agent-")]
    if winners == owners == told_of and len(winners) == (row.state == "agent"):
        return []
    return [f"{winners} won, {owners} own it, {told_of} were told of; it is in {row.state}"]
