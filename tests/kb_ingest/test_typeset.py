"""What is typeset again, what is removed, what is refused."""

from pathlib import Path

from kb_ingest.typeset import typeset
from tests.kb_ingest.conftest import write_manual


def test_unchanged_source_is_left_alone(tmp_path: Path) -> None:
    source, out = write_manual(tmp_path, "html", ""), tmp_path / "out"
    assert [outcome.state for outcome in typeset([source], out)] == ["written"]
    before = (out / "brisa.es.html").stat().st_mtime_ns
    assert [outcome.state for outcome in typeset([source], out)] == ["unchanged"]
    assert (out / "brisa.es.html").stat().st_mtime_ns == before


def test_changed_format_replaces_the_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    typeset([write_manual(tmp_path, "html", "")], out)
    typeset([write_manual(tmp_path, "docx", "")], out)
    assert [path.name for path in out.glob("brisa*")] == ["brisa.es.docx"]


def test_removed_source_takes_its_file_along(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    source = write_manual(folder, "html", "")
    typeset([folder], out)
    source.unlink()
    assert [outcome.state for outcome in typeset([folder], out)] == ["removed"]
    assert not (out / "brisa.es.html").exists()


def test_letter_that_the_fonts_lack_is_named(tmp_path: Path) -> None:
    source = write_manual(tmp_path, "pdf", "| Arroz | 180 °C | 寿司 |")
    (outcome,) = typeset([source], tmp_path / "out")
    assert outcome.state == "failed"
    assert "U+5BFF" in outcome.problem


def test_front_matter_must_say_title_and_language(tmp_path: Path) -> None:
    source = tmp_path / "x.md"
    source.write_text("---\ntitle: X\n---\nTexto\n")
    (outcome,) = typeset([source], tmp_path / "out")
    assert "language" in outcome.problem
