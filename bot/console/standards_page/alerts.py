"""The part of the page about alerts: open ones, earlier ones, and the rules.

Depends on the desk of alerts and the parts of the console.
"""

from collections.abc import Awaitable, Callable
from functools import partial

from nicegui import ui

from bot.agents import Agent
from bot.alerts import Alert, Rule
from bot.alerts.letters import told as told_words
from bot.console.parts import button, when
from bot.console.refused import refusal
from bot.console.standards_page.address import PATH, address
from bot.console.standards_page.alert_words import word
from bot.console.standards_page.alerts_desk import AlertsDesk, Told
from bot.errors import BotError
from bot.quantities import worded

PERCENT = 100


class AlertsPage:
    """The part on one manager's screen."""

    def __init__(self, desk: AlertsDesk, viewer: Agent) -> None:
        self._desk = desk
        self._viewer = viewer
        self._language = viewer.language

    async def build(self) -> None:
        """Lay it out."""
        told = await self._desk.told(self._viewer)
        self._place = ui.element("div").classes("written")
        self._draw(told)
        wish = ui.checkbox(self._word("by_mail", email=self._viewer.email), value=told.wish.alerts)
        wish.on_value_change(lambda event: self._want(event.value)).mark("alerts-by-mail")
        self._heading(self._word("rules"))
        ui.label(self._word("rules_help")).classes("soft")
        with ui.element("div").classes("rules"):
            for rule in told.rules:
                RuleForm(self._desk, self._viewer, rule, self._refresh).build()

    async def _refresh(self) -> None:
        self._draw(await self._desk.told(self._viewer))

    def _draw(self, told: Told) -> None:
        self._place.clear()
        with self._place:
            self._heading(self._word("open", n=len(told.open)))
            if not told.open:
                ui.label(self._word("all_well")).props("role=status")
            with ui.element("ul").classes("alerts").mark("open-alerts"):
                for alert in told.open:
                    self._open(alert, told.people)
            self._heading(self._word("history"))
            self._history(told)

    def _open(self, alert: Alert, people: dict[str, str]) -> None:
        definition, language = self._desk.definition(alert.standard), self._language
        name = definition.name[language]
        with ui.element("li").classes("alert open"):
            with ui.element("div").classes("about"):
                ui.label(name).classes("name")
                ui.label(told_words(alert, definition, language))
                said = self._word("since", when=when(alert.began_at))
                if alert.simulated:
                    said += f" · {self._word('simulated')}"
                if alert.seen_at:
                    who = people.get(alert.seen_by or "", alert.seen_by or "")
                    said += " · " + self._word("seen", who=who, when=when(alert.seen_at))
                ui.label(said).classes("soft")
            asked = {"standard": alert.standard, "days": alert.days}
            link(self._word("look"), address(PATH, asked))
            if alert.seen_at is None:
                made = button(self._word("acknowledge"), partial(self._seen, alert.id), "quiet")
                made.mark(f"seen-{alert.standard}")
                made.props["aria-label"] = self._word("acknowledge_of", name=name)

    async def _seen(self, alert_id: int) -> None:
        try:
            await self._desk.acknowledge(self._viewer, alert_id)
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
        else:
            ui.notify(self._word("noted"))
        await self._refresh()

    def _history(self, told: Told) -> None:
        if not told.over:
            ui.label(self._word("no_history")).classes("empty")
            return
        title = self._word("history")
        with ui.element("div").classes("wide").props("tabindex=0 role=region") as around:
            around.props["aria-label"] = title
            with ui.element("table").classes("entries").mark("history"):
                with ui.element("thead"), ui.element("tr"):
                    for head in ("standard", "began", "value", "ended", "how", "who"):
                        with ui.element("th").props("scope=col"):
                            ui.label(self._word(head))
                with ui.element("tbody"):
                    for alert in told.over:
                        self._line(alert, told.people)

    def _line(self, alert: Alert, people: dict[str, str]) -> None:
        definition, language = self._desk.definition(alert.standard), self._language
        said = worded(alert.ended_value, definition.unit, language)
        how = self._word(alert.ended_why or "off", value=said)
        cells = (
            when(alert.began_at),
            worded(alert.value, definition.unit, language),
            when(alert.ended_at) if alert.ended_at else "",
            how,
            people.get(alert.seen_by or "", "–"),
        )
        with ui.element("tr"):
            with ui.element("th").props("scope=row"):
                ui.label(definition.name[language])
            for cell in cells:
                with ui.element("td"):
                    ui.label(cell)

    async def _want(self, alerts: bool) -> None:
        await self._desk.want(self._viewer, alerts)
        ui.notify(self._word("noted"))

    def _heading(self, words: str) -> None:
        ui.label(words).classes("head-2").props("role=heading aria-level=2")

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)


class RuleForm:
    """The rule of one standard, to be changed."""

    def __init__(
        self, desk: AlertsDesk, viewer: Agent, rule: Rule, changed: Callable[[], Awaitable[None]]
    ) -> None:
        self._desk = desk
        self._viewer = viewer
        self._language = viewer.language
        self._rule = rule
        self._changed = changed
        self._name = rule.definition.name[viewer.language]

    def build(self) -> None:
        """Lay it out."""
        rule, definition = self._rule, self._rule.definition
        self._place = ui.element("div").classes("rule").props("role=group")
        self._place.props["aria-label"] = self._name
        with self._place:
            with ui.element("div").classes("named"):
                ui.label(self._name).classes("name")
                said = self._word(definition.better)
                ui.label(f"{said} · {self._word('own')}" if rule.own else said).classes("soft")
            shown = rule.target * self._factor
            self._target = self._field(f"target_{definition.unit}", shown)
            self._days = self._field("days", rule.days)
            self._least = self._field("least", max(rule.least, 1))
            self._active = ui.checkbox(self._word("watched"), value=rule.active)
            self._active.props["aria-label"] = f"{self._word('watched')}: {self._name}"
            save = button(self._word("save"), self._save, "quiet").mark(f"save-{definition.id}")
            save.props["aria-label"] = self._word("save_of", name=self._name)
            if rule.own:
                back = button(self._word("reset"), self._reset, "quiet")
                back.mark(f"reset-{definition.id}")
                back.props["aria-label"] = self._word("reset_of", name=self._name)

    def _field(self, key: str, value: float) -> ui.number:
        made = ui.number(self._word(key), value=round(value, 4)).props("outlined dense")
        made.props["aria-label"] = f"{self._word(key)}: {self._name}"
        return made.mark(f"{key}-{self._rule.definition.id}")

    @property
    def _factor(self) -> int:
        """Shares are shown in per cent."""
        return PERCENT if self._rule.definition.unit == "share" else 1

    async def _save(self) -> None:
        numbers = (self._target.value, self._days.value, self._least.value)
        if any(one is None for one in numbers):
            ui.notify(self._word("bad_number", text=""), type="warning")
            return
        target, days, least = numbers[0] / self._factor, int(numbers[1]), int(numbers[2])
        standard, active = self._rule.definition.id, bool(self._active.value)
        try:
            await self._desk.change(self._viewer, standard, target, days, least, active)
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
        else:
            await self._saved()

    async def _reset(self) -> None:
        await self._desk.reset(self._viewer, self._rule.definition.id)
        await self._saved()

    async def _saved(self) -> None:
        ui.notify(self._word("saved", name=self._name))
        await self._changed()

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)


def link(words: str, href: str) -> None:
    """A link of ours. Not ui.link: it puts the console's own path before it."""
    with ui.element("a").classes("source") as made:
        made.props["href"] = href
        ui.label(words)
