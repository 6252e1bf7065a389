"""What managers see and do about alerts. Depends on the alerts and agents; knows nothing of
pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.agents import Agent, Agents
from bot.alerts import Alert, Alerts, Readers, Rule, Rules, Watch, Wish
from bot.roles import may, need
from bot.standards import Definition, Definitions


@dataclass(frozen=True)
class Told:
    """Everything about alerts: open ones, those that are over, the rules, and what the viewer
    wants by mail. `people` are names by account id."""

    open: Sequence[Alert]
    over: Sequence[Alert]
    rules: Sequence[Rule]
    wish: Wish
    people: dict[str, str]


class AlertsDesk:
    """Alerts, for those with the right "report"."""

    def __init__(
        self, alerts: Alerts, rules: Rules, readers: Readers, watch: Watch, agents: Agents,
        known: Definitions,
    ) -> None:  # fmt: skip
        self._alerts = alerts
        self._rules = rules
        self._readers = readers
        self._watch = watch
        self._agents = agents
        self._known = known

    def definition(self, standard: str) -> Definition:
        """The definition in force; `NoStandard` for one that is gone."""
        return self._known.get(standard)

    async def strip(self, viewer: Agent) -> list[Alert]:
        """The open alerts that nobody has acknowledged, for managers."""
        if not may(viewer, "report"):
            return []
        return [one for one in await self._alerts.open() if one.seen_at is None]

    async def told(self, viewer: Agent) -> Told:
        """Everything about alerts."""
        await self._allowed(viewer)
        return Told(
            await self._alerts.open(),
            await self._alerts.history(),
            await self._rules.all(),
            await self._readers.wish(viewer.id),
            {one.id: one.name for one in await self._agents.all()},
        )

    async def acknowledge(self, viewer: Agent, alert_id: int) -> None:
        """The viewer has seen it; `AlertGone`."""
        await self._allowed(viewer)
        await self._alerts.acknowledge(alert_id, viewer.id)

    async def change(
        self, viewer: Agent, standard: str, target: float, days: int, least: int, active: bool
    ) -> None:
        """Set a rule, and look at once what it makes of the standards; `BadRule`."""
        await self._allowed(viewer)
        await self._rules.change(viewer.id, standard, target, days, least, active)
        await self._watch.check()

    async def reset(self, viewer: Agent, standard: str) -> None:
        """Back to the definition's target."""
        await self._allowed(viewer)
        await self._rules.reset(viewer.id, standard)
        await self._watch.check()

    async def want(self, viewer: Agent, alerts: bool) -> None:
        """Whether the viewer gets alerts by mail."""
        await self._allowed(viewer)
        wish = await self._readers.wish(viewer.id)
        await self._readers.set(viewer.id, Wish(wish.weekly, alerts))

    async def _allowed(self, viewer: Agent) -> None:
        need(await self._agents.get(viewer.id), "report")
