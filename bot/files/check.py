"""Whether a file is taken, and the bytes that are kept of it.

Depends on kinds, pictures, documents and words.
"""

from dataclasses import dataclass

from bot.files.documents import Active, Locked, Unreadable, check_pdf
from bot.files.kinds import ACCEPTED, PICTURES, fits, kind_of, name_of, renamed
from bot.files.pictures import MOST_PIXELS, Damaged, TooManyPixels, drawn_anew
from bot.files.words import FOUND, FileRefused


@dataclass(frozen=True, slots=True)
class Checked:
    """What is kept: a name that fits, the media type found, the bytes, and a picture's points."""

    name: str
    mime: str
    data: bytes
    width: int | None = None
    height: int | None = None


def checked(name: str, data: bytes, language: str) -> Checked:
    """The file as it is kept; `FileRefused` in `language`. Slow: call it in a thread."""
    named = name_of(name)
    shown = str(named)
    if not data:
        raise FileRefused("empty", language, name=shown)
    kind = kind_of(data)
    if kind in ("virus", "program", "markup"):
        raise FileRefused("dangerous", language, name=shown)
    if kind == "heic":
        raise FileRefused("heic", language, name=shown)
    if kind not in ACCEPTED:
        raise FileRefused("unknown_kind", language, name=shown)
    if not fits(named, kind):
        raise FileRefused("mislabelled", language, name=shown, found=FOUND[kind][language])
    if kind in PICTURES:
        return _picture(shown, data, kind, language)
    if kind == "application/pdf":
        _look_into(shown, data, language)
    return Checked(renamed(named, kind), kind, data)


def _picture(shown: str, data: bytes, kind: str, language: str) -> Checked:
    try:
        made = drawn_anew(data, kind)
    except TooManyPixels as error:
        limit = MOST_PIXELS // 1_000_000
        raise FileRefused("too_many_pixels", language, name=shown, limit=limit) from error
    except Damaged as error:
        raise FileRefused("damaged", language, name=shown) from error
    name = renamed(name_of(shown), made.mime)
    return Checked(name, made.mime, made.data, made.width, made.height)


def _look_into(shown: str, data: bytes, language: str) -> None:
    try:
        check_pdf(data)
    except Active as error:
        raise FileRefused("dangerous", language, name=shown) from error
    except Locked as error:
        raise FileRefused("locked", language, name=shown) from error
    except Unreadable as error:
        raise FileRefused("damaged", language, name=shown) from error
