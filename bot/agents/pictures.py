"""Agents' faces: an uploaded picture made small and square, or initials.

A picture is decoded and written anew, so that nothing but its pixels is kept. Depends on the
tables, the database and Pillow.
"""

import asyncio
import hashlib
import io

from fastapi import APIRouter
from fastapi.responses import Response
from PIL import Image, ImageOps, UnidentifiedImageError

from bot.agents.tables import Agent, AgentPicture
from bot.database import Database
from bot.errors import Spoken

SIDE = 128
"""Pixels of a side."""
MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP")


class BadPicture(Spoken):
    """What was uploaded cannot be a face."""

    def __init__(self, why: str, por_que: str) -> None:
        super().__init__(
            f"The picture was not taken: {why}. Upload a PNG, JPEG or WebP of at most 5 MB.",
            f"La imagen no se ha guardado: {por_que}. Suba un PNG, JPEG o WebP de hasta 5 MB.",
            422,
        )


class Pictures:
    """The faces over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, agent_id: str, data: bytes) -> str:
        """Make the picture in `data` the face of the agent; its id. `BadPicture`."""
        small = await asyncio.to_thread(squared, data)
        name = hashlib.sha256(small).hexdigest()[:32]
        async with self._database.write() as session:
            if await session.get(AgentPicture, name) is None:
                session.add(AgentPicture(id=name, data=small))
            (await session.get_one(Agent, agent_id)).picture = name
        return name

    async def remove(self, agent_id: str) -> None:
        """Initials again. The picture itself stays for the conversations that show it."""
        async with self._database.write() as session:
            (await session.get_one(Agent, agent_id)).picture = ""

    async def get(self, name: str) -> bytes | None:
        """The WebP of an id."""
        async with self._database.read() as session:
            found = await session.get(AgentPicture, name)
        return found.data if found else None


def squared(data: bytes) -> bytes:
    """The middle of the picture in `data` as a WebP of `SIDE` x `SIDE` pixels; `BadPicture`."""
    if len(data) > MAX_BYTES:
        raise BadPicture("it is too large", "es demasiado grande")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as found:
            if found.width * found.height > MAX_PIXELS:
                raise BadPicture("it has too many pixels", "tiene demasiados píxeles")
            upright = ImageOps.exif_transpose(found).convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BadPicture("it cannot be read", "no se puede leer") from error
    return _webp(ImageOps.fit(upright, (SIDE, SIDE)))


def _webp(picture: Image.Image) -> bytes:
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    written = io.BytesIO()
    ground.save(written, "WEBP", quality=85)
    return written.getvalue()


def initials(name: str) -> str:
    """At most two letters: "Ana López Gil" is "AG"."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


def picture_url(picture: str) -> str | None:
    """Where a picture is served; None where there are only initials."""
    return f"/faces/{picture}.webp" if picture else None


def pictures_router(pictures: Pictures) -> APIRouter:
    """`/faces/{id}.webp`, for customers and agents: whoever knows the id has seen the agent."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/faces/{name}.webp")
    async def show(name: str) -> Response:
        data = await pictures.get(name)
        if data is None:
            raise Spoken(f"There is no picture {name!r}.", f"No hay ninguna imagen «{name}».", 404)
        kept = {"Cache-Control": "public, max-age=31536000, immutable"}
        # The widget stands on other sites.
        kept["Access-Control-Allow-Origin"] = "*"
        return Response(data, media_type="image/webp", headers=kept)

    return routes
