"""The console's page about readers: votes, what was written, what was looked for in vain."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from nicegui.testing import User
from sqlalchemy import update

from bot.agents import Agents
from bot.audit import AuditLog
from bot.console import AgentDesk, Lines, Queue, QueueDesk
from bot.console.login import COOKIE
from bot.console.pages import Pages
from bot.console.readers import USUAL, ReadersRoom, period_of
from bot.console.readers_words import WORDS
from bot.console.rooms import NAMES, Room
from bot.console.tools import Tools
from bot.conversations import Hands, States, Transcript
from bot.database import Database, now
from bot.help.tables import HelpVote
from bot.live import Live
from bot.notes import Notebook
from bot.presence import Presence
from tests.core.test_console import simulated
from tests.demand.test_pages import shown
from tests.help.site import Site


@pytest.fixture
async def visitor(
    site: Site,
    database: Database,
    transcript: Transcript,
    states: States,
    hands: Hands,
    live: Live,
) -> AsyncIterator[User]:
    """Somebody at the console's pages who is not logged in."""
    agents, presence = Agents(database), Presence(database, live)
    desk = AgentDesk(transcript, states, hands, live, audit=AuditLog(database))
    queue = QueueDesk(desk, Queue(Lines(database), live), agents, presence)
    tools = Tools(Notebook.over(database), presence.agents)
    room = ReadersRoom(site.votes, site.searches, site.catalogue, 90)
    rooms = [Room("/readers", "readers", "content", room.build)]
    pages = Pages(desk, agents, "Tramontana", queue=queue, tools=tools, rooms=rooms)
    async with simulated(pages) as visitor:
        yield visitor


async def enter(visitor: User, database: Database, role: str, language: str = "en") -> User:
    """The visitor as an agent of that role."""
    agents = Agents(database)
    await agents.ensure("eva@example.com", "Eva", "a secret", role, language=language)
    key = await agents.log_in("eva@example.com", "a secret")
    visitor.http_client.cookies.set(COOKIE, key)
    return visitor


def cells(html: str, title: str) -> list[str]:
    """The words of each cell under one heading of a table."""
    found = re.findall(rf'<t[dh][^>]*data-title="{re.escape(title)}"[^>]*>(.*?)</t[dh]>', html)
    return [re.sub(r"<[^>]+>", " ", one).strip() for one in found]


async def test_agents_are_told_whose_page_it_is(visitor: User, database: Database) -> None:
    editor = await enter(visitor, database, "agent")
    await editor.open("/readers")
    await editor.should_see("content, manager, admin")


async def test_an_editor_sees_what_failed_readers_first_and_the_way_to_mend_it(
    visitor: User, database: Database, site: Site
) -> None:
    for number, (page, helpful) in enumerate(
        [("levante", True), ("levante", True), ("levante", False), ("faq/returns-how", False),
         ("faq/returns-how", False), ("levante/steps/descalcificar-la-cafetera", True),
         ("faq/gone", True)]
    ):  # fmt: skip
        await site.votes.vote(page, f"v{number}", helpful, "es")
    await site.votes.vote("faq/returns-how", "w", False, "es", "<b>No dice</b> qué caja")
    editor = await enter(visitor, database, "content")
    await editor.open("/readers")
    await editor.should_see("8 votes: the page helped 50% of them")
    html = shown(editor)
    pages = cells(html, "Page")
    assert [one.split("  ")[0] for one in pages] == [
        "How do I return something?", "Levante LV-300", "faq/gone question, no longer published",
        "Levante: Descalcificar la cafetera",
    ]  # fmt: skip
    assert cells(html, "It helped") == ["0%", "67%", "100%", "100%"]
    assert cells(html, "No") == ["3", "1", "0", "0"]
    assert 'href="/console/faq?words=returns-how"' in html
    assert 'href="/help/faq/returns-how?lang=en"' in html
    assert "&lt;b&gt;No dice&lt;/b&gt; qué caja" in html


async def test_searches_in_vain_are_listed_with_a_link_that_tries_again(
    visitor: User, database: Database, site: Site
) -> None:
    for text, found in (("zzyzx & co", False), ("zzyzx & co", False), ("plugh", False),
                        ("envío", True)):  # fmt: skip
        await site.searches.note(text, "es", found)
    editor = await enter(visitor, database, "manager", "es")
    await editor.open("/readers")
    await editor.should_see("De 4 búsquedas, 1 encontraron respuesta (25 %).")
    html = shown(editor)
    assert cells(html, "Se buscó") == ["zzyzx &amp; co", "plugh"]
    assert cells(html, "Veces") == ["2", "1"]
    assert 'href="/help/search?q=zzyzx+%26+co&amp;lang=es"' in html


async def test_the_period_is_in_the_address(visitor: User, database: Database, site: Site) -> None:
    await site.votes.vote("levante", "v", True, "es", "Gracias")
    async with database.write() as session:
        await session.execute(update(HelpVote).values(at=now() - timedelta(days=40)))
    editor = await enter(visitor, database, "content")
    await editor.open("/readers")
    await editor.should_see("Nobody voted in this period.")
    await editor.should_see("Nobody wrote anything in this period.")
    await editor.open("/readers?days=365")
    await editor.should_see("One vote: the page helped 100%.")
    await editor.should_see("Searches and words are deleted after 90 days; votes stay.")


@pytest.mark.parametrize("asked", ["", "0", "-7", "x", "9" * 400])
def test_an_odd_period_is_the_usual_one(asked: str) -> None:
    assert period_of(asked) == USUAL


def test_every_word_is_there_in_both_languages_with_the_same_places() -> None:
    for both in [*WORDS.values(), NAMES["readers"]]:
        assert {"es", "en"} == both.keys()
        assert all(both.values())
        assert len({tuple(sorted(re.findall(r"{\w+}", one))) for one in both.values()}) == 1
