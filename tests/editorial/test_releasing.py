"""What reaches customers: only what was approved, whole, at once, and back."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.audit import Audit
from bot.database import Database
from bot.editorial import Checking, Editorial
from bot.editorial.errors import (
    BadTime,
    NotApproved,
    NotReady,
    Outdated,
    OwnWords,
    TooLateToUndo,
    WrongState,
)
from bot.faq_shelf import FaqShelf
from bot.faqs import Faqs
from bot.knowledge.faq_index import FaqIndex
from bot.roles import NotAllowed
from tests.editorial.conftest import ANA, BEN, EVA, KETTLE, Make, later
from tests.knowledge.small import WordEmbedder
from tests.people.conftest import Clock

LONGER = replace(KETTLE, answer_en="With vinegar and hot water, for an hour. Rinse the jug.")


async def live(faqs: Faqs) -> list[tuple[str, str]]:
    """What customers read: language and answer."""
    return [(one.language, one.answer) for one in await faqs.entries()]


async def test_publishing_is_one_revision_in_both_languages_and_live_at_once(
    office: Editorial, make: Make, faqs: Faqs
) -> None:
    shelf = FaqShelf(faqs, FaqIndex(WordEmbedder()))
    await shelf.refresh()
    draft_id = await make(state="approved")
    before = await faqs.revision()
    await office.releasing.publish(draft_id, 1, EVA)
    assert await faqs.revision() == before + 1
    [es, en] = [(await shelf.search("jarra jug", one))[0].id for one in ("es", "en")]
    assert es == en == "kettle"
    draft = (await office.reading.entry(draft_id)).draft
    assert (draft.state, draft.live_version) == ("published", 1)


@pytest.mark.parametrize("state", ["draft", "review"])
async def test_nothing_is_published_unread(
    office: Editorial, make: Make, faqs: Faqs, state: str
) -> None:
    draft_id = await make(state=state)
    with pytest.raises(WrongState):
        await office.releasing.publish(draft_id, 1, EVA)
    assert await faqs.rows() == []


async def test_approval_is_of_one_version_and_of_no_other(
    office: Editorial, make: Make, faqs: Faqs
) -> None:
    draft_id = await make(state="review")
    await office.writing.save(draft_id, LONGER, 1, EVA)
    with pytest.raises(Outdated):
        await office.releasing.approve(draft_id, 1, ANA)
    await office.writing.submit(draft_id, 2, EVA)
    await office.releasing.approve(draft_id, 2, ANA)
    await office.writing.save(draft_id, KETTLE, 2, EVA)
    for seen, error in ((2, Outdated), (3, WrongState)):
        with pytest.raises(error):
            await office.releasing.publish(draft_id, seen, EVA)
    assert await faqs.rows() == []


async def test_a_retired_version_that_was_replaced_is_not_published_unread(
    office: Editorial, make: Make, faqs: Faqs
) -> None:
    draft_id = await make(state="published")
    await office.writing.save(draft_id, LONGER, 1, EVA)
    await office.releasing.retire(draft_id, 1, EVA)
    await office.writing.discard(draft_id, 2, EVA)
    with pytest.raises(NotApproved):
        await office.releasing.publish(draft_id, 2, EVA)
    assert await live(faqs) == []


async def test_who_approved_and_when_is_kept(office: Editorial, make: Make, clock: Clock) -> None:
    draft_id = await make(state="approved")
    version = (await office.reading.entry(draft_id)).version
    assert (version.approved_by, version.approved_at) == ("ana", clock.at)


async def test_agents_approve_and_publish_nothing(office: Editorial, make: Make) -> None:
    draft_id = await make(state="review")
    with pytest.raises(NotAllowed):
        await office.releasing.approve(draft_id, 1, BEN)
    with pytest.raises(NotAllowed):
        await office.releasing.publish(draft_id, 1, BEN)


async def test_with_four_eyes_the_last_writer_does_not_approve(
    database: Database, checking: Checking, make: Make
) -> None:
    strict = Editorial.over(database, checking, four_eyes=True)
    draft_id = await make(state="review")
    with pytest.raises(OwnWords):
        await strict.releasing.approve(draft_id, 1, EVA)
    await strict.releasing.approve(draft_id, 1, ANA)
    assert (await strict.reading.entry(draft_id)).draft.state == "approved"


async def test_without_four_eyes_one_person_may_do_all(office: Editorial, make: Make) -> None:
    draft_id = await make(state="review")
    await office.releasing.approve(draft_id, 1, EVA)
    assert (await office.reading.entry(draft_id)).version.approved_by == "eva"


async def test_a_check_stands_against_approval_and_is_named(office: Editorial, make: Make) -> None:
    draft_id = await make(state="review", says=replace(KETTLE, answer_en=""))
    with pytest.raises(NotReady) as raised:
        await office.releasing.approve(draft_id, 1, ANA)
    assert raised.value.names == ("both",)
    assert "dos idiomas" in raised.value.said["es"]


async def test_of_many_who_publish_at_once_one_does(
    office: Editorial, make: Make, faqs: Faqs
) -> None:
    draft_id = await make(state="approved")
    acts = (office.releasing.publish(draft_id, 1, EVA) for _ in range(6))
    ended = await asyncio.gather(*acts, return_exceptions=True)
    assert sum(one is None for one in ended) == 1
    assert sum(isinstance(one, WrongState) for one in ended) == 5
    assert await faqs.revision() == 1


async def test_what_fails_halfway_leaves_nothing_behind(
    office: Editorial, make: Make, faqs: Faqs, database: Database
) -> None:
    draft_id = await make(state="approved")
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql(
            "CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(Exception, match="full"):
        await office.releasing.publish(draft_id, 1, EVA)
    assert await faqs.rows() == []
    assert (await office.reading.entry(draft_id)).draft.state == "approved"


async def test_a_live_entry_stays_as_it_is_while_its_next_version_is_written(
    office: Editorial, make: Make, faqs: Faqs
) -> None:
    draft_id = await make(state="published")
    await office.writing.save(draft_id, LONGER, 1, EVA)
    draft = (await office.reading.entry(draft_id)).draft
    assert (draft.state, draft.version, draft.live_version) == ("draft", 2, 1)
    assert ("en", KETTLE.answer_en) in await live(faqs)


async def test_retired_is_gone_and_may_come_back_as_it_was_approved(
    office: Editorial, make: Make, faqs: Faqs
) -> None:
    draft_id = await make(state="published")
    await office.releasing.retire(draft_id, 1, EVA)
    assert await live(faqs) == []
    with pytest.raises(TooLateToUndo):
        await office.releasing.retire(draft_id, 1, EVA)
    await office.releasing.publish(draft_id, 1, EVA)
    assert len(await live(faqs)) == 2


async def test_a_first_publication_is_undone(office: Editorial, make: Make, faqs: Faqs) -> None:
    draft_id = await make(state="published")
    event = await office.releasing.last_act(draft_id=draft_id)
    assert event is not None
    await office.releasing.undo(event.id, EVA)
    assert await live(faqs) == []
    assert (await office.reading.entry(draft_id)).draft.state == "approved"
    assert await office.releasing.last_act(draft_id=draft_id) is None
    with pytest.raises(TooLateToUndo):
        await office.releasing.undo(event.id, EVA)
    await office.releasing.publish(draft_id, 1, EVA)
    assert len(await live(faqs)) == 2


async def test_undoing_a_later_publication_brings_the_one_before_back(
    office: Editorial, make: Make, faqs: Faqs
) -> None:
    draft_id = await make(state="published")
    await office.writing.save(draft_id, LONGER, 1, EVA)
    await office.writing.submit(draft_id, 2, EVA)
    await office.releasing.approve(draft_id, 2, ANA)
    await office.releasing.publish(draft_id, 2, EVA)
    assert ("en", LONGER.answer_en) in await live(faqs)
    event = await office.releasing.last_act(by="eva")
    assert event is not None
    await office.releasing.undo(event.id, ANA)
    assert ("en", KETTLE.answer_en) in await live(faqs)
    draft = (await office.reading.entry(draft_id)).draft
    assert (draft.state, draft.live_version) == ("approved", 1)


async def test_undoing_a_retirement_brings_it_back_whatever_was_written_since(
    office: Editorial, make: Make, faqs: Faqs
) -> None:
    draft_id = await make(state="published")
    await office.releasing.retire(draft_id, 1, EVA)
    await office.writing.save(draft_id, LONGER, 1, EVA)
    event = await office.releasing.last_act(draft_id=draft_id)
    assert event is not None
    await office.releasing.undo(event.id, EVA)
    assert ("en", KETTLE.answer_en) in await live(faqs)
    draft = (await office.reading.entry(draft_id)).draft
    assert (draft.state, draft.version, draft.live_version) == ("draft", 2, 1)


async def test_only_the_newest_act_is_undone_and_only_for_an_hour(
    office: Editorial, make: Make, clock: Clock
) -> None:
    draft_id = await make(state="published")
    published = await office.releasing.last_act(draft_id=draft_id)
    await office.releasing.retire(draft_id, 1, EVA)
    retired = await office.releasing.last_act(draft_id=draft_id)
    assert published is not None
    assert retired is not None
    with pytest.raises(TooLateToUndo):
        await office.releasing.undo(published.id, EVA)
    clock.pass_by(minutes=61)
    assert await office.releasing.last_act(draft_id=draft_id) is None
    with pytest.raises(TooLateToUndo):
        await office.releasing.undo(retired.id, EVA)


async def test_what_is_scheduled_happens_at_its_time_and_once(
    office: Editorial, make: Make, faqs: Faqs, clock: Clock
) -> None:
    draft_id = await make(state="approved")
    begin, end = later(clock, hours=2), later(clock, hours=5)
    await office.releasing.schedule(draft_id, 1, EVA, begin, end)
    assert await office.tend() == 0
    assert await live(faqs) == []
    clock.pass_by(hours=2)
    done = await asyncio.gather(*(office.releasing.tend() for _ in range(3)))
    assert sum(done) == 1
    assert len(await live(faqs)) == 2
    clock.pass_by(hours=3)
    assert await office.tend() == 1
    assert await live(faqs) == []
    draft = (await office.reading.entry(draft_id)).draft
    assert (draft.state, draft.publish_at, draft.retire_at) == ("retired", None, None)
    acts = [one.kind for one in await office.reading.history(draft_id)][:3]
    assert acts == ["retired", "published", "scheduled"]


async def test_writing_on_takes_an_entry_off_the_schedule(
    office: Editorial, make: Make, faqs: Faqs, clock: Clock
) -> None:
    draft_id = await make(state="approved")
    await office.releasing.schedule(draft_id, 1, EVA, later(clock, hours=2), None)
    await office.writing.save(draft_id, LONGER, 1, EVA)
    clock.pass_by(hours=3)
    assert await office.tend() == 0
    assert await live(faqs) == []


async def test_a_schedule_is_cancelled(office: Editorial, make: Make, clock: Clock) -> None:
    draft_id = await make(state="approved")
    await office.releasing.schedule(draft_id, 1, EVA, later(clock, hours=2), None)
    await office.releasing.schedule(draft_id, 1, EVA, None, None)
    draft = (await office.reading.entry(draft_id)).draft
    assert (draft.state, draft.publish_at) == ("approved", None)


async def test_times_must_lie_ahead_and_in_order(
    office: Editorial, make: Make, clock: Clock
) -> None:
    draft_id = await make(state="approved")
    soon, late = later(clock, hours=1), later(clock, hours=2)
    for begin, end in ((clock.at, None), (late, soon), (soon, soon)):
        with pytest.raises(BadTime):
            await office.releasing.schedule(draft_id, 1, EVA, begin, end)
    unread = await make("unread", "review")
    with pytest.raises(NotApproved):
        await office.releasing.schedule(unread, 1, EVA, soon, None)


async def test_every_act_is_in_the_audit_log_without_a_word_of_the_text(
    office: Editorial, make: Make, database: Database
) -> None:
    draft_id = await make(state="published")
    await office.releasing.retire(draft_id, 1, ANA)
    async with database.read() as session:
        rows = list(await session.scalars(select(Audit).order_by(Audit.id)))
    told = [(one.agent_id, one.action) for one in rows]
    assert told == [
        ("eva", "faq_drafted"),
        ("eva", "faq_submitted"),
        ("ana", "faq_approved"),
        ("eva", "faq_published"),
        ("ana", "faq_retired"),
    ]
    assert all(one.detail == {"faq": "kettle", "version": 1} for one in rows)
