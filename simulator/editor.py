"""A simulated editor: in the middle of the month one question that nobody has written is written,
and two more are begun.

Depends on the editorial office of the service and the stories.
"""

from bot.agents import Agent
from bot.editorial.sources import DraftSource
from simulator.library import Library
from simulator.place import Place
from simulator.stories import BEGUN, ENTRY, Entry


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


async def draft(place: Place, editor: Agent, entry: Entry) -> int:
    """Begin an entry for the group that asks it; the draft's number."""
    service = place.service
    await service.loop.groups.collect()
    near = await service.loop.groups.near(entry.question_es, "es", 1)
    source = DraftSource(
        question_es=entry.question_es,
        question_en=entry.question_en,
        answer_es=entry.answer_es,
        answer_en=entry.answer_en,
        topic="products",
        group_id=near[0].group.id if near else None,
    )
    return await service.loop.editorial.draft(source, editor)
