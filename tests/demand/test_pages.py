"""The editors' pages without a browser: what they show, and what their buttons do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

import pytest
from nicegui import ui
from nicegui.testing import User

from bot.agents import Agent, Agents
from bot.audit import AuditFilter, AuditLog
from bot.console import AgentDesk, Lines, Queue, QueueDesk
from bot.console.audit_words import ACTIONS, DETAILS
from bot.console.demand_rooms import demand_rooms
from bot.console.effects_words import WORDS as EFFECTS_WORDS
from bot.console.login import COOKIE
from bot.console.pages import Pages
from bot.console.questions_words import WORDS as QUESTIONS_WORDS
from bot.console.rooms import NAMES, links
from bot.console.tools import Tools
from bot.console.unanswered_desk import FIXES
from bot.console.unanswered_words import WORDS as UNANSWERED_WORDS
from bot.conversations import Hands, States, Transcript
from bot.database import Database, now
from bot.demand import Demand, ProductTerms, demand_of
from bot.demand.days import CAUSES
from bot.editorial import Editorial
from bot.faq_shelf import FaqShelf
from bot.faqs import Faqs
from bot.groups import Groups
from bot.groups.tables import QuestionGroup
from bot.knowledge.faq_index import FaqEntry, FaqIndex
from bot.live import Live
from bot.notes import Notebook
from bot.presence import Presence
from bot.standards.definitions import definitions
from tests.core.test_console import simulated
from tests.demand.conftest import Books
from tests.demand.rows import DISLIKED, EMBEDDER, TO_AGENT, Rows, missed

Kind = TypeVar("Kind")
PATHS = ("/questions", "/questions/1", "/unanswered", "/unanswered/1", "/effects")


@pytest.fixture
def pages_demand(database: Database, office: Editorial, books: Books) -> Demand:
    """The demand on today's clock, as pages have it; what a simulator asked counts."""
    return demand_of(
        database,
        Groups(database, EMBEDDER),
        office,
        books,
        FaqShelf(Faqs(database), FaqIndex(EMBEDDER)),
        ProductTerms(database),
        definitions().get("simple_share"),
        products={"levante": "Levante"},
        simulated=True,
    )


@pytest.fixture
async def visitor(
    pages_demand: Demand,
    audit: AuditLog,
    database: Database,
    transcript: Transcript,
    states: States,
    hands: Hands,
    live: Live,
) -> AsyncIterator[User]:
    """Somebody at the console's pages who is not logged in."""
    agents, presence = Agents(database), Presence(database, live)
    desk = AgentDesk(transcript, states, hands, live, audit=audit)
    queue = QueueDesk(desk, Queue(Lines(database), live), agents, presence)
    tools = Tools(Notebook.over(database), presence.agents)
    rooms = demand_rooms(pages_demand, audit)
    pages = Pages(desk, agents, "Tramontana", queue=queue, tools=tools, rooms=rooms)
    async with simulated(pages) as visitor:
        yield visitor


@pytest.fixture
async def editor(visitor: User, database: Database, carla: Agent) -> User:
    """The visitor as somebody who may write content."""
    key = await Agents(database).log_in(carla.email, "a secret")
    visitor.http_client.cookies.set(COOKIE, key)
    return visitor


@pytest.fixture
async def group(rows: Rows, pages_demand: Demand) -> int:
    """A group with four questions, most of them unanswered."""
    made = await rows.group("¿dónde hay filtros?", "where are filters?", topic="manual_question")
    for outcome in (missed(), missed(), DISLIKED, TO_AGENT):
        asked = await rows.ask(made, "¿y los filtros?", outcome, product="levante", at=now())
        if outcome is DISLIKED:
            await rows.answer(asked, "En la cocina.", "filters")
    await pages_demand.tallies.recount_all()
    return made


async def some(look: Callable[[], Awaitable[list[Kind]]]) -> list[Kind]:
    """What is found as soon as anything is."""
    for _ in range(100):
        if found := await look():
            return found
        await asyncio.sleep(0.05)
    raise AssertionError("nothing came of it")


def shown(user: User) -> str:
    """All HTML that was written on the server for the page."""
    found = user.find(kind=ui.html).elements
    return "".join(one.content for one in found if isinstance(one, ui.html))


@pytest.mark.parametrize("path", PATHS)
async def test_strangers_are_sent_to_the_login(visitor: User, path: str) -> None:
    response = await visitor.http_client.get(path)
    assert (response.status_code, response.headers["location"]) == (307, "/console/login")


@pytest.mark.parametrize("path", PATHS)
async def test_agents_are_told_whose_pages_these_are(
    visitor: User, database: Database, ana: Agent, path: str
) -> None:
    key = await Agents(database).log_in(ana.email, "a secret")
    visitor.http_client.cookies.set(COOKIE, key)
    await visitor.open(path)
    await visitor.should_see("content, manager, admin")


def test_the_bar_has_no_page_that_needs_a_number(
    pages_demand: Demand, audit: AuditLog, carla: Agent
) -> None:
    found = [one.path for one in links(carla, demand_rooms(pages_demand, audit))]
    assert found == ["/", "/questions", "/unanswered", "/effects"]


async def test_questions_show_groups_and_the_share(editor: User, group: int) -> None:
    await editor.open("/questions")
    await editor.should_see("1 group of questions")
    html = shown(editor)
    assert f'href="/console/questions/{group}"' in html
    assert "where are filters?" in html
    assert "Simple" in html or "simple" in html
    await editor.open("/questions?language=en")
    await editor.should_see("Nobody asked anything like it")


async def test_simulated_questions_are_said_to_be(
    editor: User, group: int, rows: Rows, pages_demand: Demand
) -> None:
    await editor.open("/questions")
    await editor.should_not_see(marker="simulated")
    await rows.ask(group, "¿filtros?", simulated=True, at=now())
    await pages_demand.tallies.recount_all()
    await editor.open("/questions?days=7")
    await editor.should_see("Simulated data: 1", retries=20)


async def test_a_customers_words_are_never_markup(
    editor: User, rows: Rows, pages_demand: Demand
) -> None:
    made = await rows.group("<b onclick=x>café</b>", "<img src=x>")
    asked = await rows.ask(made, "<script>alert(1)</script>", DISLIKED, at=now())
    await rows.answer(asked, "<i>hola</i>")
    await pages_demand.tallies.recount_all()
    for path in ("/questions", f"/questions/{made}", "/unanswered?cause=unhelpful"):
        await editor.open(path)
        html = shown(editor)
        assert "<script" not in html
        assert "<img" not in html
        assert "<i>" not in html


async def test_one_click_begins_a_draft(
    editor: User, group: int, pages_demand: Demand, audit: AuditLog
) -> None:
    await editor.open(f"/questions/{group}")
    editor.find(marker="draft").click()
    [draft] = await some(lambda: pages_demand.office.drafts_of_group(group))
    assert draft.state == "draft"
    await editor.open(f"/questions/{group}")
    await editor.should_see("Go on with the draft")
    await editor.should_see("Draft another FAQ entry")
    assert len(await audit.read(AuditFilter(action="faq_drafted"))) == 1


async def test_a_group_is_renamed_marked_and_put_back(
    editor: User, group: int, pages_demand: Demand, audit: AuditLog
) -> None:
    await editor.open(f"/questions/{group}")
    editor.find(marker="rename").click()
    editor.find(marker="name_en").clear().type("Filters")
    editor.find(marker="save_name").click()
    await editor.should_see("Name saved.", retries=20)
    await editor.open(f"/questions/{group}")
    assert "<h1>Filters</h1>" in shown(editor)
    editor.find(marker="mark-person_only").click()
    await editor.should_see("a person is offered at once", retries=20)
    edits = await pages_demand.groups.edits(group)
    assert [one.kind for one in edits] == ["mark", "name"]
    await editor.open(f"/questions/{group}")
    editor.find(marker=f"undo-{edits[0].id}").click()
    await editor.should_see("Undone.", retries=20)
    assert (await pages_demand.groups.resolve(group)).mark == "open"
    assert len(await audit.read(AuditFilter(action="group_undone"))) == 1


async def test_groups_are_merged_and_old_links_lead_on(
    editor: User, group: int, rows: Rows, pages_demand: Demand, database: Database
) -> None:
    other = await rows.group("¿hay filtros?")
    await rows.ask(other, "¿hay filtros?", missed(), at=now())
    await pages_demand.tallies.recount_all()
    await editor.open(f"/questions/{group}")
    editor.find(marker="merge").click()
    editor.find(marker="find_group").type("¿hay filtros?")
    editor.find(marker="search_group").click()
    await editor.should_see(marker=f"choose-{other}", retries=30)
    editor.find(marker=f"choose-{other}").click()
    await editor.should_see("The groups are merged.", retries=30)
    await editor.open(f"/questions/{other}")
    await editor.should_see("5 questions, the latest first")
    async with database.read() as session:
        assert (await session.get_one(QuestionGroup, other)).merged_into == group


async def test_a_group_that_there_is_not_is_told(editor: User) -> None:
    for number in ("99", "x", "-1", "99999999999"):
        await editor.open(f"/questions/{number}")
        await editor.should_see("There is no question group")


async def test_a_gap_that_there_is_not_is_told(editor: User) -> None:
    for number in ("99", "x", "99999999999999999999"):
        await editor.open(f"/unanswered/{number}")
        await editor.should_see("Nothing of this is unanswered")


async def test_unanswered_are_listed_and_mended(
    editor: User, group: int, pages_demand: Demand, audit: AuditLog
) -> None:
    await editor.open("/unanswered")
    await editor.should_see("3 questions in 1 groups")
    assert f'href="/console/unanswered/{group}?cause=no_content"' in shown(editor)
    await editor.open(f"/unanswered/{group}?cause=no_content")
    editor.find(marker="done").click()
    await editor.should_see("Noted: it is no longer in the list.", retries=20)
    await editor.open("/unanswered")
    await editor.should_see("Nothing is left of this cause.")
    [decided] = await pages_demand.decisions.latest()
    editor.find(marker=f"undo-{decided.row.id}").click()
    await editor.should_see("Undone.", retries=20)
    await editor.open("/unanswered")
    await editor.should_see("3 questions in 1 groups")
    actions = {one.action for one in await audit.read(AuditFilter())}
    assert {"gap_decided", "gap_undone"} <= actions


async def test_a_group_is_for_people_only_and_that_is_undone(
    editor: User, group: int, pages_demand: Demand
) -> None:
    await editor.open(f"/unanswered/{group}?cause=no_content")
    editor.find(marker="mark_person_only").click()
    await editor.should_see("Noted", retries=20)
    assert (await pages_demand.groups.resolve(group)).mark == "person_only"
    await editor.open("/unanswered")
    assert "Apart: 4 questions of 1 groups" in shown(editor)
    [decided] = await pages_demand.decisions.latest()
    editor.find(marker=f"undo-{decided.row.id}").click()
    await editor.should_see("Undone.", retries=20)
    assert (await pages_demand.groups.resolve(group)).mark == "open"


async def test_a_word_is_taught(editor: User, rows: Rows, pages_demand: Demand) -> None:
    made = await rows.group("¿la crema gotea?")
    await rows.ask(made, "¿la crema gotea?", missed("wrong_product"), at=now())
    await pages_demand.tallies.recount_all()
    await editor.open(f"/unanswered/{made}?cause=wrong_product")
    editor.find(marker="product").click()
    await editor.should_see(marker="term", retries=30)
    editor.find(marker="term").type("a")
    editor.find(marker="teach").click()
    await editor.should_see("two letters or more", retries=20)
    editor.find(marker="term").clear().type("La Crema")
    editor.find(marker="teach").click()
    await editor.should_see("“la crema” holds", retries=20)
    found = pages_demand.terms.find("mi la crema")
    assert found
    assert found.product == "levante"
    assert [one.row.fix for one in await pages_demand.decisions.latest()] == ["product"]
    await rows.ask(made, "¿la crema gotea?", missed("wrong_product"), at=now())
    await pages_demand.tallies.recount_all()
    await editor.open(f"/unanswered/{made}?cause=wrong_product")
    [term] = await pages_demand.terms.all()
    editor.find(marker=f"remove-{term.id}").click()
    await editor.should_see("means nothing special", retries=20)
    assert pages_demand.terms.find("mi la crema") is None


async def test_a_phrase_is_added(
    editor: User, group: int, pages_demand: Demand, database: Database
) -> None:
    await Faqs(database).publish(FaqEntry("filters", "en", "Filters?", (), "In parts."))
    await editor.open(f"/unanswered/{group}?cause=no_content")
    editor.find(marker="phrase").click()
    await editor.should_see(marker="phrase_en", retries=30)
    editor.find(marker="phrase_en").clear().type("filter papers")
    editor.find(marker="save_phrase").click()
    [decided] = await some(pages_demand.decisions.latest)
    assert decided.row.fix == "phrase"
    assert decided.row.draft_id
    entry = await pages_demand.office.reading.entry(decided.row.draft_id)
    assert "filter papers" in entry.wording.variants_en
    assert entry.wording.variants_es == ("¿y los filtros?",)


async def test_an_answer_that_did_not_help_is_reworded(
    editor: User, group: int, pages_demand: Demand, database: Database
) -> None:
    await Faqs(database).publish(FaqEntry("filters", "es", "¿Filtros?", (), "En la cocina."))
    await editor.open(f"/unanswered/{group}?cause=unhelpful")
    assert "En la cocina." in shown(editor)
    editor.find(marker="reword-filters").click()
    [decided] = await some(pages_demand.decisions.latest)
    assert (decided.row.fix, decided.row.cause) == ("reworded", "unhelpful")


async def test_effects_of_nothing_are_told(editor: User) -> None:
    await editor.open("/effects")
    await editor.should_see("No entry about a group of questions")


@pytest.mark.parametrize(
    "words",
    [QUESTIONS_WORDS, UNANSWERED_WORDS, EFFECTS_WORDS, NAMES, ACTIONS, DETAILS],
    ids=lambda words: len(words),
)
def test_every_text_exists_in_both_languages(words: dict[str, dict[str, str]]) -> None:
    assert [key for key, said in words.items() if set(said) != {"es", "en"}] == []


def test_every_cause_has_fixes_with_words() -> None:
    assert tuple(FIXES) == CAUSES
    for fixes in FIXES.values():
        for fix in fixes:
            assert fix in UNANSWERED_WORDS
            assert f"{fix}_help" in UNANSWERED_WORDS
