"""Reading one FAQ entry before customers do: preview, checks, approval, publishing, retiring.

What is approved is the very version that this page shows. Depends on the FAQ's parts.
"""

from collections.abc import Awaitable, Callable

from nicegui import ui

from bot.agents import Agent
from bot.console.dialogs import dialog, field
from bot.console.faq_parts import FaqDesk, address, head, preview, tried, undo_strip
from bot.console.faq_times import schedule_dialog
from bot.console.faq_words import word
from bot.console.parts import button, when
from bot.editorial.findings import LEVELS, Check
from bot.editorial.words import named

LANGUAGES = ("es", "en")
THEMES = ("", "light", "dark")
Act = Callable[[], Awaitable[object]]


class CheckPage:
    """The page on one editor's screen."""

    def __init__(self, desk: FaqDesk, agent: Agent, draft_id: int) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language
        self._draft_id = draft_id
        self._previews: list[ui.element] = []

    async def build(self) -> None:
        """Lay it out; the checks come when they are done."""
        self._entry = await self._desk.editorial.reading.entry(self._draft_id)
        self._names = await self._desk.names(self._language)
        head(self._entry, self._names, self._language, "check")
        await undo_strip(self._desk, self._agent, self._draft_id)
        self._shown()
        with ui.element("section").classes("faq-checks").mark("checks"):
            ui.html(f"<h2>{self._word('checks')}</h2>", sanitize=False)
            self._told = ui.label(self._word("checking")).props("role=status").mark("told")
            self._list = ui.element("ul")
        with ui.element("section").classes("faq-bar") as acts:
            acts.props["aria-label"] = self._word("acts")
            self._acts()
        ui.timer(0.05, self._check, once=True)

    def _shown(self) -> None:
        with ui.element("section").classes("faq-previews"):
            with ui.element("div").classes("faq-over"):
                ui.html(f"<h2>{self._word('preview')}</h2>", sanitize=False)
                with ui.element("label").classes("filter faq-theme"):
                    ui.label(self._word("theme"))
                    themes = {one: self._word(f"theme_{one}") for one in THEMES}
                    choice = ui.element("select").mark("theme")
                    with choice:
                        for value, shown in themes.items():
                            ui.html(shown, sanitize=False, tag="option").props["value"] = value
                    choice.on("change", self._paint, js_handler=CHOSEN)
            for shows, title in (("thread", "in_chat"), ("page", "in_page")):
                ui.html(f"<h3>{self._word(title)}</h3>", sanitize=False)
                with ui.element("div").classes(f"faq-pair faq-{shows}"):
                    for one in LANGUAGES:
                        self._preview(one, shows)

    def _preview(self, one: str, shows: str) -> None:
        wording = self._entry.wording
        texts = {"question": wording.question(one), "answer": wording.answer(one)}
        with ui.element("div"):
            ui.label(self._word(f"in_{one}")).classes("soft")
            self._previews.append(preview(one, shows, **texts))

    def _paint(self, event: object) -> None:
        theme = getattr(event, "args", "")
        for one in self._previews:
            one.props["theme"] = theme if theme in THEMES else ""
            one.update()

    async def _check(self) -> None:
        checks = await self._desk.editorial.checking.of(self._entry.draft, self._entry.wording)
        counts = {one: sum(check.level == one for check in checks) for one in LEVELS}
        self._told.set_text(self._word("checks_told", **counts))
        self._list.clear()
        with self._list:
            for check in sorted(checks, key=lambda one: -LEVELS.index(one.level)):
                with ui.element("li").classes(f"faq-check {check.level}"):
                    self._one(check)

    def _one(self, check: Check) -> None:
        ui.label(self._word(f"level_{check.level}")).classes(f"faq-chip level-{check.level}")
        with ui.element("div"):
            ui.label(named(check.name, self._language)).classes("faq-strong")
            for finding in check.findings:
                ui.label(finding.said(self._language)).classes(f"why {finding.level}")

    def _acts(self) -> None:
        """What can be done with the entry as it is, the next thing first."""
        draft, version = self._entry.draft, self._entry.version
        if version.approved_at and version.approved_by and draft.approved_version == draft.version:
            who = self._names.get(version.approved_by, version.approved_by)
            told = {"number": version.number, "who": who, "when": when(version.approved_at)}
            ui.label(self._word("approved_by", **told)).classes("soft")
        with ui.element("div").classes("buttons"):
            getattr(self, f"_when_{draft.state}")()
            if draft.live_version is not None:
                self._button("retire", self._retire, "quiet", "retired")
                self._times("quiet")
            elif draft.state in ("draft", "review"):
                self._button("discard", self._discard, "plain", "discarded")
        if draft.state == "published":
            ui.label(self._word("edit_first")).classes("soft")

    def _when_draft(self) -> None:
        self._button("submit", self._submit, "solid", "submitted")

    def _when_review(self) -> None:
        if self._desk.editorial.releasing.may_approve(self._entry.version, self._agent):
            self._button("approve", self._approve, "solid", "approved")
        else:
            ui.label(self._word("not_own")).props("role=note")
        self._back()

    def _when_approved(self) -> None:
        self._button("publish", self._publish, "solid", "published")
        if self._entry.draft.live_version is None:
            self._times("quiet")
        self._back()

    def _when_scheduled(self) -> None:
        self._button("publish", self._publish, "solid", "published")
        if self._entry.draft.live_version is None:
            self._times("quiet")

    def _when_published(self) -> None:
        """Only what is offered of every live entry."""

    def _when_retired(self) -> None:
        if self._entry.draft.approved_version == self._entry.draft.version:
            self._button("publish_again", self._publish, "solid", "published")

    def _button(self, key: str, act: Act, look: str, done: str) -> None:
        number = self._entry.version.number

        async def press() -> None:
            if await tried(self._agent, act):
                ui.notify(self._word(done, number=number))
                ui.navigate.to(address(self._draft_id, "check"))

        button(self._word(key, number=number), press, look).mark(key)

    def _back(self) -> None:
        button(self._word("send_back"), self._ask_why, "quiet").mark("send_back")

    def _times(self, look: str) -> None:
        open_it = schedule_dialog(self._desk, self._agent, self._entry)
        button(self._word("schedule"), open_it, look).mark("schedule")

    def _ask_why(self) -> None:
        """The dialog that sends it back, with what is missing."""
        writing, seen = self._desk.editorial.writing, self._seen
        with dialog(self._word("send_back_title")) as box:
            why = field(self._word("reason"), 2000).mark("reason")

            async def send() -> None:
                words = str(why.value or "")
                act = writing.send_back
                if await tried(self._agent, lambda: act(self._draft_id, seen, self._agent, words)):
                    box.close()
                    ui.navigate.to(address(self._draft_id, "check"))

            with ui.element("div").classes("buttons"):
                button(self._word("send_back_title"), send).mark("do_send_back")
                button(self._word("cancel"), box.close, "quiet")
        box.open()

    @property
    def _seen(self) -> int:
        return self._entry.draft.version

    async def _submit(self) -> None:
        await self._desk.editorial.writing.submit(self._draft_id, self._seen, self._agent)

    async def _approve(self) -> None:
        await self._desk.editorial.releasing.approve(self._draft_id, self._seen, self._agent)

    async def _publish(self) -> None:
        await self._desk.editorial.releasing.publish(self._draft_id, self._seen, self._agent)

    async def _retire(self) -> None:
        live = self._entry.draft.live_version or 0
        await self._desk.editorial.releasing.retire(self._draft_id, live, self._agent)

    async def _discard(self) -> None:
        await self._desk.editorial.writing.discard(self._draft_id, self._seen, self._agent)

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)


CHOSEN = "(event) => emit(event.target.value)"
