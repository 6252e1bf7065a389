"""What an editor does about training examples: groups confirmed, proposals made, measured, decided.

Each act leaves a line in the audit log, without a customer's words. Depends on the proposals,
agents and the audit log; knows nothing of pages.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from bot.agents import Agent, Agents
from bot.audit import AuditLog
from bot.proposals import Confirming, Measuring, Proposals, Scores
from bot.proposals.confirming import GroupTold
from bot.proposals.flows import read_flows
from bot.proposals.proposals import Told
from bot.proposals.rendering import Rendered, render
from bot.proposals.tables import Proposal, ProposalScore
from bot.roles import need

RIGHT = "content"


@dataclass(frozen=True)
class Shown:
    """A proposal with all that its page shows. `score` is the newest measurement, `ready` the
    newest that has a result, `stale` whether something changed since that one."""

    told: Told
    rendered: Rendered
    score: ProposalScore | None
    ready: ProposalScore | None
    stale: bool


@dataclass(frozen=True)
class TrainingDesk:
    """Training examples, for those with the right "content"."""

    confirming: Confirming
    proposals: Proposals
    scores: Scores
    measuring: Measuring
    agents: Agents
    audit: AuditLog
    root: Path

    async def intents(self) -> list[str]:
        """The intents that the training files have examples of."""
        flows = await asyncio.to_thread(read_flows, self.proposals.sources.flows)
        return flows.intents()

    async def groups(
        self, viewer: Agent, show: str, topic: str, intents: list[str], before: int
    ) -> list[GroupTold]:
        """A page of groups and one more where there is another page."""
        await self._allowed(viewer)
        return await self.confirming.page(show, topic, viewer.language, intents, before)

    async def group(self, viewer: Agent, group_id: int, intents: list[str]) -> GroupTold:
        """One group; `NoGroup`."""
        await self._allowed(viewer)
        return await self.confirming.group(group_id, viewer.language, intents)

    async def confirm(self, viewer: Agent, group_id: int, intent: str) -> None:
        """The group asks `intent`; `NoGroup`, `NoIntent`."""
        await self._allowed(viewer)
        row = await self.confirming.confirm(group_id, intent, viewer.id, await self.intents())
        await self.audit.note(viewer.id, "group_confirmed", group=row.group_id, intent=intent)

    async def take_back(self, viewer: Agent, group_id: int) -> None:
        """The group is not confirmed any more."""
        await self._allowed(viewer)
        await self.confirming.take_back(group_id)
        await self.audit.note(viewer.id, "group_unconfirmed", group=group_id)

    async def latest(self, viewer: Agent) -> list[tuple[Proposal, int, ProposalScore | None]]:
        """The newest proposals, their numbers of lines, and how far they are measured."""
        await self._allowed(viewer)
        found = await self.proposals.latest()
        return [(row, lines, await self.scores.latest(row.id)) for row, lines in found]

    async def confirmed(self, viewer: Agent) -> int:
        """How many groups are confirmed."""
        await self._allowed(viewer)
        return len(await self.confirming.confirmed())

    async def make(self, viewer: Agent) -> int:
        """A new proposal of all confirmed groups; its id. `NothingToPropose`."""
        await self._allowed(viewer)
        told = await self.proposals.make(viewer.id)
        lines = len(told.examples)
        await self.audit.note(viewer.id, "proposal_made", proposal=told.row.id, lines=lines)
        return told.row.id

    async def show(self, viewer: Agent, proposal_id: int) -> Shown:
        """A proposal as it is now; `NoProposal`, `BadFlows`."""
        await self._allowed(viewer)
        told = await self.proposals.get(proposal_id)
        rendered = await asyncio.to_thread(render, told, self.proposals.sources, self.root)
        score = await self.scores.latest(proposal_id)
        ready = await self.scores.ready(proposal_id)
        stale = False
        if ready:
            stale = await asyncio.to_thread(self.measuring.is_stale, ready, rendered)
        return Shown(told, rendered, score, ready, stale)

    async def remove(self, viewer: Agent, proposal_id: int, example_id: int) -> None:
        """Take one line out of an open proposal; `Decided`."""
        await self._allowed(viewer)
        await self.proposals.remove(proposal_id, example_id)
        await self.audit.note(viewer.id, "proposal_thinned", proposal=proposal_id)

    async def measure(self, viewer: Agent, proposal_id: int) -> None:
        """Have it measured; `CannotTrain`, `AlreadyMeasuring`."""
        await self._allowed(viewer)
        await self.measuring.ask(proposal_id, viewer.id)
        await self.audit.note(viewer.id, "proposal_measured", proposal=proposal_id)

    async def cancel(self, viewer: Agent, proposal_id: int) -> None:
        """Stop measuring it."""
        await self._allowed(viewer)
        if await self.scores.cancel(proposal_id):
            await self.audit.note(viewer.id, "measurement_cancelled", proposal=proposal_id)

    async def decide(self, viewer: Agent, proposal_id: int, taken: bool, reason: str) -> None:
        """It was taken into the training files, or is not wanted; `Decided`, `NoReason`."""
        await self._allowed(viewer)
        await self.proposals.decide(proposal_id, taken, reason, viewer.id)
        action = "proposal_taken" if taken else "proposal_rejected"
        await self.audit.note(viewer.id, action, proposal=proposal_id)

    async def exported(self, viewer: Agent, proposal_id: int, kind: str) -> Shown:
        """A proposal for a file of `kind`; `NoProposal`."""
        shown = await self.show(viewer, proposal_id)
        await self.audit.note(viewer.id, "proposal_exported", proposal=proposal_id, kind=kind)
        return shown

    async def _allowed(self, viewer: Agent) -> None:
        """The account as it is now: a page may have been open since before a change of role."""
        need(await self.agents.get(viewer.id), RIGHT)
