"""Logging in and out: a plain form that needs no script, and a cookie for `/console` alone."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.agents import Agents, WrongLogin
from bot.console.words import label
from bot.language import known
from bot.settings import Settings

COOKIE = "mostrador_agent"
HOME = "/console/"


def login_router(agents: Agents, templates: Jinja2Templates, settings: Settings) -> APIRouter:
    """`/console/login` and `/console/logout`."""
    routes = APIRouter(include_in_schema=False)
    limiter = MovingWindowRateLimiter(MemoryStorage())
    rate = parse(settings.login_rate)

    def form(request: Request, problem: str = "", status: int = 200) -> HTMLResponse:
        language = known(request.headers.get("accept-language"))
        texts = {key: label(key, language) for key in ("title", "log_in", "email", "password")}
        error = label(problem, language) if problem else ""
        context = {"language": language, "texts": texts, "error": error}
        return templates.TemplateResponse(
            request, "login.html", {**context, "company": settings.company}, status_code=status
        )

    @routes.get("/console/login")
    async def show(request: Request) -> HTMLResponse:
        return form(request)

    @routes.post("/console/login")
    async def log_in(
        request: Request, email: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
    ) -> Response:
        address = request.client.host if request.client else "unknown"
        if not await limiter.hit(rate, address):
            return form(request, "too_many", 429)
        try:
            key = await agents.log_in(email, password)
        except WrongLogin as error:
            return form(request, "wrong_login", error.status_code)
        response = RedirectResponse(HOME, status_code=303)
        secure = settings.own_url.startswith("https")
        response.set_cookie(
            COOKIE,
            key,
            max_age=int(settings.session_hours * 3600),
            path="/console",
            httponly=True,
            secure=secure,
            samesite="lax",
        )
        return response

    @routes.post("/console/logout")
    async def log_out(key: Annotated[str, Cookie(alias=COOKIE)] = "") -> Response:
        await agents.log_out(key)
        response = RedirectResponse("/console/login", status_code=303)
        response.delete_cookie(COOKIE, path="/console")
        return response

    return routes
