"""A PDF that says what its parts are: headings, paragraphs, lists, contents, in reading order.

Screen readers go by this tree (ISO 32000-1, 14.7 and 14.8). What is only there to be seen is an
artifact. Depends on reportlab.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Paragraph, Preformatted, Table

ROLES = {"title": "H1", "contents": "H2", "topic": "H2", "question": "H3", "item": "LI"}
"""What a paragraph is by the name of its style; else it is a paragraph."""
INSIDE = {"LI": ("LI", "LBody"), "TOC": ("TOCI",)}
"""The elements between a list or the contents and what is marked on the page."""
AROUND = {"LI": "L", "TOC": "TOC"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a page: its role, the page from 0, its reference, and its number there."""

    role: str
    page: int
    page_ref: Any
    number: int


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """Notes what is marked, and writes the tree at the end."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._marks: list[Mark] = []
        super().__init__(*args, **options)

    @contextmanager
    def marked(self, role: str) -> Iterator[None]:
        """What is drawn inside is one element; nothing drawn is none."""
        at, page = len(self._code), self.getPageNumber() - 1
        number = sum(one.page == page for one in self._marks)
        self._code.append(f"/{role} <</MCID {number}>> BDC")
        yield
        if len(self._code) == at + 1:
            self._code.pop()
            return
        self._code.append("EMC")
        self._marks.append(Mark(role, page, self._doc.thisPageRef(), number))

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is not read out."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802 - reportlab's own name
        """End the page, which says where its marks are in the tree."""
        super().showPage()
        pages = self._doc.Pages.pages
        page = pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
        page.StructParents = len(pages) - 1
        page.Tabs = PDFName("S")

    def save(self) -> None:
        """Write the file with its tree."""
        if self._code:
            self.showPage()
        self._plant()
        super().save()

    def _plant(self) -> None:
        catalog = self._doc.Catalog
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        catalog.StructTreeRoot = self._doc.Reference(root)
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        whole = self._element("Document", catalog.StructTreeRoot)
        root["K"] = self._doc.Reference(whole)
        of_pages: dict[int, list[Any]] = {}
        children: list[Any] = []
        for around, run in groupby(self._marks, lambda one: AROUND.get(one.role)):
            parent, found = root["K"], children
            if around:
                listed = self._element(around, parent)
                parent, found = self._doc.Reference(listed), []
                children.append(parent)
            for mark in run:
                top, leaf = self._leaf(mark, parent)
                found.append(top)
                of_pages.setdefault(mark.page, []).append(leaf)
            if around:
                listed["K"] = PDFArray(found)
        whole["K"] = PDFArray(children)
        numbers = [part for page, refs in of_pages.items() for part in (page, PDFArray(refs))]
        root["ParentTree"] = self._doc.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))

    def _leaf(self, mark: Mark, parent: Any) -> tuple[Any, Any]:
        """The elements of a mark from the outermost to the one that holds it, by reference."""
        elements, refs = [], [parent]
        for role in INSIDE.get(mark.role, (mark.role,)):
            elements.append(self._element(role, refs[-1]))
            refs.append(self._doc.Reference(elements[-1]))
        for outer, inner in zip(elements, refs[2:], strict=False):
            outer["K"] = inner
        elements[-1]["K"], elements[-1]["Pg"] = mark.number, mark.page_ref
        return refs[1], refs[-1]

    def _element(self, role: str, parent: Any) -> PDFDictionary:
        kept = {"Type": PDFName("StructElem"), "S": PDFName(role), "P": parent}
        return PDFDictionary(kept)


class TaggedFrame(Frame):  # type: ignore[misc]
    """A frame whose every flowable is one element of the tree."""

    def _add(self, flowable: Any, canv: Any, trySplit: int = 0) -> int:  # noqa: N803
        role = role_of(flowable)
        if role is None:
            return int(super()._add(flowable, canv, trySplit))
        with canv.marked(role):
            return int(super()._add(flowable, canv, trySplit))

    add = _add


def role_of(flowable: Any) -> str | None:
    """What a flowable is to who hears the page; None for what is only seen."""
    if isinstance(flowable, Paragraph | Preformatted):
        return ROLES.get(flowable.style.name, "P")
    return "TOC" if isinstance(flowable, Table) or hasattr(flowable, "addEntry") else None
