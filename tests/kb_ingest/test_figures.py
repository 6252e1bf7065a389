"""Figures: found on PDF pages, kept from other formats, and set from drawings."""

import base64
import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bot.knowledge.documents import Document
from bot.knowledge.figures import FigureError, Pictures, keep_files
from kb_ingest.readers import read, site
from kb_ingest.typeset import typeset

DRAWING = """size: [200, 120]
shapes:
  - {box: [20, 20, 100, 80], round: 6}
  - {circle: [70, 60, 20]}
  - {area: [120, 20, 150, 40, 120, 60]}
  - {arc: [70, 60, 10, 0, 180]}
  - {line: [30, 90, 60, 95, 90, 90]}
  - {mark: 1, at: [180, 90], to: [80, 60]}
"""
MANUAL = """---
title: Guía
language: es
format: {kind}
---

## Partes

Mire el dibujo antes de empezar.

![El horno con su puerta](oven.yaml)

## Uso

Pulse el botón.
"""


@pytest.fixture(params=["pdf", "html", "docx"])
def guide(request: pytest.FixtureRequest, tmp_path: Path) -> Document:
    """A manual with a drawing, typeset and read."""
    (tmp_path / "oven.yaml").write_text(DRAWING)
    (tmp_path / "a.es.md").write_text(MANUAL.format(kind=request.param))
    (outcome,) = typeset([tmp_path / "a.es.md"], tmp_path / "out")
    assert outcome.output is not None, outcome.problem
    return read(outcome.output)


def test_a_drawing_stands_after_its_text_and_adds_none(guide: Document) -> None:
    assert [block.text for block in guide.blocks] == [
        "Partes", "Mire el dibujo antes de empezar.", "Uso", "Pulse el botón.",
    ]  # fmt: skip
    (figure,) = guide.figures
    assert figure.after == 1
    if guide.pages:
        assert (figure.page, figure.digest) == (1, "")
        assert 150 < figure.width < 190
    else:
        assert figure.caption == "El horno con su puerta"
        assert len(figure.digest) == 16


@pytest.mark.parametrize("drawing", ["", "size: [1]", "size: [9, 9]\nshapes: [{star: 1}]", None])
def test_a_bad_drawing_is_named(tmp_path: Path, drawing: str | None) -> None:
    if drawing is not None:
        (tmp_path / "oven.yaml").write_text(drawing)
    (tmp_path / "a.es.md").write_text(MANUAL.format(kind="html"))
    (outcome,) = typeset([tmp_path / "a.es.md"], tmp_path / "out")
    assert outcome.state == "failed"
    assert "oven.yaml" in outcome.problem


def test_a_changed_drawing_is_set_again(tmp_path: Path) -> None:
    (tmp_path / "oven.yaml").write_text(DRAWING)
    (tmp_path / "a.es.md").write_text(MANUAL.format(kind="html"))
    states = [typeset([tmp_path / "a.es.md"], tmp_path / "out")[0].state for _ in range(2)]
    (tmp_path / "oven.yaml").write_text(DRAWING.replace("circle: [70", "circle: [60"))
    states.append(typeset([tmp_path / "a.es.md"], tmp_path / "out")[0].state)
    assert states == ["written", "unchanged", "written"]


def photo(width: int = 300, height: int = 200) -> ImageReader:
    return ImageReader(Image.new("RGB", (width, height), "teal"))


def lines(canvas: Canvas, top: float, *texts: str) -> None:
    for number, text in enumerate(texts):
        canvas.drawString(72, top - 14 * number, text)


def test_a_photo_takes_the_caption_below_it_and_the_labels_within(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    lines(canvas, 740, "Conecte el aparato como muestra la figura siguiente.")
    canvas.drawImage(photo(), 100, 480, 300, 200)
    canvas.drawString(150, 560, "Depósito")
    lines(canvas, 450, "Figura 3. El aparato visto por detrás", "Después pulse el botón verde.")
    canvas.save()
    document = read(tmp_path / "a.pdf")
    (figure,) = document.figures
    assert (figure.after, figure.width, figure.height) == (0, 300, 200)
    assert figure.caption.startswith("Figura 3. El aparato visto por detrás")
    assert "Depósito" not in " ".join(block.text for block in document.blocks)


def test_logos_frames_and_rules_are_no_figures(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    for number in range(1, 5):
        canvas.drawImage(photo(), 400, 750, 120, 80)
        canvas.roundRect(60, 600, 400, 60, 8)
        lines(canvas, 640, f"Aviso: el paso {number} se hace con el aparato frío y apagado.")
        for place in range(8):
            canvas.line(60, 500 - 20 * place, 460, 500 - 20 * place)
        canvas.showPage()
    canvas.save()
    assert read(tmp_path / "a.pdf").figures == ()


def data_uri(width: int, height: int) -> str:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def test_a_page_keeps_the_pictures_that_it_holds_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        f"""<html lang=en><body><h1>Parts</h1><p>Look.</p>
        <figure><img src="{data_uri(200, 100)}" alt="x"><figcaption>Front</figcaption></figure>
        <p>Icon: <img src="{data_uri(16, 16)}" alt="OK"></p>
        <img src="https://elsewhere.example/a.png" alt="far"><img src="data:image/png;base64,%%">
        </body></html>"""
    )
    document = read(path)
    (figure,) = document.figures
    assert (figure.width, figure.caption) == (200, "Front")
    assert document.blocks[figure.after].text == "Look."


def png(path: Path, side: int = 200) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (side, side), "teal").save(path, "PNG")
    return path


@pytest.mark.parametrize("name", ["a.html", "a.en.md"])
def test_pictures_beside_a_page_are_figures_and_are_kept(tmp_path: Path, name: str) -> None:
    page, picture = tmp_path / "in" / name, png(tmp_path / "in" / "img" / "front view.png")
    page.write_text(
        '<h1>Parts</h1><p>Look.</p><img src="img/front%20view.png?v=2" alt="Front">'
        if name == "a.html"
        else "# Parts\n\nLook.\n\n![Front](img/front%20view.png)\n"
    )
    document = read(page)
    (figure,) = document.figures
    assert (figure.width, figure.caption, figure.file) == (200, "Front", "img/front view.png")
    keep_files(document, page, tmp_path / "kept")
    shown = Pictures(tmp_path / "kept").picture(document, 0, page)
    assert (shown.data, shown.media_type) == (picture.read_bytes(), "image/png")


@pytest.mark.parametrize(
    "address",
    ["../outside.png", "/../outside.png", "img/link.png", "img/icon.png", "img/not.png", "gone.png",
     "file:///etc/a.png", "//elsewhere.example/a.png", "img/%00.png", "page.html"],
)  # fmt: skip
def test_what_lies_elsewhere_or_is_no_picture_is_no_figure(tmp_path: Path, address: str) -> None:
    outside, page = png(tmp_path / "outside.png"), tmp_path / "in" / "page.html"
    png(tmp_path / "in" / "img" / "icon.png", 20)
    (tmp_path / "in" / "img" / "not.png").write_text("<svg onload='x()'/>")
    (tmp_path / "in" / "img" / "link.png").symlink_to(outside)
    page.write_text(f"<h1>A</h1><p>Text.</p><img src='{address}'>")
    assert read(page).figures == ()


def test_a_picture_that_changed_since_it_was_read_is_not_kept(tmp_path: Path) -> None:
    page, picture = tmp_path / "a.html", png(tmp_path / "a.png")
    page.write_text("<h1>A</h1><p>Text.</p><img src='a.png'>")
    document, before = read(page), site.fingerprint(page)
    png(picture, 300)
    keep_files(document, page, tmp_path / "kept")
    with pytest.raises(FigureError, match=r"a\.png was not kept"):
        Pictures(tmp_path / "kept").picture(document, 0, page)
    assert site.fingerprint(page) != before


def test_pages_of_a_site_may_show_pictures_from_all_of_it(tmp_path: Path) -> None:
    png(tmp_path / "img" / "oven.png")
    (tmp_path / "oven").mkdir()
    page = tmp_path / "oven" / "index.html"
    page.write_text("<h1>Oven</h1><p>Text.</p><img src='../img/oven.png'><img src='/img/oven.png'>")
    assert read(page).figures == ()
    (tmp_path / "sitemap.xml").write_text(
        "<urlset><url><loc>https://help.example/oven/</loc></url></urlset>"
    )
    assert [figure.file for figure in read(page).figures] == ["../img/oven.png"] * 2


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_figures_of_a_turned_page_are_cut_out_where_they_are_shown(
    tmp_path: Path, turned: int
) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(500, 400))
    canvas.setPageRotation(turned)
    # Written so that it stands upright when the page is turned.
    canvas.translate(*({90: (500, 0), 180: (500, 400), 270: (0, 400)}[turned]))
    canvas.rotate(turned)
    height = 400 if turned == 180 else 500
    canvas.drawString(60, height - 60, "Mire el aparato desde delante antes de tocar nada.")
    canvas.drawImage(photo(200, 100), 80, height - 200, 200, 100)
    canvas.drawString(60, height - 240, "Después pulse el botón verde y espere a que pite.")
    canvas.save()
    document = read(tmp_path / "a.pdf")
    (figure,) = document.figures
    assert (figure.after, figure.width, figure.height) == (0, 200, 100)
    drawn = Pictures(tmp_path / "kept").picture(document, 0, tmp_path / "a.pdf")
    shown = Image.open(io.BytesIO(drawn.data)).convert("RGB")
    assert shown.getpixel((shown.width // 2, shown.height // 2)) == (0, 128, 128)
    assert shown.getpixel((12, 12)) == (0, 128, 128)
    assert shown.getpixel((1, 1)) == (255, 255, 255)


def test_signs_in_large_print_on_a_drawing_are_no_headings(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    lines(canvas, 740, "Conecte el aparato como muestra la figura siguiente.", "Use cable rojo.")
    canvas.drawImage(photo(), 100, 480, 300, 200)
    canvas.setFont("Helvetica", 16)
    canvas.drawString(150, 560, "GND")
    canvas.drawString(250, 600, "A1 A2")
    canvas.save()
    texts = " ".join(block.text for block in read(tmp_path / "a.pdf").blocks)
    assert "GND" not in texts
    assert "A1" not in texts
