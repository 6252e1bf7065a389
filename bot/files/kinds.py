"""What a file is, by its first bytes and not by its name. Pure.

The signatures are those of the formats' own specifications (JPEG T.81, PNG, RFC 9649 for WebP,
GIF89a, ISO 32000 for PDF); whatever is none of them and no plain text is not taken.
"""

import re
from dataclasses import dataclass

ACCEPTED = ("image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf", "text/plain")
PICTURES = frozenset(one for one in ACCEPTED if one.startswith("image/"))
ENDINGS: dict[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/png": ("png",),
    "image/webp": ("webp",),
    "image/gif": ("gif",),
    "application/pdf": ("pdf",),
    "text/plain": ("txt", "text", "log", "csv", "md"),
}
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"#!", "program"),
    (b"PK\x03\x04", "archive"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
)
HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"avif")
MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|\?php|meta|link|math)\b",
    re.IGNORECASE,
)
# The harmless string that every virus scanner must find (eicar.org), in two halves so that no
# scanner finds it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!"
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is kept: without folders and control characters; its ending fits the content."""

    stem: str
    ending: str

    def __str__(self) -> str:
        return f"{self.stem}.{self.ending}" if self.ending else self.stem


def kind_of(data: bytes) -> str:
    """The media type where it is one of `ACCEPTED`; else heic, program, markup, archive, virus or
    other."""
    if EICAR in data[:4096]:
        return "virus"
    for magic, kind in MAGIC:
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in HEIC else "other"
    return _kind_of_text(data)


def _kind_of_text(data: bytes) -> str:
    """Text is UTF-8 without control characters; with a page's or a program's tags it is none."""
    if data.translate(None, CONTROLS) != data:
        return "other"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "other"
    return "markup" if MARKUP.search(data) else "text/plain"


def name_of(name: str) -> Named:
    """What is left of a name that somebody sent."""
    last = re.split(r"[/\\]", name)[-1]
    clean = "".join(one for one in last if one.isprintable() and one not in '<>:"|?*')
    stem, dot, ending = clean.strip(" .").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = stem.strip(" .")[: LONGEST_NAME - 8] or "archivo"
    return Named(stem, re.sub(r"[^a-z0-9]", "", ending.lower())[:8])


def fits(named: Named, kind: str) -> bool:
    """Whether the name promises what the content is: one picture may pass for another, and a name
    without a known ending promises nothing."""
    promised = next((one for one, endings in ENDINGS.items() if named.ending in endings), None)
    if promised is None:
        return not named.ending or kind == "text/plain"
    return promised == kind or {promised, kind} <= PICTURES


def renamed(named: Named, kind: str) -> str:
    """The name with an ending of its kind."""
    ending = named.ending if named.ending in ENDINGS[kind] else ENDINGS[kind][0]
    return str(Named(named.stem, ending))
