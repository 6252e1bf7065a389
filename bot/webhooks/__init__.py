"""News of every change of state for other systems: signed, retried, written down.

`tables` has the rows, `outbox` writes them in the transaction of the change itself, `signing`
is the signature, `sender` sends what waits, `log` shows it to managers. Depends on
`bot.database`; whoever changes something hands its news to the outbox.
"""

from bot.webhooks.log import log_router
from bot.webhooks.outbox import News, Outbox
from bot.webhooks.sender import Sender
from bot.webhooks.signing import sign, verify
from bot.webhooks.tables import WebhookEvent

__all__ = ["News", "Outbox", "Sender", "WebhookEvent", "log_router", "sign", "verify"]
