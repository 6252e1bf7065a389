"""A page of the console beside conversations: where it is, who may enter, what is in it.

Depends on the roles and NiceGUI.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.roles import may, who_may

NAMES: dict[str, dict[str, str]] = {
    "conversations": {"es": "Conversaciones", "en": "Conversations"},
    "search": {"es": "Buscar", "en": "Search"},
    "calls": {"es": "Llamadas", "en": "Calls"},
    "team": {"es": "Equipo", "en": "Team"},
    "people": {"es": "Personas", "en": "People"},
    "replies": {"es": "Respuestas", "en": "Replies"},
    "questions": {"es": "Preguntas", "en": "Questions"},
    "unanswered": {"es": "Sin respuesta", "en": "Unanswered"},
    "effects": {"es": "Resultados", "en": "Did it work?"},
    "faq": {"es": "FAQ", "en": "FAQ"},
    "readers": {"es": "Lectores", "en": "Readers"},
    "training": {"es": "Ejemplos", "en": "Examples"},
    "standards": {"es": "Estándares", "en": "Standards"},
    "audit": {"es": "Registro", "en": "Audit"},
    "here": {"es": "Páginas de la consola", "en": "Pages of the console"},
    "not_yours": {
        "es": "Esta página es para: {roles}. Su cuenta tiene el papel {role}.",
        "en": "This page is for: {roles}. Your account has the role {role}.",
    },
}


@dataclass(frozen=True, slots=True)
class Room:
    """One page: `path` below the console's own, `name` a key of `NAMES`, the `right` of
    `bot.roles` that opens it, and what lays it out for one agent."""

    path: str
    name: str
    right: str
    build: Callable[[Agent, Request], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the bar."""

    path: str
    text: str


def links(agent: Agent, rooms: Sequence[Room]) -> list[Link]:
    """What the bar leads to: conversations, and the rooms that the agent's role opens; not those
    that need a number in their address."""
    home = [Link("/", NAMES["conversations"][agent.language])]
    ours = [room for room in rooms if may(agent, room.right) and "{" not in room.path]
    return home + [Link(room.path, NAMES[room.name][agent.language]) for room in ours]


def not_yours(agent: Agent, room: Room) -> None:
    """In the place of a room that the agent's role does not open."""
    words = NAMES["not_yours"][agent.language]
    with ui.element("div").classes("board"):
        ui.html(f"<h1>{NAMES[room.name][agent.language]}</h1>", sanitize=False)
        roles = ", ".join(who_may(room.right))
        ui.label(words.format(roles=roles, role=agent.role)).props("role=status")
