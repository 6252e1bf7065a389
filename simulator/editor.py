"""A simulated editor: in the middle of the month one question that nobody has written is written,
and two more are begun; towards its end one of these waits for approval, a group is left to people,
and examples for the assistant are proposed.

Depends on the editorial office of the service, its groups and training, and the stories.
"""

import asyncio
from contextlib import suppress

from bot.agents import Agent
from bot.editorial.sources import DraftSource
from bot.proposals.proposals import NothingToPropose
from simulator.library import Library
from simulator.place import Place
from simulator.stories import BEGUN, ENTRY, FOR_PEOPLE, VOICE, Entry


async def publish(place: Place, editor: Agent) -> None:
    """Write the entry for students for its group of questions, read it again, and publish it."""
    number = await draft(place, editor, ENTRY)
    office = place.service.loop.editorial
    await office.writing.submit(number, 1, editor)
    await office.releasing.approve(number, 1, editor)
    await office.releasing.publish(number, 1, editor)
    await place.service.shelf.refresh()


async def begin(place: Place, editor: Agent, library: Library) -> None:
    """Leave two drafts on the desk: the agents' replies are what they begin with."""
    for question in BEGUN:
        matter = library.by_key[question.matter]
        entry = Entry(
            matter.key,
            question.question_es,
            matter.replies["es"],
            question.question_en,
            matter.replies["en"],
        )
        await draft(place, editor, entry)


async def go_on(place: Place, editor: Agent, library: Library) -> None:
    """What is on the desk towards the end: an entry to be approved, a group for people alone, a
    proposal of training examples, and an alert that somebody has looked at."""
    loop = place.service.loop
    await loop.groups.collect()
    waiting = await draft(place, editor, VOICE)
    await loop.editorial.writing.submit(waiting, 1, editor)
    if group := await group_of(place, library.by_key[FOR_PEOPLE].wordings["es"][0]):
        await loop.groups.mark(group, "person_only", editor.id)
    await propose(place, editor, library)
    for alert in (await loop.oversight.alerts.open())[:1]:
        await loop.oversight.alerts.acknowledge(alert.id, editor.id)


async def propose(place: Place, editor: Agent, library: Library) -> None:
    """Confirm the groups of what is done in forms, and propose their questions as examples."""
    training = place.service.loop.training
    flows, _ = await asyncio.to_thread(training.proposals.sources.read)
    for matter in library.matters:
        group = await group_of(place, matter.wordings["es"][0]) if matter.kind == "chore" else None
        if group:
            await training.confirming.confirm(group, matter.form, editor.id, flows.intents())
    with suppress(NothingToPropose):
        await training.proposals.make(editor.id)


async def group_of(place: Place, words: str) -> int | None:
    """The group of questions that is nearest to some words."""
    near = await place.service.loop.groups.near(words, "es", 1)
    return near[0].group.id if near else None


async def draft(place: Place, editor: Agent, entry: Entry) -> int:
    """Begin an entry for the group that asks it; the draft's number."""
    service = place.service
    await service.loop.groups.collect()
    source = DraftSource(
        question_es=entry.question_es,
        question_en=entry.question_en,
        answer_es=entry.answer_es,
        answer_en=entry.answer_en,
        variants_es=entry.variants_es,
        variants_en=entry.variants_en,
        topic="products",
        group_id=await group_of(place, entry.question_es),
    )
    return await service.loop.editorial.draft(source, editor)
