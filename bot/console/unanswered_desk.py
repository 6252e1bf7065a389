"""What editors see of unanswered questions, and the fixes that they have for each cause. Depends on
the demand and the audit log; knows nothing of pages."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.agents import Agent
from bot.audit import AuditLog
from bot.demand import Demand
from bot.demand.asked import Given, Put
from bot.demand.decisions import Decided
from bot.demand.gaps import Gap, Gaps
from bot.demand.tables import ProductTerm
from bot.demand.view import View
from bot.demand.volume import Group
from bot.roles import need

RIGHT = "content"
FIXES: dict[str, tuple[str, ...]] = {
    "no_content": ("write", "phrase", "mark_person_only", "mark_no_question", "done"),
    "ranked_low": ("phrase", "write", "mark_person_only", "mark_no_question", "done"),
    "wrong_product": ("product", "write", "phrase", "done"),
    "wrong_language": ("write", "phrase", "done"),
    "unhelpful": ("reword", "write", "phrase", "mark_person_only", "done"),
    "person_only": ("mark_person_only", "write", "mark_no_question", "done"),
    "off_topic": ("mark_no_question", "write", "mark_person_only", "done"),
}
"""What can be done about each cause, the thing to do first."""


@dataclass(frozen=True, slots=True)
class Open:
    """A gap with what an editor must know of it. `understood` are the products that were taken for
    the customer's, by how often."""

    gap: Gap
    group: Group
    asked: list[Put]
    answers: list[Given]

    @property
    def understood(self) -> dict[str, int]:
        """Products by how often they were understood, empty for none, the most frequent first."""
        found: dict[str, int] = {}
        for put in self.asked:
            found[put.product or ""] = found.get(put.product or "", 0) + 1
        return dict(sorted(found.items(), key=lambda one: -one[1]))

    def fixes(self, cause: str) -> tuple[str, ...]:
        """What can be done about a cause, the thing to do first: where an entry about the group is
        published, and writing would come first, a way of asking."""
        known = FIXES[cause]
        if known[0] == "write" and any(one.live for one in self.group.written):
            return ("phrase", *(one for one in known if one != "phrase"))
        return known


class UnansweredDesk:
    """Unanswered questions for those with the right "content"."""

    def __init__(self, demand: Demand, audit: AuditLog) -> None:
        self.demand = demand
        self._audit = audit

    async def listed(self, agent: Agent, view: View, cause: str) -> Gaps:
        """The gaps of a cause."""
        need(agent, RIGHT)
        await self.demand.tallies.fresh()
        return await self.demand.unanswered.page(view, cause)

    async def opened(self, agent: Agent, view: View, group_id: int, cause: str) -> Open | None:
        """One gap; None where nothing of it is open."""
        need(agent, RIGHT)
        demand = self.demand
        await demand.tallies.fresh()
        gap, group = await asyncio.gather(
            demand.unanswered.one(view, group_id, cause), demand.volume.group(view, group_id)
        )
        if gap is None or group is None:
            return None
        asked, answers = await asyncio.gather(
            demand.unanswered.asked(view, group_id, cause), demand.inside.answers(group_id)
        )
        return Open(gap, group, asked, answers)

    async def decided(self, agent: Agent) -> list[Decided]:
        """What was done last."""
        need(agent, RIGHT)
        return await self.demand.decisions.latest()

    async def terms(self, agent: Agent) -> Sequence[ProductTerm]:
        """The words that were taught."""
        need(agent, RIGHT)
        return await self.demand.terms.all()

    async def write(self, agent: Agent, one: Open) -> int:
        """Draft an entry; its number."""
        need(agent, RIGHT)
        draft = await self.demand.drafting.draft(one.group, agent)
        await self._decide(agent, one, "written", draft)
        return draft

    async def phrase(self, agent: Agent, one: Open, faq_id: str, texts: dict[str, str]) -> int:
        """Draft the next version of an entry with another wording of its question; the draft."""
        need(agent, RIGHT)
        draft = await self.demand.drafting.phrase(one.group, agent, faq_id, texts, one.asked)
        await self._decide(agent, one, "phrase", draft)
        return draft

    async def reword(self, agent: Agent, one: Open, faq_id: str) -> int | None:
        """Note that an entry is being worded anew; its number in the office, None for none."""
        need(agent, RIGHT)
        draft = await self.demand.office.draft_of(faq_id)
        if draft is not None:
            await self._decide(agent, one, "reworded", draft)
        return draft

    async def teach(self, agent: Agent, one: Open, word: str, product: str) -> ProductTerm:
        """From now on a word names a product, or none."""
        need(agent, RIGHT)
        term = await self.demand.terms.teach(word, product, agent.id)
        await self._audit.note(agent.id, "product_term", product=product or "-", of=term.id)
        await self._decide(agent, one, "product", term=term.id)
        return term

    async def untaught(self, agent: Agent, term_id: int) -> None:
        """A word means nothing special any more."""
        need(agent, RIGHT)
        await self.demand.terms.forget(term_id)
        await self._audit.note(agent.id, "product_term_removed", of=term_id)

    async def mark(self, agent: Agent, one: Open, mark: str) -> None:
        """The group is for people only, or no question."""
        need(agent, RIGHT)
        edit = await self.demand.groups.mark(one.gap.group_id, mark, agent.id)
        await self._decide(agent, one, mark, edit=edit)

    async def done(self, agent: Agent, one: Open) -> None:
        """It was mended in another way."""
        need(agent, RIGHT)
        await self._decide(agent, one, "done")

    async def undo(self, agent: Agent, decision_id: int) -> None:
        """Take a decision back, with the mark or word that it made. A draft stays a draft."""
        need(agent, RIGHT)
        row = await self.demand.decisions.take_back(decision_id)
        if edit := row.detail.get("edit"):
            await self.demand.groups.undo(edit, agent.id)
        if term := row.detail.get("term"):
            await self.demand.terms.forget(term)
        await self._audit.note(agent.id, "gap_undone", group=row.group_id, of=row.fix)

    async def _decide(
        self, agent: Agent, one: Open, fix: str, draft: int | None = None, **detail: int
    ) -> None:
        group, cause = one.gap.group_id, one.gap.cause
        await self.demand.decisions.decide(agent.id, group, cause, fix, draft, **detail)
        await self._audit.note(agent.id, "gap_decided", group=group, why=cause, of=fix)
