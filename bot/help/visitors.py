"""Visitors of the help pages, as far as a vote needs them: a number in a signed cookie.

Only who votes gets one. Without the cookie, votes from one browser of one address on one day count
as one visitor's: neither pressing twice nor deleting cookies makes another vote. Depends on the
company's days.
"""

import hmac

from fastapi import Request, Response
from itsdangerous import BadData, URLSafeSerializer

from bot.database import now
from bot.policies.days import local_day

COOKIE = "mostrador_help"
KEPT_S = 180 * 24 * 3600


class Visitors:
    """Gives and reads the cookie, signed with the service's secret."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._signer = URLSafeSerializer(secret, salt="help visitor")

    def of(self, request: Request) -> str:
        """The visitor's number; that of their address, browser and day where there is no cookie,
        or none of ours. It says nothing of these to whoever has not the secret."""
        try:
            return str(self._signer.loads(request.cookies.get(COOKIE, "")))
        except BadData:
            return self._unnamed(request)

    def hashed(self, visitor: str, page: str) -> str:
        """What is kept of a visitor beside a vote: on each page another, 64 hex digits."""
        return hmac.digest(self._secret, f"help|{page}|{visitor}".encode(), "sha256").hex()

    def _unnamed(self, request: Request) -> str:
        address = request.client.host if request.client else ""
        browser = request.headers.get("user-agent", "")
        told = f"visitor|{local_day(now())}|{address}|{browser}"
        return hmac.digest(self._secret, told.encode(errors="replace"), "sha256").hex()[:32]

    def remember(self, response: Response, request: Request, visitor: str) -> None:
        """Put the cookie on `response`."""
        response.set_cookie(
            COOKIE,
            str(self._signer.dumps(visitor)),
            max_age=KEPT_S,
            path="/help",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )


def from_our_pages(request: Request, own_host: str) -> bool:
    """Whether a form was sent from a page of this service, as the browser itself says.

    `own_host` is the host under which customers reach us, besides the one the request names.
    Browsers that name neither the relation nor the origin are asked for the page they came from.
    """
    relation = request.headers.get("sec-fetch-site")
    if relation:
        return relation == "same-origin"
    came_from = request.headers.get("origin") or request.headers.get("referer") or ""
    host = came_from.partition("://")[2].partition("/")[0]
    return bool(host) and host in (request.headers.get("host"), own_host)
