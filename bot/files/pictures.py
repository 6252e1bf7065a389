"""Pictures made anew: what is kept was drawn by us and carries nothing but its points.

Places, cameras and whatever hides behind the picture (comments, appended programs) are gone, and
it stands the way it was taken. Depends on Pillow.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 3000
"""Points; the small print of a type plate is still read, and a photo is about 1 MB."""
KEPT_AS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "PNG"}
MADE = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


class TooManyPixels(Exception):
    """It would not fit into memory."""


class Damaged(Exception):
    """It cannot be opened."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture, its media type and its size in points."""

    data: bytes
    mime: str
    width: int
    height: int


def drawn_anew(data: bytes, mime: str) -> Picture:
    """The picture of `data`, which is a `mime`. Raises `TooManyPixels` and `Damaged`.

    Decoding is slow and takes memory: call it in a thread.
    """
    form = KEPT_AS[mime]
    try:
        # The format found by content is the only reader that may open it.
        with Image.open(io.BytesIO(data), formats=[mime.removeprefix("image/").upper()]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise TooManyPixels
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture = _upright(opened)
            return _written(picture, form)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Damaged from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error


def _upright(opened: Image.Image) -> Image.Image:
    opened.load()
    picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return picture


def _written(picture: Image.Image, form: str) -> Picture:
    clear = form != "JPEG" and ("transparency" in picture.info or "A" in picture.getbands())
    plain = picture.convert("RGBA" if clear else "RGB")
    # A copy of the points alone: no profile, comment or place is written with it.
    plain.info.clear()
    written = io.BytesIO()
    plain.save(written, form, **({"quality": 85} if form in ("JPEG", "WEBP") else {}))
    return Picture(written.getvalue(), MADE[form], plain.width, plain.height)
