"""What editors see of questions and do with groups. Depends on the demand and the audit log; knows
nothing of pages."""

import asyncio
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, replace
from typing import Any

from bot.agents import Agent
from bot.audit import AuditLog
from bot.demand import Demand
from bot.demand.asked import Given, Puts, Reply
from bot.demand.share import Share
from bot.demand.view import View
from bot.demand.volume import Group, Page
from bot.editorial.tables import FaqDraft
from bot.groups import Near
from bot.groups.tables import GroupEdit
from bot.roles import need
from bot.spreadsheets import Cell, written

RIGHT = "content"
NEAR = 12
NEAR_ENOUGH = 0.5
MOST_LINES = 20_000
AT_ONCE = 500
EDITS = 12
COLUMNS = (
    "group", "label_es", "label_en", "mark", "topic", "product", "asked", "share_of_all",
    "asked_before", "unanswered", "assistant_alone", "to_agent", "thumbs_up", "thumbs_down",
    "agent_seconds", "asked_es", "asked_en", "faq",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of groups with the share of simple questions at its head."""

    page: Page
    share: Share
    topics: list[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """One group with all that is known of it; `weeks` are counts by week, oldest first."""

    group: Group
    puts: Puts
    answers: list[Given]
    replies: list[Reply]
    drafts: list[FaqDraft]
    edits: list[GroupEdit]


class QuestionsDesk:
    """Questions for those with the right "content"."""

    def __init__(self, demand: Demand, audit: AuditLog) -> None:
        self.demand = demand
        self._audit = audit

    async def listed(self, agent: Agent, view: View) -> Listed:
        """The groups of a view."""
        need(agent, RIGHT)
        await self.demand.tallies.fresh()
        near = await self.near(view)
        page, share, topics = await asyncio.gather(
            self.demand.volume.page(view, near), self.demand.shares.of(view), self.demand.topics()
        )
        return Listed(page, share, topics)

    async def near(self, view: View) -> list[int]:
        """The groups that are about what is searched for, in whichever words."""
        if not view.search:
            return []
        found = [await self.demand.groups.near(view.search, one, NEAR) for one in ("es", "en")]
        return [one.group.id for near in found for one in near if one.score >= NEAR_ENOUGH]

    async def csv(self, agent: Agent, view: View) -> AsyncIterator[str]:
        """All groups of a view as CSV in UTF-8, in pieces."""
        need(agent, RIGHT)
        await self._audit.note(agent.id, "questions_exported", days=view.days)
        near = await self.near(view)
        of_all = (await self.demand.shares.of(view)).all.asked
        yield written([COLUMNS])
        for number in range(1, MOST_LINES // AT_ONCE + 1):
            page = await self.demand.volume.page(replace(view, page=number), near, AT_ONCE)
            yield written([cells(one, of_all) for one in page.groups])
            if number * AT_ONCE >= page.count:
                return

    async def opened(
        self, agent: Agent, view: View, group_id: int, page: int = 1, language: str = ""
    ) -> Opened | None:
        """One group; None where there is none, or where it is another one now (`home`)."""
        need(agent, RIGHT)
        demand = self.demand
        await demand.tallies.fresh()
        group = await demand.volume.group(view, group_id)
        if group is None:
            return None
        puts, answers, replies, drafts, edits = await asyncio.gather(
            demand.inside.questions(group_id, page, language),
            demand.inside.answers(group_id),
            demand.inside.replies(group_id),
            demand.office.drafts_of_group(group_id),
            demand.groups.edits(group_id, EDITS),
        )
        return Opened(group, puts, answers, replies, drafts, edits)

    async def home(self, group_id: int) -> int:
        """The group that has the questions of `group_id` now; `GroupNotFound`."""
        return (await self.demand.groups.resolve(group_id)).id

    async def found(self, agent: Agent, text: str, besides: int) -> list[Near]:
        """Groups near to words, the best first."""
        need(agent, RIGHT)
        near = await self.demand.groups.near(text, agent.language, NEAR) if text.strip() else []
        return [one for one in near if one.group.id != besides]

    async def draft(self, agent: Agent, group: Group, faq_id: str | None = None) -> int:
        """Begin a draft about a group, or the next version of `faq_id`; its number."""
        need(agent, RIGHT)
        return await self.demand.drafting.draft(group, agent, faq_id)

    async def merge(self, agent: Agent, source: int, into: int) -> None:
        """Put the questions of one group into another."""
        need(agent, RIGHT)
        edit = await self.demand.groups.merge([source], into, agent.id)
        await self._after(agent, "group_merged", {source, into}, group=into, source=source, of=edit)

    async def split(self, agent: Agent, group_id: int, questions: Collection[int]) -> int:
        """Take questions into a group of their own; its number."""
        need(agent, RIGHT)
        new = await self.demand.groups.split(group_id, questions, agent.id)
        await self._after(agent, "group_split", {group_id, new}, group=group_id, to=new)
        return new

    async def move(
        self, agent: Agent, group_id: int, questions: Collection[int], into: int
    ) -> None:
        """Put questions of a group into another one."""
        need(agent, RIGHT)
        await self.demand.groups.move(questions, into, agent.id)
        await self._after(agent, "group_moved", {group_id, into}, group=group_id, to=into)

    async def name(self, agent: Agent, group_id: int, es: str, en: str) -> None:
        """Call a group something; nothing takes the name away."""
        need(agent, RIGHT)
        await self.demand.groups.name(group_id, es, en, agent.id)
        await self._audit.note(agent.id, "group_named", group=group_id)

    async def mark(self, agent: Agent, group_id: int, mark: str) -> int:
        """Mark a group; the edit's number."""
        need(agent, RIGHT)
        edit = await self.demand.groups.mark(group_id, mark, agent.id)
        await self._audit.note(agent.id, "group_marked", group=group_id, mark=mark)
        return edit

    async def undo(self, agent: Agent, edit: GroupEdit) -> None:
        """Take an edit back."""
        need(agent, RIGHT)
        await self.demand.groups.undo(edit.id, agent.id)
        moved = {int(one) for one in edit.detail.get("moved", {})}
        groups = {edit.group_id, *edit.detail.get("groups", ()), *moved}
        await self._after(agent, "group_undone", groups, group=edit.group_id, of=edit.kind)

    async def _after(
        self, agent: Agent, action: str, groups: Collection[int], **detail: Any
    ) -> None:
        """What follows when questions have moved: counts that are right at once, and a note."""
        await self.demand.tallies.recount(groups)
        await self._audit.note(agent.id, action, **detail)


def cells(group: Group, of_all: int) -> tuple[Cell, ...]:
    """A line of the CSV; `of_all` are the questions of the view."""
    part = group.part_of(of_all)
    share = None if part is None else round(part, 4)
    written_about = " ".join(f"{one.draft_id}:{one.state}" for one in group.written)
    return (
        group.id, group.label_es, group.label_en, group.mark, group.topic, group.product,
        group.asked, share, group.before, group.unanswered, group.alone, group.to_agent, group.up,
        group.down, round(group.agent_s), group.languages.get("es", 0),
        group.languages.get("en", 0), written_about,
    )  # fmt: skip
