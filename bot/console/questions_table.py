"""The table of groups, and the share of simple questions above it, as HTML. Pure.

Depends on the shapes of the demand, the charts and the words.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

from bot.console.charts import sparkline
from bot.console.markup import cell, link, row, table, tag, text
from bot.console.questions_form import channel_words, topic_words
from bot.console.questions_words import counted, lasting, percent, tenths, word
from bot.demand.share import BY, Part, Share
from bot.demand.view import View
from bot.demand.volume import WEEKS, Group, Written

HEADS = ("question", "asked", "of_all", "trend", "unanswered", "thumbs", "alone", "agents", "faq")


class GroupsTable:
    """The table in one language. `asked` is the query that keeps the period of the view, `of_all`
    how many questions there are in it."""

    def __init__(
        self,
        language: str,
        products: Mapping[str, str],
        asked: Mapping[str, str],
        of_all: int = 0,
    ) -> None:
        self._language = language
        self._products = products
        self._asked = asked
        self._of_all = of_all

    def html(self, groups: tuple[Group, ...]) -> str:
        """All of it."""
        heads = [self._word(one) for one in HEADS]
        return table(self._word("title"), heads, [self._row(one) for one in groups], "lines groups")

    def _row(self, group: Group) -> str:
        language = self._language
        titles = [self._word(one) for one in HEADS]
        kept = f"?{urlencode(self._asked)}" if self._asked else ""
        named = link(group.label(language), f"/console/questions/{group.id}{kept}")
        about = tag("p", text(" · ".join(self.about(group))), class_="why")
        unanswered = percent(group.share(group.unanswered), language)
        weak = "weak" if group.share(group.unanswered) >= 0.25 else None
        return row(
            cell(titles[0], named, about, head=True),
            cell(titles[1], self._volume(group)),
            cell(titles[2], text(tenths(group.part_of(self._of_all), language))),
            cell(titles[3], sparkline(group.weeks, self._trend(group)), class_="drawn"),
            cell(titles[4], tag("span", text(unanswered), class_=weak)),
            cell(titles[5], self._thumbs(group)),
            cell(titles[6], text(percent(group.share(group.alone), language))),
            cell(titles[7], text(lasting(group.agent_s, language) if group.agent_s else "–")),
            cell(titles[8], written(group.written, language)),
        )

    def about(self, group: Group) -> list[str]:
        """What a group is about: mark, topic, products, languages."""
        language = self._language
        found = [] if group.mark == "open" else [self._word(group.mark)]
        found += [topic_words(group.topic, language)] if group.topic else []
        named = [self._products.get(one, one) for one in group.products if one]
        found += [", ".join(named[:2]) + (" …" if len(named) > 2 else "")] if named else []
        shares = [
            f"{one} {percent(group.share(count), language)}"
            for one, count in group.languages.items()
        ]
        return [*found, " ".join(shares)] if len(shares) > 1 else [*found, *group.languages]

    def _volume(self, group: Group) -> str:
        shown = tag("strong", text(counted(group.asked, self._language)))
        if group.change is None:
            new = tag("span", text(self._word("new")), class_="why")
            return tag("span", f"{shown} {new}")
        change = f"{100 * group.change:+.0f}"
        change = f"{change} %" if self._language == "es" else f"{change}%"
        said = self._word("change_is", change=change, before=group.before)
        arrow = "↗" if group.change > 0.05 else "↘" if group.change < -0.05 else "→"
        told = tag("span", text(f"{arrow} {change}"), class_="why", title=said)
        return tag("span", f"{shown} {told}")

    def _trend(self, group: Group) -> str:
        values = ", ".join(map(str, group.weeks))
        return self._word("trend_is", count=WEEKS, values=values)

    def _thumbs(self, group: Group) -> str:
        if not group.up and not group.down:
            return text("–")
        return thumbs(group.up, group.down, self._language)

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)


def thumbs(up: int, down: int, language: str) -> str:
    """How often it helped and did not: signs for the eye, words for a screen reader."""
    shown = tag("span", text(f"▲ {up}  ▼ {down}"), aria_hidden="true")
    said = word("thumbs_are", language, up=up, down=down)
    return shown + tag("span", text(said), class_="unseen")


def written(entries: tuple[Written, ...], language: str) -> str:
    """Links to what is written about a group."""
    if not entries:
        return text("–")
    return " ".join(
        link(word(state_of(one.state, one.live), language), f"/console/faq?draft={one.draft_id}")
        for one in entries[:2]
    )


def state_of(state: str, live: bool) -> str:
    """The key of the words for an entry's state: one that is live and in work says both."""
    return "written_live" if live and state not in ("published", "retired") else f"written_{state}"


def head(share: Share, language: str) -> str:
    """The figures at the head: each with its words below."""
    shown = {
        "simple_share": percent(share.all.share, language),
        "asked_all": counted(share.all.asked, language),
        "simple_alone": percent(share.all.alone, language),
        "simple_cost": lasting(share.all.each_s, language),
    }
    parts = [
        tag("div", tag("dt", text(word(key, language))), tag("dd", text(value)), class_="number")
        for key, value in shown.items()
    ]
    return tag("dl", *parts, class_="numbers", aria_label=word("figures", language))


class Parts:
    """The share by product, language, channel and week, as tables."""

    def __init__(self, language: str, products: Mapping[str, str], view: View) -> None:
        self._language = language
        self._products = products
        self._view = view

    def html(self, share: Share) -> str:
        """All of them."""
        made = []
        for by in BY:
            title = word(f"by_{by}", self._language)
            ordered = sorted(share.by[by].items(), key=self._order(by))
            rows = [self._row(self._name(by, value), part) for value, part in ordered]
            heads = [word(one, self._language) for one in ("part", "asked", "share")]
            made.append(tag("section", tag("h2", text(title)), table(title, heads, rows, "few")))
        return tag("div", *made, class_="parts")

    def _row(self, name: str, part: Part) -> str:
        heads = [word(one, self._language) for one in ("part", "asked", "share")]
        return row(
            cell(heads[0], text(name), head=True),
            cell(heads[1], text(counted(part.asked, self._language))),
            cell(heads[2], text(percent(part.share, self._language))),
        )

    def _order(self, by: str) -> Callable[[tuple[str, Part]], int]:
        if by == "week":
            return lambda one: int(one[0])
        return lambda one: -one[1].asked

    def _name(self, by: str, value: str) -> str:
        language = self._language
        if by == "week":
            first = week_of(self._view.until, int(value), self._view.since)
            return word("week_of", language, day=f"{first:%d/%m}")
        if by == "language":
            return word(f"lang_{value}", language)
        if by == "channel":
            return channel_words(value, language)
        return self._products.get(value, value) or word("no_product", language)


def week_of(until: date, ago: int, since: date = date.min) -> date:
    """The first day of a week that ends `ago` whole weeks before `until`, not before `since`."""
    return max(until - timedelta(7 * ago + 6), since)
