"""The queries of the editors' pages on a real PostgreSQL."""

from dataclasses import replace

import pytest

from bot.agents import Agents
from bot.database import Database
from bot.demand.asked import Inside
from bot.demand.decisions import Decisions
from bot.demand.effect_rows import Effects
from bot.demand.gaps import Unanswered
from bot.demand.share import Shares
from bot.demand.tallies import Tallies
from bot.demand.terms import Named, ProductTerms
from bot.demand.view import SORTS
from bot.demand.volume import Volume
from bot.editorial.tables import FaqDraft, FaqEvent
from tests.demand.conftest import SIMPLE, TODAY, VIEW
from tests.demand.rows import DISLIKED, LIKED, NOON, TO_AGENT, Rows, missed
from tests.test_on_postgres import database as on_postgres

database = on_postgres
__all__ = ["database"]


@pytest.fixture
async def filled(database: Database) -> Database:
    """One group with five questions and a published entry."""
    rows = Rows(database)
    group = await rows.group("¿filtros?", "filters?", topic="manual_question")
    for n, outcome in enumerate((LIKED, DISLIKED, TO_AGENT, missed(), missed())):
        asked = await rows.ask(group, f"¿filtros {n}?", outcome, days_ago=n)
        await rows.answer(asked, "En recambios.", "filters")
        if outcome is TO_AGENT:
            await rows.solve(asked, "Se compran en la tienda de recambios.", 4)
    await Tallies(database, lambda: NOON).refresh()
    return database


async def test_every_query_is_understood(filled: Database) -> None:
    volume = Volume(filled, SIMPLE)
    for sort in SORTS:
        view = replace(VIEW, sort=sort, simple=True, search="filt", language="es")
        page = await volume.page(view, near=[1])
        assert [(one.asked, one.weeks[-1]) for one in page.groups] == [(5, 5)]
    share = await Shares(filled, SIMPLE).of(VIEW)
    assert (share.all.asked, share.all.simple, share.by["week"]["0"].asked) == (5, 5, 5)
    inside = Inside(filled)
    assert (await inside.questions(1)).count == 5
    assert len(await inside.central(1, "es", 9)) == 5
    assert [(one.times, one.up, one.down) for one in await inside.answers(1)] == [(5, 1, 1)]
    assert [one.score for one in await inside.replies(1)] == [4.0]


async def test_gaps_and_decisions(filled: Database) -> None:
    unanswered = Unanswered(filled)
    page = await unanswered.page(VIEW, "no_content")
    assert [one.count for one in page.gaps] == [3]
    assert len(await unanswered.asked(VIEW, 1, "unhelpful")) == 1
    agent = await Agents(filled).ensure("carla@example.com", "Carla", "a secret", "content")
    await Decisions(filled, lambda: NOON).decide(agent.id, 1, "no_content", "done")
    assert (await unanswered.page(VIEW, "no_content")).gaps == ()
    assert [one.by for one in await Decisions(filled).latest()] == ["Carla"]


async def test_effects_and_terms(filled: Database) -> None:
    async with filled.write() as session:
        draft = FaqDraft(
            faq_id="filters", group_id=1, state="published", topic="general", updated_by="eva"
        )
        session.add(draft)
        await session.flush()
        event = FaqEvent(draft_id=draft.id, kind="published", version=1, at=NOON, by="eva")
        session.add(event)
    [tried] = await Effects(filled).tried(TODAY)
    assert tried.verdict == "too_early"
    terms = ProductTerms(filled)
    await terms.teach("robot", "cierzo", "eva")
    assert terms.find("el robot") == Named("cierzo", "robot")
