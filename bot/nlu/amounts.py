"""Sums of money and postcodes, as customers write them.

Only euros, with two decimals: "59,90 €", "EUR 1.299", "59 euros con 90". Postcodes are Spanish and
French ones (five digits) and Portuguese ones (1234-567). Depends on `bot.nlu.spans`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.spans import Span

_NUMBER = r"(?P<number>\d{1,3}(?:[.,  ]\d{3})+(?:[.,]\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?)"
_EURO = r"(?:€|eur(?:os?|itos?)?\b|pavos?\b|leuros?\b)"
_CENTS = r"(?:\s*(?:con|y|and)?\s*(?P<cents>\d\d)(?!\d|[.,]\d)(?:\s*(?:c[eé]ntimos?|cents?))?)?"
_HALF = r"(?P<half>\s+y\s+medio\b)?"
_PAID = (
    r"(?:pague|pagu[eé]|pagado|cobr\w+|cost\w+|cuesta|precio|importe|total|abon\w+|devolv\w+|paid|"
    r"pay|charged?|price|refund\w*|amount)\W+(?:\w+\W+){0,2}?"
)
_MEASURE = r"(?:%|kg|g|l|litros?|liters?|litres?|m|cm|mm|metros?|h|horas?|hours?|kwh?|w)\b"
_AMOUNTS = (
    re.compile(rf"(?<![\w.,])(?:€|eur(?:os)?)\s*{_NUMBER}(?![\d]|[.,]\d)"),
    re.compile(rf"(?<![\w.,\-/]){_NUMBER}\s*{_EURO}{_HALF}{_CENTS}"),
    re.compile(rf"{_PAID}(?P<number>\d{{1,5}}[.,]\d\d)(?![\d.,/]\d|\d)"),
    re.compile(rf"(?<![\w.,\-/:])(?P<number>\d{{1,5}},\d\d)(?![\d.,/]\d|\d|\s*{_MEASURE})"),
)
_FIVE = re.compile(r"(?<![\w.,\-/@#+])(?P<code>\d{5})(?![\w@]|[\-/.,]\d)")
_CUE = r"(?:c\.?\s?p\.?|c[oó]digo postal|postal(?: code)?|post ?code|zip(?: code)?)"
_CUED = re.compile(
    rf"(?<!\w){_CUE}\W*(?:(?:es|is|el|the)\W+){{0,2}}(?P<code>\d(?:[\s.\-]?\d){{4}})(?!\w)"
)
_PORTUGUESE = re.compile(r"(?<![\w.,\-/])(?P<code>\d{4}-\d{3})(?![\w]|-\d)")
# Five digits after one of these are something else.
_NO_POSTCODE = re.compile(
    r"(?:serie|serial|s/n|tel[eé]fono|tel|m[oó]vil|phone|mobile|error|factura|invoice|pedido|"
    r"order|rma|modelo|model|tr|€|\$)\W*(?:n[uú]mero|number|no|n[º°])?\W*(?:es|is)?\W*$"
)


def amounts(text: str) -> Iterator[Span]:
    """Euros with two decimals, "59.90"; `text` folded."""
    for pattern in _AMOUNTS:
        for match in pattern.finditer(text):
            start = match.start("number") if pattern is _AMOUNTS[2] else match.start()
            yield Span(start, match.end(), "amount", _value(match.groupdict()))


def _value(found: dict[str, str | None]) -> str:
    whole, sign, decimals = _parts(found["number"] or "")
    if found.get("cents") and not sign:
        decimals = found["cents"] or ""
    elif found.get("half"):
        decimals = "5"
    return f"{int(whole)}.{decimals:0<2}"


def _parts(number: str) -> tuple[str, str, str]:
    """Whole euros, the decimal sign and the decimals: three digits after a sign are thousands."""
    match = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", number)
    assert match is not None
    return re.sub(r"\D", "", match[1]), match[2] or "", match[3] or ""


def postcodes(text: str) -> Iterator[Span]:
    """Five digits of Spain or France, or a Portuguese code; `text` folded."""
    for pattern in (_PORTUGUESE, _CUED, _FIVE):
        for match in pattern.finditer(text):
            code = match["code"] if pattern is _PORTUGUESE else re.sub(r"\D", "", match["code"])
            bare = pattern is _FIVE and _NO_POSTCODE.search(text[: match.start()])
            if not bare and "01000" <= code < "99000":
                yield Span(match.start("code"), match.end("code"), "postcode", code)
