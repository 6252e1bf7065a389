"""Order numbers, serial numbers and e-mail addresses, as customers write them.

An order is `TR-` and six digits, a serial number `LV3-2407-018345` (product, year and month,
running number). Both come with other separators, none, or in lower case, an order also as
"pedido 104512" or as six bare digits. Depends on `bot.nlu.spans`
and `bot.nlu.text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.nlu.spans import Span, without_overlaps
from bot.nlu.text import fold

_GAP = r"[\s.\-–—_/·]{0,3}"
_SIX = rf"(?P<digits>\d(?:{_GAP}\d){{5}})"
# No letter or digit goes on at either end: "TR-1045123" is not an order of ours.
_START, _END = r"(?<![^\W_])", r"(?![^\W_]|[\-–/.,]\d)"
_ORDER_WORDS = (
    r"(?:pedido|encargo|compra|referencia|order|purchase|reference)"
    r"(?:\s+(?:con|es|el|is|with))*(?:\s+(?:the|número|numero|núm|num|nº|n°|no|number))?"
)
_ORDERS = (
    re.compile(rf"{_START}tr{_GAP}{_SIX}{_END}"),
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


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def emails(text: str) -> Iterator[Span]:
    """Addresses in lower case; `text` in lower case."""
    for match in _EMAIL.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip("._-+"))
        yield Span(start, match.end(), "email", text[start : match.end()])


def serial_numbers(text: str, prefixes: Sequence[str]) -> Iterator[Span]:
    """`LV3-2407-018345` of the product whose prefix it has; `text` in lower case."""
    if prefixes:
        yield from _serials(
            text, "|".join(_GAP.join(map(re.escape, prefix.lower())) for prefix in prefixes)
        )


def _serials(text: str, prefix: str) -> Iterator[Span]:
    pattern = rf"{_START}(?P<prefix>{prefix}){_GAP}(?P<digits>\d(?:{_GAP}\d){{9}}){_END}"
    for match in re.finditer(pattern, text):
        letters = re.sub(r"[\W_]", "", match["prefix"]).upper()
        digits = _digits(match["digits"])
        yield Span(*match.span(), "serial_number", f"{letters}-{digits[:4]}-{digits[4:]}")


def order_numbers(text: str) -> Iterator[Span]:
    """`TR-104512`; `text` in lower case. The span leaves out words such as "pedido"."""
    for pattern in _ORDERS:
        for match in pattern.finditer(text):
            with_letters = pattern is _ORDERS[0]
            start = match.start() if with_letters else match.start("digits")
            if with_letters or not _NO_ORDER.search(text[:start]):
                value = f"TR-{_digits(match['digits'])}"
                yield Span(start, match.end("digits"), "order_number", value)


def generic(text: str) -> str:
    """`text` with each code replaced by one example of its kind.

    What a message wants does not hang on whose address or order it names.
    """
    folded = fold(text)
    found = [*emails(folded), *_serials(folded, rf"[a-z]{{2}}{_GAP}\d"), *order_numbers(folded)]
    for span in reversed(without_overlaps(found)):
        text = text[: span.start] + _EXAMPLES[span.entity] + text[span.end :]
    return text
