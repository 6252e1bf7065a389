"""Order numbers, serial numbers and e-mail addresses, as customers write them.

An order is `TR-` and six digits, a serial number `LV3-2407-018345` (product, year and month,
running number). Both come with other separators, none, in lower case, with their letters spelt
("te erre", "el vee") or with an O for a zero, an order also as "pedido 104512" or as six bare
digits. Numbers in words are the business of `bot.nlu.spoken`. Depends on `bot.nlu.spans` and
`bot.nlu.text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.nlu.spans import Span, without_overlaps
from bot.nlu.text import fold

_GAP = r"[\s.,\-–—_/·…]{0,4}"
_SIX = rf"(?P<digits>\d(?:{_GAP}\d){{5}})"
# Customers copy codes by eye; the letters count only where most of the code is digits.
_LOOKS = str.maketrans("oil", "011")
_SIX_ALIKE = rf"(?P<digits>[\doil](?:{_GAP}[\doil]){{5}})"
# How letters are called; those of other prefixes are taken as they are.
_LETTERS = {
    "b": "b|be|bee|be larga|be alta", "c": "c|ce|see|cee", "g": "g|ge|gee|jee",
    "l": "l|ele|el|ell", "r": "r|erre|ere|ar|are", "s": "s|ese|es|ess",
    "t": "t|te|tee|tea", "v": "v|uve|ve|vee|be corta|ve corta|ve chica|uvee",
    "z": "z|zeta|ceta|zed|zee",
}  # fmt: skip


def _spelt(prefix: str) -> str:
    """A pattern of the letters and digits of `prefix`, each as itself or by its name."""
    signs = (rf"(?:{_LETTERS[one]})" if one in _LETTERS else re.escape(one) for one in prefix)
    return _GAP.join(signs)


# No letter or digit goes on at either end: "TR-1045123" is not an order of ours.
_START, _END = r"(?<![^\W_])", r"(?![^\W_]|[\-–/.,]\d)"
_ORDER_WORDS = (
    r"(?:pedido|encargo|compra|orden|referencia|order|purchase|reference)"
    r"(?:\s+(?:con|es|el|is|with))*(?:\s+(?:the|número|numero|núm|num|nº|n°|no|number))?"
)
_ORDERS = (
    re.compile(rf"{_START}{_spelt('tr')}{_GAP}{_SIX_ALIKE}{_END}"),
    re.compile(rf"{_START}{_ORDER_WORDS}[\s.:#ºª°]*{_SIX}{_END}"),
    re.compile(rf"(?<![^\W_])(?<!\d[\-–/.,])(?P<digits>\d{{6}}){_END}"),
)
# Six bare digits after one of these are something else.
_NO_ORDER = re.compile(
    r"(?:serie|serial|s/n|tel[ée]fono|tel|m[óo]vil|phone|mobile|postal|post ?code|zip|error|"
    r"factura|invoice|rma|€|\$)\W*(?:n[úu]mero|number|no|n[º°])?\W*(?:es|is)?\W*$"
)
_EXAMPLES = {
    "email": "name@example.com",
    "serial_number": "LV3-2407-018345",
    "order_number": "TR-104512",
}
_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,}(?![\w])")
_SIGN = r"(?:\s*(?:\b(?:punto|dot|guion bajo|underscore|guion|dash|hyphen)\b|[._\-])\s*)"
_DOT = r"(?:\s*(?:\b(?:punto|dot)\b|\.)\s*)"
_NAME = r"[a-z0-9]+"
_DICTATED = (
    re.compile(
        rf"(?<![\w.@])(?P<who>{_NAME}(?:{_SIGN}{_NAME})*)\s*(?:\b(?:arroba|aroba)\b|@|[(\[]at[)\]])\s*"
        rf"(?P<where>{_NAME}(?:{_SIGN}{_NAME})*{_DOT}[a-z]{{2,10}})(?![\w@])"
    ),
    re.compile(
        rf"(?<![\w.@])(?P<who>{_NAME}(?:{_SIGN}{_NAME})*)\s+at\s+"
        rf"(?P<where>{_NAME}(?:{_SIGN}{_NAME})*\s+dot\s+[a-z]{{2,10}})(?![\w@])"
    ),
)
_SPELT_SIGNS = {"punto": ".", "dot": ".", "guion bajo": "_", "underscore": "_"} | dict.fromkeys(
    ("guion", "dash", "hyphen"), "-"
)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text.translate(_LOOKS))


def emails(text: str) -> Iterator[Span]:
    """Addresses in lower case, dictated ones too; `text` in lower case."""
    for match in _EMAIL.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip("._-+"))
        yield Span(start, match.end(), "email", text[start : match.end()])
    for pattern in _DICTATED:
        for match in pattern.finditer(text):
            value = f"{_written(match['who'])}@{_written(match['where'])}"
            yield Span(*match.span(), "email", value)


def _written(said: str) -> str:
    """Part of a dictated address: "ana punto gil" is "ana.gil"."""
    for word, sign in _SPELT_SIGNS.items():
        said = re.sub(rf"\s*\b{word}\b\s*", sign, said)
    return re.sub(r"\s", "", said)


def serial_numbers(text: str, prefixes: Sequence[str]) -> Iterator[Span]:
    """`LV3-2407-018345` of the product whose prefix it has; `text` in lower case."""
    if prefixes:
        for prefix in prefixes:
            yield from _serials(text, _spelt(prefix.lower()), prefix)


def _serials(text: str, spelt: str, prefix: str) -> Iterator[Span]:
    pattern = rf"{_START}{spelt}{_GAP}(?P<digits>[\doil](?:{_GAP}[\doil]){{9}}){_END}"
    for match in re.finditer(pattern, text):
        digits = _digits(match["digits"])
        if sum(map(str.isdigit, match["digits"])) >= 8:
            yield Span(*match.span(), "serial_number", f"{prefix}-{digits[:4]}-{digits[4:]}")


def order_numbers(text: str) -> Iterator[Span]:
    """`TR-104512`; `text` in lower case. The span leaves out words such as "pedido"."""
    for pattern in _ORDERS:
        for match in pattern.finditer(text):
            with_letters = pattern is _ORDERS[0]
            start = match.start() if with_letters else match.start("digits")
            if sum(map(str.isdigit, match["digits"])) < 4:
                continue
            if with_letters or not _NO_ORDER.search(text[:start]):
                value = f"TR-{_digits(match['digits'])}"
                yield Span(start, match.end("digits"), "order_number", value)


def generic(text: str) -> str:
    """`text` with each code replaced by one example of its kind.

    What a message wants does not hang on whose address or order it names.
    """
    folded = fold(text)
    found = [
        *emails(folded),
        *_serials(folded, rf"[a-z]{{2}}{_GAP}\d", "XX0"),
        *order_numbers(folded),
    ]
    for span in reversed(without_overlaps(found)):
        text = text[: span.start] + _EXAMPLES[span.entity] + text[span.end :]
    return text
