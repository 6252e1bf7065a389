"""EPUB books: reading order, what stays out, pictures, and bad files."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from kb_ingest.readers import Limits, ReadError, read

CONTAINER = """<?xml version="1.0"?><container version="1.0"
 xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
 <rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
 </rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Guía del horno</dc:title>
<dc:language>es-ES</dc:language></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="font" href="font.otf" media-type="font/otf"/>
</manifest><spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/>
<itemref idref="lost"/></spine></package>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>"""
ONE = """<h1><a id="x"/>1. Uso</h1><p>Gire el mando hasta 200 °C.</p>
<p><img src="../images/oven.png" alt="El horno de frente"/></p>
<ol><li>Abra la puerta.</li><li>Saque la bandeja.</li></ol>"""
TWO = """<h1>2. Averías</h1><table><tr><th>Código</th><th>Causa</th></tr>
<tr><td>E2</td><td>Sonda</td></tr></table>"""


def picture(side: int = 120) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(buffer, "PNG")
    return buffer.getvalue()


def book(path: Path, prefix: str = "", **more: str | bytes) -> Path:
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE,
        "OEBPS/nav.xhtml": PAGE.format("<nav><p>Índice</p></nav><p>Uso 1</p>"),
        "OEBPS/text/one.xhtml": PAGE.format(ONE),
        "OEBPS/text/two.xhtml": PAGE.format(TWO),
        "OEBPS/images/oven.png": picture(),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (parts | more).items():
            archive.writestr(prefix + name, data)
    return path


@pytest.mark.parametrize("prefix", ["", "packed-with-its-folder/"])
def test_pages_come_in_the_order_of_the_spine(tmp_path: Path, prefix: str) -> None:
    document = read(book(tmp_path / "horno.epub", prefix))
    assert (document.id, document.title, document.language) == ("horno", "Guía del horno", "es")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "1. Uso"),
        ("paragraph", "Gire el mando hasta 200 °C."),
        ("step", "Abra la puerta."),
        ("step", "Saque la bandeja."),
        ("heading", "2. Averías"),
        ("row", "E2 | Sonda"),
    ]


def test_its_pictures_are_figures(tmp_path: Path) -> None:
    (figure,) = read(book(tmp_path / "a.epub")).figures
    assert (figure.after, figure.width, figure.caption) == (1, 120, "El horno de frente")


def test_small_pictures_are_icons(tmp_path: Path) -> None:
    path = book(tmp_path / "a.epub", **{"OEBPS/images/oven.png": picture(40)})
    assert read(path).figures == ()


def locked(uri: str) -> str:
    return f"""<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
    xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:CipherData>
    <enc:CipherReference URI="{uri}"/></enc:CipherData></enc:EncryptedData></encryption>"""


def test_copy_protection_is_told(tmp_path: Path) -> None:
    page = {"META-INF/encryption.xml": locked("OEBPS/text/one.xhtml")}
    with pytest.raises(ReadError, match="DRM"):
        read(book(tmp_path / "a.epub", **page))
    font = {"META-INF/encryption.xml": locked("OEBPS/font.otf")}
    assert read(book(tmp_path / "b.epub", **font)).blocks


@pytest.mark.parametrize(
    "parts",
    [
        {"META-INF/container.xml": "<container"},
        {"META-INF/container.xml": "<container/>"},
        {"OEBPS/book.opf": "<package><spine/></package>"},
        {"OEBPS/book.opf": "not xml"},
    ],
)
def test_broken_ones_are_damaged(tmp_path: Path, parts: dict[str, str]) -> None:
    with pytest.raises(ReadError, match="damaged EPUB"):
        read(book(tmp_path / "a.epub", **parts))


def test_a_cut_file_and_a_bomb_are_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.epub")
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(ReadError, match="damaged"):
        read(path)
    bomb = book(tmp_path / "b.epub", **{"OEBPS/blob": b" " * 2_000_000})
    with pytest.raises(ReadError, match="unpacks to more than"):
        read(bomb, Limits(unpacked_bytes=1_000_000))


def test_entities_do_not_grow(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    container = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><container>&a11;</container>'
    with pytest.raises(ReadError, match="damaged EPUB"):
        read(book(tmp_path / "a.epub", **{"META-INF/container.xml": container}))


def test_another_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"an EPUB although .* rename it to a\.epub"):
        read(book(tmp_path / "a.docx"))
