"""Mails out and in: what people answer to somebody who is not there, and what comes back.

`outbox` writes a mail down in the transaction of its cause, `sender` sends it by a `transport`,
`letters` has its look, `mails` the kinds of it, `memos` those to the people of the company;
`inbound` joins an answer to its conversation, from the webhook (`http`) or a `mailbox`; `office`
puts all of it together. Depends on conversations and `bot.database`.
"""

from bot.mail.addresses import BadAddress, address_of
from bot.mail.http import INBOUND, inbound_router, transcript_router
from bot.mail.inbound import Inbound, Taken
from bot.mail.keeping import forget
from bot.mail.kept import kept_router
from bot.mail.mails import Mails
from bot.mail.memos import Memo, Memos, Table
from bot.mail.office import Counter, Office, mails_of, office_of
from bot.mail.outbox import Attachment, Mail, Outbox
from bot.mail.tables import DueAnswer, Mailbox, ReceivedMail, SentMail

__all__ = [
    "INBOUND",
    "Attachment",
    "BadAddress",
    "Counter",
    "DueAnswer",
    "Inbound",
    "Mail",
    "Mailbox",
    "Mails",
    "Memo",
    "Memos",
    "Office",
    "Outbox",
    "ReceivedMail",
    "SentMail",
    "Table",
    "Taken",
    "address_of",
    "forget",
    "inbound_router",
    "kept_router",
    "mails_of",
    "office_of",
    "transcript_router",
]
