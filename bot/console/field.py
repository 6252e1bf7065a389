"""A field to write in, with a list of what the word under the cursor may become.

`Enter` sends, `Shift+Enter` is another line; while the list is open, arrows move in it, `Enter`
and `Tab` take from it and `Esc` closes it. Depends on NiceGUI alone.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from nicegui import ui
from nicegui.events import GenericEventArguments

# Only the browser knows in time whether a key must not do what it does by itself.
ON_KEY = """(event) => {
  if (event.isComposing) return;
  const open = event.target.dataset.open === "yes";
  const listed = ["ArrowDown", "ArrowUp", "Tab", "Escape"].includes(event.key);
  if ((open && listed) || (event.key === "Enter" && !event.shiftKey)) {
    event.preventDefault();
    event.stopPropagation();
    // Until the page is connected letters wait, and not in their order: the key goes behind them.
    const go = () => emit({ key: event.key, text: event.target.value });
    const later = () => (window.did_handshake ? setTimeout(go, 50) : setTimeout(later, 10));
    if (window.did_handshake) go(); else later();
  } else if (event.key === "Escape") {
    event.target.blur();
  }
}"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing the word may become: its name, what it looks like, and how to get its text."""

    name: str
    hint: str
    text: Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`pattern` finds the word at the end of what is written; `find` gives its choices."""

    title: str
    pattern: re.Pattern[str]
    find: Callable[[str], Awaitable[Sequence[Choice]]]


class Field:
    """A text area of `name`, `mark` in tests, that calls `send` on Enter."""

    def __init__(
        self,
        name: str,
        mark: str,
        longest: int,
        suggestions: Suggestions,
        send: Callable[[], Awaitable[None]],
        on_change: Callable[[], None],
    ) -> None:
        self._name = name
        self._mark = mark
        self._longest = longest
        self._suggestions = suggestions
        self._send = send
        self._on_change = on_change
        self._choices: Sequence[Choice] = ()
        self._at = 0

    def build(self, text: str = "") -> None:
        """Lay it out with `text` in it."""
        with ui.element("div").classes("field") as self.box:
            self._list = ui.element("div").classes("choices")
            self._list.props["role"], self._list.props["aria-label"] = (
                "listbox",
                self._suggestions.title,
            )
            self._list.set_visibility(False)
            self.area = ui.textarea(self._name, value=text, on_change=self._changed)
            self.area.props(f"outlined autogrow maxlength={self._longest}")
            self.area.classes(f"write {self._mark}-field")
            self.area.mark(self._mark).on("keydown", self._on_key, js_handler=ON_KEY)

    @property
    def text(self) -> str:
        """What is written."""
        return str(self.area.value or "")

    @text.setter
    def text(self, text: str) -> None:
        self.area.set_value(text)

    def add(self, text: str) -> None:
        """Put `text` at the end, on a line of its own."""
        before = self.text.rstrip()
        self.text = f"{before}\n{text}" if before and text else before or text

    def focus(self) -> None:
        """The cursor goes there, to the end."""
        self.area.run_method("focus")

    def show(self, on: bool) -> None:
        """Show or hide the whole of it."""
        self.box.set_visibility(on)

    async def _changed(self) -> None:
        self._on_change()
        found = self._suggestions.pattern.search(self.text)
        self._offer(await self._suggestions.find(found["typed"]) if found else ())

    def _offer(self, choices: Sequence[Choice]) -> None:
        """Draw the list, or take it away."""
        if not choices and not self._choices:
            return
        self._choices, self._at = choices, 0
        self._list.clear()
        with self._list:
            for number, one in enumerate(choices):
                row = ui.element("div").classes("choice").props("role=option")
                row.props["id"] = f"{self._mark}-choice-{number}"
                row.on("mousedown.prevent", lambda number=number: self._take(number))
                with row:
                    ui.label(one.name).classes("name")
                    ui.label(one.hint).classes("hint")
        self._list.set_visibility(bool(choices))
        self._point()

    def _point(self) -> None:
        """Show which one Enter takes."""
        for number, row in enumerate(self._list.default_slot.children):
            row.props["aria-selected"] = "true" if number == self._at else "false"
            row.update()
        props = self.area.props
        props["data-open"] = "yes" if self._choices else "no"
        if self._choices:
            props["aria-activedescendant"] = f"{self._mark}-choice-{self._at}"
        else:
            props.pop("aria-activedescendant", None)
        self.area.update()

    async def _on_key(self, event: GenericEventArguments) -> None:
        if event.args["text"] != self.text:
            self.text = event.args["text"]
        await self.press(event.args["key"])

    async def press(self, key: str) -> None:
        """What the key does, once the browser has left it to us."""
        if not self._choices:
            if key == "Enter":
                await self._send()
        elif key in ("Enter", "Tab"):
            await self._take(self._at)
        elif key == "Escape":
            self._offer(())
        elif key in ("ArrowDown", "ArrowUp"):
            step = 1 if key == "ArrowDown" else -1
            self._at = (self._at + step) % len(self._choices)
            self._point()

    async def _take(self, number: int) -> None:
        """Put a choice in the place of the word."""
        text = await self._choices[number].text()
        self._offer(())
        found = self._suggestions.pattern.search(self.text)
        if found:
            # The pattern's word, with the sign before it, ends what is written.
            self.text = self.text[: found.start("word")] + text
        self.focus()
