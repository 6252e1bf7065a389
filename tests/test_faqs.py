"""The FAQ: seeded once, published in one language at a time, noticed by its readers."""

import asyncio
import csv
from pathlib import Path
from typing import Any

import pytest

from bot.database import Database
from bot.faq_file import FaqRecord
from bot.faqs import FaqNotFound, FaqRejected, Faqs
from bot.knowledge.faq_index import FaqEntry
from bot.records import BadFile

SAMPLE = Path("data/sample/faq.csv")


def entry(language: str = "es", **values: Any) -> FaqEntry:
    facts: dict[str, Any] = {
        "id": "shipping-cost",
        "language": language,
        "question": "¿Cuánto cuesta el envío?",
        "variants": ("gastos de envío",),
        "answer": "**Nada.**",
    }
    return FaqEntry(**facts | values)


def sample_lines() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def faqs(database: Database) -> Faqs:
    """An empty FAQ."""
    return Faqs(database)


async def test_publish_one_language_after_the_other(faqs: Faqs) -> None:
    assert await faqs.entries() == []
    assert await faqs.revision() == 0
    assert await faqs.publish(entry(), topic="shipping") == 1
    assert await faqs.entries() == [entry()]
    english = entry("en", question="What does delivery cost?", answer="**Nothing.**", variants=())
    assert await faqs.publish(english) == 2
    assert await faqs.entries() == [entry(), english]
    assert [row.topic for row in await faqs.rows()] == ["shipping"]


async def test_publishing_again_replaces(faqs: Faqs) -> None:
    await faqs.publish(entry())
    await faqs.publish(entry(answer=" 3,90 € "))
    assert await faqs.entries() == [entry(answer="3,90 €")]
    (row,) = await faqs.rows()
    assert (row.revision, row.topic) == (2, "general")


async def test_every_publishing_moves_the_revision(faqs: Faqs) -> None:
    ids = [f"faq-{n % 3}" for n in range(9)]
    await asyncio.gather(*(faqs.publish(entry(id=one)) for one in ids))
    assert await faqs.revision() == 9
    assert len(await faqs.rows()) == 3


async def test_withdrawn_is_kept_and_comes_back_when_published(faqs: Faqs) -> None:
    await faqs.publish(entry())
    assert await faqs.withdraw("shipping-cost") == 2
    assert await faqs.entries() == []
    assert [row.published for row in await faqs.rows()] == [False]
    assert await faqs.publish(entry()) == 3
    assert await faqs.entries() == [entry()]
    with pytest.raises(FaqNotFound, match="'nothing'"):
        await faqs.withdraw("nothing")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"language": "fr"}, "'fr' is no language"),
        ({"id": "Envío"}, "'Envío' is no id"),
        ({"id": ""}, "'' is no id"),
        ({"question": " "}, "needs a question"),
        ({"answer": ""}, "needs a question and an answer"),
    ],
)
async def test_rejected(faqs: Faqs, values: dict[str, Any], said: str) -> None:
    with pytest.raises(FaqRejected, match=said):
        await faqs.publish(entry(**values))
    assert await faqs.revision() == 0


async def test_seed_fills_an_empty_faq_once(faqs: Faqs) -> None:
    lines = sample_lines()
    assert await faqs.seed(SAMPLE) == len(lines)
    assert await faqs.seed(SAMPLE) == 0
    entries = {(one.id, one.language): one for one in await faqs.entries()}
    assert len(entries) == 2 * len(lines)
    for line in lines:
        for language in ("es", "en"):
            found = entries[line["id"], language]
            assert found.question == line[f"question_{language}"]
            assert found.answer == line[f"answer_{language}"]
            assert list(found.variants) == line[f"variants_{language}"].split("|")


async def test_seed_leaves_what_was_published(faqs: Faqs) -> None:
    await faqs.publish(entry())
    assert await faqs.seed(SAMPLE) == 0
    assert await faqs.entries() == [entry()]


async def test_seed_names_the_line_that_is_wrong(faqs: Faqs, tmp_path: Path) -> None:
    path = tmp_path / "faq.csv"
    header = ",".join(sample_lines()[0])
    lines = [header, "good-id,t,q,a,q,a,v,v", "Bad Id,t,q,a,q,a,v,v"]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadFile, match=r"faq\.csv, line 3: id: .*got 'Bad Id'"):
        await faqs.seed(path)
    assert await faqs.rows() == []


async def test_both_languages_are_published_as_one_revision(faqs: Faqs) -> None:
    record = FaqRecord(
        id="shipping-cost",
        topic="shipping",
        question_es="¿Cuánto cuesta?",
        answer_es="Nada.",
        question_en="What does it cost?",
        answer_en="Nothing.",
        variants_es="gastos",
        variants_en="",
    )
    assert await faqs.publish_both(record) == 1
    assert await faqs.entries() == [record.entry("es"), record.entry("en")]
    again = record.model_copy(update={"answer_en": "Nothing at all."})
    ended = await asyncio.gather(*(faqs.publish_both(again) for _ in range(3)))
    assert max(ended) == 4
    assert [one.answer for one in await faqs.entries()] == ["Nada.", "Nothing at all."]
