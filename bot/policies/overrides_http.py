"""The agents' door to overrides, as JSON: `POST /api/overrides`, `GET /api/overrides?order=`.

A session key in the Authorization header says who decides. The console's cookie is not taken:
another site's page could send it. Depends on overrides and agents.
"""

from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from pydantic import BaseModel, ConfigDict, Field

from bot.agents import Agent, Agents
from bot.database import iso
from bot.errors import BotError
from bot.policies.overrides import Override, Overrides, Wanted

Key = Annotated[str, Header()]
Id = Annotated[str, Field(min_length=1, max_length=64)]


class AgentsOnly(BotError):
    """Decisions are agents' business."""

    def __init__(self) -> None:
        super().__init__(
            "Overrides are for agents: send a session key as “Authorization: Bearer KEY”. / Las "
            "excepciones son para agentes: envíe una clave de sesión así: «Authorization: Bearer "
            "CLAVE».",
            401,
        )


class OverrideBody(BaseModel):
    """What an agent sends. `request_id` is made by the caller, once for each decision."""

    model_config = ConfigDict(extra="forbid")

    request_id: Id
    order_number: Annotated[str, Field(min_length=1, max_length=20)]
    product_id: Annotated[str, Field(min_length=1, max_length=40)]
    policy: Annotated[str, Field(max_length=12)]
    code: Annotated[str, Field(max_length=40)]
    version: Annotated[str, Field(max_length=20)] = ""
    allowed: bool
    reason: str
    cost_eur: Annotated[Decimal, Field(ge=0, lt=100_000, decimal_places=2)] | None = None

    def wanted(self) -> Wanted:
        """Without the request's own id."""
        return Wanted(**self.model_dump(exclude={"request_id"}))


def overrides_router(overrides: Overrides, agents: Agents) -> APIRouter:
    """Both routes."""
    routes = APIRouter(prefix="/api/overrides", include_in_schema=False)

    @routes.post("")
    async def add(body: OverrideBody, authorization: Key = "") -> dict[str, Any]:
        agent = await who(agents, authorization)
        kept = await overrides.add(body.wanted(), agent.id, agent.name, body.request_id)
        return shown(kept)

    @routes.get("")
    async def of_order(
        order: Annotated[str, Query(max_length=20)], authorization: Key = ""
    ) -> list[dict[str, Any]]:
        await who(agents, authorization)
        return [shown(one) for one in await overrides.of_order(order)]

    return routes


async def who(agents: Agents, authorization: str) -> Agent:
    """The agent of a session key; `AgentsOnly`."""
    scheme, _, key = authorization.partition(" ")
    agent = await agents.of_session(key.strip()) if scheme.lower() == "bearer" else None
    if agent is None:
        raise AgentsOnly
    return agent


def shown(kept: Override) -> dict[str, Any]:
    """A decision as JSON; money as text, so that no cent is lost."""
    wanted = kept.wanted
    return {
        "id": kept.id,
        "request_id": kept.request_id,
        "order_number": wanted.order_number,
        "product_id": wanted.product_id,
        "policy": wanted.policy,
        "code": wanted.code,
        "version": wanted.version,
        "allowed": wanted.allowed,
        "cost_eur": None if wanted.cost_eur is None else str(wanted.cost_eur),
        "reason": wanted.reason,
        "agent_id": kept.agent_id,
        "agent_name": kept.agent_name,
        "decided_at": iso(kept.decided_at),
    }
