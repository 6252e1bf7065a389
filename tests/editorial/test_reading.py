"""What the office tells others: lists, histories, publications, use; and what it forgets."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.backoffice import SqlBackoffice
from bot.conversations import Transcript
from bot.database import Database
from bot.editorial import (
    DraftFilter,
    DraftSource,
    Editorial,
    FaqSource,
    FaqVersion,
    Quote,
    Use,
    Wording,
    forget,
)
from bot.editorial.diff import between, changes
from bot.editorial.usage import Usage
from bot.erasure import Erasure
from bot.groups.tables import QuestionGroup
from bot.identity import Identity
from tests.backoffice.conftest import furnish
from tests.editorial.conftest import ANA, EVA, KETTLE, Make, about
from tests.editorial.newsroom import contact
from tests.people.conftest import Clock


async def test_filters_find_what_they_say(office: Editorial, make: Make) -> None:
    await make("live", "published")
    await make("asked", "review", replace(about("asked"), topic="care"))
    half = await make("half", says=replace(KETTLE, question_en="", answer_en=""))
    await office.writing.link(half, 9, EVA)

    async def ids(**wanted: object) -> list[str]:
        return [one.faq_id for one in await office.reading.lines(DraftFilter(**wanted), 10)]

    assert await ids() == ["asked", "half", "live"]
    assert await ids(state="work") == ["asked", "half"]
    assert await ids(state="live") == ["live"]
    assert await ids(state="review") == ["asked"]
    assert await ids(topic="care") == ["asked"]
    assert await ids(missing="en") == ["half"]
    assert await ids(group_id=9) == ["half"]
    assert await ids(words="JARRA half") == ["half"]
    assert await ids(words="100%") == []
    assert await office.reading.count(DraftFilter(state="work")) == 2
    assert await office.reading.states() == {"draft": 1, "review": 1, "published": 1}
    assert await office.reading.topics() == ["care", "products"]


async def test_publications_of_a_group_and_of_those_merged_into_it(
    office: Editorial, make: Make, database: Database, clock: Clock
) -> None:
    async with database.write() as session:
        for number, into in ((1, None), (2, 1), (3, 2)):
            session.add(QuestionGroup(id=number, merged_into=into))
    first = clock.at
    for name, group in (("one", 1), ("three", 3), ("draft", 3)):
        draft_id = await make(name, "published" if name != "draft" else "draft")
        await office.writing.link(draft_id, group, EVA)
        clock.pass_by(hours=1)
    assert await office.published_for_group(1) == [
        ("one", first),
        ("three", first + timedelta(hours=1)),
    ]
    assert [one.faq_id for one in await office.drafts_of_group(1)] == ["draft", "three", "one"]
    assert await office.published_for_group(9) == []


async def test_a_publication_taken_back_is_none_and_one_that_ended_has_its_end(
    office: Editorial, make: Make, clock: Clock
) -> None:
    draft_id = await make("kettle", "published")
    await office.writing.link(draft_id, 4, EVA)
    event = await office.releasing.last_act(draft_id=draft_id)
    assert event is not None
    await office.releasing.undo(event.id, EVA)
    assert await office.published_for_group(4) == []
    clock.pass_by(hours=2)
    began = clock.at
    await office.releasing.publish(draft_id, 1, EVA)
    clock.pass_by(hours=2)
    await office.releasing.retire(draft_id, 1, EVA)
    [one] = await office.released()
    assert (one.faq_id, one.group_id, one.published_at) == ("kettle", 4, began)
    assert one.retired_at == clock.at


async def test_uses_are_counted_by_entry_without_old_and_simulated_ones(
    database: Database, clock: Clock
) -> None:
    old = clock.at - timedelta(days=31)
    async with database.write() as session:
        for number, thumb in enumerate((1, 1, -1, None)):
            session.add(contact(f"c{number}", "kettle", thumb, clock.at))
        session.add(contact("old", "kettle", 1, old))
        session.add(contact("none", "", None, clock.at))
    usage = Usage(database, clock=clock)
    assert (await usage.count())["kettle"] == Use(4, 2, 1)


async def test_simulated_conversations_are_counted_only_in_a_demonstration(
    database: Database, clock: Clock
) -> None:
    talk = await Transcript(database).start("es", simulated=True)
    async with database.write() as session:
        session.add(contact(talk.id, "kettle", None, clock.at))
    assert await Usage(database, clock=clock).count() == {}
    assert await Usage(database, simulated=True, clock=clock).count() == {"kettle": Use(1)}


SAID = Quote("question", "es", "¿Puedo lavar la mopa de mi hijo Iker?", "c-1")
OTHER = Quote("question", "es", "¿la mopa se lava?", "c-2")


async def test_forgetting_blanks_quotes_and_what_unread_versions_say_word_for_word(
    office: Editorial, database: Database
) -> None:
    source = DraftSource(
        question_es=SAID.text, variants_es=(SAID.text.upper(), OTHER.text), quotes=(SAID, OTHER)
    )
    draft_id = await office.draft(source, EVA)
    async with database.write() as session:
        await forget(session, ["c-1"])
    entry = await office.reading.entry(draft_id)
    assert entry.wording == Wording("general", "-", variants_es=(OTHER.text,))
    assert entry.draft.question_es == "-"
    quotes = [one.text for one in await office.reading.sources(draft_id)]
    assert quotes == ["-", OTHER.text]
    async with database.read() as session:
        kept = f"{(await session.scalars(select(FaqVersion.content))).all()}"
        kept += f"{(await session.scalars(select(FaqSource.text))).all()}"
    assert "Iker" not in kept


async def test_forgetting_leaves_what_somebody_approved(
    office: Editorial, make: Make, database: Database
) -> None:
    draft_id = await make("kettle", "approved")
    quote = Quote("reply", "es", KETTLE.answer_es, "c-1")
    async with database.write() as session:
        session.add(quote.row(draft_id))
    async with database.write() as session:
        await forget(session, ["c-1"])
    assert (await office.reading.entry(draft_id)).wording == KETTLE
    assert [one.text for one in await office.reading.sources(draft_id)] == ["-"]


TEXT = st.text("ab \n.", max_size=20)


@given(TEXT, TEXT)
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    parts = between(old, new)
    assert "".join(text for kind, text in parts if kind != "gone") == new
    assert "".join(text for kind, text in parts if kind != "new") == old


def test_whole_phrases_are_marked_rather_than_words() -> None:
    parts = between("Media hora con vinagre.", "Una hora y media con vinagre.")
    assert parts[0] == ("gone", "Media")
    assert parts[-1] == ("same", " con vinagre.")


def test_only_fields_that_differ_are_told() -> None:
    assert list(changes(KETTLE, replace(KETTLE, topic="x", answer_en="y"))) == [
        "topic",
        "answer_en",
    ]
    assert changes(KETTLE, KETTLE) == {}


@pytest.mark.parametrize("by", [EVA, ANA])
async def test_history_tells_who_did_what(office: Editorial, make: Make, by: object) -> None:
    draft_id = await make("kettle", "published")
    told = [(one.kind, one.by) for one in await office.reading.history(draft_id)]
    assert told == [
        ("published", "eva"),
        ("approved", "ana"),
        ("submitted", "eva"),
        ("written", "eva"),
    ]


async def test_a_customer_who_is_forgotten_is_forgotten_here_too(
    office: Editorial, database: Database
) -> None:
    shop = SqlBackoffice(await furnish(database))
    talk = await Transcript(database).start("es")
    await Identity(shop, database).remember(talk.id, "c2")
    quote = Quote("question", "es", "¿Y si Iker rompe la jarra?", talk.id)
    draft_id = await office.draft(DraftSource(quotes=(quote,)), EVA)
    assert (await Erasure(shop, database).forget("c2", "m1")).done
    assert [one.text for one in await office.reading.sources(draft_id)] == ["-"]
