"""One gap at `/console/unanswered/NUMBER?cause=...`: what was asked in vain, what there is to
answer it, and the fixes.

Depends on the desk of unanswered questions, dialogs and the parts.
"""

from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.console.dialogs import dialog
from bot.console.markup import link, tag, text
from bot.console.native import Choice
from bot.console.parts import button, when
from bot.console.questions import period_of, styles
from bot.console.questions_rows import given_row, piece_row
from bot.console.questions_words import word as question_word
from bot.console.refused import refusal
from bot.console.unanswered import cause_in
from bot.console.unanswered_desk import Open, UnansweredDesk
from bot.console.unanswered_words import word
from bot.demand.asked import Put
from bot.demand.tables import ProductTerm
from bot.demand.view import LANGUAGES, address, view_of
from bot.errors import BotError


class GapRoom:
    """Lays out the page for whoever opens it."""

    def __init__(self, desk: UnansweredDesk) -> None:
        self._desk = desk

    async def build(self, agent: Agent, request: Request) -> None:
        """The gap that the address names."""
        await GapPage(self._desk, agent, request).build()


class GapPage:
    """The page on one editor's screen."""

    def __init__(self, desk: UnansweredDesk, agent: Agent, request: Request) -> None:
        self._desk = desk
        self._agent = agent
        self._language = agent.language
        demand, asked = desk.demand, request.query_params
        self._view = view_of(asked, demand.today(), demand.simulated)
        self._cause = cause_in(asked.get("cause", ""))
        number = str(request.path_params.get("group_id", ""))
        known = number.isascii() and number.isdecimal() and len(number) < 10
        self._id = int(number) if known else 0
        kept = period_of(address(self._view, demand.today())) | {"cause": self._cause}
        self._back = f"/unanswered?{urlencode(kept)}"

    async def build(self) -> None:
        """Lay it out."""
        styles()
        one = await self._desk.opened(self._agent, self._view, self._id, self._cause)
        with ui.element("div").classes("board demand"):
            with ui.element("div").classes("back"):
                ui.html(link(f"← {self._word('back')}", f"/console{self._back}"), sanitize=False)
            if one is None:
                ui.html(tag("h1", text(self._word("title"))), sanitize=False)
                ui.label(self._word("nothing_open")).props("role=status")
                return
            self._one = one
            self._head(one)
            with ui.element("div").classes("two fixes-first"):
                self._asked(one)
                self._fixes(one)
            with ui.element("div").classes("two"):
                if one.answers and self._cause == "unhelpful":
                    self._answers(one)
                self._passages(one)
                if self._cause == "wrong_product":
                    self._terms(await self._desk.terms(self._agent))

    def _head(self, one: Open) -> None:
        language = self._language
        ui.html(tag("h1", text(one.gap.label(language))), sanitize=False)
        chips = [tag("span", text(self._word(self._cause)), class_="chip")]
        if one.gap.again:
            said = self._word("again", fix=self._word(f"fix_{one.gap.again}"))
            chips.append(tag("span", text(said), class_="chip weak"))
        ui.html("".join(chips), sanitize=False).classes("chips")
        ui.label(self._word(f"why_{self._cause}"))
        for faq in [each for each in one.group.written if each.live]:
            entry = link(self._word("open_entry"), f"/console/faq?draft={faq.draft_id}")
            ui.html(f"{text(self._word('live'))} {entry}", sanitize=False)
        group = link(self._word("see_group"), f"/console/questions/{one.gap.group_id}")
        ui.html(group, sanitize=False)

    def _asked(self, one: Open) -> None:
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(self._word("asked"))), sanitize=False)
            rows = [tag("li", self._put(put), class_="item") for put in one.asked]
            ui.html(tag("ul", *rows, class_="items"), sanitize=False)

    def _put(self, put: Put) -> str:
        products = self._desk.demand.products
        understood = products.get(put.product or "", put.product) or self._word("no_product")
        told = [when(put.asked_at), self._word("understood", product=understood)]
        if put.feedback_reason:
            told.append(question_word(put.feedback_reason, self._language))
        opens = question_word("open_conversation", self._language)
        conversation = link(opens, f"/console/conversation/{put.conversation_id}")
        said = tag("p", text(put.text), lang=put.language)
        why = tag("p", f"{text(' · '.join(told))} · {conversation}", class_="why")
        return tag("div", said, why, class_="told")

    def _fixes(self, one: Open) -> None:
        acts: dict[str, Callable[[], Awaitable[None]]] = {
            "write": self._write,
            "phrase": self._phrase,
            "product": self._product,
            "mark_person_only": partial(self._noted, self._desk.mark, "person_only"),
            "mark_no_question": partial(self._noted, self._desk.mark, "no_question"),
            "done": partial(self._noted, self._desk.done),
        }
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(self._word("fixes"))), sanitize=False)
            with ui.element("ul").classes("items"):
                for at, fix in enumerate(one.fixes(self._cause)):
                    with ui.element("li").classes("item"), ui.element("div").classes("told"):
                        look = "quiet" if at else "solid"
                        if fix == "reword":
                            self._rewords(one, look)
                        else:
                            button(self._word(fix), acts[fix], look).mark(fix)
                        ui.label(self._word(f"{fix}_help")).classes("soft")

    def _rewords(self, one: Open, look: str) -> None:
        """A button for each entry that was the answer; without one, what is written is a manual's
        and an entry says it better."""
        ids = list(dict.fromkeys(given.faq_id for given in one.answers if given.faq_id))
        for faq_id in ids:
            words = self._word("reword_of", id=faq_id)
            button(words, partial(self._reword, faq_id), look).mark(f"reword-{faq_id}")
        if not ids:
            button(self._word("write"), self._write, look).mark("reword-write")

    async def _write(self) -> None:
        await self._to_draft(self._desk.write(self._agent, self._one))

    async def _reword(self, faq_id: str) -> None:
        await self._to_draft(self._desk.reword(self._agent, self._one, faq_id))

    async def _to_draft(self, act: Coroutine[Any, Any, int | None]) -> None:
        draft = await self._tried(act)
        if draft is not None:
            ui.navigate.to(f"/faq?draft={draft}")

    async def _noted(self, act: Callable[..., Coroutine[Any, Any, None]], *given: str) -> None:
        async def both() -> bool:
            await act(self._agent, self._one, *given)
            return True

        if await self._tried(both()):
            ui.notify(self._word("noted"))
            ui.navigate.to(self._back)

    async def _phrase(self) -> None:
        """A dialog: which entry, and the words in each language."""
        drafting = self._desk.demand.drafting
        entries = await drafting.entries(self._one.group, self._language)
        words = {one: await drafting.unsaid(self._one.asked, one) for one in LANGUAGES}
        with dialog(self._word("phrase")) as box:
            if not entries:
                ui.label(self._word("no_entry"))
                button(self._word("cancel"), box.close, "quiet")
                box.open()
                return
            ui.label(self._word("phrase_help")).classes("soft")
            entry = Choice(self._word("entry"), entries)
            fields = {}
            for one in LANGUAGES:
                made = ui.input(self._word(f"phrase_{one}"), value=words[one])
                made.props(f"outlined maxlength=200 lang={one}").classes("write")
                fields[one] = made.mark(f"phrase_{one}")

            async def save() -> None:
                texts = {one: str(made.value or "").strip() for one, made in fields.items()}
                if not any(texts.values()):
                    ui.notify(self._word("no_phrase"), type="warning")
                    return
                act = self._desk.phrase(self._agent, self._one, entry.value, texts)
                await self._to_draft(act)

            with ui.element("div").classes("buttons"):
                button(self._word("save"), save).mark("save_phrase")
                button(self._word("cancel"), box.close, "quiet")
        box.open()

    async def _product(self) -> None:
        """A dialog: which word names which product."""
        products = {**self._desk.demand.products, "": self._word("means_nothing")}
        with dialog(self._word("product")) as box:
            ui.label(self._word("product_help")).classes("soft")
            said = ui.input(self._word("word_is")).props("outlined maxlength=60").classes("write")
            said.mark("term")
            means = Choice(self._word("means"), products)

            async def save() -> None:
                act = self._desk.teach(self._agent, self._one, str(said.value or ""), means.value)
                term = await self._tried(act)
                if term:
                    box.close()
                    ui.notify(self._word("taught", word=term.word))
                    ui.navigate.to(self._back)

            with ui.element("div").classes("buttons"):
                button(self._word("teach"), save).mark("teach")
                button(self._word("cancel"), box.close, "quiet")
        box.open()

    def _answers(self, one: Open) -> None:
        rows = [given_row(given, self._language) for given in one.answers]
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(self._word("answered_with"))), sanitize=False)
            self._rows(rows)

    def _passages(self, one: Open) -> None:
        language = self._language
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(question_word("passages", language))), sanitize=False)
            place = ui.element("div").props("aria-live=polite").mark("passages")

        async def fill() -> None:
            drafting, anywhere = self._desk.demand.drafting, self._cause == "wrong_product"
            found = await drafting.passages(one.group, anywhere)
            rows = [piece_row(piece, language) for each in LANGUAGES for piece in found[each]]
            with place:
                if not rows:
                    ui.label(question_word("no_passages", language)).classes("empty")
                self._rows(rows)

        ui.timer(0.05, fill, once=True)

    def _terms(self, terms: Any) -> None:
        with ui.element("section").classes("panel"):
            ui.html(tag("h2", text(self._word("terms"))), sanitize=False)
            if not terms:
                ui.label(self._word("no_terms")).classes("empty")
            with ui.element("ul").classes("items"):
                for term in terms:
                    with ui.element("li").classes("item"):
                        self._term(term)

    def _term(self, term: ProductTerm) -> None:
        products = self._desk.demand.products
        product = products.get(term.product, term.product) or self._word("means_nothing")
        words = self._word("term", word=term.word, product=product)
        ui.label(words).classes("told")

        async def remove() -> None:
            await self._desk.untaught(self._agent, term.id)
            ui.notify(self._word("removed"))
            ui.navigate.reload()

        made = button(self._word("remove"), remove, "quiet").mark(f"remove-{term.id}")
        made.props["aria-label"] = f"{self._word('remove')}: {term.word}"

    def _rows(self, rows: list[str]) -> None:
        made = [tag("li", tag("div", one, class_="told"), class_="item") for one in rows]
        if made:
            ui.html(tag("ul", *made, class_="items"), sanitize=False)

    async def _tried(self, act: Coroutine[Any, Any, Any]) -> Any:
        """What came of it; None, and the reason told, where it could not be done."""
        try:
            return await act
        except BotError as error:
            ui.notify(refusal(error, self._language), type="warning")
            return None

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
