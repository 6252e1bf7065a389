"""The admin's page of accounts at `/console/people`: find, make, change, switch off.

Depends on the desk of accounts, the form and the parts.
"""

from collections.abc import Awaitable, Callable

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.console.account_form import AccountForm
from bot.console.dialogs import dialog
from bot.console.faces import PEOPLE_STYLE, face
from bot.console.parts import button
from bot.console.people_desk import PeopleDesk
from bot.console.people_words import word
from bot.console.refused import refusal
from bot.errors import BotError

Act = Callable[[Agent], Awaitable[None] | None]


class PeopleRoom:
    """Lays out the page for whoever opens it."""

    def __init__(self, desk: PeopleDesk) -> None:
        self._desk = desk

    async def build(self, agent: Agent, request: Request) -> None:
        """The page."""
        await PeoplePage(self._desk, agent).build()


class PeoplePage:
    """The page on one admin's screen."""

    def __init__(self, desk: PeopleDesk, viewer: Agent) -> None:
        self._desk = desk
        self._viewer = viewer
        self._language = viewer.language

    async def build(self) -> None:
        """Lay it out."""
        ui.add_head_html(PEOPLE_STYLE)
        with ui.element("div").classes("board people"):
            ui.html(f"<h1>{self._word('people')}</h1>", sanitize=False)
            ui.label(self._word("help")).classes("soft")
            with ui.element("div").classes("over"):
                find = ui.input(self._word("find"), on_change=self._refresh)
                self._find = find.props("outlined clearable").classes("write").mark("find")
                button(self._word("new"), self._make).mark("new_account")
            self._list = ui.element("ul").classes("rows accounts")
        await self._refresh()

    async def _refresh(self) -> None:
        wanted = str(self._find.value or "").casefold().split()
        found = [one for one in await self._desk.all(self._viewer) if self._matches(one, wanted)]
        self._list.clear()
        with self._list:
            if not found:
                with ui.element("li"):
                    ui.label(self._word("nobody")).classes("empty")
            for one in found:
                self._row(one)

    def _matches(self, agent: Agent, wanted: list[str]) -> bool:
        words = f"{agent.name} {agent.email} {agent.role} {self._word(agent.role)}".casefold()
        return all(one in words for one in wanted)

    def _row(self, agent: Agent) -> None:
        look = "row account" if agent.active else "row account off"
        with ui.element("li").classes(look).mark(f"account-{agent.email}"):
            face(agent.name, agent.picture)
            with ui.element("div").classes("about"):
                ui.label(agent.name).classes("name").props("role=heading aria-level=2")
                ui.label(agent.email).classes("email")
                ui.label(self._skills(agent)).classes("why")
            with ui.element("div").classes("choose"):
                self._act("edit", agent, self._edit)
                self._act("password", agent, self._ask_for_password)
                if agent.active:
                    self._act("deactivate", agent, self._ask_to_deactivate)
                else:
                    self._act("activate", agent, self._activate)

    def _act(self, key: str, agent: Agent, act: Act) -> None:
        made = button(self._word(key), lambda: act(agent), "quiet").mark(f"{key}-{agent.email}")
        made.props["aria-label"] = f"{self._word(key)}: {agent.name}"

    def _skills(self, agent: Agent) -> str:
        told = [self._word(agent.role)]
        if not agent.active:
            told.append(self._word("inactive"))
        told.append(self._word("at_once", count=agent.capacity))
        told.append(", ".join(self._word(one) for one in agent.languages))
        topics = [self._word(one) for one in agent.topics] or [self._word("every_topic")]
        return " · ".join([*told, ", ".join(topics)])

    def _make(self) -> None:
        form = AccountForm(self._desk, self._viewer)

        async def made(agent: Agent, password: str) -> None:
            await self._refresh()
            self._show_password(agent, password)

        form.make(made)

    def _edit(self, agent: Agent) -> None:
        AccountForm(self._desk, self._viewer).change(agent, self._refresh)

    def _ask_for_password(self, agent: Agent) -> None:
        async def give() -> None:
            self._show_password(agent, await self._desk.new_password(self._viewer, agent.id))

        self._ask("really_password", "password", agent, give)

    def _ask_to_deactivate(self, agent: Agent) -> None:
        async def switch_off() -> None:
            count = await self._desk.set_active(self._viewer, agent.id, False)
            ui.notify(self._word("deactivated", count=count))
            await self._refresh()

        self._ask("really_deactivate", "deactivate", agent, switch_off)

    async def _activate(self, agent: Agent) -> None:
        await self._desk.set_active(self._viewer, agent.id, True)
        ui.notify(self._word("activated"))
        await self._refresh()

    def _ask(
        self, question: str, verb: str, agent: Agent, act: Callable[[], Awaitable[None]]
    ) -> None:
        """A dialog before what cannot be taken back."""
        with dialog(self._word(question, name=agent.name)) as box:

            async def do() -> None:
                box.close()
                try:
                    await act()
                except BotError as error:
                    ui.notify(refusal(error, self._language), type="warning")

            with ui.element("div").classes("buttons"):
                button(self._word(verb), do).mark(f"really_{verb}")
                button(self._word("cancel"), box.close, "quiet")
        box.open()

    def _show_password(self, agent: Agent, password: str) -> None:
        with self._list, dialog(self._word("password_of", name=agent.name)) as box:
            ui.label(password).classes("secret").mark("secret").props("tabindex=0")
            ui.label(self._word("password_once", name=agent.name))
            with ui.element("div").classes("buttons"):
                button(self._word("close"), box.close)
        box.open()

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
