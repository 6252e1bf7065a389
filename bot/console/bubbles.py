"""What was said and noted, one bubble each: citations, confidence, files, delivery.

Only our own texts are read as Markdown; whatever a customer or an agent wrote is shown as it is.
Depends on the parts and on the files' addresses.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from nicegui import ui

from bot.console.parts import harmless, link, source, when
from bot.console.thread_words import word
from bot.console.words import label
from bot.conversations import Message
from bot.notes import Note

AUTHORS = {"customer": "customer", "bot": "assistant", "agent": "agent", "system": "system"}
FILES_AT = "/console/files"


def bubble(
    message: Message, language: str, confidences: Mapping[str, float] | None = None
) -> ui.label | None:
    """One message; the label of its mark where it is an agent's. `confidences` are those of the
    answers (0 to 1) by id."""
    mark = None
    with ui.element("article").classes(f"bubble {message.author}"):
        who = message.author_name or label(AUTHORS[message.author], language)
        ui.label(f"{who} · {when(message.created_at)}").classes("who")
        if moment := message.data.get("said_at"):
            said = when(datetime.fromisoformat(moment))
            ui.label(word("merged_mark", language, when=said)).classes("who")
        if message.author == "bot":
            ui.markdown(harmless(message.text))
        elif message.text:
            ui.label(message.text).classes("said")
        _beside(message.data, language, confidences or {})
        if message.author == "agent" and not message.data.get("merged_from"):
            mark = ui.label("").classes("mark")
    return mark


def note_bubble(note: Note, language: str) -> None:
    """A private note, which looks like no message."""
    with ui.element("article").classes("bubble note").mark("note"):
        who = f"{word('note', language)} · {note.author_name} · {when(note.created_at)}"
        ui.label(who).classes("who")
        ui.label(note.text).classes("said")


def _beside(data: Mapping[str, Any], language: str, confidences: Mapping[str, float]) -> None:
    for citation in data.get("citations", ()):
        source(citation, language)
    for one in data.get("files", ()):
        file(one)
    if answer := data.get("answer"):
        known = confidences.get(answer)
        text = label("as_given", language)
        if known is not None:
            text = word("confidence", language, percent=round(100 * known))
        link(text, f"/console/answers/{answer}")


def file(told: Mapping[str, Any]) -> None:
    """A file: a picture is shown small, and either opens whole."""
    url = f"{FILES_AT}/{told['id']}"
    if str(told["mime"]).startswith("image/"):
        with ui.element("a") as anchor:
            anchor.props["href"], anchor.props["target"] = url, "_blank"
            picture = ui.element("img").classes("picture")
            picture.props["src"], picture.props["alt"] = url, told["name"]
            picture.props["loading"] = "lazy"
    else:
        link(f"{told['name']} · {size(int(told['size']))}", url)


def size(count: int) -> str:
    """A number of bytes for people: "820 B", "12 kB", "3.4 MB"."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"
