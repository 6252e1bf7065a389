"""What a file is by its content, whatever its name says."""

import pytest

from bot.files.kinds import EICAR, fits, kind_of, name_of, renamed
from tests.files.made import pdf, picture

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (picture("GIF"), "image/gif"),
        (pdf(), "application/pdf"),
        ("Número de serie: LV3-2607-018345\r\n".encode(), "text/plain"),
        ("\ufeffcon marca".encode(), "text/plain"),
        (b"<!DOCTYPE html><p>hola", "markup"),
        (b"  text first\n<ScRiPt>alert(1)</script>", "markup"),
        (SVG, "markup"),
        (b"<?xml version='1.0'?><x/>", "markup"),
        (b"MZ\x90\x00", "program"),
        (b"\x7fELF\x02", "program"),
        (b"#!/bin/sh\nrm -rf /", "program"),
        (b"PK\x03\x04rest", "archive"),
        (b"\x00\x00\x00\x18ftypheic", "heic"),
        (b"\x00\x00\x00\x18ftypisom", "other"),
        (b"\xff\xfeU\x00T\x00F\x00", "other"),
        (b"caf\xe9 in another encoding", "other"),
        (b"note: " + EICAR, "virus"),
    ],
)
def test_content_tells_the_kind(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\eva\\Foto 1.JPG", "Foto 1.jpg"),
        ("a\x00b\nc.png", "abc.png"),
        ("", "archivo"),
        ("...", "archivo"),
        ("\u202egnp.exe", "gnp.exe"),
        ("x" * 300 + ".pdf", "x" * 112 + ".pdf"),
        ("ñandú «bueno».txt", "ñandú «bueno».txt"),
    ],
)
def test_a_name_keeps_no_folder_and_no_trick(name: str, kept: str) -> None:
    assert str(name_of(name)) == kept


@pytest.mark.parametrize(
    ("name", "kind", "fitting"),
    [
        ("foto.png", "image/jpeg", True),
        ("foto", "image/jpeg", True),
        ("foto.pdf", "image/jpeg", False),
        ("foto.jpg", "application/pdf", False),
        ("foto.exe", "image/jpeg", False),
        ("foto.html", "image/png", False),
        ("nota.ini", "text/plain", True),
        ("nota.jpg", "text/plain", False),
    ],
)
def test_a_name_may_not_promise_another_kind(name: str, kind: str, fitting: bool) -> None:
    assert fits(name_of(name), kind) is fitting


def test_the_ending_becomes_that_of_the_content() -> None:
    assert renamed(name_of("foto.png"), "image/jpeg") == "foto.jpg"
    assert renamed(name_of("foto.jpeg"), "image/jpeg") == "foto.jpeg"
    assert renamed(name_of("nota.sh"), "text/plain") == "nota.txt"
