"""An agent's face on the console's pages: the picture, or initials.

Depends on agents and NiceGUI.
"""

from nicegui import ui
from nicegui.element import Element

from bot.agents import initials, picture_url

PEOPLE_STYLE = '<link rel="stylesheet" href="/static/people.css">'
"""How faces, and the pages about people, look."""


def face(name: str, picture: str) -> Element:
    """The face; the name stands beside it, so it says nothing to a screen reader."""
    with ui.element("span").classes("face").props("aria-hidden=true") as place:
        if url := picture_url(picture):
            ui.element("img").props["src"] = url
        else:
            ui.label(initials(name))
    return place
