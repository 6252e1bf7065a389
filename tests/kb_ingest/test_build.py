"""The build as a whole: what is published, what is left alone, what the commands answer."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.knowledge.versions import read_current
from bot.knowledge.writer import IndexWriter
from kb_ingest.build import Builder, files_in
from kb_ingest.cache import ReadCache
from kb_ingest.cli import app
from tests.knowledge.small import WordEmbedder

GOOD = "# Uso\n\nPulse el botón verde.\n"


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    index = tmp_path / "index"
    cache = ReadCache(index / "cache", {"budget": 220})
    return Builder(IndexWriter(index, WordEmbedder()), cache, lambda text: len(text.split()))


@pytest.fixture
def manuals(tmp_path: Path) -> Path:
    folder = tmp_path / "manuals"
    folder.mkdir()
    (folder / "a.es.md").write_text(GOOD)
    (folder / "b.es.txt").write_text("Cambie el filtro cada dos meses.")
    return folder


def test_publishes_what_was_read(builder: Builder, manuals: Path, tmp_path: Path) -> None:
    result = builder.run(files_in([manuals]))
    current = read_current(tmp_path / "index")
    assert result.version is not None
    assert current is not None
    assert current.id == result.version.id
    assert [o.document.id for o in result.outcomes if o.document] == ["a.es", "b.es"]


def test_bad_file_leaves_the_index_alone(builder: Builder, manuals: Path, tmp_path: Path) -> None:
    builder.run(files_in([manuals]))
    before = read_current(tmp_path / "index")
    (manuals / "c.pdf").write_bytes(b"%PDF-1.4 nothing")
    result = builder.run(files_in([manuals]))
    assert result.version is None
    assert [outcome.path.name for outcome in result.skipped] == ["c.pdf"]
    assert read_current(tmp_path / "index") == before
    allowed = builder.run(files_in([manuals]), allow_skips=True)
    assert allowed.version is not None
    assert len(allowed.outcomes) == 3


def test_nothing_readable_is_never_published(builder: Builder, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("")
    result = builder.run([tmp_path / "x.md", tmp_path / "none.pdf"], allow_skips=True)
    assert result.reason == "no file could be read"


def test_unchanged_files_are_not_read_again(builder: Builder, manuals: Path) -> None:
    first = builder.run(files_in([manuals]))
    (manuals / "a.es.md").write_text(GOOD + "\nEspere.\n")
    second = builder.run(files_in([manuals]))
    assert [outcome.kept for outcome in first.outcomes] == [False, False]
    assert [outcome.kept for outcome in second.outcomes] == [False, True]
    assert second.outcomes[1].document == first.outcomes[1].document
    assert second.outcomes[1].passages == first.outcomes[1].passages


def test_two_files_with_one_id(builder: Builder, manuals: Path) -> None:
    (manuals / "a.es.txt").write_text("Otra cosa distinta por completo.")
    (skipped,) = builder.run(files_in([manuals])).skipped
    assert "'a.es' that a.es.md already has" in skipped.problem


def test_folders_give_documents_only(manuals: Path) -> None:
    for name in ("photo.png", ".hidden.md", "~$a.docx", "old.doc"):
        (manuals / name).write_text("x")
    assert [path.name for path in files_in([manuals, manuals / "a.es.md"])] == [
        "a.es.md", "b.es.txt", "old.doc",
    ]  # fmt: skip


def test_build_command_reports_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"")
    arguments = ["build", str(tmp_path / "x.pdf"), "--out", str(tmp_path / "i"), "--json"]
    outcome = CliRunner().invoke(app, [*arguments, "--model", str(tmp_path / "model")])
    assert outcome.exit_code == 1, outcome.output
    said = json.loads(outcome.stdout)
    assert said["published"] is None
    assert said["files"][0]["skipped"] == "is empty; export it again"
    assert not (tmp_path / "i" / "current").exists()


@pytest.mark.model
def test_build_command_publishes(manuals: Path, tmp_path: Path) -> None:
    if not Path("var/model/tokenizer.json").exists():
        pytest.skip("var/model is not made yet: run make setup")
    arguments = ["build", str(manuals), "--out", str(tmp_path / "i"), "--model", "var/model"]
    outcome = CliRunner().invoke(app, arguments)
    assert outcome.exit_code == 0, outcome.output
    assert "Published version" in outcome.output


def test_inspect_command(manuals: Path) -> None:
    outcome = CliRunner().invoke(app, ["inspect", str(manuals / "a.es.md"), "--no-passages"])
    assert outcome.exit_code == 0
    assert "Pulse el botón verde." in outcome.output
    assert CliRunner().invoke(app, ["inspect", str(manuals / "no.md")]).exit_code == 1


def test_typeset_command(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("Sin cabecera.")
    outcome = CliRunner().invoke(app, ["typeset", str(tmp_path / "x.md"), "--out", str(tmp_path)])
    assert outcome.exit_code == 1
    assert "lacks `title`" in outcome.output
