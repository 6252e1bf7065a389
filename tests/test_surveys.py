"""Questions about the service: asked seldom, answered by buttons or words, never in the way."""

from datetime import datetime, timedelta

import pytest

from bot.conversations import Conversation, Message, MessageDraft, Transcript
from bot.database import Database
from bot.matters import Understood
from bot.surveys import Asking, Settled, Survey, Surveys, customer_key, report

NOW = datetime(2026, 11, 23, 12)
TOM = customer_key("customer-1")


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


async def understand(text: str) -> Understood:
    intent = "order_status" if "order" in text else "nlu_fallback"
    return Understood(intent, 0.9)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def surveys(database: Database, clock: Clock) -> Surveys:
    return Surveys(database, clock)


@pytest.fixture
def asking(surveys: Surveys) -> Asking:
    return Asking(surveys, understand)


@pytest.fixture
async def conversation(transcript: Transcript) -> Conversation:
    return await transcript.start("en", MessageDraft("bot", "Hello"))


async def says(asking: Asking, conversation: Conversation, text: str, payload: str | None = None) \
        -> list[str] | None:  # fmt: skip
    message = Message(conversation_id=conversation.id, text=text, payload=payload)
    drafts = await asking.take(message, "en")
    return None if drafts is None else [one.text for one in drafts]


async def settle(asking: Asking, conversation: Conversation, customer: str | None = None) -> int:
    settled = Settled("order_status", customer)
    return len(await asking.after(settled, conversation.id, "en"))


async def scores(surveys: Surveys) -> list[tuple[str, int | None, str | None]]:
    return [(one.kind, one.score, one.comment) for one in await surveys.since(NOW - timedelta(9e2))]


async def test_it_is_asked_once_a_conversation_and_day(
    asking: Asking, conversation: Conversation, clock: Clock
) -> None:
    assert await settle(asking, conversation) == 1
    assert await settle(asking, conversation) == 0
    assert len(await asking.after(Settled("agent"), conversation.id, "en")) == 1
    clock.now += timedelta(hours=25)
    assert await settle(asking, conversation) == 1


@pytest.mark.parametrize(("text", "payload"), [("4", None), ("good", None), ("4", "@csat:4")])
async def test_a_number_a_word_and_a_button_are_the_same(
    asking: Asking, surveys: Surveys, conversation: Conversation, text: str, payload: str | None
) -> None:
    await settle(asking, conversation)
    assert await says(asking, conversation, text, payload)
    assert await scores(surveys) == [("csat", 4, None)]


async def test_a_comment_follows_masked(
    asking: Asking, surveys: Surveys, conversation: Conversation
) -> None:
    await settle(asking, conversation)
    await says(asking, conversation, "2")
    await says(asking, conversation, "call me at 600 123 123, it took ages")
    [(_, score, comment)] = await scores(surveys)
    assert (score, comment) == (2, "call me at [PHONE], it took ages")
    assert await says(asking, conversation, "and another thing") is None


async def test_the_next_request_is_no_answer_and_no_comment(
    asking: Asking, surveys: Surveys, conversation: Conversation
) -> None:
    await settle(asking, conversation)
    assert await says(asking, conversation, "where is my other order?") is None
    assert await says(asking, conversation, "5") is None, "words are no answer any more"
    assert await says(asking, conversation, "5", "@csat:5"), "the button still is one"
    assert await says(asking, conversation, "where is my order?") is None
    assert await scores(surveys) == [("csat", 5, None)]


async def test_a_number_off_the_scale_is_asked_again(
    asking: Asking, surveys: Surveys, conversation: Conversation
) -> None:
    await settle(asking, conversation)
    assert "1 to 5" in str(await says(asking, conversation, "10"))
    assert await says(asking, conversation, "5")
    assert await scores(surveys) == [("csat", 5, None)]


async def test_another_button_is_none_of_its_business(
    asking: Asking, surveys: Surveys, conversation: Conversation
) -> None:
    await settle(asking, conversation)
    assert await says(asking, conversation, "See my order", "/order_status") is None
    assert await says(asking, conversation, "4") is None


async def test_who_is_known_is_asked_for_a_recommendation_once_in_90_days(
    asking: Asking, surveys: Surveys, conversation: Conversation, transcript: Transcript,
    clock: Clock,
) -> None:  # fmt: skip
    await settle(asking, conversation, TOM)
    await says(asking, conversation, "5")
    await says(asking, conversation, "10")
    assert [kind for kind, *_ in await scores(surveys)] == ["csat", "nps"]
    for days, asked in ((89, 1), (2, 2)):
        clock.now += timedelta(days=days)
        other = await transcript.start("en", MessageDraft("bot", "Hello"))
        await settle(asking, other, TOM)
        await says(asking, other, "5")
        assert sum(kind == "nps" for kind, *_ in await scores(surveys)) == asked


async def test_nobody_unknown_and_nobody_unhappy_is_asked_for_a_recommendation(
    asking: Asking, surveys: Surveys, conversation: Conversation, transcript: Transcript
) -> None:
    await settle(asking, conversation)
    await says(asking, conversation, "5")
    other = await transcript.start("en", MessageDraft("bot", "Hello"))
    await settle(asking, other, TOM)
    await says(asking, other, "1")
    assert [kind for kind, *_ in await scores(surveys)] == ["csat", "csat"]


async def test_forgetting_takes_the_comments_and_leaves_the_scores(
    asking: Asking, surveys: Surveys, conversation: Conversation
) -> None:
    await settle(asking, conversation, TOM)
    await says(asking, conversation, "1")
    await says(asking, conversation, "terrible courier")
    assert await surveys.forget("elsewhere", TOM) == 1
    assert await scores(surveys) == [("csat", 1, None)]


def given(kind: str, score: int | None) -> Survey:
    return Survey(kind=kind, about="order_status", score=score, comment=None)


def test_the_figures() -> None:
    rows = [given("csat", one) for one in (5, 4, 2, None)]
    rows += [given("nps", one) for one in (10, 9, 8, 6)]
    found = report(rows)
    assert found["csat"] == {
        "asked": 4, "answered": 3, "mean": 3.667, "scores": {"2": 1, "4": 1, "5": 1},
        "share": 0.667,
    }  # fmt: skip
    assert found["csat_by_matter"]["order_status"]["answered"] == 3
    assert found["nps"]["score"] == 25.0
    assert report([])["csat"]["share"] is None
