"""What customers think, as JSON for managers: `GET /api/surveys?days=90`.

Opens with the console's cookie or a session key in the Authorization header, for the roles
manager and admin. Depends on the surveys and agents.
"""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Cookie, Header, Query

from bot.agents import Agents
from bot.console.login import COOKIE
from bot.database import iso, now
from bot.errors import BotError
from bot.roles import who_may
from bot.surveys import Surveys, report

ROLES = who_may("report")


class ForManagers(BotError):
    """Only managers read what customers think."""

    def __init__(self, status_code: int) -> None:
        super().__init__(
            "These figures are for managers: send the session key of an account with the role "
            "manager or admin as “Authorization: Bearer KEY”. / Estas cifras son para "
            "responsables: envíe la clave de sesión de una cuenta con el papel manager o admin.",
            status_code,
        )


def surveys_router(surveys: Surveys, agents: Agents) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/api/surveys")
    async def read(
        days: Annotated[int, Query(ge=1, le=3660)] = 90,
        key: Annotated[str, Cookie(alias=COOKIE)] = "",
        authorization: Annotated[str, Header()] = "",
    ) -> dict[str, Any]:
        scheme, _, sent = authorization.partition(" ")
        agent = await agents.of_session(sent.strip() if scheme.lower() == "bearer" else key)
        if agent is None or agent.role not in ROLES:
            raise ForManagers(401 if agent is None else 403)
        since = now() - timedelta(days=days)
        return {"since": iso(since), "days": days} | report(await surveys.since(since))

    return routes
