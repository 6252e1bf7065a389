"""The short survey: who is asked, and what the customers' door takes."""

import httpx
import pytest
from fastapi import FastAPI

from bot import chat
from bot.conversations import MessageDraft, States, Transcript
from bot.database import Database
from bot.surveys import QualitySurveys
from bot.surveys.dimensions import DIMENSIONS, STATEMENTS
from bot.surveys.quality import chosen
from bot.tokens import Tokens
from tests.core.customer import Customer

OVER = MessageDraft("system", "…")


@pytest.fixture
def quality(database: Database) -> QualitySurveys:
    """Everybody is asked."""
    return QualitySurveys(database, 1)


@pytest.fixture
def app(app: FastAPI, transcript: Transcript, quality: QualitySurveys, tokens: Tokens) -> FastAPI:
    """The doors with that of the survey."""
    app.include_router(chat.quality_router(transcript, quality, tokens))
    return app


@pytest.fixture
async def customer(http: httpx.AsyncClient) -> Customer:
    """A customer with a conversation in Spanish."""
    return await Customer(http).start()


async def post(customer: Customer, path: str, body: object) -> httpx.Response:
    """Post to the customer's door."""
    url = f"/api/conversations/current/{path}"
    return await customer.http.post(url, json=body, headers=customer.headers)


def test_one_in_so_many_is_asked_and_always_the_same_ones() -> None:
    ids = [f"conversation-{number}" for number in range(4000)]
    asked = {one for one in ids if chosen(one, 4)}
    assert 900 < len(asked) < 1100
    assert asked == {one for one in ids if chosen(one, 4)}
    assert all(chosen(one, 1) for one in ids)
    assert not any(chosen(one, 0) for one in ids)


def test_every_dimension_has_its_statement_in_both_languages() -> None:
    assert tuple(STATEMENTS) == DIMENSIONS
    assert all(set(one) == {"es", "en"} and all(one.values()) for one in STATEMENTS.values())


async def test_nobody_is_asked_before_the_end(customer: Customer, quality: QualitySurveys) -> None:
    assert (await post(customer, "quality/asked", {})).json() == {"asked": False, "statements": []}
    assert await quality.of(customer.id) is None


async def test_a_customer_is_asked_answers_and_is_not_asked_again(
    customer: Customer, states: States, quality: QualitySurveys
) -> None:
    await states.end(customer.id, OVER)
    for _ in range(2):
        told = (await post(customer, "quality/asked", {})).json()
        assert [one["dimension"] for one in told["statements"]] == list(DIMENSIONS)
        assert told["statements"][0]["text"] == STATEMENTS["tangibles"]["es"]
    scores = {"reliability": 2, "empathy": 5}
    assert (await post(customer, "quality", {"scores": scores})).json() == {"noted": True}
    row = await quality.of(customer.id)
    assert row is not None
    assert row.answered_at is not None
    assert not row.simulated
    kept = (row.tangibles, row.reliability, row.responsiveness, row.assurance, row.empathy)
    assert (row.language, *kept) == ("es", None, 2, None, None, 5)
    assert not (await post(customer, "quality/asked", {})).json()["asked"]
    again = await post(customer, "quality", {"scores": {"reliability": 5}})
    assert again.json() == {"noted": False}
    row = await quality.of(customer.id)
    assert row is not None
    assert row.reliability == 2


async def test_who_passes_it_over_leaves_no_score_and_is_left_alone(
    customer: Customer, states: States, quality: QualitySurveys
) -> None:
    await states.end(customer.id, OVER)
    await post(customer, "quality/asked", {})
    assert (await post(customer, "quality", {})).json() == {"noted": True}
    row = await quality.of(customer.id)
    assert row is not None
    assert row.answered_at is not None
    assert {getattr(row, name) for name in DIMENSIONS} == {None}
    assert not (await post(customer, "quality/asked", {})).json()["asked"]


async def test_who_was_not_asked_cannot_answer(
    customer: Customer, states: States, database: Database, transcript: Transcript
) -> None:
    await states.end(customer.id, OVER)
    nobody = QualitySurveys(database, 0)
    assert not await nobody.ask(await transcript.get(customer.id))
    assert (await post(customer, "quality", {"scores": {"empathy": 1}})).json() == {"noted": False}


@pytest.mark.parametrize("scores", [{"empathy": 0}, {"empathy": 6}, {"speed": 3}, {"empathy": "x"}])
async def test_other_scores_are_refused(customer: Customer, scores: dict[str, object]) -> None:
    assert (await post(customer, "quality", {"scores": scores})).status_code == 422


async def test_strangers_are_turned_away(http: httpx.AsyncClient, app: FastAPI) -> None:
    for path in ("quality", "quality/asked"):
        answer = await http.post(f"/api/conversations/current/{path}", json={})
        assert answer.status_code == 401
