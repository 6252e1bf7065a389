"""Any sections and questions, scored apart from the index in use."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.errors import BotError
from bot.settings import Settings
from kb_ingest.evaluate import abstention, evaluate
from kb_ingest.sections import read_questions, read_sections
from tests.knowledge.small import WordEmbedder

SECTIONS = [
    {"id": 1, "title": "Limpieza", "text": "Aclare el filtro con agua fría.", "language": "es"},
    {"id": 2, "title": "Batería", "text": "La batería dura dos horas.", "language": "es"},
    {
        "id": "x",
        "title": "Noise",
        "text": "The fan makes 60 decibels when it is turned up to the highest speed.",
        "language": "en",
    },
]
QUESTIONS = [
    {"question": "¿cómo aclaro el filtro?", "sections": [1], "language": "es"},
    {"question": "how many decibels does the fan make?", "sections": ["x"], "language": "en"},
    {"question": "¿quién ganó la liga?", "sections": [], "language": "es"},
]


def written(path: Path, lines: Sequence[dict[str, Any]]) -> Path:
    path.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
    return path


def test_sections_in_two_languages_are_scored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb_ingest.evaluate.Embedder", lambda *given, **named: WordEmbedder())
    embedder: Any = WordEmbedder()
    embedder.count_tokens, embedder.model_dir = (lambda text: len(text.split())), tmp_path
    found = evaluate(
        written(tmp_path / "s.jsonl", SECTIONS), written(tmp_path / "q.jsonl", QUESTIONS), embedder
    )
    assert (found.sections, found.questions, found.unanswerable) == (3, 3, 1)
    assert set(found.retrieval) == {"bm25", "dense", "rrf", "ours_without_late", "ours"}
    assert found.retrieval["ours"]["hit@1"] == 1.0
    assert set(found.by_language) == {"es", "en"}
    assert 0 <= found.abstention["auroc"] <= 1
    json.dumps(found.as_dict())


def test_a_language_that_is_not_said_is_told_from_the_words(tmp_path: Path) -> None:
    lines = [{name: one[name] for name in ("id", "title", "text")} for one in SECTIONS]
    found = read_sections(written(tmp_path / "s.jsonl", lines))
    assert [one.language for one in found] == ["es", "es", "en"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 2"),
        ('{"id": 4}', "line 2: text"),
        ('{"id": 4, "text": "a", "language": "fr"}', "line 2: language"),
        ('{"id": 1, "text": "again"}', "id 1 stands on several lines"),
    ],
)
def test_a_wrong_section_is_named(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text(f"{json.dumps(SECTIONS[0])}\n{line}\n", encoding="utf-8")
    with pytest.raises(BotError, match=problem):
        read_sections(path)


def test_a_question_of_no_section_is_named(tmp_path: Path) -> None:
    sections = read_sections(written(tmp_path / "s.jsonl", SECTIONS))
    path = written(tmp_path / "q.jsonl", [{"question": "¿a?", "sections": [9]}])
    with pytest.raises(BotError, match="there is no section 9"):
        read_questions(path, sections)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00"])
def test_an_empty_or_binary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(content)
    with pytest.raises(BotError, match=r"s\.jsonl"):
        read_sections(path)


def test_without_unanswerable_questions_there_is_no_abstention() -> None:
    assert abstention([]) == {}
    assert Settings().golden_file.is_file()
