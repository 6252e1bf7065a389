"""One group of questions at `/console/questions/NUMBER`: what was asked and answered, and the way
from it to a FAQ entry.

Depends on the questions' desk, its edits, the charts and the table.
"""

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.brief.words import HOW
from bot.console.charts import bars
from bot.console.markup import cell, link, row, table, tag, text
from bot.console.parts import button, when
from bot.console.questions import period_of, simulated_note, styles
from bot.console.questions_desk import Opened, QuestionsDesk
from bot.console.questions_edits import Edits
from bot.console.questions_rows import figures, given_row, piece_row, reply_row
from bot.console.questions_table import GroupsTable, state_of, week_of
from bot.console.questions_words import counted, word
from bot.console.refused import refusal
from bot.demand.asked import PAGE, Given, Put, Reply
from bot.demand.view import LANGUAGES, address, view_of
from bot.demand.volume import WEEKS, Group
from bot.editorial.reading import IN_WORK
from bot.errors import BotError

PATH = "/console/questions"


class GroupRoom:
    """Lays out the page for whoever opens it."""

    def __init__(self, desk: QuestionsDesk) -> None:
        self._desk = desk

    async def build(self, agent: Agent, request: Request) -> None:
        """The group that the address names, or the one that has its questions now."""
        styles()
        number = str(request.path_params.get("group_id", ""))
        named = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
        try:
            group_id = await self._desk.home(named)
        except BotError as error:
            with ui.element("div").classes("board demand"):
                ui.html(f"<h1>{word('title', agent.language)}</h1>", sanitize=False)
                ui.label(refusal(error, agent.language)).props("role=alert")
            return
        await GroupPage(self._desk, agent, request, group_id).build()


class GroupPage:
    """The page on one editor's screen."""

    def __init__(self, desk: QuestionsDesk, agent: Agent, request: Request, group_id: int) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language
        self._id = group_id
        demand, asked = desk.demand, request.query_params
        self._today = demand.today()
        self._view = view_of(asked, self._today, demand.simulated)
        self._asked_in = self._view.language
        self._ticked: set[int] = set()

    async def build(self) -> None:
        """Lay it out."""
        whole = replace(self._view, product="", language="", channel="")
        opened = await self._desk.opened(
            self._agent, whole, self._id, self._view.page, self._asked_in
        )
        if opened is None:
            ui.label(self._word("gone")).classes("board").props("role=alert")
            return
        self._group = opened.group
        self._edits = Edits(self._desk, self._agent, opened.group, self._ticked)
        with ui.element("div").classes("board demand"):
            self._head(opened)
            with ui.element("div").classes("two"):
                self._weeks(opened.group)
                self._entries(opened)
            self._questions(opened)
            with ui.element("div").classes("two"):
                self._answers(opened.answers)
                self._replies(opened.replies)
            self._passages()
            self._edits.history(opened.edits)

    def _head(self, opened: Opened) -> None:
        group, language = opened.group, self._language
        kept = period_of(address(self._view, self._today))
        with ui.element("div").classes("back"):
            back = f"{PATH}?{urlencode(kept)}" if kept else PATH
            ui.html(link(f"← {self._word('back')}", back), sanitize=False)
        ui.html(tag("h1", text(group.label(language))), sanitize=False)
        other = "en" if language == "es" else "es"
        label = group.label_en if other == "en" else group.label_es
        if label and label != group.label(language):
            named = self._word(f"named_{other}", label=label)
            ui.label(named).classes("soft").props(f"lang={other}")
        about = GroupsTable(language, self._desk.demand.products, {}).about(group)
        chips = [tag("span", text(one), class_="chip") for one in about]
        ui.html("".join(chips), sanitize=False).classes("chips")
        simulated_note(sum(one.simulated for one in opened.puts.questions), language)
        self._edits.buttons()

    def _weeks(self, group: Group) -> None:
        language, until = self._language, self._view.until
        days = [week_of(until, WEEKS - 1 - n) for n in range(WEEKS)]
        names = [f"{day:%d/%m}" for day in days]
        title = self._word("weeks")
        values = ", ".join(map(str, group.weeks))
        said = self._word("trend_is", count=WEEKS, values=values)
        heads = [self._word("week"), self._word("asked")]
        rows = [
            row(cell(heads[0], text(name), head=True), cell(heads[1], text(value)))
            for name, value in zip(names, group.weeks, strict=True)
        ]
        numbers = tag(
            "details",
            tag("summary", text(self._word("weeks_table"))),
            table(title, heads, rows, "few"),
        )
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(title)), sanitize=False)
            ui.html(bars(group.weeks, names, title, said), sanitize=False)
            ui.html(numbers, sanitize=False)
            told = self._word("in_period", days=self._view.days, day=f"{until:%d/%m/%Y}")
            ui.label(told).classes("soft")
            ui.html(figures(group, language), sanitize=False)

    def _entries(self, opened: Opened) -> None:
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(self._word("entries"))), sanitize=False)
            rows = []
            for one in opened.drafts:
                asked = one.question_es if self._language == "es" else one.question_en
                named = asked or one.question_es or one.question_en or one.faq_id
                state = self._word(state_of(one.state, one.live_version is not None))
                shown = link(named, f"/console/faq?draft={one.id}")
                rows.append(f"{shown} {tag('span', text(state), class_='chip')}")
            self._list(rows, "no_entries")
            self._drafting(next((one.id for one in opened.drafts if one.state in IN_WORK), None))
            ui.label(self._word("draft_help")).classes("soft")

    def _drafting(self, begun: int | None) -> None:
        """The way to write; to the draft that was `begun` before to another one."""
        with ui.element("div").classes("buttons"):
            if begun is not None:
                opens = partial(ui.navigate.to, f"/faq?draft={begun}")
                button(self._word("open_draft"), opens).mark("open_draft")
            key, look = ("draft", "solid") if begun is None else ("draft_more", "quiet")
            self._drafter = button(self._word(key), self._draft, look).mark("draft")

    async def _draft(self) -> None:
        # A second click before the first is done would begin a second draft.
        self._drafter.disable()
        try:
            draft = await self._desk.draft(self._agent, self._group)
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
            self._drafter.enable()
        else:
            ui.navigate.to(f"/faq?draft={draft}")

    def _questions(self, opened: Opened) -> None:
        puts = opened.puts
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(self._word("questions"))), sanitize=False)
            with ui.element("div").classes("over"):
                count = counted(puts.count, self._language)
                ui.label(self._word("questions_count", count=count)).classes("soft")
                self._languages()
            if not puts.questions:
                ui.label(self._word("no_questions")).classes("empty")
            with ui.element("ul").classes("items").mark("questions"):
                for one in puts.questions:
                    with ui.element("li").classes("item"):
                        self._question(one)
            with ui.element("div").classes("buttons"):
                button(self._word("split"), self._edits.split, "quiet").mark("split")
                button(self._word("move"), self._edits.move, "quiet").mark("move")
            self._pages(puts.count)

    def _languages(self) -> None:
        """All questions, or those of one language."""
        kept = period_of(address(self._view, self._today))
        made = []
        for one in ("", *LANGUAGES):
            asked = kept | ({"language": one} if one else {})
            url = f"{PATH}/{self._id}" + (f"?{urlencode(asked)}" if asked else "")
            name = self._word(f"lang_{one}" if one else "any_language")
            here = "page" if one == self._asked_in else None
            made.append(tag("li", link(name, url, aria_current=here)))
        ui.html(tag("ul", *made, class_="tabs"), sanitize=False)

    def _question(self, put: Put) -> None:
        box = ui.element("input").props("type=checkbox").mark(f"tick-{put.id}")
        box._props["aria-label"] = self._word("tick", text=put.text[:120])
        box.on("change", partial(self._tick, put.id), js_handler="(e) => emit(e.target.checked)")
        with ui.element("div").classes("told"):
            ui.label(put.text).classes("said").props(f"lang={put.language}")
            told = [when(put.asked_at), put.language, self._fate(put)]
            told += (
                [self._desk.demand.products.get(put.product, put.product)] if put.product else []
            )
            told += (
                [self._word("helped" if put.feedback > 0 else "not_helped")] if put.feedback else []
            )
            told += [self._word(put.feedback_reason)] if put.feedback_reason else []
            told += [self._word("pinned")] if put.pinned else []
            told += [self._word("made_up")] if put.simulated else []
            conversation = link(
                self._word("open_conversation"), f"/console/conversation/{put.conversation_id}"
            )
            ui.html(f"{text(' · '.join(told))} · {conversation}", sanitize=False).classes("why")

    def _fate(self, put: Put) -> str:
        known = HOW.get(put.outcome or "")
        if put.answered_by == "agent" or known is None:
            return self._word(f"by_{put.answered_by}")
        words = known[self._language]
        return words[:1].lower() + words[1:]

    def _tick(self, question_id: int, event: object) -> None:
        ticked = bool(getattr(event, "args", False))
        (self._ticked.add if ticked else self._ticked.discard)(question_id)

    def _pages(self, count: int) -> None:
        pages = max(1, -(-count // PAGE))
        if pages == 1:
            return
        kept = period_of(address(self._view, self._today))
        kept |= {"language": self._asked_in} if self._asked_in else {}
        at = min(self._view.page, pages)
        with ui.element("div").classes("over pager"):
            for key, page in (("previous", at - 1), ("next", at + 1)):
                if 1 <= page <= pages:
                    url = f"/questions/{self._id}?{urlencode(kept | {'page': str(page)})}"
                    ui.link(self._word(key), url).mark(key)
            ui.label(self._word("page_of", page=at, pages=pages)).classes("soft")

    def _answers(self, answers: list[Given]) -> None:
        rows = [given_row(one, self._language) for one in answers]
        self._section("answers", rows, "no_answers")

    def _replies(self, replies: list[Reply]) -> None:
        rows = [reply_row(one, self._language) for one in replies]
        self._section("replies", rows, "no_replies")

    def _passages(self) -> None:
        """They are looked up when the page is there: looking takes a moment."""
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(self._word("passages"))), sanitize=False)
            place = ui.element("div").props("aria-live=polite").mark("passages")

        async def fill() -> None:
            found = await self._desk.demand.drafting.passages(self._group)
            pieces = [piece for one in LANGUAGES for piece in found[one]]
            with place:
                self._list([piece_row(one, self._language) for one in pieces], "no_passages")

        ui.timer(0.05, fill, once=True)

    def _section(self, title: str, rows: list[str], nothing: str) -> None:
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(self._word(title))), sanitize=False)
            self._list(rows, nothing)

    def _list(self, rows: list[str], nothing: str) -> None:
        if not rows:
            ui.label(self._word(nothing)).classes("empty")
            return
        made = [tag("li", tag("div", one, class_="told"), class_="item") for one in rows]
        ui.html(tag("ul", *made, class_="items"), sanitize=False)

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
