"""Who an agent talks to: what the customer owns, what is open, what happened last.

Beside the conversation, folded until it is wanted. Depends on the parts and on what
`bot.timeline` tells.
"""

from datetime import datetime
from typing import Any

from nicegui import ui

from bot.console.matter_words import KINDS, STATES, WORDS
from bot.console.parts import link, when

SHOWN = 12
Json = dict[str, Any]


def customer_panel(told: Json | None, language: str, own_id: str) -> None:
    """The panel of a timeline; None: nobody was identified in the conversation `own_id`."""
    with ui.element("details").classes("customer").mark("customer"):
        with ui.element("summary"):
            ui.label(heading(told, language)).classes("name")
        if told:
            _who(told)
            _owns(told["products"], language)
            _list("open", told["open"], language, own_id)
            _list("latest", told["entries"][:SHOWN], language, own_id)
            if told["more"] or len(told["entries"]) > SHOWN:
                ui.label(word("more", language)).classes("soft")


def shop_is_down(language: str) -> None:
    """In the panel's place where the shop's system cannot be asked."""
    ui.label(word("shop_down", language)).classes("customer soft").props("role=status")


def heading(told: Json | None, language: str) -> str:
    """Name and how many matters are open."""
    if told is None:
        return word("nobody", language)
    count = len(told["open"])
    matters = word("one_open" if count == 1 else "open_matters", language, count=count)
    return " · ".join([told["customer"]["name"], *([matters] if count else [])])


def line(entry: Json, language: str) -> str:
    """One thing that happened, in a line: what, its number, how it stands, what about."""
    kind, state = entry["kind"], entry.get("event") or entry.get("status") or entry.get("state")
    state = state or entry.get("outcome") or ""
    parts = [KINDS[kind][language], entry.get("number"), STATES.get(state, {}).get(language, state)]
    return " · ".join(str(one) for one in [*parts, _about(entry)] if one)


def word(key: str, language: str, **values: object) -> str:
    """The text `key` in `language`."""
    return WORDS[key][language].format(**values)


def _about(entry: Json) -> str:
    if entry["kind"] == "contact":
        return f"«{entry['text'][:120]}»"
    if entry["kind"] == "refund":
        return f"{entry['amount_eur']} €"
    told = entry.get("items") or [entry.get("text") or entry.get("fault") or ""]
    return ", ".join(told)[:120]


def _who(told: Json) -> None:
    one = told["customer"]
    said = " · ".join(str(one[key]) for key in ("email", "phone", "address") if one[key])
    ui.label(said).classes("soft")


def _owns(products: list[Json], language: str) -> None:
    if products:
        ui.label(word("owns", language)).classes("title").props("role=heading aria-level=2")
    for one in products[:SHOWN]:
        marks = [one["product_id"].capitalize(), one["serial_number"], one["order_number"]]
        registered = word("registered", language) if one["registered"] else None
        ui.label(" · ".join(str(mark) for mark in [*marks, registered] if mark))


def _list(title: str, entries: list[Json], language: str, own_id: str) -> None:
    if entries:
        ui.label(word(title, language)).classes("title").props("role=heading aria-level=2")
    for entry in entries:
        with ui.element("div").classes("happened"):
            at = datetime.fromisoformat(entry["at"]).replace(tzinfo=None)
            ui.label(when(at)).classes("soft")
            other = entry.get("conversation_id")
            if entry["kind"] == "conversation" and other != own_id:
                link(line(entry, language), f"/console/conversation/{other}")
            else:
                ui.label(line(entry, language))
