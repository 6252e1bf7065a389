"""Any sections and questions, scored apart from the index in use."""

import codecs
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.evaluate.abstention import Judged
from bot.knowledge.notices import Notice
from kb_ingest.counterparts import counterparts
from kb_ingest.evaluate import Evaluation, abstention, evaluate
from kb_ingest.section_documents import documents_of
from kb_ingest.sections import Section, read_questions, read_sections
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


@pytest.fixture
def embedder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """One that needs no model."""
    monkeypatch.setattr("kb_ingest.evaluate.Embedder", lambda *given, **named: WordEmbedder())
    embedder: Any = WordEmbedder()
    embedder.count_tokens, embedder.model_dir = (lambda text: len(text.split())), tmp_path
    embedder.close = lambda: None
    return embedder


def scored(folder: Path, embedder: Any, questions: Sequence[dict[str, Any]]) -> Evaluation:
    sections = written(folder / "s.jsonl", SECTIONS)
    return evaluate(sections, written(folder / "q.jsonl", questions), embedder)


def test_sections_in_two_languages_are_scored(tmp_path: Path, embedder: Any) -> None:
    found = scored(tmp_path, embedder, QUESTIONS)
    assert (found.sections, found.questions, found.unanswerable) == (3, 3, 1)
    assert set(found.retrieval) == {"bm25", "dense", "rrf", "ours_without_late", "ours"}
    assert found.retrieval["ours"]["hit@1"] == 1.0
    assert set(found.by_language) == {"es", "en"}
    assert 0 <= found.abstention["auroc"] <= 1
    assert set(found.abstention_by_language) == {"es"}
    json.dumps(found.as_dict())


def test_the_form_of_the_json_is_kept(tmp_path: Path, embedder: Any) -> None:
    """Other programs read it."""
    said = scored(tmp_path, embedder, QUESTIONS).as_dict()
    assert list(said) == [
        "sections", "questions", "unanswerable", "retrieval", "by_language", "abstention",
        "abstention_by_language",
    ]  # fmt: skip
    assert list(said["retrieval"]["ours"]) == ["hit@1", "hit@3", "hit@5", "mrr", "ms"]
    assert list(said["abstention"]) == [
        "auroc", "auroc_answerable", "coverage_at_5", "coverage_at_2", "answered",
        "unanswerable_refused",
    ]  # fmt: skip


def test_without_any_answer_there_is_nothing_to_find(tmp_path: Path, embedder: Any) -> None:
    found = scored(tmp_path, embedder, [QUESTIONS[2], {"question": "", "sections": []}])
    assert (found.retrieval, found.by_language) == ({}, {})
    assert found.abstention["auroc"] == 0.5


def test_how_far_it_is_can_be_heard(tmp_path: Path, embedder: Any) -> None:
    heard: list[tuple[str, int, int]] = []
    evaluate(
        written(tmp_path / "s.jsonl", SECTIONS),
        written(tmp_path / "q.jsonl", QUESTIONS),
        embedder,
        lambda *told: heard.append(told),
    )
    assert [step for step, _, _ in heard][-3:] == ["asking"] * 3
    assert heard[-1] == ("asking", 3, 3)
    assert "embedding" in {step for step, _, _ in heard}


def test_a_language_that_is_not_said_is_told_from_the_words(tmp_path: Path) -> None:
    lines = [{name: one[name] for name in ("id", "title", "text")} for one in SECTIONS]
    found = read_sections(written(tmp_path / "s.jsonl", lines))
    assert [one.language for one in found] == ["es", "es", "en"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("ES", "es"), ("es-MX", "es"), ("en_GB", "en"), ("Spanish", "es"), ("inglés", "en")],
)
def test_a_language_may_be_said_otherwise(tmp_path: Path, said: str, meant: str) -> None:
    lines = [{**SECTIONS[0], "language": said}]
    assert read_sections(written(tmp_path / "s.jsonl", lines))[0].language == meant


@pytest.mark.parametrize(
    "pack",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.replace("\n", "\r\n\r\n").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: gzip.compress(text.encode()),
    ],
    ids=["mark", "windows", "utf-16", "gzip"],
)
def test_a_file_may_come_from_any_machine(tmp_path: Path, pack: Any) -> None:
    odd = {"text": "Aclare\u2028el filtro\x85con agua.", "page": 3, "title": None, "id": "ñ"}
    lines = [json.dumps(one, ensure_ascii=False) for one in (*SECTIONS, odd)]
    path = tmp_path / "s.jsonl"
    path.write_bytes(pack("\n".join(lines)))
    found = read_sections(path)
    assert [one.id for one in found] == [1, 2, "x", "ñ"]
    assert found[3].text == odd["text"]


@pytest.mark.parametrize(
    ("line", "problem", "spanish"),
    [
        ("{", "line 2: is not JSON", "línea 2: no es JSON"),
        ("[{}]", "line 2: is not a JSON object", "objeto"),
        ('{"id": 4}', "line 2: lacks `text`", "falta «text»"),
        ('{"id": 4.5, "text": "a"}', "line 2: `id` must be a whole number", "entero"),
        ('{"id": null, "text": "a"}', "line 2: `id` must be a whole number", "entero"),
        ('{"id": 4, "text": 5}', "line 2: `text` must be a text, not 5", "un texto, no 5"),
        ('{"id": 4, "text": "a", "language": "fr"}', 'es or en, not "fr"', 'es o en, no "fr"'),
        ('{"id": 1, "text": "again"}', "the id 1 stands on line 1", "ya está en la línea 1"),
    ],
)
def test_a_wrong_section_is_named(tmp_path: Path, line: str, problem: str, spanish: str) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text(f"{json.dumps(SECTIONS[0])}\n{line}\n", encoding="utf-8")
    with pytest.raises(Notice) as caught:
        read_sections(path)
    assert str(path) in caught.value.message
    assert problem in caught.value.message
    assert spanish in caught.value.in_language("es")


def test_all_wrong_lines_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text("oops\n" * 12, encoding="utf-8")
    with pytest.raises(Notice) as caught:
        read_sections(path)
    assert caught.value.message.endswith("and 7 lines more.")
    assert "line 5" in caught.value.message


def test_a_question_of_no_section_is_named_by_its_line(tmp_path: Path) -> None:
    sections = read_sections(written(tmp_path / "s.jsonl", SECTIONS))
    path = tmp_path / "q.jsonl"
    path.write_text('\n\n{"question": "¿a?", "sections": [9]}\n', encoding="utf-8")
    with pytest.raises(Notice, match="line 3: there is no section 9"):
        read_questions(path, sections)


@pytest.mark.parametrize(
    ("said", "meant"), [(["1"], [1]), (2, [2]), (None, []), (["x", 1, 1], ["x", 1, 1])]
)
def test_sections_may_be_named_as_text_or_alone(tmp_path: Path, said: Any, meant: Any) -> None:
    sections = read_sections(written(tmp_path / "s.jsonl", SECTIONS))
    path = written(tmp_path / "q.jsonl", [{"question": "¿a?", "sections": said}])
    assert read_questions(path, sections)[0].sections == meant


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"\xff\xfe\x00", b"\x1f\x8bno", gzip.compress(b"{}" * 99)[:30],
     b'{"id": 1, "text": "ma\xf1ana"}', b'{"id": 1, "text": " "}'],
)  # fmt: skip
def test_an_empty_or_binary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "s.jsonl"
    path.write_bytes(content)
    with pytest.raises(Notice, match=r"s\.jsonl"):
        read_sections(path)


def section(number: int, text: str, language: str) -> Section:
    return Section.model_validate({"id": number, "text": text, "language": language})


def test_translations_are_told_by_being_each_others_nearest() -> None:
    embed = WordEmbedder().embed_passages
    parts = [" ".join(f"{word}{n}" for word in ("pieza", "tubo", "rueda")) for n in range(8)]
    spanish = [section(n, f"limpiar {part}", "es") for n, part in enumerate(parts)]
    same = [section(100 + n, f"clean {part}", "en") for n, part in enumerate(reversed(parts))]
    assert counterparts(spanish, same, embed) == [(n, 7 - n) for n in range(8)]
    others = [section(100 + n, f"pieza0 noise {n}", "en") for n in range(8)]
    assert counterparts(spanish, others, embed) == []
    assert counterparts(spanish, [], embed) == []


def test_only_translations_lie_in_documents_of_one_name(tmp_path: Path) -> None:
    embed, count = WordEmbedder().embed_passages, (lambda text: len(text.split()))
    sections = [section(n, f"limpiar pieza{n} filtro{n}", "es") for n in range(9)]
    sections += [section(100 + n, f"clean pieza{n} filtro{n}", "en") for n in range(8)]
    made = documents_of(sections, tmp_path / "s.jsonl", count, embed)
    assert [document.id for document, _, _ in made.sources] == [
        "both-0.es", "alone-es-0", "both-0.en",
    ]  # fmt: skip
    assert sorted(map(str, made.section_of.values())) == sorted(str(one.id) for one in sections)


def test_many_sections_are_many_documents(tmp_path: Path) -> None:
    embed, count = WordEmbedder().embed_passages, (lambda text: len(text.split()))
    sections = [section(n, "" if n == 7 else f"text {n}", "en") for n in range(450)]
    made = documents_of(sections, tmp_path / "s.jsonl", count, embed)
    assert [len(document.blocks) > 100 for document, _, _ in made.sources] == [True, True, False]
    assert len(made.section_of) == 449


def test_abstention_is_measured_where_something_has_no_answer() -> None:
    right, wrong = Judged(0.9, True), Judged(0.2, False, False)
    assert abstention([]) == abstention([right]) == {}
    assert abstention([right, wrong])["auroc"] == 1.0
