"""The form of one FAQ entry: both languages side by side, and what customers will see.

Text that is not saved yet stays in the browser (`bot/static/console/faq.js`); of two editors the
second is shown what the first wrote and loses nothing. Depends on the FAQ's parts.
"""

from collections.abc import Mapping
from typing import Any

from nicegui import events, ui
from nicegui.element import Element

from bot.agents import Agent
from bot.console.faq_history import show_changes
from bot.console.faq_parts import FaqDesk, address, facts, head, preview, tried
from bot.console.faq_words import TOPICS, word
from bot.console.parts import button, when
from bot.console.refused import refusal
from bot.editorial import Entry, FaqSource, Wording
from bot.editorial.checks import MOST_ANSWER, MOST_QUESTION
from bot.editorial.csv_file import MOST_TOPIC
from bot.editorial.errors import Outdated
from bot.editorial.sources import NOTHING
from bot.errors import BotError

LANGUAGES = ("es", "en")
KEPT = ("saved", "unsaved", "unkept", "offer", "older")


class WritePage:
    """The form on one editor's screen; `draft_id` None: of an entry that is not there yet."""

    def __init__(self, desk: FaqDesk, agent: Agent, draft_id: int | None = None) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language
        self._draft_id = draft_id
        self._seen = 0
        self._fields: dict[str, Any] = {}
        self._facts: Element | None = None

    async def build(self) -> None:
        """Lay it out."""
        wording, sources = Wording(topic=""), []
        self._names = await self._desk.names(self._language)
        if self._draft_id is not None:
            entry = await self._desk.editorial.reading.entry(self._draft_id)
            sources = await self._desk.editorial.reading.sources(self._draft_id)
            self._seen, wording = entry.draft.version, entry.wording
            self._facts = head(entry, self._names, self._language, "write")
        else:
            ui.link(self._word("back"), "/faq").classes("faq-back")
            ui.html(f"<h1>{self._word('new')}</h1>", sanitize=False)
        self._offer()
        self._conflict = ui.element("section").classes("faq-conflict")
        self._conflict.set_visibility(False)
        await self._form(wording)
        if sources:
            self._sources(sources)
        self._bar()
        self._keeper()
        ui.on("faq_save", self._on_key)
        ui.on("faq_recover", self._on_recover)

    async def _form(self, wording: Wording) -> None:
        topics = {*TOPICS, *await self._desk.editorial.reading.topics()}
        with ui.element("div").classes("faq-write"):
            with ui.element("div").classes("faq-topic"):
                self._line("topic", wording.topic, MOST_TOPIC).props("list=faq-topics")
                with ui.element("datalist").props("id=faq-topics"):
                    for one in sorted(topics):
                        ui.element("option").props["value"] = one
            for one in LANGUAGES:
                with ui.element("section").classes(f"faq-side faq-{one}") as side:
                    side.props["aria-label"] = self._word(f"in_{one}")
                    self._side(one, wording)
            for one in LANGUAGES:
                with ui.element("section").classes(f"faq-shown faq-{one}"):
                    ui.html(
                        f"<h2>{self._word('preview')}: {self._word(f'in_{one}')}</h2>",
                        sanitize=False,
                    )
                    preview(one, "thread", from_=one)

    def _side(self, one: str, wording: Wording) -> None:
        ui.html(f"<h2>{self._word(f'in_{one}')}</h2>", sanitize=False)
        self._line(f"question_{one}", wording.question(one), MOST_QUESTION).props(f"lang={one}")
        variants = "\n".join(wording.variants(one))
        self._area(f"variants_{one}", variants, 10_000, "faq-short").props(f"lang={one}")
        answer = self._area(f"answer_{one}", wording.answer(one), MOST_ANSWER, "faq-long")
        answer.props(f"lang={one}").props["hint"] = self._word("markdown")

    def _line(self, name: str, value: str, longest: int) -> ui.input:
        made = ui.input(self._word(name), value=value).classes("write").mark(name)
        made.props(f"outlined maxlength={longest} data-field={name}")
        self._fields[name] = made
        return made

    def _area(self, name: str, value: str, longest: int, size: str) -> ui.textarea:
        made = ui.textarea(self._word(name), value=value).classes(f"write {size}").mark(name)
        made.props(f"outlined autogrow maxlength={longest} data-field={name}")
        self._fields[name] = made
        return made

    def _bar(self) -> None:
        with ui.element("div").classes("faq-bar"):
            save = button(self._word("save"), self._save).mark("save")
            save.props("data-faq-save aria-keyshortcuts=Control+S")
            submit = button(self._word("submit"), self._save_and_submit, "quiet").mark("submit")
            submit.props("data-faq-save")
            told = ui.label(self._word("save_key")).classes("faq-kept-state soft")
            told.props("aria-live=polite")

    def _offer(self) -> None:
        """Shown by the browser where it keeps text that was never saved."""
        with ui.element("div").classes("faq-offer").props("hidden role=status"):
            ui.label("").classes("faq-offer-words")
            for key, look in (("recover", "solid"), ("forget", "quiet")):
                made = ui.element("button").props(f"type=button data-faq-{key}")
                with made.classes(f"plain-button faq-{look}"):
                    ui.label(self._word(key))

    def _keeper(self) -> None:
        self._keeping = ui.element("faq-keeper").props(f"base={self._seen} at=0")
        self._keeping.props["key"] = str(self._draft_id or "new")
        for key in KEPT:
            self._keeping.props[f"data-{key}"] = self._word(f"js_{key}", at="{at}", base="{base}")

    def _written(self) -> Wording:
        said: dict[str, Any] = {k: str(one.value or "") for k, one in self._fields.items()}
        for one in LANGUAGES:
            said[f"variants_{one}"] = said[f"variants_{one}"].split("\n")
        return Wording.of(said).tidy()

    async def _on_key(self, event: events.GenericEventArguments) -> None:
        """What the fields say comes along: nothing typed a moment ago is missed."""
        self._fill(event.args)
        await self._save()

    def _on_recover(self, event: events.GenericEventArguments) -> None:
        self._fill(event.args)
        ui.notify(self._word("recovered"))

    def _fill(self, said: Mapping[str, Any]) -> None:
        for name, field in self._fields.items():
            if isinstance(said.get(name), str) and field.value != said[name]:
                field.set_value(said[name])

    async def _save(self) -> bool:
        written, writing = self._written(), self._desk.editorial.writing
        if not (written.question_es or written.question_en):
            ui.notify(self._word("nothing_written"), type="warning")
            return False
        if self._draft_id is None:
            return await self._begin(written)
        try:
            number = await writing.save(self._draft_id, written, self._seen, self._agent)
        except Outdated as error:
            await self._show_conflict(error, written)
            return False
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
            return False
        ui.notify(self._word("same" if number == self._seen else "saved", number=number))
        await self._saved(number)
        return True

    async def _begin(self, written: Wording) -> bool:
        async def act() -> None:
            self._draft_id = await self._desk.editorial.writing.open(written, self._agent)

        if not await tried(self._agent, act) or self._draft_id is None:
            return False
        # The text of a new entry is safe: what the browser kept of it may go.
        ui.run_javascript("localStorage.removeItem('mostrador.faq.new')")
        ui.navigate.to(address(self._draft_id))
        return True

    async def _saved(self, number: int) -> None:
        self._seen = number
        self._conflict.set_visibility(False)
        self._keeping.props["base"] = str(number)
        self._keeping.props["at"] = str(int(self._keeping.props["at"]) + 1)
        self._keeping.update()
        entry = await self._desk.editorial.reading.entry(self._draft_id or 0)
        if self._facts:
            self._facts.clear()
            with self._facts:
                facts(entry, self._names, self._language)

    async def _show_conflict(self, error: Outdated, mine: Wording) -> None:
        """What the other one wrote, beside what is written here; neither is lost."""
        draft_id, number = self._draft_id or 0, error.current
        theirs = await self._desk.editorial.reading.entry(draft_id)
        who = self._names.get(error.by, error.by)

        async def keep_mine() -> None:
            self._seen = number
            await self._save()

        async def take_theirs() -> None:
            self._fill(_texts(theirs))
            await self._saved(theirs.version.number)

        self._conflict.clear()
        with self._conflict.props("role=alert"):
            ui.label(self._word("conflict", who=who, number=number)).classes("faq-strong")
            ui.label(self._word("conflict_diff", number=number)).classes("soft")
            show_changes(theirs.wording, mine, self._language)
            with ui.element("div").classes("buttons"):
                own = button(self._word("mine", number=number + 1), keep_mine).mark("mine")
                own.props("data-faq-save")
                button(self._word("theirs", number=number), take_theirs, "quiet").mark("theirs")
        self._conflict.set_visibility(True)

    async def _save_and_submit(self) -> None:
        fresh = self._draft_id is None
        if not await self._save() or fresh or self._draft_id is None:
            return
        draft_id, seen = self._draft_id, self._seen
        submit = self._desk.editorial.writing.submit
        if await tried(self._agent, lambda: submit(draft_id, seen, self._agent)):
            ui.navigate.to(address(draft_id, "check"))

    def _sources(self, sources: list[FaqSource]) -> None:
        """The texts that it was written from, for an editor to hold against what is written."""
        with ui.element("section").classes("faq-sources"):
            ui.html(f"<h2>{self._word('sources')}</h2>", sanitize=False)
            with ui.element("ul"):
                for one in sources:
                    with ui.element("li"):
                        self._source(one)

    def _source(self, source: FaqSource) -> None:
        with ui.element("div").classes("why"):
            ui.label(self._word(f"source_{source.kind}"))
            ui.label(source.title or when(source.at))
        gone = source.text == NOTHING
        said = self._word("source_gone") if gone else source.text
        ui.label(said).classes("faq-said").props("" if gone else f"lang={source.language}")
        if source.url:
            with ui.element("a").props("target=_blank") as link:
                link.props["href"] = source.url
                ui.label(self._word("open_passage"))
        elif source.conversation_id and not gone:
            ui.link(self._word("open_conversation"), f"/conversation/{source.conversation_id}")

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)


def _texts(entry: Entry) -> dict[str, str]:
    """What the fields of the form say of an entry."""
    values = entry.wording.values()
    return {k: "\n".join(v) if isinstance(v, list) else v for k, v in values.items()}
