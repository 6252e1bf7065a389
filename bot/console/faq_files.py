"""`/console/faq.csv`: the published FAQ as a file; with `?drafts=1` the newest versions of all that
is not retired. Depends on the editorial office and agents."""

from typing import Annotated

from fastapi import APIRouter, Cookie
from fastapi.responses import RedirectResponse, Response

from bot.agents import Agents
from bot.console.login import COOKIE
from bot.editorial import Editorial
from bot.roles import need


def faq_router(editorial: Editorial, agents: Agents) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/console/faq.csv")
    async def download(drafts: int = 0, key: Annotated[str, Cookie(alias=COOKIE)] = "") -> Response:
        agent = await agents.of_session(key)
        if agent is None:
            return RedirectResponse("/console/login")
        need(agent, "content")
        named = {"Content-Disposition": 'attachment; filename="faq.csv"'}
        text = await editorial.exchange.export(live=not drafts)
        return Response(text, media_type="text/csv; charset=utf-8", headers=named)

    return routes
