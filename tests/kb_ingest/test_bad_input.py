"""Each kind of bad file is refused with a message that says what it is and what to do."""

import io
import os
import random
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from kb_ingest.readers import Limits, ReadError, read


def pdf(text: str = "Pulse el botón y espere a la luz.", pages: int = 1, **kind: Any) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, **kind)
    for _ in range(pages):
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def word() -> bytes:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Pulse el botón de encendido.")
    document.save(buffer)
    return buffer.getvalue()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 3_000_000)
    return buffer.getvalue()


def other_archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    return buffer.getvalue()


def noise() -> bytes:
    return random.Random(1).randbytes(5_000)


def broken_docx() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    return buffer.getvalue()


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty pdf": ("a.pdf", lambda: b"", "is empty"),
    "empty text": ("a.md", lambda: b" \n\n", "is empty"),
    "locked pdf": ("a.pdf", lambda: pdf(encrypt=StandardEncryption("secret")), "password"),
    "cut pdf": ("a.pdf", lambda: pdf()[:200], "damaged"),
    "no pdf": ("a.pdf", noise, "damaged"),
    "no text": ("a.pdf", lambda: pdf("", pages=3), "hardly any text"),
    "cut docx": ("a.docx", lambda: word()[:2000], "damaged"),
    "broken docx": ("a.docx", broken_docx, "damaged"),
    "pdf as docx": ("a.docx", pdf, "rename it to a.pdf"),
    "docx as pdf": ("a.pdf", word, "rename it to a.docx"),
    "pdf as text": ("a.txt", pdf, "rename it to a.pdf"),
    "html as docx": ("a.docx", lambda: b"<!doctype html><p>Hola</p>", "web page"),
    "html as text": ("a.txt", lambda: b"<html><p>Hola</p></html>", "rename it to a.html"),
    "old word": ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "DOCX"),
    "bomb": ("a.docx", bomb, "unpacks to more than"),
    "archive": ("a.docx", other_archive, "not a Word document"),
    "picture": ("a.html", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 90, "PNG"),
    "noise as text": ("a.txt", noise, "not text"),
    "noise as markdown": ("a.md", noise, "not text"),
    "noise as html": ("a.html", noise, "not text"),
    "zeros": ("a.txt", lambda: b"\0" * 500, "is empty"),
    "unknown": ("a.odt", lambda: b"text", "unsupported type .odt"),
    "front matter": ("a.md", lambda: b"---\ntitle: [\n---\nHola a todos\n", "front matter"),
    "headings only": ("a.md", lambda: b"# Uno\n\n## Dos\n", "no text besides headings"),
}


@pytest.mark.parametrize("case", BAD)
def test_refused_with_a_reason(case: str, tmp_path: Path) -> None:
    name, make, said = BAD[case]
    (tmp_path / name).write_bytes(make())
    with pytest.raises(ReadError) as caught:
        read(tmp_path / name, Limits(unpacked_bytes=1_000_000))
    assert said in caught.value.message
    assert str(tmp_path) not in caught.value.message


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        read(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(ReadError, match="is a folder"):
        read(tmp_path / "b.pdf")


@contextmanager
def without_root() -> Iterator[None]:
    """As somebody who may not read everything."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(mine)


def test_unreadable() -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("Hola a todos")
        file.flush()
        Path(file.name).chmod(0)
        with without_root(), pytest.raises(ReadError, match="cannot be opened"):
            read(Path(file.name))


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(pages=3))
    with pytest.raises(ReadError, match="3 pages, more than the limit of 2"):
        read(path, Limits(pages=2))
    with pytest.raises(ReadError, match="more than the limit of 0 MB"):
        read(path, Limits(bytes=100))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Limpie la campana: «año» y «café» – a diario.".encode(encoding))
    assert read(path).blocks[0].text == "Limpie la campana: «año» y «café» – a diario."
