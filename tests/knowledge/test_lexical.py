"""Words: forms and accents, safe questions, and the same ranking as BM25 worked by hand."""

import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.documents import Passage
from bot.knowledge.lexical import LexicalIndex, analyzer, words_of, write_lexical
from tests.knowledge.small import sources


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory) -> list[Passage]:
    made = sources(tmp_path_factory.mktemp("sources"))
    return [passage for _, _, cut in made for passage in cut]


@pytest.fixture(scope="module")
def index(passages: list[Passage], tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    folder = tmp_path_factory.mktemp("lexical") / "bm25"
    write_lexical(folder, passages)
    return LexicalIndex(folder)


def best(index: LexicalIndex, question: str, product: str | None = None) -> int:
    found = index.search(question, product=product)
    return max(found, key=lambda row: found[row])


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("descalcificacion", "1.1 Descalcificación"),
        ("¿Qué descalcificador uso?", "1.1 Descalcificación"),
        ("DESCALCIFICACIÓN", "1.1 Descalcificación"),
        ("baterias", "2.2 Batería"),
        ("cepillos", "2.1 Cepillo"),
        ("brushes", "2.1 Brush"),
        ("e05", "1.3 Códigos"),
        ("descalzificacion", "1.1 Descalcificación"),
    ],
)
def test_other_forms_of_a_word_find_it(
    index: LexicalIndex, passages: list[Passage], question: str, heading: str
) -> None:
    assert passages[best(index, question)].heading_path == (heading,)


def test_question_words_find_nothing(index: LexicalIndex) -> None:
    assert index.search("¿cómo lo puedo hacer?") == {}
    assert index.search("how do I do that?") == {}


def test_a_product_leaves_out_the_others(index: LexicalIndex, passages: list[Passage]) -> None:
    found = index.search("minutos battery", product="robot")
    assert found
    assert {passages[row].product for row in found} == {"robot"}


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   ",
        '"',
        "a:b:c",
        "AND OR NOT",
        "+cepillo -batería",
        "(((",
        "cepillo~2^9 [a TO b] {x} \\",
        "*?",
        "\0\t\n",
        "🙂",
        "x" * 10_000,
        "cepillo " * 5_000,
    ],
)
def test_any_text_is_a_valid_question(index: LexicalIndex, question: str) -> None:
    assert all(score > 0 for score in index.search(question, product="robot").values())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_are_safe(index: LexicalIndex, question: str) -> None:
    assert isinstance(index.search(question), dict)


def reference(passages: list[Passage], language: str, question: str) -> dict[int, float]:
    """BM25 by its formula (Robertson and Zaragoza, k1 1.2, b 0.75), over one language."""
    cut = analyzer(language)
    counts = {
        row: Counter(cut.analyze(words_of(passage)))
        for row, passage in enumerate(passages)
        if passage.language == language
    }
    lengths = {row: sum(count.values()) for row, count in counts.items()}
    mean = sum(lengths.values()) / len(lengths)
    found: dict[int, float] = {}
    for term in dict.fromkeys(cut.analyze(question)):
        having = [row for row, count in counts.items() if count[term]]
        rare = math.log(1 + (len(counts) - len(having) + 0.5) / (len(having) + 0.5))
        for row in having:
            often = counts[row][term]
            length = 1.2 * (0.25 + 0.75 * lengths[row] / mean)
            found[row] = found.get(row, 0.0) + rare * often * 2.2 / (often + length)
    return found


@pytest.mark.parametrize(
    "question",
    ["batería del robot", "descalcificador original", "cepillo principal", "molido café"],
)
def test_scores_agree_with_the_formula(
    index: LexicalIndex, passages: list[Passage], question: str
) -> None:
    ours = {r: s for r, s in index.search(question).items() if passages[r].language == "es"}
    theirs = reference(passages, "es", question)
    assert sorted(ours, key=lambda row: -ours[row]) == sorted(theirs, key=lambda row: -theirs[row])
    assert all(ours[row] == pytest.approx(theirs[row], rel=0.05) for row in theirs)


def test_an_empty_index_answers_nothing(tmp_path: Path) -> None:
    write_lexical(tmp_path / "bm25", [])
    assert LexicalIndex(tmp_path / "bm25").search("cepillo", product="robot") == {}
