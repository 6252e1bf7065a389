"""What changed between two versions, word by word. Pure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from bot.editorial.wording import FIELDS, Wording

Part = tuple[Literal["same", "gone", "new"], str]
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


def between(old: str, new: str) -> list[Part]:
    """The pieces of both texts in order: those of `old` alone are gone, those of `new` alone new.

    Without those that are gone they make `new`, without the new ones `old`.
    """
    was, becomes = TOKEN.findall(old), TOKEN.findall(new)
    return list(_joined(_parts(was, becomes)))


def changes(old: Wording | None, new: Wording) -> dict[str, list[Part]]:
    """The fields that differ, in the order of reading, each with its pieces."""
    before = old or Wording(topic="")
    texts = {one: (_text(before, one), _text(new, one)) for one in FIELDS}
    return {one: between(*both) for one, both in texts.items() if both[0] != both[1]}


def _text(wording: Wording, name: str) -> str:
    value = getattr(wording, name)
    return value if isinstance(value, str) else "\n".join(value)


def _parts(was: list[str], becomes: list[str]) -> Iterator[Part]:
    matcher = SequenceMatcher(None, was, becomes, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield "same", "".join(was[a:b])
            continue
        if a < b:
            yield "gone", "".join(was[a:b])
        if c < d:
            yield "new", "".join(becomes[c:d])


def _joined(parts: Iterator[Part]) -> Iterator[Part]:
    """A lone space between two changes belongs to both: whole phrases read better than words."""
    held: list[Part] = []
    for kind, text in parts:
        is_space = kind == "same" and not text.strip() and "\n" not in text
        if kind == "same" and not (is_space and held):
            yield from _flushed(held)
            held = []
            yield kind, text
        elif is_space:
            held += [("gone", text), ("new", text)]
        else:
            held.append((kind, text))
    yield from _flushed(held)


def _flushed(held: list[Part]) -> Iterator[Part]:
    gone = "".join(text for kind, text in held if kind == "gone")
    new = "".join(text for kind, text in held if kind == "new")
    if gone == new:
        if gone:
            yield "same", gone
        return
    if gone:
        yield "gone", gone
    if new:
        yield "new", new
