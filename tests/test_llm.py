"""Answers worded by a model: only what keeps to its passages is said, whatever the model does.

The model is played at the wire: an OpenAI-compatible server behind httpx's transport.
"""

import asyncio
import json
from typing import Any

import httpx
import pytest

from bot.answering import Answer, citation_of
from bot.grounding import cited_by
from bot.knowledge.documents import Passage, Unit
from bot.knowledge.results import Hit, SearchResult
from bot.llm import Writer, writer

TRAY = "Empty the drip tray every day. Do not put the drip tray in the dishwasher."
DESCALE = "Descale the machine every 3 months. The cycle takes 25 minutes."


def hit(number: int, text: str, language: str = "en", product: str = "levante") -> Hit:
    place = (f"000{number}", "levante.en", "Levante", language, product, ("Care",), 3, 0, 0)
    return Hit(Passage(*place, text, (Unit(0, len(text), "sentence"),)), 0.9, 0.9, 1.0)


HITS = [hit(1, TRAY), hit(2, DESCALE), hit(3, "Entkalken Sie alle 3 Monate.", "de")]
RESULT = SearchResult("v1", "q", HITS)
COPY = Answer("manual", TRAY, 0.9, "en", TRAY, (TRAY,), citation=citation_of(HITS[0], "v1"))
GOOD = "Empty the drip tray every day [1]. The cycle takes 25 minutes. [2]"


class Model:
    """Answers what it is told to; remembers what it was asked."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[dict[str, Any]] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        assert str(request.url) == "http://model/v1/chat/completions"
        self.asked.append(json.loads(request.content))
        if isinstance(self.answer, Exception):
            raise self.answer
        if isinstance(self.answer, float):
            await asyncio.sleep(self.answer)
        return self.answer if isinstance(self.answer, httpx.Response) else said(GOOD)


def said(text: str | None, finish: str = "stop", **more: Any) -> httpx.Response:
    choice = {"message": {"role": "assistant", "content": text, **more}, "finish_reason": finish}
    return httpx.Response(200, json={"choices": [choice]})


async def worded(answer: Any, question: str = "how?", timeout: float = 1.0) -> tuple[Answer, Model]:
    model = Model(answer)
    http = httpx.AsyncClient(transport=httpx.MockTransport(model), base_url="http://model/v1/")
    async with http:
        words = Writer(http, "small", timeout)
        return await words.word(question, "en", COPY, RESULT), model


async def test_what_keeps_to_its_passages_is_said_with_all_of_them() -> None:
    found, model = await worded(said(GOOD))
    assert found.text == "Empty the drip tray every day. The cycle takes 25 minutes."
    assert found.generated
    assert found.citation == COPY.citation
    assert [one.passage_id for one in found.also] == ["0002"]
    assert found.pieces == COPY.pieces
    assert model.asked[0]["model"] == "small"


async def test_the_passages_are_numbered_and_the_customer_is_masked() -> None:
    _, model = await worded(said(GOOD), "I am ana@example.com, 600 123 456: how?")
    asked = model.asked[0]["messages"][-1]["content"]
    assert "[1] Levante\nCare\nEmpty the drip tray" in asked
    assert "[2] " in asked
    assert "Entkalken" not in asked, "another language than that of the cited passage"
    assert "[EMAIL]" in asked
    assert "[PHONE]" in asked
    assert "ana@" not in asked


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("late"),
        httpx.RemoteProtocolError("cut"),
        httpx.Response(401, json={"error": {"message": "bad key"}}),
        httpx.Response(429, text="slow down"),
        httpx.Response(500, text="oops"),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=[]),
        httpx.Response(200, json={"choices": []}),
        httpx.Response(200, json={"choices": [{"message": None}]}),
        said(None),
        said("  "),
        said(GOOD, "length"),
        said(GOOD, "content_filter"),
        said(GOOD, refusal="I cannot help with that."),
        said("NOTHING"),
        said("Empty the drip tray every day."),
        said("Empty the drip tray every day [7]."),
        said("Empty the drip tray every day [0]."),
        said("Empty the drip tray every 2 days [1]."),
        said("Empty the drip tray every day [1]. Polish the chrome with vinegar and wax [1]."),
        said("Put the drip tray in the dishwasher [1]."),
        said("Fill the drip tray every day [1]."),
        said("Descale the machine every 3 weeks [2]."),
        said("The cycle takes 25 minutes [1]."),
        said("Vacíe la bandeja de goteo cada día [1]."),
        said("[1]"),
    ],
)
async def test_whatever_else_comes_back_the_copy_is_said(answer: Any) -> None:
    assert (await worded(answer))[0] is COPY


async def test_what_stands_in_another_language_is_not_asked_for() -> None:
    model = Model(said(GOOD))
    http = httpx.AsyncClient(transport=httpx.MockTransport(model), base_url="http://model/v1/")
    async with http:
        assert await Writer(http, "small", 1.0).word("¿cómo?", "es", COPY, RESULT) is COPY
    assert model.asked == []


@pytest.mark.parametrize(
    ("text", "passage", "keeps"),
    [
        ("Abra el grifo [1].", "Abra el grifo antes de lavar.", True),
        ("Cierre el grifo [1].", "Abra el grifo antes de lavar.", False),
        ("Abra el grifo después de lavar [1].", "Abra el grifo antes de lavar.", False),
        ("Turn the left knob [1].", "Turn the left knob once.", True),
        ("Turn the right knob once [1].", "Turn the left knob once.", False),
        ("Unplug the machine first [1].", "Plug in the machine first.", False),
        ("Cada 3 semanas [1].", "Cada 3 meses.", False),
    ],
)
def test_nothing_is_turned_round(text: str, passage: str, keeps: bool) -> None:
    assert (cited_by(text, [passage]) is not None) is keeps


async def test_a_slow_model_is_not_waited_for() -> None:
    async with asyncio.timeout(1.0):
        assert (await worded(5.0, timeout=0.05))[0] is COPY


def test_without_an_address_there_is_no_writer() -> None:
    assert writer("", "small", "key", 3.0) is None


async def test_the_key_and_the_address_are_those_of_the_settings() -> None:
    made = writer("http://model/v1", "small", "the key", 3.0)
    assert made is not None
    assert made._http.headers["authorization"] == "Bearer the key"
    assert str(made._http.base_url) == "http://model/v1/"
    await made.close()


def test_list_marks_are_no_numbers_of_its_own() -> None:
    text = "1. Empty the drip tray every day [1]\n2. Descale the machine every 3 months [2]"
    assert cited_by(text, [TRAY, DESCALE]) == [0, 1]
