"""How a customer shows that something is theirs: e-mail, postcode, or a signed-in account.

Pure; depends on how e-mails are read.
"""

import hmac
from dataclasses import dataclass

from bot.backoffice.numbers import email_key, serial_key
from bot.backoffice.tables import CustomerRow


@dataclass(frozen=True, slots=True)
class Proof:
    """One of the three. A `customer_id` is only ever taken from a token that the shop signed."""

    email: str = ""
    postcode: str = ""
    customer_id: str = ""

    @classmethod
    def read(cls, said: "Proof | str") -> "Proof":
        """What a customer wrote: an address with an @, or else a postcode."""
        if isinstance(said, Proof):
            return said
        return cls(email=said) if "@" in said else cls(postcode=said)

    def fits(self, customer: CustomerRow, postcode: str | None = None) -> bool:
        """Whether it is that customer's; `postcode` is where the order goes, where it differs."""
        if self.customer_id:
            return _same(self.customer_id, customer.id)
        if self.email:
            return _same(email_key(self.email), email_key(customer.email))
        said = postcode_key(self.postcode)
        known = {postcode_key(customer.postcode), postcode_key(postcode or "")} - {""}
        return any([_same(said, one) for one in known])


def postcode_key(text: str) -> str:
    """A postcode as it is compared: letters and digits; a zero at its head may be left out."""
    return serial_key(text).lstrip("0")


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
