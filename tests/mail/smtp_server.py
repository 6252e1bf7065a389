"""A mail server that takes mails on this machine, or refuses them as a test wants."""

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.mail.conftest import parsed

NAME, PASSWORD = "counter", "pass:w@rd"


@dataclass
class MailServer:
    """What it took; `answers` are its next words on a recipient or a mail, then it takes all."""

    recipients: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    taken: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list[str]
    ) -> str:
        if self.recipients:
            return self.recipients.pop(0)
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.contents:
            return self.contents.pop(0)
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        self.taken.append((envelope.mail_from or "", list(envelope.rcpt_tos), parsed(raw)))
        return "250 OK"


def authenticate(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    """Whether it is the counter."""
    right = (data.login, data.password) == (NAME.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@asynccontextmanager
async def mail_server(
    *,
    login: bool = False,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
) -> AsyncIterator[MailServer]:
    """A server on a free port; with `login` for those alone who know the password, with `tls`
    encrypted from the first byte, with `starttls` after a word."""
    handler = MailServer()

    def protocol() -> SMTP:
        with warnings.catch_warnings():
            # It would rather have passwords encrypted, on this machine too.
            warnings.simplefilter("ignore", UserWarning)
            return SMTP(
                handler,
                hostname="mail.example",
                authenticator=authenticate,
                auth_required=login,
                auth_require_tls=False,
                tls_context=starttls,
                require_starttls=starttls is not None,
            )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=tls)
    handler.port = server.sockets[0].getsockname()[1]
    try:
        yield handler
    finally:
        server.close()
        await server.wait_closed()
