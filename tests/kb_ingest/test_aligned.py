"""Tables of a PDF without upright lines, and what only looks like one."""

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from bot.knowledge.documents import Block
from kb_ingest.readers import ocr, read
from tests.kb_ingest.test_ocr import scanned

needs_program = pytest.mark.skipif(ocr.recognizer() is None, reason="no text recognition here")

Rows = list[tuple[str, ...]]
PROGRAMS: Rows = [
    ("Programa", "Temperatura", "Duración"),
    ("Algodón", "60 °C", "2 h 10 min"),
    ("Sintéticos", "40 °C", "1 h 35 min"),
    ("Lana", "30 °C", "48 min"),
    ("Rápido", "30 °C", "15 min"),
]
FAULTS: Rows = [
    ("Luz", "Causa", "Qué hacer"),
    ("Roja fija", "El depósito está vacío o mal\npuesto",
     "Llene el depósito y empújelo\nhasta el fondo"),
    ("Roja y parpadea", "La bomba no alcanza presión\nporque tiene aire",
     "Apague el aparato, espere diez\nminutos y púrguelo"),
    ("Amarilla", "Hay cal en el circuito", "Descalcifique el aparato como\ndice el capítulo 4"),
]  # fmt: skip


class Page:
    """A page written from the top, in Helvetica 10."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=A4)
        self.y = 780.0

    def prose(self, count: int = 4, x: float = 72) -> "Page":
        for number in range(count):
            self.canvas.setFont("Helvetica", 10)
            text = f"Antes de usar el aparato lea con calma la línea {number} de esta página."
            self.canvas.drawString(x, self.y, text)
            self.y -= 13
        self.y -= 12
        return self

    def rows(
        self, rows: Rows, xs: tuple[float, ...], *, head: str = "Helvetica-Bold",
        pitch: float = 13, leading: float = 13, right: tuple[int, ...] = (), rules: str = "",
    ) -> "Page":  # fmt: skip
        """`rules`: "head" for one below the first row, "all" for one below each."""
        for number, row in enumerate(rows):
            self.canvas.setFont(head if number == 0 else "Helvetica", 10)
            high = max(cell.count("\n") for cell in row)
            for place, (x, cell) in enumerate(zip(xs, row, strict=True)):
                for line, text in enumerate(cell.split("\n")):
                    shift = stringWidth(text, "Helvetica", 10) if place in right else 0
                    self.canvas.drawString(x - shift, self.y - line * leading, text)
            self.y -= high * leading
            if rules == "all" or (rules == "head" and number == 0):
                self.canvas.line(xs[0], self.y - 4, 520, self.y - 4)
            self.y -= pitch
        self.y -= 12
        return self

    def blocks(self) -> tuple[Block, ...]:
        self.canvas.save()
        return read(self.path).blocks


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page(tmp_path / "a.es.pdf")


def one_line(rows: Rows) -> Rows:
    return [tuple(cell.replace("\n", " ") for cell in row) for row in rows]


def rows_in(blocks: tuple[Block, ...]) -> Rows:
    return [block.cells for block in blocks if block.kind == "row"]


@pytest.mark.parametrize("rules", ["", "head", "all"])
@pytest.mark.parametrize("head", ["Helvetica", "Helvetica-Bold"])
def test_columns_below_each_other_are_rows_with_a_header(page: Page, head: str, rules: str) -> None:
    page.prose().rows(PROGRAMS, (72, 200, 320), head=head, rules=rules).prose()
    blocks = page.blocks()
    assert rows_in(blocks) == PROGRAMS[1:]
    assert {block.header for block in blocks if block.kind == "row"} == {PROGRAMS[0]}
    assert [block.kind for block in blocks] == ["paragraph", *["row"] * 4, "paragraph"]


@pytest.mark.parametrize(
    ("pitch", "leading", "rules"), [(22, 12, ""), (26, 12, "all"), (20, 12, "head")]
)
def test_cells_of_several_lines_stay_one_row(
    page: Page, pitch: float, leading: float, rules: str
) -> None:
    page.prose().rows(FAULTS, (72, 190, 360), pitch=pitch, leading=leading, rules=rules).prose()
    blocks = page.blocks()
    assert rows_in(blocks) == one_line(FAULTS)[1:]
    assert blocks[1].header == FAULTS[0]


def test_lines_all_alike_are_parted_by_the_first_column(page: Page) -> None:
    page.prose().rows(FAULTS, (72, 190, 360)).prose()
    assert rows_in(page.blocks()) == one_line(FAULTS)[1:]


def test_numbers_may_be_set_to_the_right_and_cells_be_empty(page: Page) -> None:
    rows: Rows = [("Modelo", "Peso", "Potencia"), ("BR-60", "8", "1200"), ("BR-600", "12,5", ""),
                  ("BR-6", "", "900"), ("BR-1", "104", "90")]  # fmt: skip
    page.prose().rows(rows, (72, 240, 340), right=(1, 2), head="Helvetica").prose()
    blocks = page.blocks()
    assert rows_in(blocks) == rows[1:]
    assert blocks[1].header == rows[0]


def test_names_with_values_need_no_header(page: Page) -> None:
    rows: Rows = [("Tensión", "230 V"), ("Potencia máxima", "1200 W"), ("Peso", "8,5 kg"),
                  ("Capacidad del depósito", "1,2 l")]  # fmt: skip
    page.prose().rows(rows, (72, 260), head="Helvetica").prose()
    assert rows_in(page.blocks()) == rows


@pytest.mark.parametrize(
    "rows",
    [
        [("1.", "Abra la tapa del depósito."), ("2.", "Saque el filtro con cuidado."),
         ("3.", "Lávelo con agua."), ("4.", "Vuelva a ponerlo.")],
        [("•", "Cable de corriente"), ("•", "Cepillo"), ("•", "Manual"), ("•", "Bolsa")],
        [("1", "Abra la tapa del depósito y espere a que el agua se enfríe."),
         ("2", "Saque el filtro con cuidado de no romper la junta roja."),
         ("3", "Lávelo con agua templada y déjelo secar boca abajo."),
         ("4", "Vuelva a ponerlo en su sitio hasta que oiga un clic.")],
        [("Tramontana Hogar", "Servicio técnico"), ("Calle Mayor 3", "Polígono Sur, nave 4"),
         ("17600 Figueres", "08040 Barcelona"), ("España", "España")],
        [("Seguridad", "3"), ("Primer uso", "5"), ("Limpieza", "9"), ("Averías", "12"),
         ("Garantía", "15")],
        [("1", "Seguridad", "3"), ("1.1", "Niños", "4"), ("2", "Primer uso", "5"),
         ("3", "Limpieza", "9")],
        [("agua, 4", "limpieza, 9"), ("avería, 12", "luz, 3, 7"), ("bomba, 6", "mando, 5"),
         ("cable, 3", "pitido, 8"), ("cal, 9", "tapa, 4")],
    ],
    ids=["steps", "bullets", "bare numbers", "addresses", "contents", "numbered contents", "index"],
)  # fmt: skip
def test_other_things_in_columns_are_no_tables(page: Page, rows: Rows) -> None:
    xs = (72.0, 110.0 if len(rows[0][0]) < 3 else 260.0, 460.0)[: len(rows[0])]
    page.prose().rows(rows, xs, head="Helvetica").prose()
    assert rows_in(page.blocks()) == []


def test_columns_of_text_and_listings_are_no_tables(page: Page) -> None:
    lines = ["el aparato se apaga solo cuando pasan", "diez minutos sin que nadie lo use y la",
             "luz queda encendida en color verde. Si", "quiere que siga en marcha pulse otra",
             "vez el botón y espere a que suene el", "pitido que avisa de que quema"]  # fmt: skip
    page.prose(2).rows([(a, b) for a, b in zip(lines, lines[::-1], strict=True)], (72, 320),
                       head="Helvetica")  # fmt: skip
    page.canvas.setFont("Courier", 9)
    for number in range(5):
        page.canvas.drawString(
            72, page.y - 12 * number, f"disk{number}      active      {number}00"
        )
    page.prose()
    assert rows_in(page.blocks()) == []


def test_a_table_goes_on_over_the_page_under_its_header(page: Page) -> None:
    page.prose(50).rows(PROGRAMS, (72, 200, 320))
    page.canvas.showPage()
    page.y = 780
    page.rows([PROGRAMS[0], *PROGRAMS[:0:-1]], (72, 200, 320)).prose()
    blocks = page.blocks()
    assert rows_in(blocks) == PROGRAMS[1:] + PROGRAMS[:0:-1]
    assert {block.header for block in blocks if block.kind == "row"} == {PROGRAMS[0]}


@needs_program
@pytest.mark.parametrize("rules", ["", "all"])
def test_a_scanned_page_has_its_table_too(page: Page, tmp_path: Path, rules: str) -> None:
    rows: Rows = [("Programa", "Temperatura", "Uso"), ("Algodón", "60 grados", "Ropa blanca"),
                  ("Lana", "30 grados", "Prendas finas"), ("Rápido", "40 grados", "Poca ropa"),
                  ("Aclarado", "20 grados", "Tras teñir")]  # fmt: skip
    page.prose().rows(rows, (72, 200, 320), pitch=16, rules=rules).prose().blocks()
    blocks = read(scanned(page.path, tmp_path / "scan.es.pdf")).blocks
    assert rows_in(blocks) == rows[1:]
    assert blocks[1].header == rows[0]
