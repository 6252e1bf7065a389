"""The manuals as web pages: what a citation opens.

`/manuals` lists them, `/manuals/{id}` shows one, with a cited passage marked, and
`/manuals/{id}/file` is the source file itself. `/manuals/{id}/figures/{n}` is a figure's picture,
`/manuals/{id}/figure?passage=` leads to the one nearest to a passage. Depends on pages and
knowledge.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Protocol

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, RedirectResponse
from fastapi.templating import Jinja2Templates

from bot.knowledge.documents import Block, Document, Passage
from bot.knowledge.figures import FigureError, FigureRef, Pictures, figures_after, figures_of
from bot.pages import Language, available, not_found, page, page_language

PDF = "application/pdf"
TOC_DEPTH = 2
PICTURE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "public, max-age=86400",
    "Content-Security-Policy": "default-src 'none'",
}
WARNING = re.compile(r"(aviso|advertencia|atención|peligro|warning|caution|danger)\b", re.I)
LEAD = re.compile(r"\w[\w ]{0,20}:(?=\s)")


class Library(Protocol):
    """What the viewer needs of the knowledge."""

    def documents(self) -> Sequence[Document]:
        """Every document of the current index version."""

    def passage(self, passage_id: str) -> Passage | None:
        """One passage of the current version, None for an id of an older one."""

    def source_path(self, document_id: str) -> Path | None:
        """The file that a document of this version was read from."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its anchor. `depth` counts from 0 at the document's outermost level."""

    text: str
    anchor: str
    depth: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What a page is made of: one heading, paragraph, note, figure or page mark, or a list or
    table.

    `kind` is heading, paragraph, warning, note, code, list, table, figure or page.
    """

    kind: str
    blocks: tuple[Block, ...] = ()
    heading: Heading | None = None
    page: int | None = None
    figure: FigureRef | None = None

    @property
    def block(self) -> Block:
        """The only block of a piece that is neither list nor table."""
        return self.blocks[0]

    @property
    def lead(self) -> str:
        """The word before the colon of a note: "Aviso:"; empty where there is none."""
        match = LEAD.match(self.block.text)
        return match[0] if match else ""

    @property
    def numbered(self) -> bool:
        """Whether a list's items are steps."""
        return self.block.kind == "step"


@dataclass(slots=True)
class Stretch:
    """Pieces in a row that are all cited, or all not."""

    cited: bool
    pieces: list[Piece] = field(default_factory=list)


def slug(text: str) -> str:
    """ASCII words joined by hyphens, for an anchor; "section" where none are left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section"


def headings_of(document: Document) -> dict[int, Heading]:
    """Every heading by the index of its block; anchors are unique in the page."""
    found = {i: block for i, block in enumerate(document.blocks) if block.kind == "heading"}
    top = min((block.level for block in found.values()), default=1)
    taken: set[str] = set()
    headings = {}
    for index, block in found.items():
        anchor = f"s-{slug(block.text)}"
        if anchor in taken:
            anchor = f"{anchor}--{index}"
        taken.add(anchor)
        headings[index] = Heading(block.text, anchor, block.level - top)
    return headings


def stretches_of(
    document: Document, headings: dict[int, Heading], cited: range
) -> Iterator[Stretch]:
    """The whole document in order, cut where the cited blocks begin and end."""
    pieces = pieces_of(document, headings, cited)
    for is_cited, run in groupby(pieces, key=lambda pair: pair[0]):
        yield Stretch(is_cited, [piece for _, piece in run])


def pieces_of(
    document: Document, headings: dict[int, Heading], cited: range
) -> Iterator[tuple[bool, Piece]]:
    """Each piece with whether it is cited. Lists and tables end with their page; a figure stands
    after the piece that it belongs to."""

    def together(pair: tuple[int, Block]) -> object:
        index, block = pair
        alone = block.kind not in ("item", "step", "row")
        return block.kind, block.page, block.header, index in cited, index if alone else None

    figures = figures_after(document)
    yield from ((False, Piece("figure", figure=figure)) for figure in figures.get(-1, []))
    last_page = None
    for _, run in groupby(enumerate(document.blocks), key=together):
        pairs = list(run)
        index, first = pairs[0]
        if first.page is not None and first.page != last_page:
            last_page = first.page
            yield index in cited, Piece("page", page=last_page)
        blocks = [block for _, block in pairs]
        yield index in cited, piece_of(first.kind, blocks, headings.get(index))
        for place, _ in pairs:
            for figure in figures.get(place, []):
                yield index in cited, Piece("figure", figure=figure)


def piece_of(kind: str, blocks: Iterable[Block], heading: Heading | None) -> Piece:
    """Blocks that belong together as one piece."""
    run = tuple(blocks)
    shown = {"item": "list", "step": "list", "row": "table"}.get(kind, kind)
    if kind == "note" and WARNING.match(run[0].text):
        shown = "warning"
    return Piece(shown, run, heading)


def cited_blocks(passage: Passage | None) -> range:
    """The indices of the blocks that `passage` was cut from."""
    return range(passage.first_block, passage.last_block + 1) if passage else range(0)


def router(library: Library, templates: Jinja2Templates, pictures: Pictures) -> APIRouter:
    """The routes below `/manuals`. `pictures` draws the figures."""
    routes = APIRouter(prefix="/manuals", include_in_schema=False)

    def find(document_id: str) -> Document | None:
        return next((one for one in available(library.documents) if one.id == document_id), None)

    @routes.get("")
    def listing(request: Request) -> Response:
        known = available(library.documents)
        context = {
            "manuals": by_product([one for one in known if one.kind == "manual"]),
            "policies": by_product([one for one in known if one.kind == "policy"]),
        }
        return page(templates, request, "manuals/list.html", page_language(request), context)

    @routes.get("/{document_id}")
    def show(request: Request, document_id: str, passage: str | None = None) -> Response:
        document = find(document_id)
        if document is None:
            return not_found(request, templates)
        found = library.passage(passage) if passage else None
        cited = found if found and found.document_id == document.id else None
        return page(
            templates,
            request,
            "manuals/manual.html",
            page_language(request, language_of(document)),
            manual_context(document, cited, outdated=bool(passage) and cited is None),
        )

    @routes.get("/{document_id}/file")
    def source(request: Request, document_id: str) -> Response:
        document = find(document_id)
        path = library.source_path(document_id) if document else None
        if document is None or path is None or not path.is_file():
            return not_found(request, templates)
        return source_file(document, path)

    @routes.get("/{document_id}/figures/{number}")
    def figure(request: Request, document_id: str, number: int) -> Response:
        document = find(document_id)
        path = library.source_path(document_id) if document else None
        if document is None or path is None:
            return not_found(request, templates)
        try:
            shown = pictures.picture(document, number, path)
        except FigureError:
            return not_found(request, templates)
        return Response(shown.data, media_type=shown.media_type, headers=PICTURE_HEADERS)

    @routes.get("/{document_id}/figure")
    def figure_of(request: Request, document_id: str, passage: str) -> Response:
        document, cited = find(document_id), library.passage(passage)
        if document is None or cited is None or cited.document_id != document.id:
            return not_found(request, templates)
        near = figures_of(document, cited)
        return RedirectResponse(near[0].url) if near else not_found(request, templates)

    return routes


def manual_context(document: Document, cited: Passage | None, outdated: bool) -> dict[str, object]:
    """What the manual's template shows."""
    headings = headings_of(document)
    return {
        "document": document,
        "contents": [one for one in headings.values() if one.depth < TOC_DEPTH],
        "stretches": list(stretches_of(document, headings, cited_blocks(cited))),
        "cited": cited,
        "outdated": outdated,
        "file_url": f"/manuals/{document.id}/file",
        "paged": document.media_type == PDF,
    }


def by_product(documents: Iterable[Document]) -> list[list[Document]]:
    """The languages of one product, or of one policy, side by side; Spanish first."""

    def together(one: Document) -> str:
        return one.product or one.id.split(".")[0]

    ordered = sorted(documents, key=lambda one: one.language, reverse=True)
    ordered.sort(key=together)
    return [list(run) for _, run in groupby(ordered, key=together)]


def language_of(document: Document) -> Language:
    """The language of the page around a document: its own."""
    return "en" if document.language == "en" else "es"


def source_file(document: Document, path: Path) -> Response:
    """The source under its media type: a PDF or text opens in the browser, the rest is saved.

    Pages of a manual's own HTML may hold anything, so they run without scripts and apart
    from this site.
    """
    inline = document.media_type == PDF or document.media_type.startswith("text/")
    apart = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
        # A browser's PDF viewer does not open in a sandbox.
        "Content-Security-Policy": "frame-ancestors 'self'"
        if document.media_type == PDF
        else apart,
    }
    return FileResponse(
        path,
        media_type=document.media_type,
        filename=document.source.rsplit("/", 1)[-1],
        content_disposition_type="inline" if inline else "attachment",
        headers=headers,
    )
