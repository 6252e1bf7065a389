"""Bytes to text for HTML, Markdown and plain text. Depends on errors."""

import codecs
import re

from kb_ingest.readers.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"""<meta[^>]+charset=["']?([\w-]+)""", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, *, declared: bool = False) -> str:
    """The text. `declared`: a <meta charset> counts. Raises ReadError for what is not text.

    UTF-8 is tried first, even against a declaration: text that decodes as UTF-8 and is not
    pure ASCII is hardly ever anything else. What is left is Windows-1252.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _checked(_attempt(data, name))
    stated = _declared(data) if declared else None
    for encoding in filter(None, ("utf-8", stated, "cp1252", "latin-1")):
        text = _attempt(data, encoding)
        if text is not None:
            return _checked(text)
    raise ReadError(_NOT_TEXT)


_NOT_TEXT = "is not text: its bytes are binary; check that the right file was given"


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _attempt(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _checked(text: str | None) -> str:
    """`text` if it reads like text: hardly any control characters, a good part letters."""
    if text is None:
        raise ReadError("is damaged: it does not follow its own encoding mark; save it as UTF-8")
    sample = text[:200_000]
    visible = [character for character in sample if not character.isspace()]
    strange = len(_CONTROLS.findall(sample)) + sample.count("\ufffd")
    plain = sum(character.isalnum() and character < "\u0250" for character in visible)
    if not visible or strange > len(sample) * 0.002 or plain < len(visible) * 0.2:
        raise ReadError(_NOT_TEXT)
    return text
