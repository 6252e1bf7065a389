"""The list of FAQ entries: how far each is, how often it answers. Depends on the FAQ's parts."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from nicegui import ui

from bot.agents import Agent
from bot.console.faq_parts import FaqDesk, address, chip, titled, undo_strip
from bot.console.faq_words import topic_words, word
from bot.console.parts import when
from bot.editorial import STATES, DraftFilter, FaqDraft, Use
from bot.editorial.usage import DAYS
from bot.editorial.words import STATES as STATE_WORDS

PAGE = 50
FILTERS = ("state", "topic", "missing", "order", "group", "words")
ORDERS = ("most", "least")
MOST = 10_000


class ListPage:
    """The list on one editor's screen; the filters are in the address."""

    def __init__(self, desk: FaqDesk, agent: Agent, asked: Mapping[str, str]) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language
        self._asked = {key: asked[key].strip() for key in FILTERS if asked.get(key, "").strip()}
        page = asked.get("page", "")
        self._page = int(page) if page.isdecimal() and len(page) < 6 else 0

    async def build(self) -> None:
        """Lay it out."""
        await self._desk.editorial.writing.adopt()
        with ui.element("div").classes("faq-over"):
            ui.html(f"<h1>{self._word('faq')}</h1>", sanitize=False)
            with ui.element("div").classes("buttons"):
                self._action("/console/faq?new=1", "new", "solid").mark("new")
                self._action("/console/faq?view=import", "import", "quiet").mark("import")
                self._action("/console/faq.csv", "export", "quiet").mark("export")
        ui.label(self._word("help")).classes("soft")
        if self._desk.simulated:
            ui.label(self._word("simulated")).classes("faq-simulated")
        await undo_strip(self._desk, self._agent, mine=True)
        await self._filters()
        await self._found()

    def _action(self, href: str, key: str, look: str) -> ui.element:
        with ui.element("a").classes(f"faq-action {look}") as made:
            made.props["href"] = href
            ui.label(self._word(key))
        return made

    async def _filters(self) -> None:
        states = {one: STATE_WORDS[one][self._language] for one in STATES}
        states = {"work": self._word("work"), "live": self._word("live"), **states}
        topics = await self._desk.editorial.reading.topics()
        named = {one: topic_words(one, self._language) for one in topics}
        lacking = {one: self._word(f"in_{one}") for one in ("es", "en")}
        with ui.element("form").props("method=get action=/console/faq").classes("filters"):
            self._choice("state", "any_state", states)
            self._choice("topic", "any_topic", named)
            self._choice("missing", "any_missing", lacking)
            self._choice("order", "any_order", {one: self._word(one) for one in ORDERS})
            with ui.element("label").classes("filter"):
                ui.label(self._word("find"))
                field = ui.element("input").props("name=words type=search maxlength=80")
                field.props["value"] = self._asked.get("words", "")
            if group := self._asked.get("group"):
                ui.element("input").props("name=group type=hidden").props["value"] = group
            with ui.element("button").props("type=submit").classes("solid plain-button"):
                ui.label(self._word("show"))
            if self._asked:
                ui.link(self._word("all"), "/faq")
        if group := self._asked.get("group"):
            ui.label(self._word("of_group", group=group)).classes("soft")

    def _choice(self, key: str, nothing: str, options: Mapping[str, str]) -> None:
        with ui.element("label").classes("filter"):
            ui.label(self._word(key))
            with ui.element("select").props(f"name={key}"):
                for value, shown in {"": self._word(nothing), **options}.items():
                    option = ui.html(escape(shown), sanitize=False, tag="option")
                    option.props["value"] = value
                    if value == self._asked.get(key, ""):
                        option.props("selected")

    def _wanted(self) -> DraftFilter:
        group = self._asked.get("group", "")
        return DraftFilter(
            self._asked.get("state", ""),
            self._asked.get("topic", ""),
            self._asked.get("missing", ""),
            int(group) if group.isdecimal() and len(group) < 10 else None,
            self._asked.get("words", ""),
        )

    async def _found(self) -> None:
        reading, wanted = self._desk.editorial.reading, self._wanted()
        count = await reading.count(wanted)
        uses = await self._desk.editorial.usage.of_all()
        rows = await self._ordered(wanted, uses)
        told = self._word("one") if count == 1 else self._word("count", count=count)
        ui.label(told).props("role=status").classes("faq-count").mark("count")
        if rows:
            self._table(rows, uses)
        else:
            ui.label(self._word("nothing")).classes("empty")
        self._pages(count)

    async def _ordered(self, wanted: DraftFilter, uses: Mapping[str, Use]) -> list[FaqDraft]:
        """The page's rows: by how often they answered, or those in work first and by topic."""
        reading, begin, order = self._desk.editorial.reading, self._page * PAGE, self._asked
        if order.get("order") not in ORDERS:
            return await reading.lines(wanted, PAGE, begin)
        sign = -1 if order["order"] == "most" else 1
        rows = await reading.lines(wanted, MOST)
        rows.sort(key=lambda one: sign * uses.get(one.faq_id, Use()).answers)
        return rows[begin : begin + PAGE]

    def _table(self, rows: list[FaqDraft], uses: Mapping[str, Use]) -> None:
        with ui.element("div").classes("wide").props("tabindex=0 role=region") as place:
            place.props["aria-label"] = self._word("faq")
            with ui.element("table").classes("entries faq-entries"):
                with ui.element("thead"), ui.element("tr"):
                    for key in ("question", "state", "topic", "uses", "thumbs", "changed"):
                        with ui.element("th").props("scope=col").classes(f"faq-{key}"):
                            ui.label(self._word(key, days=DAYS))
                with ui.element("tbody"):
                    for row in rows:
                        self._row(row, uses.get(row.faq_id, Use()))

    def _row(self, row: FaqDraft, use: Use) -> None:
        language = self._language
        other = row.question_en if language == "es" else row.question_es
        view = "check" if row.state in ("review", "approved", "scheduled") else "write"
        with ui.element("tr"):
            with ui.element("th").props("scope=row").classes("faq-asked"):
                ui.link(titled(row, language), address(row.id, view))
                if other and other != titled(row, language):
                    lang = "en" if language == "es" else "es"
                    ui.label(other).classes("why").props(f"lang={lang}")
            with ui.element("td"):
                chip(row.state, language)
                if row.live_version is not None and row.state != "published":
                    ui.label(self._word("live")).classes("why")
                for one in row.missing.split():
                    ui.label(self._word(f"lacks_{one}")).classes("why late")
            for text in (
                topic_words(row.topic, language),
                str(use.answers) if use.answers else "–",
                f"{use.up} / {use.down}" if use.up or use.down else "–",
                when(row.updated_at),
            ):
                with ui.element("td"):
                    ui.label(text)

    def _pages(self, count: int) -> None:
        with ui.element("div").classes("over"):
            for key, page in (("previous", self._page - 1), ("next", self._page + 1)):
                if 0 <= page * PAGE < count:
                    ui.link(self._word(key), f"/faq?{urlencode({**self._asked, 'page': page})}")

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
