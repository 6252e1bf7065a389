"""A small library of two manuals and a policy for the viewer: a PDF, a Word file, a web page."""

from collections.abc import Sequence
from pathlib import Path

from bot.knowledge.documents import Block, Document, Passage, Unit

PDF, HTML = "application/pdf", "text/html"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

HARDNESS = ("Nivel", "Dureza", "Aviso de descalcificación")
LEVANTE = (
    Block("heading", "1. Seguridad", page=1, level=2),
    Block("paragraph", "Conecte la cafetera únicamente a un enchufe con toma de tierra.", page=1),
    Block("item", "No sumerja nunca la cafetera en agua.", page=1),
    Block("item", "Desenchufe la cafetera antes de limpiarla.", page=1),
    Block("item", "Espere diez minutos a que se enfríe.", page=1, level=1),
    Block("note", "Aviso: No introduzca los dedos en el molinillo.", page=1),
    Block("heading", "2. Agua", page=2, level=2),
    Block("heading", "2.1 Dureza del agua", page=2, level=3),
    Block("paragraph", "La cafetera calcula cuándo descalcificar según la dureza.", page=2),
    Block("row", "", page=2, cells=("1", "0-12 °fH", "Cada 120 litros"), header=HARDNESS),
    Block("row", "", page=2, cells=("2", "13-25 °fH", "Cada 80 litros"), header=HARDNESS),
    Block("row", "", page=2, cells=("3", "26-38 °fH", "Cada 50 litros"), header=HARDNESS),
    Block("heading", "2.2 Descalcificar", page=2, level=3),
    Block("paragraph", "Descalcifique cuando la luz Cal se encienda. Tarda 25 minutos.", page=2),
    Block("step", "Vacíe la bandeja y retire el filtro de agua.", page=2, label="1."),
    Block("step", "Eche 125 ml de descalcificador y agua hasta la marca MAX.", page=2, label="2."),
    Block("step", "Ponga un recipiente de 2 litros bajo la boquilla.", page=3, label="3."),
    Block("step", "Vaya a Menú, Agua, Descalcificar, y presione el mando.", page=3, label="4."),
    Block("note", "Nota: No use vinagre: daña las juntas.", page=3),
    Block("heading", "3. Limpieza", page=3, level=2),
    Block("paragraph", "Limpie el grupo de café una vez a la semana. " * 6, page=3),
    Block("paragraph", "<script>alert('un manual no manda')</script> & «comillas»", page=3),
    Block("heading", "3. Limpieza", page=4, level=2),
    Block("paragraph", "Seque las piezas antes de guardarlas. " * 8, page=4),
)
GREGAL = (
    Block("heading", "1. Filters", level=1),
    Block("paragraph", "Change the HEPA filter every twelve months."),
)
RETURNS = (
    Block("heading", "1. A qué se aplica", level=2),
    Block("paragraph", "Tiene 30 días para devolver un aparato."),
)


def document(
    id: str,
    title: str,
    blocks: tuple[Block, ...],
    media_type: str,
    *,
    policy: bool = False,
    pages: int | None = None,
) -> Document:
    """A document whose product and language are those of its id ("levante.es")."""
    product, language = id.split(".")
    return Document(
        id=id,
        title=title,
        language=language,
        product=None if policy else product,
        kind="policy" if policy else "manual",
        version="2.1",
        date="2026-03",
        source=f"manuals/{id}.bin",
        sha256="0" * 64,
        media_type=media_type,
        pages=pages,
        blocks=blocks,
    )


def passage(id: str, of: Document, first: int, last: int, page: int | None) -> Passage:
    """The passage of the blocks `first` to `last`."""
    text = "\n".join(block.text for block in of.blocks[first : last + 1])
    heading = next(b.text for b in reversed(of.blocks[: first + 1]) if b.kind == "heading")
    whole = Unit(0, len(text), "steps")
    return Passage(
        id=id,
        document_id=of.id,
        title=of.title,
        language=of.language,
        product=of.product,
        heading_path=(heading,),
        page=page,
        first_block=first,
        last_block=last,
        text=text,
        units=(whole,),
    )


class SmallLibrary:
    """Plays the knowledge; the source files lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        levante = document("levante.es", "Levante LV-300. Manual de uso", LEVANTE, PDF, pages=4)
        gregal = document("gregal.en", "Gregal GR-450. User manual", GREGAL, WORD)
        policy = document("returns.es", "Política de devoluciones", RETURNS, HTML, policy=True)
        self._documents = {one.id: one for one in (levante, gregal, policy)}
        self._passages = {
            "aaaa000000000001": passage("aaaa000000000001", levante, 13, 18, 2),
            "aaaa000000000002": passage("aaaa000000000002", gregal, 1, 1, None),
        }
        self._folder = folder
        for one in self._documents.values():
            (folder / f"{one.id}.bin").write_bytes(b"%PDF-1.4 source of " + one.id.encode())

    def documents(self) -> Sequence[Document]:
        """All of them."""
        return list(self._documents.values())

    def passage(self, passage_id: str) -> Passage | None:
        """By id."""
        return self._passages.get(passage_id)

    def source_path(self, document_id: str) -> Path | None:
        """Where its bytes lie."""
        return self._folder / f"{document_id}.bin" if document_id in self._documents else None
