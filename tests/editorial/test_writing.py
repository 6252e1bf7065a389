"""Drafts and versions: nothing is lost, nobody writes over another."""

import asyncio
from dataclasses import replace

import pytest

from bot.database import Database
from bot.editorial import DraftFilter, DraftSource, Editorial, Quote, Wording
from bot.editorial.errors import DraftNotFound, Outdated, WrongState
from bot.editorial.writing import slug
from bot.faqs import Faqs
from bot.knowledge.faq_index import FaqEntry
from bot.roles import NotAllowed
from tests.editorial.conftest import ANA, BEN, EVA, KETTLE, Make

REPLY = Quote("reply", "es", "Aclare la jarra. Mi correo es eva@correo.example", "c-1")
SOURCE = DraftSource(
    question_es="¿Cómo limpio la jarra?",
    answer_es="Aclare la jarra. Escriba a eva@correo.example",
    topic="products",
    group_id=7,
    quotes=(REPLY,),
)


async def test_a_draft_keeps_its_sources_masked_and_reaches_no_customer(
    office: Editorial, faqs: Faqs
) -> None:
    draft_id = await office.draft(SOURCE, EVA)
    entry = await office.reading.entry(draft_id)
    assert (entry.draft.state, entry.draft.version, entry.draft.missing) == ("draft", 1, "en")
    assert entry.draft.faq_id == "products-limpio-jarra"
    assert entry.wording.answer_es == "Aclare la jarra. Escriba a [EMAIL]"
    [source] = await office.reading.sources(draft_id)
    assert (source.kind, source.conversation_id) == ("reply", "c-1")
    assert "eva@correo.example" not in source.text
    assert await faqs.rows() == []


async def test_agents_may_not_write(office: Editorial) -> None:
    with pytest.raises(NotAllowed):
        await office.draft(SOURCE, BEN)


async def test_each_saving_is_a_version_unless_nothing_is_different(
    office: Editorial, make: Make
) -> None:
    draft_id = await make()
    assert await office.writing.save(draft_id, KETTLE, 1, EVA) == 1
    shorter = replace(KETTLE, answer_en="With vinegar.")
    assert await office.writing.save(draft_id, shorter, 1, EVA) == 2
    steps = await office.reading.history(draft_id)
    assert [(one.kind, one.number) for one in steps] == [("written", 2), ("written", 1)]
    assert steps[0].before == KETTLE


async def test_the_second_of_two_editors_is_told_and_the_first_keeps_theirs(
    office: Editorial, make: Make
) -> None:
    draft_id = await make()
    texts = [replace(KETTLE, answer_en=f"Answer number {one}.") for one in range(8)]
    saving = (office.writing.save(draft_id, text, 1, EVA) for text in texts)
    ended = await asyncio.gather(*saving, return_exceptions=True)
    refused = [one for one in ended if isinstance(one, Outdated)]
    assert [one for one in ended if one == 2] == [2]
    assert len(refused) == 7
    assert {(one.seen, one.current, one.by) for one in refused} == {(1, 2, "eva")}
    entry = await office.reading.entry(draft_id)
    assert entry.wording == texts[ended.index(2)]
    assert "versión 2" in refused[0].said["es"]
    assert "version 2" in refused[0].said["en"]


async def test_an_old_version_comes_back_as_a_new_one(office: Editorial, make: Make) -> None:
    draft_id = await make()
    await office.writing.save(draft_id, Wording(topic="x", question_es="¿Otra?"), 1, EVA)
    assert await office.writing.restore(draft_id, 1, 2, ANA) == 3
    assert (await office.reading.entry(draft_id)).wording == KETTLE
    newest = (await office.reading.history(draft_id))[0]
    assert (newest.kind, newest.of, newest.by) == ("restored", 1, "ana")


async def test_writing_on_takes_a_submitted_entry_back_to_draft(
    office: Editorial, make: Make
) -> None:
    draft_id = await make(state="review")
    await office.writing.save(draft_id, replace(KETTLE, topic="care"), 1, EVA)
    draft = (await office.reading.entry(draft_id)).draft
    assert (draft.state, draft.version) == ("draft", 2)
    with pytest.raises(Outdated):
        await office.writing.submit(draft_id, 1, EVA)


async def test_a_reader_sends_it_back_with_a_reason(office: Editorial, make: Make) -> None:
    draft_id = await make(state="review")
    await office.writing.send_back(draft_id, 1, ANA, "Falta decir cuánto vinagre.")
    assert (await office.reading.entry(draft_id)).draft.state == "draft"
    assert (await office.reading.history(draft_id))[0].note == "Falta decir cuánto vinagre."
    with pytest.raises(WrongState):
        await office.writing.send_back(draft_id, 1, ANA)


async def test_a_phrase_is_added_to_an_entry_that_is_there(office: Editorial, faqs: Faqs) -> None:
    await faqs.publish(FaqEntry("shipping", "es", "¿Cuánto cuesta?", ("gastos",), "Nada."))
    phrase = DraftSource(faq_id="shipping", variants_es=("portes", "GASTOS"), group_id=3)
    draft_id = await office.draft(phrase, EVA)
    entry = await office.reading.entry(draft_id)
    assert entry.wording.variants_es == ("gastos", "portes")
    assert entry.wording.answer_es == "Nada."
    draft = entry.draft
    assert (draft.version, draft.state, draft.live_version, draft.group_id) == (2, "draft", 1, 3)
    assert await office.draft_of("shipping") == draft_id


async def test_entries_of_before_are_taken_in_once(office: Editorial, faqs: Faqs) -> None:
    await faqs.publish(FaqEntry("old", "es", "¿Cuánto cuesta?", (), "Nada."))
    await faqs.withdraw("old")
    await faqs.publish(FaqEntry("new", "en", "How much is it?", (), "Nothing."))
    taken = await asyncio.gather(*(office.writing.adopt() for _ in range(3)))
    assert sum(taken) == 2
    lines = await office.reading.lines(DraftFilter(), 10)
    found = {one.faq_id: (one.state, one.live_version, one.missing) for one in lines}
    assert found == {"old": ("retired", None, "en"), "new": ("published", 1, "es")}
    assert await office.tend() == 0


async def test_two_drafts_of_one_question_get_two_ids(office: Editorial) -> None:
    ids = await asyncio.gather(*(office.draft(SOURCE, EVA) for _ in range(4)))
    assert len(set(ids)) == 4
    lines = await office.reading.lines(DraftFilter(group_id=7), 10)
    assert {one.faq_id for one in lines} == {
        "products-limpio-jarra",
        *(f"products-limpio-jarra-{n}" for n in (2, 3, 4)),
    }


async def test_a_draft_nobody_wants_is_put_away_and_a_live_entry_is_not(
    office: Editorial, make: Make, database: Database
) -> None:
    draft_id = await make()
    await office.writing.discard(draft_id, 1, EVA)
    assert (await office.reading.entry(draft_id)).draft.state == "retired"
    live = await make("live", "published")
    with pytest.raises(WrongState):
        await office.writing.discard(live, 1, EVA)
    assert (await office.reading.entry(live)).draft.state == "published"


async def test_what_is_not_there_is_named_in_both_languages(office: Editorial) -> None:
    with pytest.raises(DraftNotFound) as raised:
        await office.reading.entry(99)
    assert all("99" in said for said in raised.value.said.values())


@pytest.mark.parametrize(
    ("wording", "made"),
    [
        (KETTLE, "products-jug-kettle-cleaned"),
        (Wording("general", "¿Dónde está el filtro?"), "general-filtro"),
        (Wording("", "", "???"), "entry"),
        (Wording("ñandú y más", "", "a" * 200), "nandu-y-mas-" + "a" * 48),
    ],
)
def test_ids_say_what_an_entry_is_about(wording: Wording, made: str) -> None:
    assert slug(wording) == made
