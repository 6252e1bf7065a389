"""The address that answers go to: the conversation's id, signed, after the name's plus sign.

"counter+abc…@shop.example". The token survives servers that fold capitals and fits into the 64
characters that a name may have (RFC 5321, 4.5.3.1.1). Pure.
"""

import base64
import hmac
import uuid
from collections.abc import Iterable

from bot.errors import BotError

LONGEST_NAME = 64
SIGNED_BYTES = 10
TOKEN_LENGTH = 42
"""26 bytes, id and signature, in base32 without its padding."""


class NameTooLong(BotError):
    """No token fits behind that name."""

    def __init__(self, name: str) -> None:
        most = LONGEST_NAME - TOKEN_LENGTH - 1
        super().__init__(
            f"The name {name!r} in MOSTRADOR_MAIL_FROM is longer than {most} characters, so that "
            "no signed answer address fits. Use a shorter one, or set MOSTRADOR_MAIL_PLUS=false.",
            500,
        )


class Replies:
    """Makes and reads answer addresses. `sender` is the address that mails come from; without
    `plus` it is the answer address too, and conversations are known by Message-ID alone."""

    def __init__(self, sender: str, secret: str, plus: bool = True) -> None:
        self._name, _, self._domain = sender.rpartition("@")
        self._key = hmac.digest(secret.encode(), b"mail-reply", "sha256")
        self._plus = plus
        self.sender = sender
        if plus and len(self._name) + 1 + TOKEN_LENGTH > LONGEST_NAME:
            raise NameTooLong(self._name)

    def address(self, conversation_id: str) -> str:
        """Where answers that belong to the conversation go."""
        if not self._plus:
            return self.sender
        return f"{self._name}+{self._token(uuid.UUID(conversation_id))}@{self._domain}"

    def conversation_id(self, recipients: Iterable[str]) -> str | None:
        """The conversation whose answer address is among `recipients`; None where none is, or
        where its signature is not ours."""
        found = (self._read(one) for one in recipients)
        return next((one for one in found if one), None)

    def is_ours(self, address: str) -> bool:
        """Whether it is an address that the counter itself writes from or is answered at."""
        name, _, domain = address.casefold().rpartition("@")
        ours = (self._name.casefold(), self._domain.casefold())
        return (name.partition("+")[0], domain) == ours

    def _read(self, address: str) -> str | None:
        token = address.rpartition("@")[0].rpartition("+")[2].lower()
        if not self.is_ours(address) or len(token) != TOKEN_LENGTH:
            return None
        try:
            packed = base64.b32decode(token.upper() + "=" * (-TOKEN_LENGTH % 8))
        except ValueError:
            return None
        found = uuid.UUID(bytes=packed[:16])
        return str(found) if hmac.compare_digest(packed[16:], self._signature(found)) else None

    def _token(self, conversation: uuid.UUID) -> str:
        packed = conversation.bytes + self._signature(conversation)
        return base64.b32encode(packed).decode().rstrip("=").lower()

    def _signature(self, conversation: uuid.UUID) -> bytes:
        return hmac.digest(self._key, conversation.bytes, "sha256")[:SIGNED_BYTES]
