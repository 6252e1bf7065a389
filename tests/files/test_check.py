"""What is kept of a file, and what is refused, in words that the reader understands."""

import io

import pytest
from PIL import Image

from bot.files import FileRefused
from bot.files.check import checked
from bot.files.kinds import EICAR
from bot.files.words import FOUND, REFUSALS
from tests.files.made import BLUE, clear_picture, hidden_script, opened, pdf, picture

SCRIPT = b"<script>alert(document.cookie)</script>"


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_a_picture_is_drawn_anew_without_its_place_and_upright(form: str) -> None:
    kept = checked(f"foto.{form}", picture(form), "es")
    found = opened(kept.data)
    assert found.format == form
    assert not dict(found.getexif())
    upright = (40, 60) if form in ("JPEG", "WEBP") else (60, 40)
    assert found.size == (kept.width, kept.height) == upright
    red, green, blue = found.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert (abs(red - BLUE[0]), abs(green - BLUE[1]), abs(blue - BLUE[2])) < (12, 12, 12)


def test_what_hides_behind_a_picture_is_not_kept() -> None:
    for data in (picture("JPEG") + SCRIPT, picture("PNG") + b"PK\x03\x04" + SCRIPT):
        assert b"script" not in checked("foto.jpg", data, "es").data


def test_a_gif_becomes_a_png_and_a_clear_picture_stays_clear() -> None:
    kept = checked("risa.gif", picture("GIF"), "es")
    assert (kept.name, kept.mime) == ("risa.png", "image/png")
    assert opened(checked("logo.png", clear_picture(), "es").data).mode == "RGBA"


def test_a_large_picture_is_made_smaller() -> None:
    kept = checked("foto.jpg", picture(size=(4000, 1000)), "es")
    assert max(kept.width or 0, kept.height or 0) == 3000


@pytest.mark.parametrize("side", [7_000, 11_000, 20_000])
def test_a_bomb_is_refused_before_it_is_opened(side: int) -> None:
    written = io.BytesIO()
    Image.new("1", (side, side)).save(written, "PNG")
    assert len(written.getvalue()) < 100_000
    with pytest.raises(FileRefused, match="más de 40 millones"):
        checked("bomba.png", written.getvalue(), "es")


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("nada.txt", b"", "empty"),
        ("foto.jpg", picture()[:200], "damaged"),
        ("foto.png", b"\x89PNG\r\n\x1a\n" + bytes(80), "damaged"),
        ("foto.heic", b"\x00\x00\x00\x18ftypheic" + bytes(40), "heic"),
        ("foto.jpg", pdf(), "mislabelled"),
        ("factura.pdf", picture(), "mislabelled"),
        ("foto.jpg", b"MZ\x90\x00" + bytes(100), "dangerous"),
        ("foto.svg", b"<svg onload=alert(1)>", "dangerous"),
        ("nota.txt", SCRIPT, "dangerous"),
        ("nota.txt", EICAR, "dangerous"),
        ("todo.zip", b"PK\x03\x04" + bytes(50), "unknown_kind"),
        ("video.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(50), "unknown_kind"),
        ("factura.pdf", pdf(script="app.alert(1)"), "dangerous"),
        ("factura.pdf", hidden_script(), "dangerous"),
        ("factura.pdf", pdf(password="secreto"), "locked"),
        ("factura.pdf", b"%PDF-1.7\nnothing more", "damaged"),
    ],
)
@pytest.mark.parametrize("language", ["es", "en"])
def test_what_cannot_be_taken_is_refused_in_the_readers_language(
    name: str, data: bytes, key: str, language: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        checked(name, data, language)
    assert refused.value.key == key
    assert refused.value.status_code == 422
    quoted = {"es": f"«{name}»", "en": f"“{name}”"}[language]
    assert quoted in refused.value.message


def test_a_plain_document_is_kept_byte_for_byte() -> None:
    data = pdf()
    assert checked("factura.pdf", data, "es").data == data
    assert checked("nota", b"Serie: LV3", "es").name == "nota.txt"


def test_every_refusal_is_said_in_both_languages() -> None:
    for words in (*REFUSALS.values(), *FOUND.values()):
        assert set(words) == {"es", "en"}
        assert words["es"] != words["en"]
