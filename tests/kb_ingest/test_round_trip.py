"""A manual reads the same from Markdown and from each format it is typeset in."""

from pathlib import Path

import pytest

from bot.knowledge.documents import Block, Document
from kb_ingest.readers import read
from kb_ingest.typeset import typeset
from tests.kb_ingest.conftest import write_manual

SAMPLES = sorted(Path("data/sample").glob("[mp]*/*.md"))


def content(document: Document) -> list[tuple[object, ...]]:
    def of(block: Block) -> tuple[object, ...]:
        return block.kind, block.level, block.label, block.text, block.cells, block.header

    return [of(block) for block in document.blocks]


def test_blocks_survive(typeset_manual: tuple[Document, Document]) -> None:
    markdown, other = typeset_manual
    assert content(other) == content(markdown)


def test_metadata_survives(typeset_manual: tuple[Document, Document]) -> None:
    markdown, other = typeset_manual
    for name in ("id", "title", "language", "product", "kind", "version", "date"):
        assert getattr(other, name) == getattr(markdown, name), name


def test_pages_are_those_of_the_print(tmp_path: Path) -> None:
    (outcome,) = typeset([write_manual(tmp_path, "pdf")], tmp_path / "out")
    assert outcome.output is not None
    document = read(outcome.output)
    pages = [block.page for block in document.blocks]
    assert pages[0] == 1
    assert pages[-1] == document.pages
    assert document.pages is not None
    assert document.pages >= 3
    assert all(page is not None for page in pages)
    assert pages == sorted(page for page in pages if page)


def test_table_over_two_pages_is_one_table(tmp_path: Path) -> None:
    (outcome,) = typeset([write_manual(tmp_path, "pdf")], tmp_path / "out")
    assert outcome.output is not None
    rows = [block for block in read(outcome.output).blocks if block.kind == "row"]
    assert len(rows) == 42
    assert {row.header for row in rows} == {("Programa", "Temperatura", "Para qué sirve")}
    assert len({row.page for row in rows}) >= 2


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
def test_samples_read_the_same(path: Path, tmp_path: Path) -> None:
    (outcome,) = typeset([path], tmp_path)
    assert outcome.output is not None, outcome.problem
    assert content(read(outcome.output)) == content(read(path))


@pytest.mark.parametrize("kind", ["pdf", "html", "docx"])
def test_same_source_gives_same_bytes(kind: str, tmp_path: Path) -> None:
    source = write_manual(tmp_path, kind)
    outputs = []
    for folder in ("a", "b"):
        (outcome,) = typeset([source], tmp_path / folder)
        assert outcome.output is not None
        outputs.append(outcome.output.read_bytes())
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("kind", ["pdf", "html", "docx"])
def test_steps_go_on_counting_after_a_note(kind: str, tmp_path: Path) -> None:
    source = tmp_path / "a.es.md"
    source.write_text(
        f"---\ntitle: Guía\nlanguage: es\nformat: {kind}\n---\n## Uso\n\n1. Abra la tapa.\n"
        "2. Llene el depósito.\n\n**Nota:** No pase de MAX.\n\n3. Cierre la tapa.\n\n"
        "## Otro\n\n1. Pulse el botón.\n"
    )
    (outcome,) = typeset([source], tmp_path / "out")
    assert outcome.output is not None
    steps = [block.label for block in read(outcome.output).blocks if block.kind == "step"]
    assert steps == ["1.", "2.", "3.", "1."]
