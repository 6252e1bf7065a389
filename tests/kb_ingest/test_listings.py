"""Screens, commands and program text keep their lines, in every format that can tell them."""

from pathlib import Path

import docx
import pytest

from kb_ingest.readers import read
from tests.kb_ingest.test_readers import body, canvas_pdf, from_html, shapes

SCREEN = "$ apt  update\n  Hit:1 deb.example stable"


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (f"<p>Run:</p><pre>{SCREEN}</pre>", ["paragraph", "code"]),
        (f"<ol><li>Run:<pre>{SCREEN}</pre></li><li>Wait.</li></ol>", ["step", "code", "step"]),
        (f"<dl><dt>Eco</dt><dd>Run:<pre>{SCREEN}</pre></dd></dl>", ["item", "paragraph", "code"]),
        (f"<div class=note><p>Note: hot</p><pre>{SCREEN}</pre></div>", ["note", "code"]),
        (
            "<table><tr><td class=linenos><pre>1\n2</pre></td>"
            f"<td><pre>{SCREEN}</pre></td></tr></table>",
            ["code"],
        ),
    ],
)  # fmt: skip
def test_html_listings_keep_their_lines(tmp_path: Path, body: str, kinds: list[str]) -> None:
    blocks = from_html(tmp_path, body).blocks
    assert [block.kind for block in blocks] == kinds
    assert [block.text for block in blocks if block.kind == "code"] == [SCREEN]


def test_html_prose_that_is_only_kept_as_typed_is_text(tmp_path: Path) -> None:
    licence = """This manual may be copied and given to others as long as nothing in
it is changed and this page stays with it, whoever prints it and
for whatever purpose that may be.

Nobody warrants anything."""
    assert [kind for kind, _ in shapes(from_html(tmp_path, f"<pre>{licence}</pre>"))] == [
        "paragraph", "paragraph",
    ]  # fmt: skip


def test_markdown_and_word_listings(tmp_path: Path) -> None:
    (tmp_path / "a.en.md").write_text(f"# Go\n\nRun:\n\n```\n{SCREEN}\n```\n")
    assert shapes(read(tmp_path / "a.en.md"))[1:] == [("code", SCREEN)]
    document = docx.Document()
    document.styles.add_style("HTML Preformatted", 1)
    document.add_paragraph("Run:")
    for line in SCREEN.split("\n"):
        document.add_paragraph(line, style="HTML Preformatted")
    document.save(str(tmp_path / "g.docx"))
    assert shapes(read(tmp_path / "g.docx")) == [("paragraph", "Run:"), ("code", SCREEN)]


def test_pdf_listings_keep_lines_columns_and_indentation(tmp_path: Path) -> None:
    page = body(72, 720, "Escriba esta orden en la consola y espere a que termine de verdad:")
    lines = ["# lista de discos", "disk0     active    100", "", "  - disk1   idle"]
    page += [(72, 695 - 12 * n, line, "Courier", 10) for n, line in enumerate(lines)]
    page += body(72, 620, "Después apague el equipo, espere un minuto y vuelva a encenderlo.")
    blocks = read(canvas_pdf(tmp_path / "a.pdf", [page])).blocks
    assert [block.kind for block in blocks] == ["paragraph", "code", "paragraph"]
    assert blocks[1].text == "\n".join(lines)


def test_pdf_terms_of_fixed_pitch_and_whole_manuals_of_it_are_no_listings(tmp_path: Path) -> None:
    page = body(72, 720, "Las opciones del programa se escriben detrás del nombre de la orden:")
    page += [(72, 690, "--help", "Courier", 10)]
    page += body(100, 677, "Muestra la ayuda del programa en la lengua del sistema y termina.")
    kinds = [block.kind for block in read(canvas_pdf(tmp_path / "a.pdf", [page])).blocks]
    assert kinds == ["paragraph"] * 3
    typed = [(x, y, text, "Courier", 10.0) for x, y, text, _, _ in page]
    assert "code" not in {b.kind for b in read(canvas_pdf(tmp_path / "b.pdf", [typed])).blocks}
