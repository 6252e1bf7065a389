"""Addresses as customers write them: in one go or part by part.

Depends on the shape of an address and on what a form has filled.
"""

import re
from collections.abc import Iterable
from typing import Any

from actions.forms.filling import Filling
from bot.backoffice import Address

PARTS = ("address_street", "address_postcode", "address_city")

COUNTRIES = {"ES": r"espa[ñn]a|spain", "PT": r"portugal", "FR": r"francia|france"}
PORTUGUESE = re.compile(r"^\d{4}-\d{3}$")
POSTCODE = re.compile(r"(?<![\w-])(\d{4}-\d{3}|\d{5})(?![\w-])")
WHOLE = re.compile(
    r"^(?P<street>.*?\S)\W+(?P<postcode>\d{4}-\d{3}|\d{5})(?:\W+(?P<city>[^\d,;.]{2,60}))?", re.S
)
STREET = re.compile(
    r"\b(?:calle|c/|carrer|avenida|avda?\b|avinguda|plaza|pla[cç]a|paseo|passeig|camino|carretera"
    r"|ronda|traves[ií]a|rua|rue|avenue|street|road|lane|square|boulevard|urbanizaci[oó]n)",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"^(?:.*\b(?:es|is|ser[ií]a|should be|to|a la|a|al|en|in|at)\b[\s:]+|.*:\s*)", re.IGNORECASE
)
AFTER_IS = re.compile(r"^.*\b(?:es|is|ser[ií]a|should be)\b[\s:]+", re.IGNORECASE | re.DOTALL)
NUMBERED = re.compile(r"\d|\bs/n\b", re.IGNORECASE)
LONGEST = 120


def parts_in(text: str) -> dict[str, str]:
    """Street, postcode and city of an address that `text` gives whole or in part."""
    found: dict[str, str] = {}
    text = AFTER_IS.sub("", text) if NUMBERED.search(AFTER_IS.sub("", text)) else text
    start = STREET.search(text)
    rest = " ".join(text[start.start() if start else 0 :].split())
    whole = WHOLE.match(rest)
    street = (whole["street"] if whole else rest).strip(" ,.;")[:LONGEST]
    if start and NUMBERED.search(street):
        found["street"] = street
    code = POSTCODE.search(text)
    if code:
        found["postcode"] = code[1]
    if start and whole and whole["city"]:
        found["city"] = city_in(whole["city"]) or ""
    return {name: value for name, value in found.items() if value}


def fill_parts(text: str, filling: Filling) -> None:
    """Keep every part of an address that `text` gives."""
    for name, value in parts_in(text).items():
        filling[f"address_{name}"] = value


def address_of(parts: Iterable[Any], usual: str) -> Address:
    """The address of its `parts`, in the order of `PARTS`; `usual` is the country where neither
    the words nor the postcode tell."""
    street, postcode, city = (str(part or "") for part in parts)
    return Address(street, postcode, city, country_of(postcode, f"{street} {city}", usual))


def street_in(text: str) -> str | None:
    """A street with its number, as the answer to the question for it."""
    text = " ".join(text.split())
    named = parts_in(text).get("street")
    if named:
        return named
    said = LEAD.sub("", text).strip(" ,.;")
    is_one = re.search(r"[^\W\d_]{3}", said) and NUMBERED.search(said)
    return said[:LONGEST] if is_one else None


def postcode_in(text: str) -> str | None:
    """A postcode of the countries that the shop delivers to."""
    found = POSTCODE.search(text)
    return found[1] if found else None


def city_in(text: str) -> str | None:
    """The name of a town, as the answer to the question for it."""
    said = LEAD.sub("", " ".join(text.split())).strip(" ,.;")
    country = "|".join(COUNTRIES.values())
    said = re.sub(rf"\W*\b(?:{country})\W*$", "", said, flags=re.IGNORECASE)
    return said[:60] if 1 < len(said) <= 60 and not re.search(r"[\d?@]", said) else None


def country_of(postcode: str, text: str, usual: str) -> str:
    """Two letters: as `text` says, as the postcode shows, else where the order went anyway."""
    named = [code for code, words in COUNTRIES.items() if re.search(words, text, re.IGNORECASE)]
    if len(named) == 1:
        return named[0]
    return "PT" if PORTUGUESE.match(postcode) else "ES" if usual == "PT" else usual
