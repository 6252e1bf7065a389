"""The dialogs in which an account is made and changed; nothing typed is lost while something is
wrong with it.

Depends on the desk of accounts and the dialogs.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from nicegui import events, ui
from nicegui.elements.checkbox import Checkbox

from bot.agents import LANGUAGES, ROLES, TOPICS, Agent
from bot.agents.pictures import MAX_BYTES
from bot.console.dialogs import dialog
from bot.console.faces import face
from bot.console.parts import button
from bot.console.people_desk import PeopleDesk
from bot.console.people_words import word
from bot.console.refused import refusal
from bot.errors import BotError

Made = Callable[[Agent, str], Awaitable[None]]
Changed = Callable[[], Awaitable[None]]


class AccountForm:
    """One dialog on one admin's screen."""

    def __init__(self, desk: PeopleDesk, viewer: Agent) -> None:
        self._desk = desk
        self._viewer = viewer
        self._language = viewer.language

    def make(self, made: Made) -> None:
        """Ask for a new account; `made` gets it and its password."""
        with dialog(self._word("new")) as box:
            self._who("", "", "agent")

            async def save() -> None:
                values = self._said()
                try:
                    found = await self._desk.add(self._viewer, **values)
                except BotError as error:
                    self._refuse(error)
                else:
                    box.close()
                    await made(*found)

            with ui.element("div").classes("buttons"):
                button(self._word("make"), save).mark("save_account")
                button(self._word("cancel"), box.close, "quiet")
        box.open()

    def change(self, agent: Agent, changed: Changed) -> None:
        """Ask what of an account is to be otherwise."""
        with dialog(self._word("edit_of", name=agent.name)) as box:
            self._picture(agent, changed)
            self._who(agent.email, agent.name, agent.role)
            ui.label(self._word("logs_out")).classes("soft")
            self._skills(agent)

            async def save() -> None:
                try:
                    await self._desk.change(
                        self._viewer, agent.id, **self._said(), **self._skilled()
                    )
                except BotError as error:
                    self._refuse(error)
                else:
                    box.close()
                    ui.notify(self._word("saved"))
                    await changed()

            with ui.element("div").classes("buttons"):
                button(self._word("save"), save).mark("save_account")
                button(self._word("cancel"), box.close, "quiet")
        box.open()

    def _who(self, email: str, name: str, role: str) -> None:
        self._email = ui.input(self._word("email"), value=email).mark("email")
        self._email.props("outlined type=email maxlength=200 autocomplete=off").classes("write")
        self._name = ui.input(self._word("name"), value=name).mark("name")
        self._name.props("outlined maxlength=80 autocomplete=off").classes("write")
        with ui.element("fieldset").classes("choices-of"):
            with ui.element("legend"):
                ui.label(self._word("role"))
            options = {one: self._word(f"{one}_may") for one in ROLES}
            self._role = ui.radio(options, value=role).mark("role")

    def _skills(self, agent: Agent) -> None:
        self._capacity = ui.number(self._word("capacity"), value=agent.capacity, min=0, max=50)
        self._capacity.props("outlined").classes("write").mark("capacity")
        self._languages = self._boxes("languages", LANGUAGES, agent.languages)
        self._topics = self._boxes("topics", TOPICS, agent.topics)

    def _boxes(self, key: str, known: Iterable[str], ticked: Iterable[str]) -> dict[str, Checkbox]:
        on = set(ticked)
        with ui.element("fieldset").classes("choices-of"):
            with ui.element("legend"):
                ui.label(self._word(key))
            with ui.element("div").classes("ticks"):
                return {
                    one: ui.checkbox(self._word(one), value=one in on).mark(f"{key}-{one}")
                    for one in known
                }

    def _picture(self, agent: Agent, changed: Changed) -> None:
        """The face, which is kept as soon as it is chosen."""
        with ui.element("div").classes("picture"):
            place = ui.element("div")
            with place:
                face(agent.name, agent.picture)

            async def show(name: str, key: str) -> None:
                place.clear()
                with place:
                    face(agent.name, name)
                ui.notify(self._word(key))
                await changed()

            async def take(event: events.UploadEventArguments) -> None:
                upload.reset()
                try:
                    data = await event.file.read()
                    name = await self._desk.set_picture(self._viewer, agent.id, data)
                except BotError as error:
                    self._refuse(error)
                else:
                    await show(name, "picture_set")

            async def drop() -> None:
                await self._desk.set_picture(self._viewer, agent.id, None)
                await show("", "picture_gone")

            upload = ui.upload(
                on_upload=take,
                on_rejected=lambda: ui.notify(self._word("picture_refused"), type="warning"),
                max_file_size=MAX_BYTES,
                auto_upload=True,
            )
            upload.props('accept="image/png,image/jpeg,image/webp"').classes("hidden")
            upload.props("aria-hidden=true no-thumbnails").mark("upload")
            choose = button(
                self._word("choose_picture"), lambda: upload.run_method("pickFiles"), "quiet"
            )
            choose.mark("choose_picture")
            button(self._word("no_picture"), drop, "quiet").mark("no_picture")

    def _said(self) -> dict[str, Any]:
        return {
            "email": str(self._email.value or ""),
            "name": str(self._name.value or ""),
            "role": str(self._role.value or ""),
        }

    def _skilled(self) -> dict[str, Any]:
        return {
            "capacity": -1 if self._capacity.value is None else self._capacity.value,
            "languages": [one for one, box in self._languages.items() if box.value],
            "topics": [one for one, box in self._topics.items() if box.value],
        }

    def _refuse(self, error: BotError) -> None:
        ui.notify(refusal(error, self._language), type="warning")

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
