"""A group as the beginning of a FAQ entry."""

from dataclasses import replace

import pytest

from bot.agents import Agent
from bot.brief import Piece
from bot.database import Database
from bot.demand import Demand
from bot.demand.asked import Inside, Reply, best_first
from bot.demand.best import best
from bot.demand.drafting import NothingNew, source_of, wordings
from bot.editorial.sources import forget
from bot.faqs import Faqs
from bot.knowledge.faq_index import FaqEntry
from bot.surveys.tables import Survey
from tests.demand.conftest import VIEW, Books
from tests.demand.rows import ANSWERED, DISLIKED, LIKED, NOON, TO_AGENT, Rows, missed

PAGE = {"title": "Levante · Filtro", "url": "/manuals/levante?passage=00ff#cited"}
PASSAGE = Piece("Se cambian cada mes.", "Levante · Filtro", "es", "00ff", PAGE, 0.9)
REPLY = Reply("c1", "es", "¿filtros?", "Los tiene en recambios.", None, NOON)


def test_the_best_liked_reply_goes_before_and_a_passage_that_is_surer_before_it() -> None:
    liked, hated = replace(REPLY, text="bien", score=5.0), replace(REPLY, text="mal", score=1.0)
    assert [one.text for one in best_first([hated, REPLY, liked])] == ["bien", REPLY.text, "mal"]
    unsure = replace(PASSAGE, confidence=0.4)
    found = best([hated, REPLY, liked], [unsure], "es")
    assert found
    assert (found.text, found.quote.kind) == ("bien", "reply")
    sure = best([REPLY], [PASSAGE], "es")
    assert sure
    assert (sure.text, sure.quote.passage_id) == (PASSAGE.text, "00ff")
    assert sure.quote.url == PAGE["url"]


def test_nothing_is_taken_from_another_language_or_from_what_is_only_near() -> None:
    assert best([REPLY], [PASSAGE], "en") is None
    assert best([], [replace(PASSAGE, confidence=None)], "es") is None


def test_the_same_reply_is_shown_once_the_best_of_them() -> None:
    again = replace(REPLY, conversation_id="c2", score=5.0)
    assert best_first([REPLY, again]) == [again]


async def test_one_click_drafts_both_languages(
    rows: Rows, demand: Demand, books: Books, carla: Agent
) -> None:
    group = await rows.group("¿dónde hay filtros?", "where are filters?", product="levante")
    asked = await rows.ask(group, "¿y los filtros?", TO_AGENT, product="levante")
    await rows.solve(asked, "Los filtros se compran en la tienda de recambios.", 5)
    await rows.ask(group, "where are filters?", language="en", product="levante")
    await rows.ask(group, "any filters?", language="en", product="levante")
    books.pieces["en"] = [replace(PASSAGE, language="en", text="Change it monthly.")]
    await demand.tallies.recount_all()
    one = await demand.volume.group(VIEW, group)
    assert one
    draft = await demand.drafting.draft(one, carla)
    entry = await demand.office.reading.entry(draft)
    said = entry.wording
    assert (said.question_es, said.question_en) == ("¿dónde hay filtros?", "where are filters?")
    assert said.answer_es == "Los filtros se compran en la tienda de recambios."
    assert said.answer_en == "Change it monthly."
    assert said.variants_es == ("¿y los filtros?",)
    assert said.variants_en == ("any filters?",)
    assert (entry.draft.state, entry.draft.group_id) == ("draft", group)
    sources = await demand.office.reading.sources(draft)
    assert {one.kind for one in sources} == {"reply", "passage", "question"}
    assert ("¿dónde hay filtros?", "es", ("levante",)) in books.asked
    assert await Faqs(demand.database).entries() == [], "nothing is published by it"


async def test_a_language_without_a_source_is_left_to_the_editor(
    rows: Rows, demand: Demand, books: Books
) -> None:
    group = await rows.group("¿dónde hay filtros?")
    asked = await rows.ask(group, "¿dónde hay filtros?", TO_AGENT)
    await rows.solve(asked, "Los filtros se compran en la tienda de recambios.")
    await demand.tallies.recount_all()
    one = await demand.volume.group(VIEW, group)
    assert one
    source = source_of(one, await demand.drafting.material(one))
    assert (source.question_en, source.answer_en) == ("", "")
    assert source.answer_es
    assert [quote.kind for quote in source.quotes] == ["reply", "question"]


async def test_what_an_entry_says_already_is_neither_proposed_nor_added(
    rows: Rows, demand: Demand, carla: Agent, database: Database
) -> None:
    faqs = Faqs(database)
    await faqs.publish(FaqEntry("filters", "es", "¿Hay filtros?", ("¿venden filtros?",), "Sí."))
    group = await rows.group("¿hay filtros?")
    for n, text in enumerate(("¿HAY filtros?", "¿venden  filtros?", "¿y recambios?", "filtros")):
        await rows.ask(group, text, missed(), days_ago=n)
    one = await demand.volume.group(VIEW, group)
    assert one
    puts = await demand.unanswered.asked(VIEW, group, "no_content")
    assert await demand.drafting.unsaid(puts, "es") == "¿y recambios?"
    assert await demand.drafting.unsaid(puts, "en") == ""
    with pytest.raises(NothingNew) as error:
        await demand.drafting.phrase(one, carla, "filters", {"es": "¿Venden filtros?"}, puts)
    assert set(error.value.said) == {"es", "en"}


async def test_a_forgotten_customers_words_leave_the_draft_that_repeats_them(
    rows: Rows, demand: Demand, carla: Agent, database: Database
) -> None:
    group = await rows.group("¿dónde hay filtros?")
    texts = ["¿dónde hay filtros?", *(f"¿hay filtros del número {n}?" for n in "abcd")]
    asked = [await rows.ask(group, text) for text in texts]
    one = await demand.volume.group(VIEW, group)
    assert one
    draft = await demand.drafting.draft(one, carla)
    said = (await demand.office.reading.entry(draft)).wording
    assert {said.question_es, *said.variants_es} == {*texts}
    ids = [each.conversation_id for each in asked]
    for some in (ids[:3], ids[3:]):
        async with database.write() as session:
            await forget(session, some)
    said = (await demand.office.reading.entry(draft)).wording
    assert (said.question_es, said.variants_es) == ("-", ())


async def test_a_phrase_of_a_forgotten_customer_leaves_the_draft(
    rows: Rows, demand: Demand, carla: Agent, database: Database
) -> None:
    await Faqs(database).publish(FaqEntry("filters", "es", "¿Dónde hay filtros?", (), "Sí."))
    group = await rows.group("¿filtros?")
    asked = await rows.ask(group, "¿me dan  filtros en León?", missed())
    one = await demand.volume.group(VIEW, group)
    assert one
    puts = await demand.unanswered.asked(VIEW, group, "no_content")
    texts = {"es": "¿me dan filtros en León?"}
    draft = await demand.drafting.phrase(one, carla, "filters", texts, puts)
    assert (await demand.office.reading.entry(draft)).wording.variants_es == (texts["es"],)
    async with database.write() as session:
        await forget(session, [asked.conversation_id])
    assert (await demand.office.reading.entry(draft)).wording.variants_es == ()


async def test_a_phrase_is_added_to_an_entry_as_its_next_version(
    rows: Rows, demand: Demand, carla: Agent, database: Database
) -> None:
    faqs = Faqs(database)
    await faqs.publish(FaqEntry("filters", "es", "¿Dónde hay filtros?", (), "En recambios."))
    group = await rows.group("¿filtros?")
    await rows.ask(group, "¿filtros?")
    one = await demand.volume.group(VIEW, group)
    assert one
    assert await demand.drafting.entries(one, "es") == {"filters": "¿Dónde hay filtros?"}
    draft = await demand.drafting.phrase(one, carla, "filters", {"es": "recambio del filtro"})
    entry = await demand.office.reading.entry(draft)
    assert entry.wording.variants_es == ("recambio del filtro",)
    assert entry.wording.answer_es == "En recambios."
    assert (entry.draft.faq_id, entry.draft.version) == ("filters", 2)
    [live] = await faqs.entries()
    assert live.variants == (), "not before somebody has read it"


def test_wordings_are_short_and_no_label() -> None:
    class Text:
        def __init__(self, text: str) -> None:
            self.text = text

    said = [Text(one) for one in ("a", "label", "uno  dos", "uno dos", "x" * 200, "tres")]
    assert wordings(said, "label") == ("uno dos", "tres")  # type: ignore[arg-type]


async def test_answers_are_counted_by_what_was_said(rows: Rows, database: Database) -> None:
    group = await rows.group("café")
    for outcome in (LIKED, DISLIKED, ANSWERED):
        asked = await rows.ask(group, outcome=outcome)
        await rows.answer(asked, "Así.", "descale")
    other = await rows.ask(group, language="en")
    await rows.answer(other, "So.", "descale")
    found = await Inside(database).answers(group)
    assert [(one.text, one.times, one.up, one.down) for one in found] == [
        ("Así.", 3, 1, 1),
        ("So.", 1, 0, 0),
    ]
    assert found[0].faq_id == "descale"


async def test_replies_are_those_to_the_groups_questions(rows: Rows, database: Database) -> None:
    group, other = await rows.group("café"), await rows.group("té")
    liked = await rows.ask(group, "café", TO_AGENT)
    await rows.solve(liked, "Use el filtro de papel y agua fría.", 4)
    await rows.solve(await rows.ask(other, "té", TO_AGENT), "No.", 5)
    late = await rows.ask(group, "café otra vez", TO_AGENT, days_ago=-1)
    async with database.write() as session:
        session.add(
            Survey(
                conversation_id=late.conversation_id, kind="csat", about="orders", language="es",
                score=1, asked_at=NOON,
            )
        )  # fmt: skip
    [one] = await Inside(database).replies(group)
    assert (one.text, one.score, one.question) == (
        "Use el filtro de papel y agua fría.",
        4.0,
        "café",
    )


async def test_questions_are_paged_and_simulated_ones_left_out(
    rows: Rows, database: Database
) -> None:
    group = await rows.group("café")
    for n in range(5):
        await rows.ask(group, f"café {n}", days_ago=n, language="en" if n % 2 else "es")
    await rows.ask(group, "café", simulated=True)
    inside = Inside(database)
    first = await inside.questions(group, size=3)
    assert [one.text for one in first.questions] == ["café 0", "café 1", "café 2"]
    assert first.count == 5
    second = await inside.questions(group, page=2, size=3)
    assert [one.text for one in second.questions] == ["café 3", "café 4"]
    assert (await inside.questions(group, language="en")).count == 2
    assert (await Inside(database, simulated=True).questions(group)).count == 6


async def test_central_questions_have_each_text_once_and_none_that_is_forgotten(
    rows: Rows, database: Database
) -> None:
    group = await rows.group("café")
    for text in ("café", "café", "un café", "-"):
        await rows.ask(group, text)
    found = await Inside(database).central(group, "es", 5)
    assert sorted(one.text for one in found) == ["café", "un café"]
