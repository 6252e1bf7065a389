"""Text as it should have been: white space, ligatures, broken encodings, broken words.

Pure string functions shared by all readers. Depends on nothing.
"""

import re
import unicodedata

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\x00-\x08\x0b-\x1f]")
_SPACE_BEFORE = re.compile(r"(?<=\w) (?=[.,;:)\]](?:\s|$))")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# The cp1252 view of UTF-8 bytes: a lead byte's character and one to three continuation bytes'.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160"
    "\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153"
    "\u017e\u0178]{1,3}"
)
_LONE_LEAD = re.compile("\u00c2(?=\\s|$)")  # what is left of a broken no-break space
_HYPHENS = "-\u2010\x02\u00ad\ufffe"


def clean(text: str) -> str:
    """One line of text: NFC, single spaces, no invisible characters, mojibake repaired."""
    return _SPACES.sub(" ", plain_characters(text)).strip()


def plain_characters(text: str) -> str:
    """NFC without ligatures and invisible characters, mojibake repaired; spaces as they are."""
    text = _LONE_LEAD.sub(" ", _MOJIBAKE.sub(_repair, text.translate(_LIGATURES)))
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def tighten(text: str) -> str:
    """`clean` for text put together from mark-up: no space between a word and its comma."""
    return _SPACE_BEFORE.sub("", clean(text))


def _repair(match: re.Match[str]) -> str:
    """UTF-8 that was read as cp1252, read again; left alone where it is not valid UTF-8."""
    raw = bytearray()
    for character in match[0]:
        try:
            raw += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return match[0]
            raw.append(ord(character))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def vocabulary(lines: list[str]) -> set[str]:
    """The lower-case words of `lines`, hyphenated ones whole; broken ends are left out."""
    found: set[str] = set()
    for line in lines:
        found.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?![\w\x02\u00ad\ufffe-])", line.lower()))
    return found


def join_lines(lines: list[str], known: set[str]) -> str:
    """`lines` as one text. A word broken by a hyphen is mended; `known` settles "e-" + "mail"."""
    text = ""
    for line in lines:
        text = _join(text, line.strip(), known)
    return clean(text)


def _join(text: str, line: str, known: set[str]) -> str:
    if not text or not line:
        return text or line
    if text[-1] not in _HYPHENS or not line[0].isalpha() or not text[-2:-1].isalpha():
        return f"{text} {line}"
    head = re.findall(r"[^\W\d_]+$", text[:-1])[0]
    tail = re.findall(r"^[^\W\d_]+", line)[0]
    return text[:-1] + ("" if _is_one_word(head, tail, known) else "-") + line


def _is_one_word(head: str, tail: str, known: set[str]) -> bool:
    if (head + tail).lower() in known:
        return True
    return f"{head}-{tail}".lower() not in known and (tail.islower() or (head + tail).isupper())
