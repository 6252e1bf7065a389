"""Ways out for a mail: an SMTP server, or a folder in which each mail is a file.

Depends on aiosmtplib and the standard library.
"""

import asyncio
import os
import ssl
import tempfile
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as LINES
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from bot.errors import BotError

TIMEOUT_S = 20.0
HERE = ("localhost", "127.0.0.1", "::1")


class NotSent(Exception):
    """The mail did not go out. `for_good`: trying again would be no use."""

    def __init__(self, message: str, for_good: bool = False) -> None:
        super().__init__(message)
        self.for_good = for_good


class BadMailUrl(BotError):
    """A server's address in the settings is not one."""

    def __init__(self, setting: str, url: str, schemes: tuple[str, ...]) -> None:
        shown = url.rpartition("@")[2]
        super().__init__(
            f"{setting} is {shown!r}, which is no address of a mail server. Write "
            f"{schemes[0]}://name:password@host:port or {schemes[1]}://…",
            500,
        )


class Transport(Protocol):
    """A way out."""

    async def send(self, mail: EmailMessage, sender: str, to: str) -> None:
        """Hand `mail` over for `to`; `sender` is where it comes back to. `NotSent` otherwise."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as an URL names it. Without `tls` from the first byte it is asked for
    (`starttls`), unless the server is this machine; "?tls=no" or "?tls=yes" says otherwise."""

    host: str
    port: int
    name: str | None
    password: str | None
    tls: bool
    starttls: bool
    path: str

    @classmethod
    def of(cls, setting: str, url: str, ports: dict[str, int]) -> "Server":
        """The server of `url`; `ports` are the usual ones by scheme, the plain scheme first."""
        plain, secure = tuple(ports)
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            raise BadMailUrl(setting, url, (secure, plain)) from None
        if parts.scheme not in ports or not host:
            raise BadMailUrl(setting, url, (secure, plain))
        tls = parts.scheme == secure
        wish = parse_qs(parts.query).get("tls", [""])[0]
        is_open = wish == "no" or (host in HERE and wish != "yes")
        return cls(
            host,
            port or ports[parts.scheme],
            unquote(parts.username) if parts.username else None,
            unquote(parts.password) if parts.password else None,
            tls,
            not tls and not is_open,
            unquote(parts.path.strip("/")),
        )


class Smtp:
    """Sends over the server of `url`: smtps://name:password@host:465 or smtp://host:587."""

    def __init__(
        self, url: str, timeout_s: float = TIMEOUT_S, tls: ssl.SSLContext | None = None
    ) -> None:
        """`tls` has the authorities that are trusted; None: the machine's own."""
        self._server = Server.of("MOSTRADOR_SMTP_URL", url, {"smtp": 587, "smtps": 465})
        self._timeout_s = timeout_s
        self._tls = tls

    async def send(self, mail: EmailMessage, sender: str, to: str) -> None:
        """As `Transport` says. What the server refuses for good (5xx) is not tried again, but for
        what is wrong with ourselves: the login, the address that it comes from."""
        server = self._server
        try:
            await aiosmtplib.send(
                mail,
                sender=sender,
                recipients=[to],
                hostname=server.host,
                port=server.port,
                username=server.name,
                password=server.password,
                use_tls=server.tls,
                start_tls=server.starttls,
                tls_context=self._tls,
                timeout=self._timeout_s,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _refused(error.recipients[0]) from error
        except (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPAuthenticationError) as error:
            raise NotSent(f"{error.code} {error.message}") from error
        except aiosmtplib.SMTPResponseException as error:
            raise _refused(error) from error
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise NotSent(str(error) or type(error).__name__) from error


def _refused(error: aiosmtplib.SMTPResponseException) -> NotSent:
    return NotSent(f"{error.code} {error.message}", for_good=error.code >= 500)


class Folder:
    """Writes each mail as a file of the folder, under its Message-ID: it appears there whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, mail: EmailMessage, sender: str, to: str) -> None:
        """As `Transport` says."""
        try:
            await asyncio.to_thread(self._write, mail)
        except OSError as error:
            raise NotSent(str(error)) from error

    def _write(self, mail: EmailMessage) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = str(mail["message-id"]).strip("<>").partition("@")[0]
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
            file.write(mail.as_bytes(policy=LINES))
        os.replace(file.name, self._folder / f"{name}.eml")
