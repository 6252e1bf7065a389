"""What every answer of the service goes through: security headers and a limit on bodies.

Plain ASGI, so that WebSockets and long answers pass untouched. Depends on nothing of ours.
"""

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 512 * 1024
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
CONSOLE_PATH = "/console"
# NiceGUI needs inline scripts and styles and evaluates templates; every other page does not.
# It still loads nothing from elsewhere, whatever a customer writes.
CONSOLE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'self'; form-action 'self'"
)
PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'; "
    "form-action 'self'"
)


class TooLarge(Exception):
    """The body of a request went over the limit while it was read."""


class SecurityHeaders:
    """Adds the headers to every HTTP answer, with the content policy of its path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        policy = policy_of(scope["path"])

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", policy)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def policy_of(path: str) -> str:
    """The content policy of an answer that names none itself."""
    in_console = path == CONSOLE_PATH or path.startswith(f"{CONSOLE_PATH}/")
    return CONSOLE_POLICY if in_console and not path.endswith("/login") else PAGE_POLICY


class BodyLimit:
    """Refuses bodies over `limit` bytes with 413, whether or not their length was declared.

    Paths in `skip` take any, and so does all below one that ends in "/": they check who asks
    before they read.
    """

    def __init__(
        self, app: ASGIApp, limit: int = MAX_BODY_BYTES, skip: tuple[str, ...] = ()
    ) -> None:
        self._app = app
        self._limit = limit
        self._skip = skip

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._is_skipped(scope["path"]):
            return await self._app(scope, receive, send)
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._limit:
            return await self._refuse(scope, receive, send)
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise TooLarge
            return message

        try:
            await self._app(scope, counted, send)
        except TooLarge:
            await self._refuse(scope, receive, send)

    def _is_skipped(self, path: str) -> bool:
        below = tuple(one for one in self._skip if one.endswith("/"))
        return path in self._skip or path.startswith(below)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        message = (
            f"The request is larger than {self._limit // 1024} KB. Send less. / La petición "
            f"supera los {self._limit // 1024} KB. Envíe menos."
        )
        body = {"error": {"code": "TooLarge", "message": message}}
        await JSONResponse(body, status_code=413)(scope, receive, send)
