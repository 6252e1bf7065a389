"""Logging in and out: a plain form that needs no script, and a cookie for `/console` alone.

Depends on agents, settings and the console's words.
"""

from collections.abc import Callable
from typing import Annotated, Protocol
from urllib.parse import urlsplit

from fastapi import APIRouter, Cookie, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from bot.agents import Agent, Agents, Attempts, WrongLogin
from bot.console.words import label
from bot.errors import BotError
from bot.language import known
from bot.settings import Settings

COOKIE = "mostrador_agent"
HOME = "/console/"


class FromElsewhere(BotError):
    """Another site's page sent our form."""

    def __init__(self, origin: str) -> None:
        super().__init__(f"The form came from {origin!r}. Open /console/login yourself.", 403)


def own_forms_only(own_url: str) -> Callable[[Request], None]:
    """Refuses forms that a browser says come from another site; behind a proxy, see `own_url`."""

    def check(request: Request) -> None:
        origin = request.headers.get("origin")
        own = (request.headers.get("host"), urlsplit(own_url).netloc)
        if origin is not None and urlsplit(origin).netloc not in own:
            raise FromElsewhere(origin)

    return check


class Doorkeeper(Protocol):
    """Is told who comes and goes."""

    async def came(self, agent: Agent) -> None:
        """The agent logged in."""

    async def left(self, agent: Agent) -> None:
        """The agent logged out."""


def login_router(
    agents: Agents,
    templates: Jinja2Templates,
    settings: Settings,
    doorkeeper: Doorkeeper | None = None,
) -> APIRouter:
    """`/console/login` and `/console/logout`."""
    guard = Depends(own_forms_only(settings.own_url))
    routes = APIRouter(include_in_schema=False, dependencies=[guard])
    attempts = Attempts(settings.login_rate)

    def form(request: Request, problem: str = "", status: int = 200) -> HTMLResponse:
        language = known(request.headers.get("accept-language"))
        texts = {key: label(key, language) for key in ("title", "log_in", "email", "password")}
        error = label(problem, language) if problem else ""
        context = {"language": language, "texts": texts, "error": error}
        return templates.TemplateResponse(request, "login.html", context, status_code=status)

    @routes.get("/console/login")
    async def show(request: Request) -> HTMLResponse:
        return form(request)

    @routes.post("/console/login")
    async def log_in(
        request: Request, email: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
    ) -> Response:
        address = request.client.host if request.client else "unknown"
        if not await attempts.allowed(address, email):
            return form(request, "too_many", 429)
        try:
            key = await agents.log_in(email, password)
        except WrongLogin as error:
            return form(request, "wrong_login", error.status_code)
        await attempts.got_in(address, email)
        agent = await agents.of_session(key)
        if agent and doorkeeper:
            await doorkeeper.came(agent)
        response = RedirectResponse(HOME, status_code=303)
        set_cookie(response, key, settings)
        return response

    @routes.post("/console/logout")
    async def log_out(key: Annotated[str, Cookie(alias=COOKIE)] = "") -> Response:
        agent = await agents.of_session(key)
        await agents.log_out(key)
        if agent and doorkeeper:
            await doorkeeper.left(agent)
        response = RedirectResponse("/console/login", status_code=303)
        response.delete_cookie(COOKIE, path="/console")
        return response

    return routes


def set_cookie(response: Response, key: str, settings: Settings) -> None:
    """Give the browser the session's key: for the console alone, out of reach of scripts."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=int(settings.session_hours * 3600),
        path="/console",
        httponly=True,
        secure=settings.own_url.startswith("https"),
        samesite="lax",
    )
