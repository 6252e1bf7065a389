"""The dialog that sets when a FAQ entry is published and retired. Depends on the FAQ's parts."""

from collections.abc import Callable
from datetime import UTC, datetime

from nicegui import ui

from bot.agents import Agent
from bot.backoffice import local
from bot.console.dialogs import dialog
from bot.console.faq_parts import FaqDesk, address, tried
from bot.console.faq_words import word
from bot.console.parts import button
from bot.editorial import Entry
from bot.errors import Spoken
from bot.policies.days import ZONE

FORM = "%Y-%m-%dT%H:%M"


class BadMoment(Spoken):
    """A field has no date with a time."""

    def __init__(self, text: str) -> None:
        said = text[:40]
        super().__init__(word("bad_time", "en", text=said), word("bad_time", "es", text=said), 422)


def moment(text: str) -> datetime | None:
    """Naive UTC of what a field of date and time has, on the company's clock; None: empty."""
    if not text.strip():
        return None
    try:
        then = datetime.strptime(text.strip()[:16], FORM)
    except ValueError as error:
        raise BadMoment(text) from error
    return then.replace(tzinfo=ZONE).astimezone(UTC).replace(tzinfo=None)


def shown(at: datetime | None) -> str:
    """Naive UTC as such a field has it."""
    return f"{local(at):{FORM}}" if at else ""


def schedule_dialog(desk: FaqDesk, agent: Agent, entry: Entry) -> Callable[[], None]:
    """What opens the dialog of an entry."""
    draft, language = entry.draft, agent.language
    may_publish = draft.state in ("approved", "scheduled")

    def open_it() -> None:
        with dialog(word("schedule_title", language)) as box:
            ui.label(word("times_help", language)).classes("soft")
            begin = _field("publish_at", draft.publish_at, language) if may_publish else None
            end = _field("retire_at", draft.retire_at, language)

            async def keep() -> None:
                await desk.editorial.releasing.schedule(
                    draft.id,
                    draft.version,
                    agent,
                    moment(str(begin.value or "")) if begin else None,
                    moment(str(end.value or "")),
                )

            async def save() -> None:
                if await tried(agent, keep):
                    box.close()
                    ui.navigate.to(address(draft.id, "check"))

            with ui.element("div").classes("buttons"):
                button(word("save", language), save).mark("save_times")
                button(word("cancel", language), box.close, "quiet")
        box.open()

    return open_it


def _field(key: str, at: datetime | None, language: str) -> ui.input:
    made = ui.input(word(key, language), value=shown(at)).classes("write").mark(key)
    return made.props("outlined type=datetime-local stack-label")
