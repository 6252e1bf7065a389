"""What the fake service does while a customer waits, sends files and leaves; a page elsewhere.

The shapes are those of the real doors (`bot.chat.waiting`, `files`, `ending`, and mail).
"""

import asyncio
import io
import uuid
from typing import Any, Protocol
from urllib.parse import unquote

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from PIL import Image

from bot.surveys.dimensions import statements
from tests.browser.talk import Talk

BASE = "/api/conversations/current"
SLOTS = [
    {"slot": "2026-11-24T09:00:00.000Z", "ends_at": "", "title": "martes 24, 10:00-10:30"},
    {"slot": "2026-11-24T09:30:00.000Z", "ends_at": "", "title": "martes 24, 10:30-11:00"},
]
TOLD = {
    "es": "Es el número {place} de la cola. A esta hora lo normal es esperar 4 minutos, y nueve de "
    "cada diez personas esperan 13 minutos como mucho.",
    "en": "You are number {place} in the queue. At this hour the usual wait is 4 minutes, and nine "
    "people in ten wait 13 minutes at most.",
}
FACE = "/faces/marta.webp"


class Service(Protocol):
    """The part of the fake service that these doors need."""

    refusal: tuple[int, str] | None
    upload_s: float
    surveyed: bool

    def talk_of(self, request: Request) -> Talk | None:
        """Whose token the request carries."""


def waiting(talk: Talk, place: int = 2) -> dict[str, Any]:
    """What `GET /waiting` says."""
    email = next((body["email"] for name, body in talk.asked if name == "email"), None)
    booked = [body for name, body in talk.asked if name in ("callback", "callback_off")]
    callback = booked[-1] if booked and booked[-1] else None
    text = TOLD[talk.language].format(place=place)
    if email:
        text = f"Le contestarán a {email}, y la respuesta estará también aquí."
    if callback:
        text = "Le llamaremos el martes 24, entre las 10:00 y las 10:30."
    return {
        "state": talk.state,
        "position": None if email or callback else place,
        "options": ["wait", "email", "callback"],
        "email": email,
        "callback": callback and {"slot": callback["slot"], "title": SLOTS[0]["title"]},
        "text": text,
    }


def refused(service: Service) -> JSONResponse | None:
    """The refusal that a test has asked for."""
    if service.refusal is None:
        return None
    status, words = service.refusal
    return JSONResponse({"error": {"code": "Refused", "message": words}}, status)


def add_doors(app: FastAPI, service: Service) -> None:
    """All of them."""

    def of(request: Request) -> Talk:
        talk = service.talk_of(request)
        assert talk is not None
        return talk

    @app.get(f"{BASE}/waiting")
    async def wait(request: Request) -> Any:
        return waiting(of(request))

    @app.get(f"{BASE}/callback")
    async def slots() -> Any:
        return {"slots": SLOTS, "callback": None}

    @app.api_route(f"{BASE}/callback", methods=["POST", "DELETE"])
    @app.post(f"{BASE}/email")
    async def choose(request: Request) -> Any:
        if refusal := refused(service):
            return refusal
        name = request.url.path.rpartition("/")[2]
        deleted = request.method == "DELETE"
        body = None if deleted else await request.json()
        of(request).asked.append((f"{name}_off" if deleted else name, body))
        return {"waiting": waiting(of(request)), "message": None}

    @app.post(f"{BASE}/transcript", status_code=202)
    @app.post(f"{BASE}/csat")
    @app.post(f"{BASE}/quality")
    async def note(request: Request) -> Any:
        if refusal := refused(service):
            return refusal
        body = await request.json()
        of(request).asked.append((request.url.path.rpartition("/")[2], body))
        return body

    @app.post(f"{BASE}/quality/asked")
    async def quality_asked(request: Request) -> Any:
        talk = of(request)
        told = statements(talk.language) if service.surveyed else []
        return {"asked": bool(told), "statements": told}

    @app.post(f"{BASE}/end")
    async def end(request: Request) -> Any:
        of(request).state = "closed"
        return {"state": "closed", "last_seq": len(of(request).messages)}

    @app.post(f"{BASE}/marks")
    async def marks(request: Request) -> Any:
        of(request).marks.append(await request.json())
        return {}

    @app.get("/api/sites/{key}")
    async def site(key: str) -> Any:
        if key != "shop":
            return JSONResponse({"error": {"code": "SiteRefused", "message": "not listed"}}, 403)
        colours = {"accent": "#7a2e1d", "accent_dark": "#f0b25f"}
        return {"languages": ["es"], "title": {"es": "Otra tienda"}, "colours": colours}

    add_file_doors(app, service)


def add_file_doors(app: FastAPI, service: Service) -> None:
    """Files, and the agent's face."""

    @app.post(f"{BASE}/files", status_code=201)
    async def take(request: Request) -> Any:
        data = await request.body()
        await asyncio.sleep(service.upload_s)
        if refusal := refused(service):
            return refusal
        talk = service.talk_of(request)
        assert talk is not None
        name = unquote(request.headers["x-file-name"])
        told = keep(talk, name, data)
        return told

    @app.get(BASE + "/files/{id}")
    async def give(request: Request, id: str) -> Response:
        talk = service.talk_of(request)
        if talk is None or id not in talk.files:
            return JSONResponse({}, 404)
        told, data = talk.files[id]
        return Response(data, media_type=told["mime"])

    @app.get(FACE)
    async def face() -> Response:
        return Response(picture((90, 90), (180, 90, 60)), media_type="image/png")


def keep(talk: Talk, name: str, data: bytes) -> dict[str, Any]:
    """Put a file on the conversation's shelf."""
    told: dict[str, Any] = {"id": uuid.uuid4().hex, "name": name, "size": len(data)}
    told |= {"mime": "text/plain", "width": None, "height": None}
    if data.startswith(b"\x89PNG"):
        width, height = Image.open(io.BytesIO(data)).size
        told |= {"mime": "image/png", "width": width, "height": height}
    talk.files[told["id"]] = (told, data)
    return told


def picture(
    size: tuple[int, int] = (640, 420), colour: tuple[int, int, int] = (20, 90, 120)
) -> bytes:
    """A PNG with a lighter corner."""
    found = Image.new("RGB", size, colour)
    found.paste((235, 190, 120), (0, 0, size[0] // 3, size[1] // 3))
    written = io.BytesIO()
    found.save(written, "PNG")
    return written.getvalue()


def elsewhere(host: str, key: str = "") -> HTMLResponse:
    """A page of somebody else's with the widget of `host`, under a policy of its own."""
    site = f' data-site="{key}"' if key else ""
    policy = (
        f"default-src 'none'; script-src http://{host}; connect-src http://{host} ws://{host}; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    tag = f'<script src="http://{host}/widget.js" data-language="en"{site} async></script>'
    page = f"<!doctype html><title>Elsewhere</title><p>Shop</p>{tag}"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})
