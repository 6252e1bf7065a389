"""How order numbers, serial numbers, return numbers, e-mails and money are read and written.

Customers type them in many ways; the database keeps one. Pure; depends on nothing of ours.
"""

import re
from decimal import Decimal

ORDER_NUMBER = re.compile(r"(?<![0-9])([0-9]{5,6})(?![0-9])")


def order_number(text: str) -> str | None:
    """The one order number in `text` as "TR-104512"; None when there is none, or several.

    Reads "tr104512", "104512", "TR 104512", "nº 104512" and the like.
    """
    found = {f"TR-{digits:0>6}" for digits in ORDER_NUMBER.findall(text)}
    return found.pop() if len(found) == 1 else None


def serial_key(text: str) -> str:
    """A serial number as it is compared: its letters and digits, in capitals."""
    return "".join(one for one in text.upper() if one.isalnum())


def email_key(text: str) -> str:
    """An e-mail address as it is compared: without spaces around it, in small letters."""
    return text.strip().lower()


def return_number(value: int) -> str:
    """The number of a return as customers see it: "RMA-20031"."""
    return matter_number("RMA", value)


def euros(cents: int) -> Decimal:
    """Cents, as the database keeps them, as euros with two places."""
    return Decimal(cents).scaleb(-2)


def cents(amount: Decimal) -> int:
    """Euros with at most two places as cents."""
    return int(amount.scaleb(2).to_integral_exact())


def matter_number(prefix: str, value: int) -> str:
    """The number of a matter as customers see it: "REP-30011"."""
    return f"{prefix}-{value:05d}"


def matter_value(prefix: str, text: str) -> int | None:
    """The number in "REP-30011", "rep 30011" or "30011"; None when there is none, or several."""
    rest = re.sub(rf"^\W*{prefix}", "", text.strip(), flags=re.IGNORECASE)
    found = re.findall(r"[0-9]+", rest)
    return int(found[0]) if len(found) == 1 and 4 < len(found[0]) < 10 else None
