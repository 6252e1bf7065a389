"""The browser's own fields, with their labels: light, and known to every screen reader.

Depends on NiceGUI alone.
"""

from collections.abc import Callable, Mapping

from nicegui import ui
from nicegui.events import GenericEventArguments

VALUE = "(event) => emit(event.target.value)"
Heard = Callable[[], None]


class Field:
    """A labelled field that keeps what is in it in `value`."""

    def __init__(self, label: str, value: str = "", on_change: Heard = lambda: None) -> None:
        self.value = value
        self._on_change = on_change
        with ui.element("label").classes("native") as self.box:
            ui.label(label).classes("term")
            self.element = self._made()
        self.element.on("change", self._hear, js_handler=VALUE)

    def set(self, value: str) -> None:
        """Put `value` in, as if it was chosen or written."""
        self.value = value
        self.element.props["value"] = value
        self.element.update()
        self._on_change()

    def _made(self) -> ui.element:
        raise NotImplementedError

    def _hear(self, event: GenericEventArguments) -> None:
        self.value = str(event.args or "")
        self._on_change()


class Choice(Field):
    """One of several. `options`: what they say by value, the first is chosen at the start."""

    def __init__(
        self, label: str, options: Mapping[str, str], on_change: Heard = lambda: None
    ) -> None:
        self._options = options
        super().__init__(label, next(iter(options), ""), on_change)

    def _made(self) -> ui.element:
        with ui.element("select") as made:
            for value, words in self._options.items():
                option = ui.html(escaped(words), sanitize=False, tag="option")
                option.props["value"] = value
        return made


class Line(Field):
    """One line of words."""

    def _made(self) -> ui.element:
        made = ui.element("input").props("type=text autocomplete=off maxlength=120")
        made.props["value"] = self.value
        return made


class Words(Field):
    """Several lines of words."""

    def _made(self) -> ui.element:
        return ui.element("textarea").props("rows=3 maxlength=2000")


def escaped(text: str) -> str:
    """`text` as HTML shows it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
