"""Mails written down in the transaction of what causes them.

Either both are there or neither: a process that dies between the commit and the sending loses
nothing. Depends on the tables, addresses and `bot.database`.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import now
from bot.mail.addresses import domain_of
from bot.mail.tables import MailAttachment, SentMail


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What goes out: to one address, as text and as HTML. `kind` is a word such as "answer",
    "transcript" or "callback"; `language` "es" or "en". With `conversation_id` an answer of the
    conversation's customer joins the conversation."""

    to: str
    subject: str
    text: str
    html: str
    conversation_id: str | None
    kind: str
    language: str
    attachment: Attachment | None = None


class Outbox:
    """Takes mails to be sent. `sender` is the address they come from; `clock` gives the present
    in naive UTC."""

    def __init__(self, sender: str, clock: Callable[[], datetime] = now) -> None:
        self._domain = domain_of(sender)
        self._clock = clock

    def put(self, session: AsyncSession, mail: Mail) -> str:
        """Write `mail` in `session`'s transaction; the id under which it is found again."""
        at, number = self._clock(), uuid.uuid4().hex
        row = SentMail(
            id=f"mail_{number}",
            conversation_id=mail.conversation_id,
            kind=mail.kind,
            language=mail.language,
            to=mail.to,
            # A subject is one line, whatever a customer wrote into what it is made of.
            subject=" ".join(mail.subject.split())[:200],
            text=mail.text,
            html=mail.html,
            message_id=f"<{number}@{self._domain}>",
            next_at=at,
            created_at=at,
        )
        session.add(row)
        if file := mail.attachment:
            session.add(
                MailAttachment(mail_id=row.id, name=file.name, mime=file.mime, data=file.data)
            )
        return row.id
