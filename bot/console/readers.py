"""The page at `/console/readers`: whether help helped, what readers wrote, what they looked for.

Depends on the votes, the searches and the catalogue of the help pages, and the pieces of HTML.
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.console.markup import cell, link, row, table, tag, text
from bot.console.parts import when
from bot.console.questions import styles
from bot.console.questions_words import counted, percent
from bot.console.readers_words import word
from bot.database import now
from bot.help import Count, Remark, Searches, Unanswered, Votes
from bot.help.addresses import in_language
from bot.help.catalogue import Catalogue, Help
from bot.help.votes import OF_A_FAQ
from bot.policies.days import local_day
from bot.roles import need

RIGHT = "content"
PATH = "/console/readers"
PERIODS = (7, 28, 90, 365)
USUAL = 28
MOST = 100
"""Pages, remarks and searches that are listed."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What the page is about: the votes by page, what was written, searches in all and found, and
    those in vain."""

    votes: dict[str, Count]
    remarks: list[Remark]
    searches: tuple[int, int]
    missed: list[Unanswered]


class ReadersRoom:
    """Lays out the page for whoever opens it. Words of readers are kept `kept_days`."""

    def __init__(
        self, votes: Votes, searches: Searches, catalogue: Catalogue, kept_days: float
    ) -> None:
        self._votes = votes
        self._searches = searches
        self._catalogue = catalogue
        self._kept_days = kept_days

    async def build(self, agent: Agent, request: Request) -> None:
        """The page of the period in its address."""
        need(agent, RIGHT)
        days = period_of(request.query_params.get("days", ""))
        known, read = await self._catalogue.current(), await self._read(days)
        ReadersPage(agent.language, days, self._kept_days, known).build(read)

    async def _read(self, days: int) -> Readings:
        since = now() - timedelta(days=days)
        day = local_day(since)
        return Readings(
            await self._votes.counts(since),
            await self._votes.remarks(since, MOST),
            await self._searches.totals(day),
            await self._searches.unanswered(day, MOST),
        )


def period_of(asked: str) -> int:
    """The days that an address asks for; the usual ones where it asks for none that there are."""
    return next((days for days in PERIODS if asked == str(days)), USUAL)


class ReadersPage:
    """The page in one language, over the help pages as they are."""

    def __init__(self, language: str, days: int, kept_days: float, known: Help) -> None:
        self._language = language
        self._days = days
        self._kept_days = kept_days
        self._known = known

    def build(self, read: Readings) -> None:
        """Lay it out."""
        styles()
        with ui.element("div").classes("board demand"):
            ui.html(f"<h1>{self._word('title')}</h1>", sanitize=False)
            ui.label(self._word("help")).classes("soft")
            self._periods()
            if self._days > self._kept_days:
                ui.label(self._word("kept", days=round(self._kept_days))).classes("soft")
            self._voted(read.votes)
            self._said(read.remarks)
            self._missed(read)

    def _periods(self) -> None:
        made = []
        for days in PERIODS:
            named = self._word("year") if days == PERIODS[-1] else self._word("days", days=days)
            here = "page" if days == self._days else None
            made.append(tag("li", link(named, f"{PATH}?days={days}", aria_current=here)))
        tabs = tag("ul", *made, class_="tabs", aria_label=self._word("period"))
        ui.html(tabs, sanitize=False)

    def _voted(self, votes: dict[str, Count]) -> None:
        worst = sorted(votes.items(), key=lambda one: (-one[1].no, -one[1].yes, one[0]))[:MOST]
        every = Count(sum(one.yes for one in votes.values()), sum(one.no for one in votes.values()))
        with ui.element("section").mark("votes"):
            ui.html(tag("h2", text(self._word("votes"))), sanitize=False)
            if not worst:
                ui.label(self._word("no_votes")).classes("empty").props("role=status")
                return
            key = "one_vote_told" if every.all == 1 else "votes_told"
            share = percent(every.share, self._language)
            told = self._word(key, votes=counted(every.all, self._language), share=share)
            ui.label(told).classes("soft")
            heads = [self._word(one) for one in ("page", "helped", "yes", "no", "mend")]
            rows = [self._vote_row(page, count, heads) for page, count in worst]
            made = table(self._word("votes"), heads, rows)
            ui.html(made, sanitize=False).classes("wide")

    def _vote_row(self, page: str, count: Count, heads: list[str]) -> str:
        title = self._known.title(page, self._language)
        named = self._page_link(page)
        kind = (
            "of_faq" if page.startswith(OF_A_FAQ) else "of_steps" if "/" in page else "of_product"
        )
        about = self._word(kind) if title else f"{self._word(kind)}, {self._word('gone')}"
        edit = ""
        if page.startswith(OF_A_FAQ):
            query = urlencode({"words": page.removeprefix(OF_A_FAQ)})
            said = self._word("edit_of", title=title or page)
            edit = link(self._word("edit"), f"/console/faq?{query}", aria_label=said)
        return row(
            cell(heads[0], named, tag("p", text(about), class_="why"), head=True),
            cell(heads[1], tag("strong", text(percent(count.share, self._language)))),
            cell(heads[2], text(counted(count.yes, self._language))),
            cell(heads[3], text(counted(count.no, self._language))),
            cell(heads[4], edit),
        )

    def _page_link(self, page: str) -> str:
        """A page of help by its title, as a link to it where it is there."""
        title = self._known.title(page, self._language)
        return link(title, in_language(page, self._language)) if title else text(page)

    def _said(self, remarks: list[Remark]) -> None:
        with ui.element("section").mark("remarks"):
            ui.html(tag("h2", text(self._word("remarks"))), sanitize=False)
            if not remarks:
                ui.label(self._word("no_remarks")).classes("empty")
                return
            made = [self._remark(one) for one in remarks]
            ui.html(tag("ul", *made, class_="items"), sanitize=False).classes("panel")

    def _remark(self, one: Remark) -> str:
        said = self._word("said_yes" if one.helpful else "said_no")
        words = tag("p", text(one.words), class_="said", lang=one.language)
        mark = tag("strong", text(said))
        told = tag(
            "p", f"{mark} · {self._page_link(one.page)} · {text(when(one.at))}", class_="why"
        )
        return tag("li", tag("div", words, told, class_="told"), class_="item")

    def _missed(self, read: Readings) -> None:
        every, found = read.searches
        with ui.element("section").mark("searches"):
            ui.html(tag("h2", text(self._word("searches"))), sanitize=False)
            if not every:
                ui.label(self._word("no_searches")).classes("empty")
                return
            numbers = {
                "all": counted(every, self._language),
                "found": counted(found, self._language),
            }
            share = percent(found / every, self._language)
            ui.label(self._word("searches_told", share=share, **numbers)).classes("soft")
            if not read.missed:
                ui.label(self._word("all_found")).classes("empty")
                return
            heads = [self._word(one) for one in ("looked_for", "language", "times", "last", "mend")]
            rows = [self._search_row(one, heads) for one in read.missed]
            made = table(self._word("searches"), heads, rows)
            ui.html(made, sanitize=False).classes("wide")

    def _search_row(self, one: Unanswered, heads: list[str]) -> str:
        again = in_language("search", one.language, q=one.text)
        said = self._word("try_of", text=one.text)
        return row(
            cell(heads[0], tag("span", text(one.text), lang=one.language), head=True),
            cell(heads[1], text(self._word(one.language))),
            cell(heads[2], tag("strong", text(counted(one.times, self._language)))),
            cell(heads[3], text(f"{one.last:%d/%m/%Y}")),
            cell(heads[4], link(self._word("try"), again, aria_label=said)),
        )

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
