"""The page at `/console/effects`: whether published entries helped.

Depends on the demand, the figures' words and the pieces of HTML.
"""

from fastapi import Request
from nicegui import ui

from bot.agents import Agent
from bot.console.effects_words import points, word
from bot.console.markup import cell, link, row, table, tag, text
from bot.console.questions import styles
from bot.console.questions_words import counted, percent
from bot.demand import Demand
from bot.demand.effect_rows import ORDER, Tried
from bot.demand.effects import FEWEST, FEWEST_DAYS, Count, Effect, Verdict
from bot.roles import need

RIGHT = "content"
HEADS = ("entry", "published", "window", "to_agent", "others", "effect", "unanswered")


class EffectsRoom:
    """Lays out the page for whoever opens it."""

    def __init__(self, demand: Demand) -> None:
        self._demand = demand

    async def build(self, agent: Agent, request: Request) -> None:
        """The page."""
        need(agent, RIGHT)
        await self._demand.tallies.fresh()
        tried = await self._demand.effects.tried(self._demand.today(), self._demand.simulated)
        EffectsPage(agent.language, self._demand.simulated).build(tried)


class EffectsPage:
    """The page in one language. `simulated`: a simulator's questions are counted."""

    def __init__(self, language: str, simulated: bool) -> None:
        self._language = language
        self._simulated = simulated

    def build(self, tried: list[Tried]) -> None:
        """Lay it out: a section for each verdict."""
        styles()
        with ui.element("div").classes("board demand"):
            ui.html(f"<h1>{self._word('title')}</h1>", sanitize=False)
            ui.label(self._word("help")).classes("soft")
            if self._simulated and tried:
                ui.label(self._word("simulated")).classes("made-up").props("role=note")
            ui.html(self._method(), sanitize=False).classes("folds")
            if not tried:
                ui.label(self._word("nothing")).classes("empty").props("role=status")
            for verdict in ORDER if tried else ():
                alike = [one for one in tried if one.verdict == verdict]
                if alike or verdict == "no_change":
                    self._section(verdict, alike)

    def _method(self) -> str:
        told = self._word("method_2", days=FEWEST_DAYS, fewest=FEWEST)
        said = (self._word("method_1"), told, self._word("method_3"))
        summary = tag("summary", text(self._word("method")))
        return tag("details", summary, *(tag("p", text(one)) for one in said))

    def _section(self, verdict: Verdict, tried: list[Tried]) -> None:
        count = counted(len(tried), self._language)
        with ui.element("section").mark(verdict):
            head = f"{self._word(verdict)} ({count})"
            ui.html(tag("h2", text(head)), sanitize=False)
            if not tried:
                ui.label(self._word("none_of")).classes("empty")
                return
            ui.label(self._word(f"said_{verdict}")).classes("soft")
            heads = [self._word(one) for one in HEADS]
            rows = [self._row(one, heads) for one in tried]
            made = table(self._word(verdict), heads, rows, "lines effects")
            ui.html(made, sanitize=False).classes("wide")

    def _row(self, one: Tried, heads: list[str]) -> str:
        said = one.publishing
        asked = said.question_es if self._language == "es" else said.question_en
        named = asked or said.question_es or said.question_en or f"#{said.draft_id}"
        entry = link(named, f"/console/faq?draft={said.draft_id}")
        group = link(self._word("group"), f"/console/questions/{said.group_id}")
        agent, missing = one.to_agent, one.unanswered
        around = self._effect(one.on_unanswered, one.days)
        verdict = tag("span", text(self._word(one.verdict)), class_=f"verdict {one.verdict}")
        return row(
            cell(heads[0], entry, tag("p", f"{verdict} · {group}", class_="why"), head=True),
            cell(heads[1], text(f"{said.day:%d/%m/%Y}")),
            cell(heads[2], text(self._word("days", count=one.days) if one.days else "–")),
            cell(heads[3], self._rates(agent.before, agent.after)),
            cell(heads[4], self._rates(agent.others_before, agent.others_after)),
            cell(heads[5], self._effect(one.effect, one.days)),
            cell(heads[6], tag("div", self._rates(missing.before, missing.after), around)),
        )

    def _rates(self, before: Count, after: Count) -> str:
        known = [one.rate if one.asked else None for one in (before, after)]
        shares = [percent(one, self._language) for one in known]
        rates = self._word("before_after", before=shares[0], after=shares[1])
        counts = self._word(
            "of", hits=before.hits, asked=before.asked, hits_after=after.hits,
            asked_after=after.asked,
        )  # fmt: skip
        return tag("div", text(rates), tag("p", text(counts), class_="why"))

    def _effect(self, effect: Effect, days: int) -> str:
        if not days:
            return text("–")
        change, low, high = (
            points(one, self._language) for one in (effect.change, effect.low, effect.high)
        )
        shown = tag("strong", text(self._word("points", value=change)))
        around = self._word("from_to", low=low, high=high)
        return tag("div", shown, tag("p", text(around), class_="why"))

    def _word(self, key: str, **values: object) -> str:
        return word(key, self._language, **values)
