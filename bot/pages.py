"""What the pages for customers share: templates, the language of a page, strict headers.

A page carries no inline script or style, and asks nobody but this host for anything.
Depends on errors and on knowledge.documents.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, cast

from fastapi import FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException
from starlette.types import Scope

from bot.errors import BotError
from bot.knowledge.documents import Document

Language = Literal["es", "en"]

SPOKEN: dict[str, Language] = {
    "es": "es", "ca": "es", "gl": "es", "eu": "es", "en": "en"
}  # fmt: skip
"""What we answer in to who reads a language."""

HERE = Path(__file__).parent
STATIC_DIR = HERE / "static"


def make_templates(company: str) -> Jinja2Templates:
    """The templates over `company`'s name, with escaping on for every name in .html."""
    templates = Jinja2Templates(HERE / "templates")
    templates.env.globals["company"] = company
    templates.env.trim_blocks = templates.env.lstrip_blocks = True
    templates.env.filters["euros"] = euros
    return templates


def euros(amount: float | Decimal, language: Language) -> str:
    """429.0 as "429 €" or "€429"; cents are shown only where there are any."""
    number = f"{amount:,.2f}".removesuffix(".00")
    if language == "en":
        return f"€{number}"
    return number.translate(str.maketrans(",.", ".,")) + "\u00a0€"


def page_language(request: Request, otherwise: Language | None = None) -> Language:
    """`?lang=` first, then `otherwise`, then what the browser likes best of what we speak; English
    for who likes none of it, Spanish where it does not say."""
    asked = request.query_params.get("lang")
    if asked in ("es", "en"):
        return cast(Language, asked)
    if otherwise:
        return otherwise
    return preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> Language:
    """The language of an Accept-Language header (RFC 9110, 12.5.4). Who reads another language of
    Spain reads Spanish."""
    wishes = [(named(one), weight(one)) for one in accepted.lower().split(",")]
    liked = sorted((one for one in wishes if one[1]), key=lambda one: -one[1])
    spoken = (SPOKEN[language] for language, _ in liked if language in SPOKEN)
    others = any(language not in ("", "*") for language, _ in liked)
    return next(spoken, "en" if others else "es")


def named(wish: str) -> str:
    """The language of "en-GB;q=0.8": "en"."""
    return re.split(r"[-;]", wish.strip(), maxsplit=1)[0]


def weight(wish: str) -> float:
    """How much a browser likes a language: the q of "en;q=0.8", 1 without; 0 where it is none."""
    given = re.search(r";\s*q=(\S*)", wish)
    if given is None:
        return 1.0
    number = re.fullmatch(r"[01](\.\d{0,3})?", given[1])
    return float(number[0]) if number else 0.0


def chosen(language: Language) -> Callable[[str, str], str]:
    """`say(spanish, english)` for templates: a text cannot exist in one language only."""
    return lambda spanish, english: spanish if language == "es" else english


def available(documents: Callable[[], Sequence[Document]]) -> Sequence[Document]:
    """The documents; none while there is no index yet, as a page opens without them too."""
    try:
        return documents()
    except BotError:
        return ()


def security_headers(request: Request) -> dict[str, str]:
    """The headers of every page. Sockets are named, as older browsers leave them out of 'self'."""
    host = request.url.netloc
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"font-src 'self'; connect-src 'self' ws://{host} wss://{host}; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'self'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def page(
    templates: Jinja2Templates,
    request: Request,
    name: str,
    language: Language,
    context: dict[str, Any] | None = None,
    status_code: int = 200,
) -> Response:
    """The template `name` in `language`, with the headers of every page."""
    shown = {"language": language, "say": chosen(language), **(context or {})}
    headers = {**security_headers(request), "Content-Language": language}
    return templates.TemplateResponse(request, name, shown, status_code, headers)


def not_found(request: Request, templates: Jinja2Templates) -> Response:
    """The page for an address that leads nowhere, in both languages."""
    return page(templates, request, "missing.html", page_language(request), status_code=404)


def install_not_found(app: FastAPI, templates: Jinja2Templates) -> None:
    """Show that page to browsers, and to programs what they are used to."""

    async def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if "text/html" in request.headers.get("accept", ""):
            return not_found(request, templates)
        return await http_exception_handler(request, error)

    app.add_exception_handler(404, answer)


class PublicFiles(StaticFiles):
    """Style sheets and scripts: asked about at each use, and open to the sites with our widget.

    A module script of another origin loads only with the CORS header; these files hold
    nothing private.
    """

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or its 304, with both headers."""
        response = await super().get_response(path, scope)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
