"""Shortcuts of one letter on a page of the console, and the `?` that lists them.

The browser's side, `bot/static/console/keys.js`, leaves alone what is typed into a field or while a
dialog is open, and can be told to leave all letters alone. Depends on NiceGUI alone.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui import ui
from nicegui.events import GenericEventArguments

SCRIPT = '<script src="/static/console/keys.js" defer></script>'
Act = Callable[[], Awaitable[None] | None]
WORDS = {
    "title": {"es": "Atajos de teclado", "en": "Keyboard shortcuts"},
    "on": {"es": "Usar atajos de una tecla", "en": "Use shortcuts of one key"},
    "close": {"es": "Cerrar", "en": "Close"},
    "show": {"es": "Atajos de teclado (?)", "en": "Keyboard shortcuts (?)"},
}
SHOWN_AS = {"escape": "Esc"}


@dataclass(frozen=True, slots=True)
class Key:
    """One shortcut: the key as browsers name it, in lower case, and what it does."""

    key: str
    words: str
    act: Act | None


class Keys:
    """The shortcuts of one page, in the order in which they were added."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._keys: dict[str, Key] = {}

    def build(self) -> None:
        """Listen on this page, and put its list behind `?`. Call it before the first `add`."""
        ui.add_head_html(SCRIPT)
        ui.on("shortcut", self._on_key)
        self._listed = ui.element("div").props("hidden")
        self._dialog = ui.dialog()
        self._dialog.props["aria-label"] = WORDS["title"][self._language]
        self.add("?", WORDS["title"][self._language], self.show)

    def add(self, key: str, words: str, act: Act) -> None:
        """`key` does `act`, and the list says `words`; a key of before is another's now."""
        self._keys[key] = Key(key, words, act)
        self._listed.props["data-keys"] = " ".join(
            one.key for one in self._keys.values() if one.act
        )
        self._listed.update()

    def tell(self, key: str, words: str) -> None:
        """List a key that the page handles by itself, such as one of a field."""
        self._keys[key] = Key(key, words, None)

    def button(self) -> None:
        """The way to the list for a hand."""
        show = ui.button("?", on_click=self.show, color=None).props("flat no-caps")
        show.classes("plain help").props(f'aria-label="{WORDS["show"][self._language]}"')

    def show(self) -> None:
        """Open the list."""
        self._dialog.clear()
        with self._dialog, ui.card().classes("keys-card"):
            ui.html(f"<h2>{WORDS['title'][self._language]}</h2>", sanitize=False)
            with ui.element("dl").classes("keys-list"):
                for one in self._keys.values():
                    with ui.element("div"):
                        with ui.element("dt"), ui.element("kbd"):
                            ui.label(SHOWN_AS.get(one.key, one.key.upper()))
                        with ui.element("dd"):
                            ui.label(one.words)
            with ui.element("label").classes("keys-switch"):
                box = ui.element("input").props("type=checkbox id=keys-switch")
                box.on("vnodeMounted", js_handler="(node) => window.showKeysSwitch?.(node.el)")
                ui.label(WORDS["on"][self._language])
            close = ui.button(WORDS["close"][self._language], on_click=self._dialog.close)
            close.props("flat no-caps autofocus").classes("quiet")
        self._dialog.open()

    async def press(self, key: str) -> None:
        """What the key does; nothing for one that is not of this page."""
        found = self._keys.get(key)
        done = found.act() if found and found.act else None
        if isinstance(done, Awaitable):
            await done

    async def _on_key(self, event: GenericEventArguments) -> None:
        await self.press(str(event.args))
