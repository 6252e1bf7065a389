"""Pieces of the pages of training examples: tables, notes, states. Depends on NiceGUI."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape

from nicegui import ui

from bot.console.faces import PEOPLE_STYLE

STYLE = '<link rel="stylesheet" href="/static/console/training.css">'
Cell = str | Callable[[], object]


@contextmanager
def board(title: str) -> Iterator[None]:
    """The page below its heading."""
    ui.add_head_html(PEOPLE_STYLE)
    ui.add_head_html(STYLE)
    with ui.element("div").classes("board training"):
        ui.html(f"<h1>{escape(title)}</h1>", sanitize=False)
        yield


@contextmanager
def section(title: str, mark: str = "") -> Iterator[None]:
    """A part of the page below its own heading."""
    with ui.element("section").mark(mark):
        heading(title)
        yield


def heading(title: str, level: int = 2) -> None:
    """A heading."""
    ui.label(title).classes(f"head-{level}").props(f"role=heading aria-level={level}")


def table(name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], look: str = "") -> None:
    """A table that scrolls sideways in itself where it is too wide; the first cell heads its row.

    A cell is a text, or what lays it out.
    """
    with ui.element("div").classes("wide").props("tabindex=0 role=region") as place:
        place.props["aria-label"] = name
        with ui.element("table").classes(f"entries {look}"):
            with ui.element("thead"), ui.element("tr"):
                for head in heads:
                    with ui.element("th").props("scope=col"):
                        ui.label(head)
            with ui.element("tbody"):
                for row in rows:
                    _row(row)


def _row(cells: Sequence[Cell]) -> None:
    with ui.element("tr"):
        for at, cell in enumerate(cells):
            made = ui.element("td" if at else "th")
            with made if at else made.props("scope=row"):
                if isinstance(cell, str):
                    ui.label(cell)
                else:
                    cell()


def note(text: str, look: str = "") -> None:
    """Something to be known before acting."""
    ui.label(text).classes(f"note {look}").props("role=note")


def said(text: str, language: str) -> Callable[[], object]:
    """A customer's words in their own language."""

    def lay() -> None:
        ui.label(text).props(f"lang={language}").classes("said")

    return lay


def download(text: str, href: str) -> None:
    """A link to a file. Not ui.link: it puts the console's own path before ours."""
    with ui.element("a").classes("source") as made:
        made.props["href"] = href
        ui.label(text)
