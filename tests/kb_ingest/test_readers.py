"""What each reader makes of the shapes that makers' documents have."""

import io
from pathlib import Path

import docx
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Spacer, Table, TableStyle

from bot.knowledge.documents import Block, Document
from kb_ingest.readers import read
from kb_ingest.readers.words import clean, join_lines, vocabulary


def from_html(folder: Path, body: str, head: str = "<title>M</title>") -> Document:
    path = folder / "m.html"
    path.write_text(f"<html lang='en'><head>{head}</head><body>{body}</body></html>", "utf-8")
    return read(path)


def shapes(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def test_html_leaves_out_what_is_not_content(tmp_path: Path) -> None:
    body = """<header><nav><a href=#a>A</a></nav>Maker</header><script>x()</script>
    <style>p{}</style><div class="breadcrumb">Home</div><p hidden>no</p>
    <p style="display: none">no</p><main><h1>Guide</h1><p>Yes.</p></main><footer>(c)</footer>"""
    assert shapes(from_html(tmp_path, body)) == [("heading", "Guide"), ("paragraph", "Yes.")]


def test_html_lists(tmp_path: Path) -> None:
    body = """<ol start="3"><li>Open<ul><li>gently</li></ul></li><li><p>Close</p><p>Wait</p>
    <div class="note">NOTE Hot</div></li></ol>
    <ol type="a"><li>One</li></ol><dl><dt>Eco</dt><dd>Saves water</dd></dl>"""
    blocks = from_html(tmp_path, body).blocks
    assert [(b.kind, b.level, b.label, b.text) for b in blocks] == [
        ("step", 0, "3.", "Open"),
        ("item", 1, "", "gently"),
        ("step", 0, "4.", "Close Wait"),
        ("note", 0, "", "NOTE Hot"),
        ("step", 0, "a.", "One"),
        ("item", 0, "", "Eco: Saves water"),
    ]


def test_html_tables(tmp_path: Path) -> None:
    body = """<table><tr><th>Code<th>Meaning<tr><td rowspan=2>E1<td>Door<tr><td>Lid</table>
    <table><tr><td><h3>Box</h3><p>Text.</p></td></tr></table>"""
    blocks = from_html(tmp_path, body).blocks
    header = ("Code", "Meaning")
    assert blocks[:2] == (
        Block("row", "E1 | Door", cells=("E1", "Door"), header=header),
        Block("row", "E1 | Lid", cells=("E1", "Lid"), header=header),
    )
    assert [block.kind for block in blocks[2:]] == ["heading", "paragraph"]


def test_html_icons_and_broken_encoding(tmp_path: Path) -> None:
    body = "<p>Tap <img alt='Menu'> or <img alt='Back'><b>Back</b>. It"
    body += "\u00e2\u20ac\u2122s\u00c2\u00a0on.</p>"
    assert shapes(from_html(tmp_path, body)) == [("paragraph", "Tap Menu or Back. It’s on.")]


def test_html_runs_of_links_are_navigation(tmp_path: Path) -> None:
    body = "<p><a href=a.html>A</a></p><p><a href=b.html>B</a></p><p>Text.</p>"
    assert shapes(from_html(tmp_path, body)) == [("paragraph", "Text.")]


def test_metadata_is_concluded_where_missing(tmp_path: Path) -> None:
    path = tmp_path / "Filtro azul.txt"
    path.write_text("Cambie el filtro cada dos meses y lave la rejilla con agua.")
    document = read(path)
    assert (document.id, document.title) == ("filtro-azul", "Filtro azul")
    assert (document.language, document.product, document.kind) == ("es", None, "manual")
    assert read(path.rename(tmp_path / "filtro.en.txt")).language == "en"


def test_policies_by_folder(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    path = tmp_path / "policies" / "returns.en.md"
    path.write_text("# Returns\n\nWithin 30 days.\n")
    assert read(path).kind == "policy"


def test_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "CLEANING\n\nUse a soft cloth to clean the glass, never a\nscourer.\n\n"
        "1. Open it.\n2. Wipe it, also\n   behind.\n\n* Cloth\n\nDrying\n======\n\nAir dry.\n"
    )
    assert shapes(read(path)) == [
        ("heading", "CLEANING"),
        ("paragraph", "Use a soft cloth to clean the glass, never a scourer."),
        ("step", "Open it."),
        ("step", "Wipe it, also behind."),
        ("item", "Cloth"),
        ("heading", "Drying"),
        ("paragraph", "Air dry."),
    ]


def test_docx_core_properties(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Guía"
    document.core_properties.keywords = "product=x1; language=es; kind=policy; version=2"
    document.add_heading("Uso", 1)
    document.add_paragraph("Pulse el botón.")
    document.save(str(tmp_path / "g.docx"))
    read_back = read(tmp_path / "g.docx")
    assert (read_back.title, read_back.product, read_back.kind) == ("Guía", "x1", "policy")
    assert shapes(read_back) == [("heading", "Uso"), ("paragraph", "Pulse el botón.")]


def canvas_pdf(path: Path, pages: list[list[tuple[float, float, str, str, float]]]) -> Path:
    """A PDF of (x, y, text, font, size) entries."""
    canvas = Canvas(str(path), pagesize=A4)
    for page in pages:
        for x, y, text, font, size in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return path


def body(x: float, y: float, *lines: str) -> list[tuple[float, float, str, str, float]]:
    return [(x, y - 13 * n, text, "Helvetica", 10) for n, text in enumerate(lines)]


def test_pdf_headings_furniture_hyphens_and_page_breaks(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 5):
        page = body(72, 720, f"Al empezar la página {number} sigue la frase anterior hasta aquí.")
        page += [(72, 690, f"Capítulo {number * 'x'}", "Helvetica-Bold", 15)]
        page += body(72, 660, "Limpie el depósito con un paño y con la mez-", "cla de vinagre.")
        page += body(72, 80, "Esta frase llega hasta el final de la hoja y después de ella no se")
        page += body(72, 800, "Manual del horno") + body(300, 30, str(number))
        pages.append(page)
    document = read(canvas_pdf(tmp_path / "a.pdf", pages))
    texts = [block.text for block in document.blocks]
    assert "Limpie el depósito con un paño y con la mezcla de vinagre." in texts
    assert not any("Manual del horno" in text or text.isdigit() for text in texts)
    assert [b.text for b in document.blocks if b.kind == "heading"] == [
        f"Capítulo {number * 'x'}" for number in range(1, 5)
    ]


def test_pdf_two_columns(tmp_path: Path) -> None:
    left = [f"izquierda línea {n} con bastante texto aquí" for n in range(12)]
    right = [f"derecha línea {n} con bastante texto también" for n in range(12)]
    page: list[tuple[float, float, str, str, float]] = []
    for number, pair in enumerate(zip(left, right, strict=True)):
        page += body(60, 700 - 13 * number, pair[0]) + body(320, 700 - 13 * number, pair[1])
    text = " ".join(b.text for b in read(canvas_pdf(tmp_path / "a.pdf", [page])).blocks)
    assert text == " ".join(left + right)


def test_pdf_contents_are_dropped(tmp_path: Path) -> None:
    contents = [(72.0, 760.0, "Índice", "Helvetica-Bold", 14.0)]
    contents += body(72, 700, *(f"{n}. Apartado {n} {'.' * 40} {n + 3}" for n in range(1, 8)))
    text = body(72, 700, "Pulse el botón verde y espere a que se encienda la luz.")
    document = read(canvas_pdf(tmp_path / "a.pdf", [contents, text]))
    assert [block.page for block in document.blocks] == [2]


def test_pdf_number_in_running_text_is_no_step(tmp_path: Path) -> None:
    lines = body(72, 700, "El filtro se cambia después del mes de uso indicado en la tabla",
                 "12. de cada año o antes si lo pide la pantalla del aparato.")  # fmt: skip
    (block,) = read(canvas_pdf(tmp_path / "a.pdf", [lines])).blocks
    assert block.kind == "paragraph"


def test_pdf_table_cells_and_spans(tmp_path: Path) -> None:
    table = Table(
        [["Código", "Causa"], ["E1", "La puerta está\nabierta"], ["", "Falta la tapa"]],
        style=TableStyle(
            [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("SPAN", (0, 1), (0, 2)),
             ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")]
        ),
    )  # fmt: skip
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer).build([table, Spacer(0, 20)])
    (tmp_path / "t.pdf").write_bytes(buffer.getvalue())
    assert [(b.cells, b.header) for b in read(tmp_path / "t.pdf").blocks] == [
        (("E1", "La puerta está abierta"), ("Código", "Causa")),
        (("E1", "Falta la tapa"), ("Código", "Causa")),
    ]


def test_pdf_drawn_bullets(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "b.pdf"))
    for number in range(3):
        canvas.circle(76, 703 - 20 * number, 2, fill=1)
        canvas.drawString(90, 700 - 20 * number, f"Pieza número {number} de la caja")
    canvas.save()
    assert [b.kind for b in read(tmp_path / "b.pdf").blocks] == ["item"] * 3


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["la confi-", "guración"], "la configuración"),
        (["un e\x02", "mail hoy"], "un e-mail hoy"),
        (["rango 10-", "20"], "rango 10- 20"),
        (["INNO-", "VACIÓN"], "INNOVACIÓN"),
        (["Wi-", "Fi"], "Wi-Fi"),
    ],
)
def test_broken_words_are_mended(lines: list[str], text: str) -> None:
    known = vocabulary(["envíe un e-mail", "configuración"])
    assert join_lines(lines, known) == text


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [("conﬁ\u00adgure", "configure"), ("a\u00a0 b\u200b", "a b"), ("caf\u00c3\u00a9", "café"),
     ("m²  °C", "m² °C"), ("x.\u00c2", "x.")],
)  # fmt: skip
def test_clean(raw: str, tidy: str) -> None:
    assert clean(raw) == tidy


def test_pdf_table_open_at_the_sides(tmp_path: Path) -> None:
    table = Table(
        [["Luz", "Causa"], ["Roja", "Falta agua"], ["Verde", "Todo bien"]],
        style=TableStyle(
            [
                ("LINEABOVE", (0, 0), (-1, -1), 0.5, colors.black),
                ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.black),
                ("LINEBEFORE", (1, 0), (1, -1), 0.5, colors.black),
                ("FONT", (0, 0), (-1, 0), "Helvetica-Bold"),
            ]
        ),
    )
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer).build([table])
    (tmp_path / "t.pdf").write_bytes(buffer.getvalue())
    assert [block.cells for block in read(tmp_path / "t.pdf").blocks] == [
        ("Roja", "Falta agua"),
        ("Verde", "Todo bien"),
    ]


def test_note_label_on_a_line_of_its_own(tmp_path: Path) -> None:
    document = from_html(tmp_path, "<p><b>Warning</b></p><p>Hot surface.</p>")
    assert shapes(document) == [("note", "Hot surface.")]


def test_pdf_index_in_two_columns_is_dropped(tmp_path: Path) -> None:
    text = body(72, 700, "Pulse el botón verde y espere a que se encienda la luz.")
    index = [(72.0, 760.0, "Índice alfabético", "Helvetica-Bold", 14.0)]
    pairs = [("agua, 4", "limpieza, 9, 12"), ("avería, 12", "luz, 3"), ("B", "mando, 5"),
             ("bomba, 6", "pitido, 8"), ("cable, 3", "T"), ("cal, 9", "tapa, 4")]  # fmt: skip
    for number, (left, right) in enumerate(pairs):
        index += body(72, 700 - 13 * number, left) + body(300, 700 - 13 * number, right)
    document = read(canvas_pdf(tmp_path / "a.pdf", [text, index]))
    assert [block.page for block in document.blocks] == [1]


@pytest.mark.parametrize(
    "notice",
    [
        "© 2024 Tramontana Hogar S.L.",
        "Copyright (c) 2020-2024 by Tramontana",
        "Copyright © 2024 Tramontana",
        "All rights reserved.",
        "Reservados todos los derechos. Prohibida su copia.",
    ],
)
def test_whose_the_text_is_answers_nothing(tmp_path: Path, notice: str) -> None:
    kept = "Copyright law protects this manual: ask before you copy it."
    assert shapes(from_html(tmp_path, f"<p>{notice}</p><p>{kept}</p>")) == [("paragraph", kept)]
