"""The filters of the pages about questions: a form that is an address.

Depends on the view, the words and NiceGUI.
"""

from collections.abc import Mapping
from datetime import date

from nicegui import ui

from bot.brief.words import TOPICS
from bot.console.markup import tag, text
from bot.console.questions_words import word
from bot.demand.view import LANGUAGES, MARKS, PERIODS, SORTS, View, address

NO_PRODUCT = "-"


def topic_words(topic: str, language: str) -> str:
    """What an intent is about; one that has no words as it is."""
    return TOPICS.get(topic, {}).get(language) or topic.replace("_", " ").capitalize()


def channel_words(channel: str, language: str) -> str:
    """The name of a channel; one that has none as it is."""
    key = f"channel_{channel}"
    try:
        return word(key, language)
    except KeyError:
        return channel.capitalize()


class Filters:
    """The form over one view. `action` is the page's address."""

    def __init__(
        self,
        view: View,
        language: str,
        today: date,
        action: str,
        *,
        products: Mapping[str, str],
        channels: tuple[str, ...] = ("web", "mail"),
        topics: tuple[str, ...] = (),
    ) -> None:
        self._view = view
        self._language = language
        self._today = today
        self._action = action
        self._products = products
        self._channels = channels
        self._topics = topics

    def build(self, whole: bool = True, **kept: str) -> None:
        """Lay it out; `whole` with what is asked of groups, `kept` goes along unseen."""
        fields = [self._search(), *self._selects(whole), self._day()]
        if whole:
            fields.append(self._only_simple())
        hidden = [tag("input", type="hidden", name=one, value=kept[one]) for one in kept]
        show = tag("button", text(self._word("show")), type="submit", class_="solid plain-button")
        clear = tag("a", text(self._word("all")), href=self._action)
        asked = address(self._view, self._today, page="", sort="", **kept)
        ends = [show, clear] if set(asked) - set(kept) else [show]
        form = tag(
            "form", *hidden, *fields, *ends, method="get", action=self._action, role="search",
            class_="filters",
        )  # fmt: skip
        ui.html(form, sanitize=False).classes("filters-around")

    def _selects(self, whole: bool) -> list[str]:
        view, language = self._view, self._language
        products = {NO_PRODUCT: self._word("no_product"), **self._products}
        periods = {str(one): self._word(f"days_{one}") for one in PERIODS}
        languages = {one: self._word(f"lang_{one}") for one in LANGUAGES}
        channels = {one: channel_words(one, language) for one in self._channels}
        found = [
            self._select("days", "period", periods, str(view.days)),
            self._select("product", "product", products, view.product, "any_product"),
            self._select("language", "language", languages, view.language, "any_language"),
            self._select("channel", "channel", channels, view.channel, "any_channel"),
        ]
        topics = {one: topic_words(one, language) for one in self._topics}
        if topics:
            found.append(self._select("topic", "topic", topics, view.topic, "any_topic"))
        if whole:
            marks = {one: self._word(one) for one in MARKS}
            sorts = {one: self._word(f"sort_{one}") for one in SORTS}
            found.append(self._select("mark", "mark", marks, view.mark, "any_mark"))
            found.append(self._select("sort", "sort", sorts, view.sort))
        return found

    def _select(
        self, name: str, title: str, options: Mapping[str, str], chosen: str, nothing: str = ""
    ) -> str:
        ordered = {"": self._word(nothing), **options} if nothing else options
        made = [
            tag("option", text(shown), value=value, selected=value == chosen)
            for value, shown in ordered.items()
        ]
        return self._labelled(title, tag("select", *made, name=name))

    def _search(self) -> str:
        given = {"type": "search", "name": "search", "maxlength": 200, "value": self._view.search}
        hint = self._word("search_hint")
        return self._labelled("search", tag("input", placeholder=hint, **given), "filter wide-one")

    def _day(self) -> str:
        until = self._view.until
        value = "" if until == self._today else until.isoformat()
        made = tag("input", type="date", name="until", value=value, max=self._today.isoformat())
        return self._labelled("until", made, "filter day-one")

    def _only_simple(self) -> str:
        box = tag("input", type="checkbox", name="simple", value="1", checked=self._view.simple)
        return tag("label", box, text(self._word("only_simple")), class_="tick")

    def _labelled(self, title: str, field: str, class_: str = "filter") -> str:
        return tag("label", tag("span", text(self._word(title))), field, class_=class_)

    def _word(self, key: str) -> str:
        return word(key, self._language)
