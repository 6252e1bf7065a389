"""What is looked at in a draft before somebody may approve it: the texts alone. Pure.

What needs the other entries and the index is in `rehearsal`. Depends on masking, the language
detector by its shape, and findings.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Protocol
from urllib.parse import urlsplit

from bot.editorial.findings import Check, Finding, check, stop, warn
from bot.editorial.sources import NOTHING
from bot.editorial.wording import Wording
from bot.faq_file import LANGUAGES
from bot.masking import mask

MOST_QUESTION, MOST_ANSWER, LONG_ANSWER = 200, 4000, 1500
MOST_VARIANTS = 60
HTML = re.compile(r"</?[a-zA-Z!][^<>\n]*>")
TABLE = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^()\n]*)\)")
BARE = re.compile(r"\bhttps?://[^\s<>\"')\]]+")
MANUAL = re.compile(r"/manuals/([^/?#]+)")
BLANK = re.compile(r"\[(CARD|IBAN|ID|EMAIL|PHONE|NAME|NUMBER)\]")
SECRETS = ("CARD", "IBAN", "ID")


class Detector(Protocol):
    """What is needed of a language detector."""

    def detect(self, text: str, fallback: str) -> str: ...


def both(wording: Wording) -> Check:
    """Question and answer are there in both languages."""
    names = ("question_es", "answer_es", "question_en", "answer_en")
    return check("both", (stop("empty", field=one) for one in names if not getattr(wording, one)))


def language(wording: Wording, detector: Detector) -> Check:
    """Each text is in the language of its field, as far as it is clear."""

    def found() -> Iterator[Finding]:
        for one in LANGUAGES:
            for name in (f"question_{one}", f"answer_{one}"):
                if detector.detect(_prose(getattr(wording, name)), one) != one:
                    yield stop("other_language", field=name)
            for text in wording.variants(one):
                if detector.detect(text, one) != one:
                    yield warn("variant_language", field=f"variants_{one}", text=text[:60])

    return check("language", found())


def length(wording: Wording) -> Check:
    """Nothing is longer than it can be shown, or more than anybody reads."""

    def found() -> Iterator[Finding]:
        for one in LANGUAGES:
            asked, told = len(wording.question(one)), len(wording.answer(one))
            if asked > MOST_QUESTION:
                yield stop("too_long", field=f"question_{one}", count=asked, most=MOST_QUESTION)
            if told > MOST_ANSWER:
                yield stop("too_long", field=f"answer_{one}", count=told, most=MOST_ANSWER)
            elif told > LONG_ANSWER:
                yield warn("long", field=f"answer_{one}", count=told)
            yield from _variants(wording, one)

    return check("length", found())


def _variants(wording: Wording, one: str) -> Iterator[Finding]:
    variants, name = wording.variants(one), f"variants_{one}"
    if len(variants) > MOST_VARIANTS:
        yield warn("many_variants", field=name, count=len(variants), most=MOST_VARIANTS)
    for text in variants:
        if len(text) > MOST_QUESTION:
            yield stop("variant_long", field=name, text=text[:40], most=MOST_QUESTION)


def markdown(wording: Wording) -> Check:
    """Only markup that the chat and the help pages show, and none that they must not."""

    def found() -> Iterator[Finding]:
        for name, text in texts(wording):
            if tag := HTML.search(text):
                yield stop("html", field=name, text=tag[0][:30])
        for one in LANGUAGES:
            yield from _markup(f"answer_{one}", wording.answer(one))

    return check("markdown", found())


def _markup(name: str, text: str) -> Iterator[Finding]:
    if "![" in text:
        yield stop("image", field=name)
    if text.count("```") % 2:
        yield warn("unclosed", field=name, text="```")
    elif len(re.findall(r"(?<![\\*])\*\*(?!\*)", text)) % 2:
        yield warn("unclosed", field=name, text="**")
    if TABLE.search(text):
        yield warn("table", field=name)


def links(wording: Wording, stands: Callable[[str], bool] = lambda document: True) -> Check:
    """Links can be followed; `stands` tells whether there is a manual with an id."""

    def found() -> Iterator[Finding]:
        for one in LANGUAGES:
            name, text = f"answer_{one}", wording.answer(one)
            for address in [*LINK.findall(text), *BARE.findall(LINK.sub(" ", text))]:
                yield from _link(name, address.rstrip(".,;:!?"), stands)

    return check("links", found())


def _link(name: str, address: str, stands: Callable[[str], bool]) -> Iterator[Finding]:
    shown = {"field": name, "text": address[:80]}
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        yield stop("bad_link", **shown)
        return
    own = not parts.scheme and not parts.netloc and address.startswith("/")
    if re.search(r"\s", address) or parts.scheme in ("javascript", "data", "vbscript"):
        yield stop("bad_link", **shown)
    elif own:
        manual = MANUAL.match(parts.path)
        if manual and not stands(manual[1]):
            yield stop("no_manual", **shown)
    elif parts.scheme in ("mailto", "tel"):
        yield warn("plain_link", **shown)
    elif parts.scheme not in ("http", "https") or "." not in host:
        yield stop("bad_link", **shown)
    elif parts.scheme == "http":
        yield warn("insecure_link", **shown)


def personal(wording: Wording, known: Collection[str] = ()) -> Check:
    """Nobody's data; `known` are the addresses and numbers that published entries have already,
    which are the company's own."""

    def found() -> Iterator[Finding]:
        for name, text in texts(wording):
            for blank in dict.fromkeys(one[0] for one in BLANK.finditer(text)):
                yield stop("blank", field=name, text=blank)
            if text == NOTHING:
                yield stop("blank", field=name, text=text)
            for kind, value in private(text):
                if kind in SECRETS:
                    yield stop("personal", field=name, kind=kind, text=value)
                elif value not in known:
                    yield warn("contact", field=name, kind=kind, text=value)

    return check("personal", found())


def private(text: str) -> list[tuple[str, str]]:
    """What masking would take out of `text`: its kind ("EMAIL", "PHONE", "CARD"...) and value."""
    bare = BLANK.sub("", text)
    masked = mask(bare)
    if masked == bare:
        return []
    parts = BLANK.split(masked)
    said, kinds = parts[::2], parts[1::2]
    whole = re.fullmatch("(.+?)".join(map(re.escape, said)), bare, re.DOTALL)
    values = whole.groups() if whole else ("…",) * len(kinds)
    return list(zip(kinds, values, strict=True))


def texts(wording: Wording) -> Iterator[tuple[str, str]]:
    """Every text of a wording with the name of its field."""
    for one in LANGUAGES:
        for name in (f"question_{one}", f"answer_{one}"):
            yield name, getattr(wording, name)
        for text in wording.variants(one):
            yield f"variants_{one}", text


def _prose(text: str) -> str:
    """The words of a text, without addresses."""
    return BARE.sub(" ", re.sub(r"\]\([^()\n]*\)", "] ", text))
