"""Which figures an answer offers, and the pictures that are sent."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from bot.knowledge.documents import Document, Figure
from bot.knowledge.figures import FigureError, Pictures, figures_after, figures_of
from tests.browser.library import HTML, LEVANTE, PDF, document, passage

DESCALE = range(13, 19)  # the blocks of the passage


def with_figures(*after: int, caption: str = "") -> Document:
    figures = tuple(Figure(place, 100, 80, caption, 2, (50, 60, 150, 140)) for place in after)
    levante = document("levante.es", "Levante", LEVANTE, PDF, pages=4)
    return replace(levante, figures=figures)


def offered(*after: int, caption: str = "") -> list[str]:
    levante = with_figures(*after, caption=caption)
    cited = passage("a" * 16, levante, DESCALE.start, DESCALE.stop - 1, 2)
    return [each.url.split("/")[-1].split("?")[0] for each in figures_of(levante, cited)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ((15,), ["0"]),
        ((12,), ["0"]),
        ((18,), ["0"]),
        ((11,), []),
        ((19,), []),
        ((3, 18, 22), ["1"]),
        ((12, 14), ["1", "0"]),
        ((13, 14, 15, 16), ["0", "1", "2"]),
    ],
)
def test_figures_by_the_passage_are_offered_those_inside_first(
    after: tuple[int, ...], expected: list[str]
) -> None:
    assert offered(*after) == expected


def test_a_section_in_two_passages_shares_its_figure() -> None:
    levante = with_figures(17, 19)
    start = passage("a" * 16, levante, DESCALE.start, DESCALE.start + 1, 2)
    assert [each.url.split("/")[-1].split("?")[0] for each in figures_of(levante, start)] == ["0"]


def test_the_heading_says_what_an_unnamed_figure_shows() -> None:
    assert figures_after(with_figures(15))[15][0].alt == "2.2 Descalcificar"
    assert figures_after(with_figures(15, caption="Figura 1"))[15][0].alt == "Figura 1"


def pdf(path: Path) -> Path:
    """Two pages; on the second a red square where the figure is said to be."""
    canvas = Canvas(str(path), pagesize=(300, 400))
    canvas.drawString(20, 300, "one")
    canvas.showPage()
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(50, 260, 100, 80, stroke=0, fill=1)
    canvas.save()
    return path


def test_the_part_of_the_page_is_drawn_once_and_kept(tmp_path: Path) -> None:
    source = pdf(tmp_path / "a.pdf")
    pictures = Pictures(tmp_path / "figures")
    drawn = pictures.picture(with_figures(15), 0, source)
    shown = Image.open(io.BytesIO(drawn.data)).convert("RGB")
    assert drawn.media_type == "image/png"
    assert shown.size == (212, 172)
    assert shown.getpixel((106, 86)) == (255, 0, 0)
    source.unlink()
    assert pictures.picture(with_figures(15), 0, source) == drawn


def test_what_cannot_be_shown_is_not_found(tmp_path: Path) -> None:
    pictures = Pictures(tmp_path / "figures")
    levante = with_figures(15)
    with pytest.raises(FigureError, match="no figure 7"):
        pictures.picture(levante, 7, pdf(tmp_path / "a.pdf"))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(FigureError) as caught:
        pictures.picture(levante, 0, tmp_path / "b.pdf")
    assert caught.value.status_code == 404
    page = replace(levante, media_type=HTML, figures=(Figure(15, 9, 9, digest="0" * 16),))
    (tmp_path / "c.html").write_text("<p>no picture</p>")
    with pytest.raises(FigureError, match="no longer"):
        pictures.picture(page, 0, tmp_path / "c.html")
