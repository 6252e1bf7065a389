"""What a version answers to golden questions, without a model; and the file they are in."""

from pathlib import Path

import pytest

from bot.errors import BotError
from bot.evaluate.golden import Golden, read_golden
from bot.evaluate.ranking import Ranks, place_of
from bot.evaluate.scores import Scores, score_version
from bot.knowledge.faq_index import FaqEntry
from bot.knowledge.writer import IndexWriter
from tests.knowledge.small import WordEmbedder, sources

HEADER = "question,language,product,document,heading_contains,kind\n"


def golden(question: str, document: str = "", heading: str = "", kind: str = "none") -> Golden:
    return Golden(question, "es", None, frozenset([document]), (heading,), kind)  # type: ignore[arg-type]


@pytest.fixture
def scored(tmp_path: Path) -> Scores:
    embedder = WordEmbedder()
    version = IndexWriter(tmp_path / "index", embedder).write(sources(tmp_path / "files"), {})
    asked = [
        golden("¿cuánto dura la batería del robot?", "robot.es", "2.2", "manual"),
        golden("xyzzy plugh quux", kind="none"),
        golden("¿hacen descuento a estudiantes?", "discount", kind="faq"),
    ]
    entry = FaqEntry("discount", "es", "¿hacen descuento a estudiantes?", (), "Sí, un 5 %.")
    return score_version(tmp_path / "index", version.id, embedder, asked, [entry])  # type: ignore[arg-type]


def test_a_version_is_scored_without_being_in_use(scored: Scores) -> None:
    assert scored.values["unanswerable_refused"] == 1.0
    assert scored.values["search_hit@3"] == 1.0
    assert scored.values["es/search_hit@3"] == 1.0
    assert scored.better["answered_wrong"] == "lower"
    assert all(0 <= value <= 1 for value in scored.values.values())


def test_each_mistake_says_what_was_expected(scored: Scores) -> None:
    for mistake in scored.mistakes:
        assert mistake.expected != "no answer" or mistake.got
    assert len(scored.outcomes) == 3


def test_measures_of_places() -> None:
    found = Ranks([1, 3, None, 6]).measures()
    assert found == {"hit@1": 0.25, "hit@3": 0.5, "hit@5": 0.5, "mrr": (1 + 1 / 3 + 1 / 6) / 4}
    assert Ranks([]).measures()["mrr"] == 0
    assert place_of(["a", "a", "b"], {"b"}) == 2
    assert place_of(list("abcdefghijkl"), {"l"}) is None


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "golden.csv"
    path.write_text(HEADER + "¿hola?,es,,,,none\n¿adiós?,fr,,,,none\n", encoding="utf-8")
    with pytest.raises(BotError, match="line 3: language"):
        read_golden(path)


def test_one_question_may_be_asked_of_two_products(tmp_path: Path) -> None:
    path = tmp_path / "golden.csv"
    lines = ["¿el filtro?,es,levante,levante.es,5.1,manual", "¿el filtro?,es,siroco,,,none"]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    assert [one.product for one in read_golden(path)] == ["levante", "siroco"]


def test_the_sample_asks_enough() -> None:
    asked = read_golden(Path("data/sample/golden.csv"))
    assert len(asked) >= 150
    assert sum(one.kind == "none" for one in asked) >= 40
    for language in ("es", "en"):
        own = [one for one in asked if one.language == language]
        assert {one.kind for one in own} == {"manual", "faq", "none"}
        assert len({next(iter(one.documents)) for one in own if one.kind == "manual"}) >= 6
