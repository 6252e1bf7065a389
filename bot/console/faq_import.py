"""Importing FAQ entries from a CSV file: what would change first, drafts then, nothing published.

Depends on the FAQ's parts and the exchange.
"""

from nicegui import events, ui

from bot.agents import Agent
from bot.console.faq_parts import FaqDesk, address, titled, tried
from bot.console.faq_words import begun, word
from bot.console.parts import button
from bot.editorial.check_words import FIELDS
from bot.editorial.csv_file import COLUMNS
from bot.editorial.exchange import Imported, Kind, Plan, Planned

MOST_MB = 5
KINDS: tuple[Kind, ...] = ("new", "changed", "retired", "same")
SHOWN = 200
"""Lines of a kind that are listed; of more, the number alone is told."""


class ImportPage:
    """The page on one editor's screen."""

    def __init__(self, desk: FaqDesk, agent: Agent) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language

    def build(self) -> None:
        """The way to choose a file, and the place for what it would do."""
        ui.link(self._word("back"), "/faq").classes("faq-back")
        ui.html(f"<h1>{self._word('import')}</h1>", sanitize=False)
        ui.label(self._word("import_help", columns=", ".join(COLUMNS))).classes("soft")
        upload = ui.upload(
            on_upload=self._take,
            on_rejected=self._refuse,
            max_file_size=MOST_MB * 1_000_000,
            auto_upload=True,
        )
        upload.props('accept=".csv,text/csv"').classes("hidden")
        upload.props("aria-hidden=true no-thumbnails").mark("upload")
        self._upload = upload
        choose = button(self._word("choose_file"), lambda: upload.run_method("pickFiles"))
        choose.mark("choose_file")
        self._place = ui.element("section").props("aria-live=polite").classes("faq-plan")

    def _refuse(self) -> None:
        ui.notify(self._word("refused", mb=MOST_MB), type="warning")

    async def _take(self, event: events.UploadEventArguments) -> None:
        self._upload.reset()
        data = await event.file.read()
        plans: list[Plan] = []

        async def read() -> None:
            plans.append(await self._desk.editorial.exchange.plan(data, self._agent))

        if await tried(self._agent, read):
            self._place.clear()
            with self._place:
                self._show(plans[0])

    def _show(self, plan: Plan) -> None:
        ui.html(f"<h2>{self._word('plan')}</h2>", sanitize=False)
        with ui.element("dl").classes("numbers"):
            for kind in KINDS:
                self._number(f"plan_{kind}", len(plan.of(kind)))
            self._number("plan_absent", len(plan.absent))
            self._number("plan_faults", len(plan.faults))
        self._faults(plan)
        for kind in KINDS[:-1]:
            self._lines(f"plan_{kind}", plan.of(kind))
        self._absent(plan)
        if not plan.work:
            ui.label(self._word("no_changes")).classes("empty")
            return
        act = button(self._counted("do_import", len(plan.work)), lambda: self._do(plan))
        act.mark("do_import")

    def _number(self, key: str, count: int) -> None:
        with ui.element("div").classes("number"):
            with ui.element("dt"):
                ui.label(self._word(key))
            with ui.element("dd"):
                ui.label(str(count))

    def _faults(self, plan: Plan) -> None:
        if not plan.faults:
            return
        with ui.element("div").classes("faq-faults").props("role=alert"):
            ui.label(self._word("faults_help")).classes("faq-strong")
            with ui.element("ul"):
                for fault in plan.faults[:SHOWN]:
                    with ui.element("li"):
                        ui.label(fault.said(self._language))

    def _lines(self, key: str, lines: list[Planned]) -> None:
        if not lines:
            return
        ui.html(f"<h3>{begun(self._word(key))}</h3>", sanitize=False)
        with ui.element("ul").classes("faq-lines"):
            for one in lines[:SHOWN]:
                with ui.element("li"):
                    wording, language = one.line.wording, self._language
                    other = {"es": "en", "en": "es"}[language]
                    ui.label(wording.question(language) or wording.question(other))
                    names = ", ".join(FIELDS[name][language] for name in one.fields)
                    place = self._word("line", line=one.line.number)
                    told = " · ".join(filter(None, (one.line.faq_id, place, names)))
                    ui.label(told).classes("why")

    def _absent(self, plan: Plan) -> None:
        if not plan.absent:
            return
        with ui.element("details"):
            with ui.element("summary"):
                ui.label(f"{begun(self._word('plan_absent'))}: {len(plan.absent)}")
            ui.label(self._word("absent_help")).classes("soft")
            with ui.element("ul").classes("faq-lines"):
                for one in plan.absent[:SHOWN]:
                    with ui.element("li"):
                        ui.link(titled(one, self._language), address(one.id, "check"))

    async def _do(self, plan: Plan) -> None:
        done: list[Imported] = []

        async def take() -> None:
            done.append(await self._desk.editorial.exchange.take(plan.work, self._agent))

        if not await tried(self._agent, take):
            return
        self._place.clear()
        with self._place:
            ui.label(self._counted("imported", len(done[0].drafts))).classes("faq-strong")
            if done[0].conflicts:
                names = ", ".join(done[0].conflicts)
                ui.label(self._word("conflicts", names=names)).props("role=alert")
            ui.link(self._word("work"), "/faq?state=work")

    def _counted(self, key: str, count: int) -> str:
        return self._word(f"{key}_one") if count == 1 else self._word(key, count=count)

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
