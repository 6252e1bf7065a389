"""Personal data taken out of text before it is kept.

Two depths. `mask_secrets` takes out what nobody needs to help a customer (payment cards,
IBANs, identity numbers) and is applied to every message before it is stored or sent on.
`mask` takes out e-mail addresses and telephone numbers too and is applied to the contact
log, from which statistics are made. Depends on `phonenumbers` alone.
"""

import re
from collections.abc import Callable

import phonenumbers

# Where a number may start, and how far it may reach. What follows it (an expiry date, the
# next word) may look like more of it, so that every end in between is tried.
CARD_START = re.compile(r"(?<![\w-])[2-6]\d{2}")
CARD = re.compile(r"\d(?:[ -]?\d){13,18}")
IBAN_START = re.compile(r"\b[A-Z]{2}\d{2}", re.ASCII | re.IGNORECASE)
IBAN = re.compile(r"[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}", re.ASCII | re.IGNORECASE)
IBAN_LENGTHS = {"ES": 24, "GB": 22, "DE": 22, "FR": 27, "IT": 27, "PT": 25}
# A letter apart from its number is a capital: "12345678 y" is a number and a word.
DNI = re.compile(r"\b(?:([XYZxyz])[ -]?)?(\d{7,8})(?:-?([A-Za-z])| ([A-Z]))\b")
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
REGIONS = ("ES", "GB")
# Most texts have no number at all: what is slow need not look at them. No IBAN has fewer digits
# than the two that check it, no telephone number of any country fewer than seven.
TWO_DIGITS = re.compile(r"\d.*\d", re.DOTALL)
PHONE_LIKE = re.compile(r"\d(?:[\Wx]{0,4}\d){6}")


def mask_secrets(text: str) -> str:
    """`text` with cards (Luhn), IBANs (mod 97) and DNI/NIE (check letter) replaced."""
    text = _without(text, IBAN_START, IBAN, iban_holds, "[IBAN]")
    text = _without(text, CARD_START, CARD, card_holds, "[CARD]")
    return DNI.sub(lambda found: "[ID]" if _is_dni(found) else found[0], text)


def _without(
    text: str,
    start: re.Pattern[str],
    whole: re.Pattern[str],
    holds: Callable[[str], bool],
    name: str,
) -> str:
    """`text` with `name` in the place of every number that holds, the longest at each start."""
    kept, at = "", 0
    for begin in (found.start() for found in start.finditer(text)):
        found = whole.match(text, begin)
        end = _end(found, holds) if found and begin >= at else 0
        if end:
            kept, at = kept + text[at:begin] + name, end
    return kept + text[at:]


def _end(found: re.Match[str], holds: Callable[[str], bool]) -> int:
    """Where the longest part of `found` ends that holds and is not cut inside a word; or 0."""
    text, start = found.string, found.start()
    for end in range(found.end(), start + 13, -1):
        if not text[end : end + 1].isalnum() and holds(text[start:end]):
            return end
    return 0


def mask(text: str) -> str:
    """`mask_secrets`, and e-mail addresses and telephone numbers replaced too."""
    text = mask_secrets(text) if TWO_DIGITS.search(text) else text
    text = EMAIL.sub("[EMAIL]", text) if "@" in text else text
    if not PHONE_LIKE.search(text):
        return text
    for region in REGIONS:
        matches = list(phonenumbers.PhoneNumberMatcher(text, region))
        for match in reversed(matches):
            text = text[: match.start] + "[PHONE]" + text[match.end :]
    return text


def card_holds(number: str) -> bool:
    """14 to 19 digits with a right checksum, written in groups as cards are: three or more."""
    groups = re.split("[ -]", number)
    return all(len(one) > 2 for one in groups) and luhn_holds(number)


def luhn_holds(number: str) -> bool:
    """The Luhn checksum (ISO/IEC 7812-1) over the digits of `number`."""
    digits = [int(one) for one in number if one.isdigit()]
    doubled = [sum(divmod(2 * one, 10)) for one in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def iban_holds(iban: str) -> bool:
    """The check digits of an IBAN (ISO 13616: letters as 10..35, remainder 1 modulo 97)."""
    compact = re.sub(r"[ -]", "", iban).upper()
    if not 15 <= len(compact) <= 34 or len(compact) != IBAN_LENGTHS.get(compact[:2], len(compact)):
        return False
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(one, 36)) for one in moved)) % 97 == 1


def _is_dni(found: re.Match[str]) -> bool:
    return dni_holds(found[1] or "", found[2], found[3] or found[4])


def dni_holds(prefix: str, digits: str, letter: str) -> bool:
    """The check letter of a Spanish DNI or NIE (Real Decreto 1553/2005: number modulo 23)."""
    if len(prefix + digits) != 8:
        return False
    number = int(str("XYZ".index(prefix.upper()) if prefix else "") + digits)
    return DNI_LETTERS[number % 23] == letter.upper()
