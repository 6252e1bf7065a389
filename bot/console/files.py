"""`GET /console/files/{id}` gives a file of any conversation to whoever is logged in.

Agents send files from the conversation's page, by NiceGUI's own way of uploading. Depends on files
and agents.
"""

from typing import Annotated

from fastapi import APIRouter, Cookie, Request
from fastapi.responses import Response

from bot.agents import Agents
from bot.console.login import COOKIE
from bot.files import FileRefused, Files
from bot.files.answers import file_answer
from bot.language import known
from bot.roles import need

UPLOADS = "/console/_nicegui/"
"""Below this, bodies are as large as files may be: only pages of agents have an address there."""


def files_router(files: Files, agents: Agents) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/console/files/{file_id}")
    async def give(
        request: Request, file_id: str, key: Annotated[str, Cookie(alias=COOKIE)] = ""
    ) -> Response:
        agent = await agents.of_session(key)
        if agent is None:
            raise FileRefused("log_in", known(request.headers.get("accept-language")))
        need(agent, "read")
        return file_answer(*await files.open(file_id))

    return routes
