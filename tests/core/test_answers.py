"""Answers as they were given: kept with their passages, shown to agents alone."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI

from bot import errors
from bot.agents import Agents
from bot.answering import Answer, Citation
from bot.answers import AnswerEntry, AnswerNotFound, Answers
from bot.console.answers import answers_router, cut
from bot.console.login import COOKIE
from bot.database import Database
from bot.pages import make_templates

TEXT = "Before.\nEmpty the tray.\nAfter <b>."
CITED = Citation("levante.en", "Levante", ("5. Care", "5.6 Tray"), 12, "00ff", "v1", TEXT)
ANSWER = Answer(
    "manual", "Empty the tray.", 0.91, "en", "Empty the tray.", ("Empty the tray.",), citation=CITED
)
ENTRY = AnswerEntry("c1", "m1", "How? I am ana@example.com", "en", ANSWER, "levante", 7)
STANDING = {"00ff"}


@pytest.fixture
def answers(database: Database) -> Answers:
    """The answers given."""
    return Answers(database)


@pytest.fixture
async def agents(database: Database) -> Agents:
    """Accounts with Ana's."""
    agents = Agents(database)
    await agents.ensure("ana@tramontana.example", "Ana", "correct horse", "agent")
    return agents


@pytest.fixture
async def http(answers: Answers, agents: Agents) -> AsyncIterator[httpx.AsyncClient]:
    """A client at the agents' door, not logged in."""
    app = FastAPI()
    errors.install(app)
    templates = make_templates("Tramontana")
    app.include_router(answers_router(answers, agents, STANDING.__contains__, templates))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://counter") as client:
        yield client


async def key_of(agents: Agents) -> str:
    return await agents.log_in("ana@tramontana.example", "correct horse")


async def test_an_answer_is_kept_as_it_was_said(answers: Answers) -> None:
    answers.log_soon(ENTRY)
    await answers.logged("c1")
    row, [passage] = await answers.get(ENTRY.id)
    assert (row.text, row.pieces, row.confidence) == (ANSWER.text, ["Empty the tray."], 0.91)
    assert (row.question, row.index_version) == ("How? I am [EMAIL]", "v1")
    assert (row.faq_id, row.faq_revision, row.generated) == (None, None, False)
    assert (passage.text, passage.page, passage.document_id) == (TEXT, 12, "levante.en")
    assert passage.heading_path == ["5. Care", "5.6 Tray"]


async def test_a_faq_answer_is_kept_with_its_revision(answers: Answers) -> None:
    free = Answer("faq", "Free.", 0.9, "en", "Free.", ("Free.",), faq_id="cost")
    entry = replace(ENTRY, answer=free)
    await answers.log(entry)
    row, passages = await answers.get(entry.id)
    assert (row.faq_id, row.faq_revision, passages) == ("cost", 7, [])


async def test_a_retry_and_another_answer_from_the_same_passage_change_nothing(
    answers: Answers,
) -> None:
    await answers.log(ENTRY)
    await answers.log(ENTRY)
    again = replace(ENTRY, message_id="m2")
    await answers.log(again)
    assert again.id != ENTRY.id
    assert len((await answers.get(again.id))[1]) == 1


async def test_all_that_a_worded_answer_cites_is_kept_in_order(answers: Answers) -> None:
    other = replace(CITED, passage_id="00ee", text="More.")
    entry = replace(ENTRY, answer=replace(ANSWER, also=(other,), generated=True))
    await answers.log(entry)
    row, passages = await answers.get(entry.id)
    assert row.generated
    assert [one.id for one in passages] == ["00ff", "00ee"]


async def test_an_unknown_answer_is_named(answers: Answers) -> None:
    with pytest.raises(AnswerNotFound, match="no answer 'nope'"):
        await answers.get("nope")


async def test_strangers_see_nothing(http: httpx.AsyncClient, answers: Answers) -> None:
    await answers.log(ENTRY)
    page = await http.get(f"/console/answers/{ENTRY.id}")
    assert (page.status_code, page.headers["location"]) == (307, "/console/login")
    assert (await http.get(f"/api/answers/{ENTRY.id}")).status_code == 401
    wrong = {"Authorization": "Bearer nonsense"}
    assert (await http.get(f"/api/answers/{ENTRY.id}", headers=wrong)).status_code == 401


async def test_a_program_reads_it_as_json(
    http: httpx.AsyncClient, answers: Answers, agents: Agents
) -> None:
    await answers.log(ENTRY)
    headers = {"Authorization": f"Bearer {await key_of(agents)}"}
    found = (await http.get(f"/api/answers/{ENTRY.id}", headers=headers)).json()
    assert (found["id"], found["text"], found["kind"]) == (ENTRY.id, "Empty the tray.", "manual")
    [passage] = found["passages"]
    assert passage["stands"]
    assert passage["url"] == "/manuals/levante.en?passage=00ff#cited"
    assert (await http.get("/api/answers/nope", headers=headers)).status_code == 404


@pytest.mark.parametrize(("language", "said"), [("es", "ha cambiado"), ("en", "has changed")])
async def test_the_page_says_whether_the_passage_still_stands(
    http: httpx.AsyncClient, answers: Answers, agents: Agents, language: str, said: str
) -> None:
    gone = replace(ENTRY, answer=replace(ANSWER, citation=replace(CITED, passage_id="dead")))
    for entry in (ENTRY, gone):
        await answers.log(entry)
    key = await key_of(agents)
    agent = await agents.of_session(key)
    assert agent is not None
    await agents.set_language(agent.id, language)
    http.cookies.set(COOKIE, key)
    stands, changed = [
        (await http.get(f"/console/answers/{entry.id}")).text for entry in (ENTRY, gone)
    ]
    assert said in changed
    assert said not in stands
    assert "<mark>Empty the tray.</mark>" in stands
    assert "After &lt;b&gt;." in stands
    assert f'<html lang="{language}">' in stands
    assert (await http.get("/console/answers/nope")).status_code == 404


def test_a_passage_is_cut_where_it_is_quoted() -> None:
    assert [*cut("a b c", ["b"])] == [("a ", False), ("b", True), (" c", False)]
    assert [*cut("abc", ["abc"])] == [("abc", True)]
    assert [*cut("abc", ["x"])] == [("abc", False)]
