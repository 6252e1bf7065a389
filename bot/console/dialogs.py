"""A dialog and the fields in it, named for screen readers. Depends on NiceGUI alone."""

from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui
from nicegui.elements.dialog import Dialog
from nicegui.elements.radio import Radio
from nicegui.elements.textarea import Textarea


@contextmanager
def dialog(title: str) -> Iterator[Dialog]:
    """A dialog with a heading; it is taken away once it was closed."""
    with ui.dialog() as box:
        box.props["aria-label"] = title
        box.on("hide", box.delete)
        with ui.card().classes("box"):
            ui.label(title).classes("title").props("role=heading aria-level=2")
            yield box


def choices(name: str, options: dict[str, str], value: str | None) -> Radio:
    """One of several, all in sight. `options`: what they say by value."""
    with ui.element("fieldset").classes("choices-of"):
        with ui.element("legend"):
            ui.label(name)
        return ui.radio(options, value=value).props("inline")


def field(name: str, longest: int) -> Textarea:
    """Words, one line or several."""
    made = ui.textarea(name).props(f"outlined autogrow maxlength={longest}")
    return made.classes("write")
