"""Pages of other sites that carry the counter: their keys, origins, languages and colours.

A key is no secret: it stands in the page. What keeps others out is the origin, which a browser
names and a page cannot change. Depends on records and errors.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Header, Request
from pydantic import AfterValidator, Field
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.errors import BotError
from bot.records import Record, yaml_record

HEADER = "x-mostrador-site"
GUARDED = ("/api/conversations", "/api/sites/")
ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?|https?://\[[0-9a-f:]+\](?::\d{1,5})?")


def _origin(text: str) -> str:
    found = text.strip().rstrip("/").lower()
    if not ORIGIN.fullmatch(found):
        raise ValueError(f"{text!r} is no origin. Write it like 'https://www.shop.example'")
    return found


Origin = Annotated[str, AfterValidator(_origin)]
Colour = Annotated[str, Field(pattern=r"^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{3,40}$")]


class SiteRecord(Record):
    """One site of the file. `colours` may name accent and accent_dark."""

    origins: list[Origin]
    languages: list[Literal["es", "en"]] = Field(["es", "en"], min_length=1)
    title: dict[Literal["es", "en"], str] = Field(default_factory=dict)
    colours: dict[Literal["accent", "accent_dark"], Colour] = Field(default_factory=dict)


class SitesFile(Record):
    """The file: sites by key."""

    sites: dict[Key, SiteRecord] = Field(default_factory=dict)


class SiteRefused(BotError):
    """A page that may not carry the counter, or not with this key."""

    def __init__(self, key: str, origin: str) -> None:
        super().__init__(
            f"The page {origin!r} may not open the counter with the site key {key!r}. List the "
            f"origin under that key in the file of sites. / La página {origin!r} no puede abrir el "
            f"mostrador con la clave de sitio {key!r}. Añada el origen a esa clave en el archivo "
            "de sitios.",
            403,
        )


@dataclass(frozen=True, slots=True)
class Sites:
    """Sites by key. `open_origins` may carry the counter without one ("*": any page)."""

    sites: Mapping[str, SiteRecord]
    open_origins: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    """Hosts under which we are reached ourselves, besides the one a request names."""

    @classmethod
    def read(
        cls, path: Path | None, open_origins: Iterable[str] = (), own_url: str = ""
    ) -> "Sites":
        """The sites of a YAML file (None: no site has a key); `BadFile` says what is wrong."""
        sites = yaml_record(path, SitesFile).sites if path else {}
        own = frozenset(filter(None, [urlsplit(own_url).netloc]))
        return cls(sites, frozenset(one.rstrip("/") for one in open_origins), own)

    @property
    def origins(self) -> list[str]:
        """Every origin that may carry the counter in some way."""
        listed = {origin for site in self.sites.values() for origin in site.origins}
        return sorted(listed | self.open_origins)

    def knows(self, origin: str | None, host: str | None) -> bool:
        """Whether a page of `origin` can be right with any key; programs name no origin."""
        return (
            origin is None
            or self._is_own(origin, host)
            or "*" in self.open_origins
            or origin in self.origins
        )

    def check(self, key: str, origin: str | None, host: str | None) -> None:
        """`SiteRefused` unless a page of `origin` may use `key` ("" for none)."""
        if key and key not in self.sites:
            raise SiteRefused(key, origin or "")
        if origin is None or self._is_own(origin, host):
            return
        allowed = self.open_origins if not key else {*self.sites[key].origins, *self.open_origins}
        if origin not in allowed and "*" not in allowed:
            raise SiteRefused(key, origin)

    def _is_own(self, origin: str, host: str | None) -> bool:
        netloc = urlsplit(origin).netloc
        return netloc == host or netloc in self.own

    def shown(self, key: str) -> dict[str, Any]:
        """What the widget of a site must know; `SiteRefused` for a key that is none."""
        if key not in self.sites:
            raise SiteRefused(key, "")
        site = self.sites[key]
        return {"languages": site.languages, "title": site.title, "colours": site.colours}


class SiteGuard:
    """Refuses requests at the customers' doors that come from a page which may not."""

    def __init__(self, app: ASGIApp, sites: Sites) -> None:
        self._app = app
        self._sites = sites

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(GUARDED):
            headers = Headers(scope=scope)
            try:
                key = headers.get(HEADER, "")
                self._sites.check(key, headers.get("origin"), headers.get("host"))
            except SiteRefused as error:
                body = {"error": {"code": "SiteRefused", "message": error.message}}
                await JSONResponse(body, error.status_code)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def sites_router(sites: Sites) -> APIRouter:
    """`GET /api/sites/{key}`: what a page's widget asks before it shows itself."""
    routes = APIRouter(tags=["customers"])

    @routes.get("/api/sites/{key}")
    async def read(
        key: str, request: Request, origin: Annotated[str | None, Header()] = None
    ) -> JSONResponse:
        sites.check(key, origin, request.headers.get("host"))
        kept = {"Cache-Control": "public, max-age=300", "Vary": "Origin"}
        return JSONResponse(sites.shown(key), headers=kept)

    return routes
