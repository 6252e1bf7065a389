"""A proposal as a file: `/console/training/3.patch`, `.csv` and `.yml`. Depends on the desk."""

from typing import Annotated

from fastapi import APIRouter, Cookie
from fastapi.responses import RedirectResponse, Response

from bot.agents import Agents
from bot.console.login import COOKIE
from bot.console.training.desk import Shown, TrainingDesk
from bot.errors import Spoken
from bot.proposals.rendering import as_csv, as_yaml

TYPES = {"patch": "text/x-diff", "csv": "text/csv", "yml": "application/yaml"}


class NoFile(Spoken):
    """A proposal has no file of that kind."""

    def __init__(self, kind: str) -> None:
        kinds = ", ".join(TYPES)
        super().__init__(
            f"There is no {kind[:20]!r} of a proposal; there are {kinds}.",
            f"Una propuesta no tiene «{kind[:20]}»; hay {kinds}.",
            404,
        )


def training_router(desk: TrainingDesk, agents: Agents) -> APIRouter:
    """The route."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/console/training/{proposal_id}.{kind}")
    async def file(
        proposal_id: int, kind: str, key: Annotated[str, Cookie(alias=COOKIE)] = ""
    ) -> Response:
        agent = await agents.of_session(key)
        if agent is None:
            return RedirectResponse("/console/login")
        if kind not in TYPES:
            raise NoFile(kind)
        shown = await desk.exported(agent, proposal_id, kind)
        named = f'attachment; filename="proposal-{proposal_id}.{kind}"'
        return Response(
            text_of(shown, kind),
            media_type=f"{TYPES[kind]}; charset=utf-8",
            headers={"Content-Disposition": named, "Cache-Control": "no-store"},
        )

    return routes


def text_of(shown: Shown, kind: str) -> str:
    """The file's text."""
    if kind == "patch":
        return shown.rendered.patch
    return as_csv(shown.told.examples) if kind == "csv" else as_yaml(shown.rendered.lines)
