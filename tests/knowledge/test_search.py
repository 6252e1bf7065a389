"""The service's door to the index: what it finds, and when it notices a new version."""

from pathlib import Path

import pytest

from bot.knowledge.search import Knowledge
from bot.knowledge.versions import KnowledgeError
from bot.knowledge.writer import IndexWriter
from tests.knowledge.small import COFFEE, VACUUM_EN, WordEmbedder, manual, sources


@pytest.fixture
def index(tmp_path: Path) -> Path:
    publish(tmp_path / "index")
    return tmp_path / "index"


def publish(index: Path) -> str:
    writer = IndexWriter(index, WordEmbedder())
    version = writer.write(sources(index.parent / "files"), {})
    writer.publish(version)
    return version.id


def test_the_passage_with_the_words_comes_first(index: Path) -> None:
    result = Knowledge(index, WordEmbedder()).search("¿cuánto dura la batería?", language="es")
    best = result.hits[0]
    assert best.passage.heading_path == ("2.2 Batería",)
    assert len(best.unit_scores) == len(best.passage.units)
    assert max(best.unit_scores) == best.unit_scores[0]
    assert [hit.score for hit in result.hits] == sorted(h.score for h in result.hits)[::-1]
    assert [block.text for block in best.blocks] == [best.passage.text]


def test_the_language_boosts_and_does_not_exclude(index: Path) -> None:
    knowledge = Knowledge(index, WordEmbedder())
    for language in ("es", "en"):
        hits = knowledge.search("robot 180", language=language).hits
        assert hits[0].passage.language == language
        assert {hit.passage.language for hit in hits} == {"es", "en"}


def test_a_manual_of_the_other_language_alone_is_found(tmp_path: Path) -> None:
    writer = IndexWriter(tmp_path / "index", WordEmbedder())
    made = []
    for name, sections, language in (("cafetera", COFFEE, "es"), ("robot", VACUUM_EN, "en")):
        path = tmp_path / f"{name}.md"
        path.write_text(name)
        document, passages = manual(name, sections, language)
        made.append((document, path, passages))
    writer.publish(writer.write(made, {}))
    best = Knowledge(tmp_path / "index", WordEmbedder()).search(
        "screwdriver battery", language="es"
    )
    assert best.hits[0].passage.heading_path == ("2.2 Battery",)


def test_a_product_filters(index: Path) -> None:
    hits = Knowledge(index, WordEmbedder()).search("descalcificación", product="robot").hits
    assert {hit.passage.product for hit in hits} == {"robot"}


@pytest.mark.parametrize("question", ["", "  ", "🙂", "¿?", "..."])
def test_no_words_no_hits(index: Path, question: str) -> None:
    assert Knowledge(index, WordEmbedder()).search(question).hits == []


def test_limit_holds(index: Path) -> None:
    assert len(Knowledge(index, WordEmbedder()).search("la batería", limit=2).hits) == 2


def test_a_new_version_is_noticed_by_the_next_question(index: Path) -> None:
    knowledge = Knowledge(index, WordEmbedder())
    first = knowledge.version
    second = publish(index)
    assert first != second
    assert knowledge.search("batería").version == second


def test_a_broken_new_version_leaves_the_old_in_use(index: Path) -> None:
    knowledge = Knowledge(index, WordEmbedder())
    first = knowledge.version
    second = publish(index)
    (index / "versions" / second / "units.npy").unlink()
    assert knowledge.search("batería").version == first
    status = knowledge.status()
    assert not status["ok"]
    assert "units.npy" in status["problem"]
    third = publish(index)
    assert knowledge.search("batería").version == third
    assert knowledge.status()["ok"]


def test_without_an_index_the_error_says_how_to_build_it(tmp_path: Path) -> None:
    knowledge = Knowledge(tmp_path, WordEmbedder())
    with pytest.raises(KnowledgeError, match="python -m kb_ingest build") as caught:
        knowledge.search("batería")
    assert caught.value.status_code == 503
    assert knowledge.status() == {"ok": False, "problem": caught.value.message}


def test_another_model_is_refused_and_another_precision_is_not(index: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"words@1.*other"):
        Knowledge(index, WordEmbedder("other@1")).search("batería")
    assert Knowledge(index, WordEmbedder("words@2")).search("batería").hits


def test_documents_and_passages_by_id(index: Path) -> None:
    knowledge = Knowledge(index, WordEmbedder())
    passage = knowledge.search("batería").hits[0].passage
    assert knowledge.passage(passage.id) == passage
    assert knowledge.passage("0" * 16) is None
    assert knowledge.document("robot.en").language == "en"
    assert [d.id for d in knowledge.documents()] == ["cafetera.es", "robot.es", "robot.en"]
    for ask in (knowledge.document, knowledge.source_path):
        with pytest.raises(KnowledgeError, match=r"nothing\.es") as caught:
            ask("nothing.es")
        assert caught.value.status_code == 404
