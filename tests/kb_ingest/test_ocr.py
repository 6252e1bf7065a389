"""Pages that are pictures of text, with a program that recognises it and without one."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL.Image import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kb_ingest.readers import ReadError, ocr, read
from kb_ingest.readers.pdf.shapes import Word
from kb_ingest.typeset import typeset

needs_program = pytest.mark.skipif(ocr.recognizer() is None, reason="no text recognition here")

GUIDE = """---
title: Guía de la tetera
language: es
format: pdf
---

## 1. Primer uso

Lave la jarra con agua templada y déjela secar boca abajo durante una hora.

### 1.1 Hervir agua

1. Llene la jarra hasta la marca MAX de un litro.
2. Cierre la tapa y pulse Encendido.
3. Espere unos tres minutos hasta que suene el pitido.

**Aviso:** No toque la base mientras el agua esté hirviendo.
"""


def scanned(source: Path, target: Path, keep: tuple[int, ...] = ()) -> Path:
    """The pages of a PDF as pictures of themselves, those in `keep` as they are."""
    pdf = pypdfium2.PdfDocument(source)
    pictures = pypdfium2.PdfDocument.new()
    for number in range(len(pdf)):
        if number in keep:
            pictures.import_pages(pdf, [number])
            continue
        page = pdf[number]
        size = page.get_size()
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=size)
        drawn = page.render(scale=200 / 72, grayscale=True).to_pil()
        canvas.drawImage(ImageReader(drawn), 0, 0, *size)
        canvas.save()
        pictures.import_pages(pypdfium2.PdfDocument(buffer.getvalue()))
    pictures.save(target)
    return target


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """The guide as a PDF with text."""
    source = tmp_path / "tetera.es.md"
    source.write_text(GUIDE, encoding="utf-8")
    (outcome,) = typeset([source], tmp_path / "out")
    assert outcome.output is not None
    return outcome.output


@pytest.fixture
def nothing_installed() -> Iterator[None]:
    """A machine without tesseract; rapidocr is no part of our environment."""
    path = os.environ["PATH"]
    os.environ["PATH"] = ""
    ocr.recognizer.cache_clear()
    yield
    os.environ["PATH"] = path
    ocr.recognizer.cache_clear()


@needs_program
def test_a_scan_reads_nearly_like_its_source(guide: Path, tmp_path: Path) -> None:
    document = read(scanned(guide, tmp_path / "scan.es.pdf"))
    said = {block.text for block in document.blocks}
    assert "Lave la jarra con agua templada y déjela secar boca abajo durante una hora." in said
    steps = [(b.label, b.text) for b in document.blocks if b.kind == "step"]
    assert steps[0] == ("1.", "Llene la jarra hasta la marca MAX de un litro.")
    assert [label for label, _ in steps] == ["1.", "2.", "3."]
    assert "1.1 Hervir agua" in {b.text for b in document.blocks if b.kind == "heading"}
    assert {block.page for block in document.blocks} == {1}


@needs_program
def test_only_the_scanned_pages_of_a_mixed_file_are_recognised(guide: Path, tmp_path: Path) -> None:
    whole = pypdfium2.PdfDocument(guide)
    whole.import_pages(pypdfium2.PdfDocument(guide))
    whole.save(tmp_path / "twice.pdf")
    mixed = scanned(tmp_path / "twice.pdf", tmp_path / "mixed.pdf", keep=(0,))
    blocks = read(mixed).blocks
    for page in (1, 2):
        notes = [block.text for block in blocks if block.page == page and block.kind == "note"]
        assert notes == ["Aviso: No toque la base mientras el agua esté hirviendo."]


@pytest.mark.usefixtures("nothing_installed")
def test_without_a_program_a_scan_is_refused_with_what_to_install(
    guide: Path, tmp_path: Path
) -> None:
    with pytest.raises(ReadError, match="tesseract-ocr-spa"):
        read(scanned(guide, tmp_path / "scan.pdf"))


@pytest.mark.usefixtures("nothing_installed")
def test_pages_left_out_are_named(
    guide: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    whole = pypdfium2.PdfDocument(guide)
    whole.import_pages(pypdfium2.PdfDocument(guide))
    whole.save(tmp_path / "twice.pdf")
    mixed = scanned(tmp_path / "twice.pdf", tmp_path / "mixed.pdf", keep=(0,))
    assert {block.page for block in read(mixed).blocks} == {1}
    assert "mixed.pdf: left out as pictures: page 2;" in caplog.text


def test_hocr_gives_words_with_their_places() -> None:
    hocr = """<div class='ocr_page'><span class='ocr_line'
     title="bbox 10 20 210 60; baseline 0 -8; x_size 40">
     <span class='ocrx_word' title='bbox 10 20 90 60; x_wconf 95'>Pulse</span>
     <span class='ocrx_word' title='bbox 100 20 110 60; x_wconf 5'>~</span>
     <span class='ocrx_word' title='bbox 120 20 210 60; x_wconf 91'>Menú</span></span></div>"""
    assert ocr.hocr_lines(hocr) == [
        [
            Word("Pulse", 10.0, 90.0, 52.0, 40.0, False, False),
            Word("Menú", 120.0, 210.0, 52.0, 40.0, False, False),
        ]
    ]


def test_a_broken_program_is_told_plainly(tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    picture: Image = pypdfium2.PdfDocument(blank()).get_page(0).render().to_pil()
    with pytest.raises(ReadError, match="could not be read by tesseract"):
        ocr.Tesseract(str(program), ("spa",)).lines(picture)


def blank() -> bytes:
    """A PDF of one empty page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
