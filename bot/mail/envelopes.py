"""A mail of the outbox as RFC 5322 has it: who it is from, where answers go, what it follows.

Values with line breaks are refused by the standard library's headers, so that no text becomes a
header. Depends on the tables and the answer addresses.
"""

from collections.abc import Sequence
from datetime import UTC
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from bot.mail.replies import Replies
from bot.mail.tables import MailAttachment, SentMail

MOST_REFERENCES = 10
FROM_PEOPLE = ("answer",)


class Envelopes:
    """Puts mails into envelopes, in `company`'s name."""

    def __init__(self, company: str, replies: Replies) -> None:
        self._company = company
        self._replies = replies

    def fill(
        self, row: SentMail, earlier: Sequence[str] = (), file: MailAttachment | None = None
    ) -> EmailMessage:
        """The mail of `row`. `earlier` are the Message-IDs of the conversation's mails before it,
        the oldest first: programs show it below them. `file` goes with it."""
        mail = EmailMessage()
        mail["From"] = Address(self._company, addr_spec=self._replies.sender)
        mail["To"] = Address(addr_spec=row.to)
        mail["Subject"] = row.subject
        mail["Date"] = format_datetime(row.created_at.replace(tzinfo=UTC))
        mail["Message-ID"] = row.message_id
        if row.conversation_id:
            mail["Reply-To"] = Address(self._company, addr_spec=self.sender(row))
        if earlier:
            mail["In-Reply-To"] = earlier[-1]
            mail["References"] = " ".join(earlier[-MOST_REFERENCES:])
        if row.kind not in FROM_PEOPLE:
            mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail.set_content(row.text, cte="quoted-printable")
        mail.add_alternative(row.html, subtype="html", cte="quoted-printable")
        if file:
            kind, _, sort = file.mime.partition("/")
            mail.add_attachment(file.data, maintype=kind, subtype=sort, filename=file.name)
        mail["Content-Language"] = row.language
        return mail

    def sender(self, row: SentMail) -> str:
        """Where it comes back to when it cannot be delivered, and where answers go."""
        return (
            self._replies.address(row.conversation_id)
            if row.conversation_id
            else (self._replies.sender)
        )
