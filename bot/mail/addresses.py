"""Addresses for mail, and no other text: what a customer types is checked before it is kept.

Depends on email-validator and the words.
"""

from email_validator import EmailNotValidError, validate_email

from bot.errors import BotError
from bot.mail.words import say

LONGEST = 200


class BadAddress(BotError):
    """Nobody can be written to there; said in the customer's language."""

    def __init__(self, text: str, language: str) -> None:
        super().__init__(say("bad_address", language, text=text[:80]), 422)


def address_of(text: str, language: str = "es") -> str:
    """`text` as an address in ASCII, its domain in small letters; `BadAddress` otherwise.

    Nothing is looked up: whether there is such a mailbox shows when it is written to.
    """
    try:
        found = validate_email(
            text.strip(), check_deliverability=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError as error:
        raise BadAddress(text, language) from error
    address = found.ascii_email
    if address is None or len(address) > LONGEST:
        raise BadAddress(text, language)
    return address


def domain_of(address: str) -> str:
    """What stands after the @."""
    return address.rpartition("@")[2]


def same(one: str, other: str) -> bool:
    """Whether two addresses are one mailbox; no known server tells capitals apart."""
    return one.strip().casefold() == other.strip().casefold()
