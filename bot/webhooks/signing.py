"""The signature of what is sent, as standardwebhooks.com writes it down.

HMAC-SHA256 with the shared secret over "id.timestamp.body", in base64 after "v1,". The time is
signed too, so that a message caught on its way is worth nothing later. Pure.
"""

import base64
import hmac

PREFIX = "whsec_"
TOLERANCE_S = 300


def key_of(secret: str) -> bytes:
    """The bytes of a secret: base64 after "whsec_", else the text itself."""
    if secret.startswith(PREFIX):
        return base64.b64decode(secret.removeprefix(PREFIX))
    return secret.encode()


def sign(secret: str, event_id: str, timestamp: int, body: str) -> str:
    """The value of the header `webhook-signature`; `timestamp` is in seconds since 1970."""
    signed = f"{event_id}.{timestamp}.{body}".encode()
    digest = hmac.digest(key_of(secret), signed, "sha256")
    return "v1," + base64.b64encode(digest).decode()


def verify(
    secret: str, event_id: str, timestamp: int, body: str, signature: str, at: float
) -> bool:
    """Whether one of the signatures (spaces between) is right, and the time is near `at`."""
    right = sign(secret, event_id, timestamp, body)
    fits = [hmac.compare_digest(right, one) for one in signature.split()]
    return any(fits) and abs(at - timestamp) <= TOLERANCE_S
