"""The page of unanswered questions at `/console/unanswered`: by cause, with the way to each fix.

Depends on the desk of unanswered questions, the filters and the parts.
"""

from functools import partial
from urllib.parse import urlencode

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.console.markup import cell, link, row, table, tag, text
from bot.console.parts import button, when
from bot.console.questions import pager, period_of, styles
from bot.console.questions_form import Filters
from bot.console.questions_words import counted
from bot.console.refused import refusal
from bot.console.unanswered_desk import UnansweredDesk
from bot.console.unanswered_words import word
from bot.demand.days import CAUSES
from bot.demand.decisions import Decided
from bot.demand.gaps import Gap, Gaps
from bot.demand.view import address, view_of
from bot.errors import BotError

PATH = "/console/unanswered"


def cause_in(asked: str) -> str:
    """The cause that an address asks for; the first where it asks for none that there is."""
    return asked if asked in CAUSES else CAUSES[0]


class UnansweredRoom:
    """Lays out the page for whoever opens it."""

    def __init__(self, desk: UnansweredDesk) -> None:
        self._desk = desk

    async def build(self, agent: Agent, request: Request) -> None:
        """The page with the filters of its address."""
        await UnansweredPage(self._desk, agent, request).build()


class UnansweredPage:
    """The page on one editor's screen."""

    def __init__(self, desk: UnansweredDesk, agent: Agent, request: Request) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language
        demand, asked = desk.demand, request.query_params
        self._today = demand.today()
        self._view = view_of(asked, self._today, demand.simulated)
        self._cause = cause_in(asked.get("cause", ""))

    async def build(self) -> None:
        """Lay it out."""
        gaps = await self._desk.listed(self._agent, self._view, self._cause)
        decided = await self._desk.decided(self._agent)
        topics = tuple(await self._desk.demand.topics())
        styles()
        with ui.element("div").classes("board demand"):
            ui.html(f"<h1>{self._word('title')}</h1>", sanitize=False)
            ui.label(self._word("help")).classes("soft")
            products = self._desk.demand.products
            given = {"products": products, "topics": topics}
            form = Filters(self._view, self._language, self._today, PATH, **given)  # type: ignore[arg-type]
            form.build(whole=False, cause=self._cause)
            self._tabs(gaps)
            self._list(gaps)
            count = gaps.counts[self._cause][1]
            pager(self._view, self._today, count, self._language, "/unanswered", cause=self._cause)
            self._apart(gaps)
            self._decided(decided)

    def _tabs(self, gaps: Gaps) -> None:
        made = []
        for cause in CAUSES:
            asked = address(self._view, self._today, page="", cause=cause)
            here = "page" if cause == self._cause else None
            count = tag("small", text(f" ({counted(gaps.counts[cause][1], self._language)})"))
            url = f"{PATH}?{urlencode(asked)}"
            inside = text(self._word(cause)) + count
            made.append(tag("li", tag("a", inside, href=url, aria_current=here)))
        named = tag("ul", *made, class_="tabs", aria_label=self._word("causes"))
        ui.html(named, sanitize=False)

    def _list(self, gaps: Gaps) -> None:
        asked, groups = gaps.counts[self._cause]
        ui.label(self._word(f"why_{self._cause}")).mark("why")
        if not gaps.gaps:
            ui.label(self._word("none_left")).classes("empty").props("role=status")
            return
        said = {"asked": counted(asked, self._language), "groups": counted(groups, self._language)}
        ui.label(self._word("groups", **said)).classes("soft").props("role=status").mark("count")
        heads = [self._word(one) for one in ("question", "for_example", "times", "last", "mend")]
        rows = [self._row(one, heads) for one in gaps.gaps]
        made = table(self._word(self._cause), heads, rows, "lines gaps")
        ui.html(made, sanitize=False).classes("wide")

    def _row(self, gap: Gap, heads: list[str]) -> str:
        language = self._language
        label = gap.label(language)
        kept = period_of(address(self._view, self._today))
        url = f"{PATH}/{gap.group_id}?{urlencode({**kept, 'cause': gap.cause})}"
        named = link(label, f"/console/questions/{gap.group_id}")
        product = self._desk.demand.products.get(gap.product or "", gap.product or "")
        about = tag("p", text(product), class_="why") if product else ""
        if gap.again:
            said = self._word("again", fix=self._word(f"fix_{gap.again}"))
            about += tag("p", text(said), class_="weak")
        samples = [tag("p", text(one.text), lang=one.language) for one in gap.samples]
        mend = link(self._word("mend"), url, aria_label=self._word("mend_of", label=label))
        return row(
            cell(heads[0], named, about, head=True),
            cell(heads[1], *samples, class_="text why"),
            cell(heads[2], tag("strong", text(counted(gap.count, language)))),
            cell(heads[3], text(when(gap.last_at))),
            cell(heads[4], mend),
        )

    def _apart(self, gaps: Gaps) -> None:
        asked, groups = gaps.apart
        if not groups:
            return
        said = self._word(
            "apart",
            asked=counted(asked, self._language),
            groups=counted(groups, self._language),
        )
        kept = period_of(address(self._view, self._today)) | {"mark": "person_only"}
        shown = link(self._word("apart_link"), f"/console/questions?{urlencode(kept)}")
        ui.html(f"{text(said)} {shown}", sanitize=False).classes("soft")

    def _decided(self, decided: list[Decided]) -> None:
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(self._word("decided"))), sanitize=False)
            if not decided:
                ui.label(self._word("no_decisions")).classes("empty")
            with ui.element("ul").classes("items").mark("decided"):
                for one in decided:
                    with ui.element("li").classes("item"):
                        self._decision(one)

    def _decision(self, one: Decided) -> None:
        both = (one.label_es, one.label_en)
        label = next(filter(None, both if self._language == "es" else both[::-1]), "")
        fix = self._word(f"fix_{one.row.fix}")
        url = f"/console/questions/{one.row.group_id}"
        told = [fix, self._word(one.row.cause), one.by, when(one.row.at)]
        with ui.element("div").classes("told"):
            words = link(label or f"#{one.row.group_id}", url)
            words += tag("p", text(" · ".join(told)), class_="why")
            if one.row.draft_id:
                entry = f"/console/faq?draft={one.row.draft_id}"
                words += tag("p", link(self._word("open_entry"), entry), class_="why")
            ui.html(words, sanitize=False)
        made = button(self._word("undo"), partial(self._undo, one.row.id), "quiet")
        made.mark(f"undo-{one.row.id}")
        made.props["aria-label"] = self._word("undo_of", fix=fix, label=label)

    async def _undo(self, decision_id: int) -> None:
        try:
            await self._desk.undo(self._agent, decision_id)
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
        else:
            ui.notify(self._word("undone"))
            ui.navigate.reload()

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
