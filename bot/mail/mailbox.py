"""Reads a mailbox over IMAP: what is new there goes to `Inbound`, and stays there as seen.

How far it was read is known by the server's own numbers (UIDs), so that a person who opens the
mailbox takes nothing away. Depends on the standard library's client, in a thread, and the tables.
"""

import asyncio
import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import structlog

from bot.database import Database
from bot.errors import BotError
from bot.mail.inbound import Inbound
from bot.mail.tables import Mailbox
from bot.mail.transports import Server

log = structlog.get_logger()
TIMEOUT_S = 30.0
AT_ONCE = 50
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxFailed(BotError):
    """The mailbox could not be read; it is tried again the next time."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The mailbox could not be read: {what}", 503)


@dataclass(frozen=True, slots=True)
class Place:
    """How far a mailbox was read: up to `last_uid`, while the server keeps `validity`."""

    validity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class Found:
    """A mail in the mailbox: whole, or its headers where it is too large. `size` in bytes."""

    uid: int
    size: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Look:
    """What one look into the mailbox brought: the mails, and the place after all of them, None
    while there are more of those that nobody has seen yet."""

    mails: list[Found]
    validity: int
    after: Place | None
    in_order: bool


class MailboxReader:
    """Reads the mailbox of `url`: imaps://name:password@host/INBOX, or imap:// with STARTTLS."""

    def __init__(
        self,
        database: Database,
        inbound: Inbound,
        url: str,
        tls: ssl.SSLContext | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """`tls` has the authorities that are trusted; None: the machine's own."""
        self._database = database
        self._inbound = inbound
        self._server = Server.of("MOSTRADOR_IMAP_URL", url, {"imap": 143, "imaps": 993})
        self._folder = self._server.path or "INBOX"
        self._name = f"{self._server.name}@{self._server.host}/{self._folder}"[:200]
        self._tls = tls
        self._timeout_s = timeout_s

    async def read(self) -> int:
        """Take what is new, at most `AT_ONCE` mails; how many. Raises `MailboxFailed`.

        A mail counts as read once it is written down: who dies between finds it again.
        """
        look = await asyncio.to_thread(self._fetch, await self._place())
        for mail in look.mails:
            await self._inbound.take(mail.raw, mail.size)
            if look.in_order:
                await self._note(Place(look.validity, mail.uid))
        if look.mails:
            await asyncio.to_thread(self._see, [one.uid for one in look.mails])
            log.info("mailbox_read", count=len(look.mails))
        if look.after:
            await self._note(look.after)
        return len(look.mails)

    def _fetch(self, place: Place | None) -> Look:
        with self._open() as box:
            validity = _number(box, "UIDVALIDITY")
            same = place is not None and place.validity == validity
            last = place.last_uid if place is not None and same else 0
            # In a mailbox that nobody has read for us, what people have seen is not news.
            wanted = f"UID {last + 1}:*" if same else "UNSEEN"
            [numbers] = _checked(box.uid("SEARCH", wanted))
            # "n:*" has the last mail even where its number is below n.
            uids = sorted(uid for uid in map(int, _text(numbers).split()) if uid > last)
            mails = list(self._few(box, uids))
            first = not same and len(mails) == len(uids)
            next_uid = max([_number(box, "UIDNEXT"), *(uid + 1 for uid in uids)])
            after = Place(validity, next_uid - 1) if first else None
            return Look(mails, validity, after, in_order=same)

    def _few(self, box: imaplib.IMAP4, uids: list[int]) -> Iterator[Found]:
        """The first of `uids`, as many as may be in memory at once."""
        size = 0
        for uid in uids[:AT_ONCE]:
            mail = self._mail(box, uid)
            yield mail
            size += len(mail.raw)
            if size > 2 * self._inbound.max_bytes:
                return

    def _mail(self, box: imaplib.IMAP4, uid: int) -> Found:
        told = b" ".join(_bytes(_checked(box.uid("FETCH", str(uid), "(RFC822.SIZE)"))))
        size = _SIZE.search(told)
        bytes_ = int(size[1]) if size else 0
        part = "BODY.PEEK[]" if bytes_ <= self._inbound.max_bytes else "BODY.PEEK[HEADER]"
        answer = _checked(box.uid("FETCH", str(uid), f"({part})"))
        raw = next((one[1] for one in answer if isinstance(one, tuple)), b"")
        return Found(uid, bytes_ or len(raw), raw)

    def _see(self, uids: list[int]) -> None:
        """Mark them for the people who look into the mailbox, too."""
        with suppress(MailboxFailed), self._open() as box:
            _checked(box.uid("STORE", ",".join(map(str, uids)), "+FLAGS.SILENT", r"(\Seen)"))

    @contextmanager
    def _open(self) -> Iterator[imaplib.IMAP4]:
        """The mailbox, selected; whatever goes wrong is a `MailboxFailed`."""
        try:
            with self._connected() as box:
                if self._server.name:
                    box.login(self._server.name, self._server.password or "")
                _checked(box.select(f'"{self._folder}"'))
                yield box
        except (imaplib.IMAP4.error, OSError, ValueError) as error:
            raise MailboxFailed(str(error) or type(error).__name__) from error

    def _connected(self) -> imaplib.IMAP4:
        server, tls = self._server, self._tls or ssl.create_default_context()
        if server.tls:
            return imaplib.IMAP4_SSL(
                server.host, server.port, ssl_context=tls, timeout=self._timeout_s
            )
        box = imaplib.IMAP4(server.host, server.port, timeout=self._timeout_s)
        if server.starttls:
            try:
                box.starttls(tls)
            except (imaplib.IMAP4.error, OSError):
                box.shutdown()
                raise
        return box

    async def _place(self) -> Place | None:
        async with self._database.read() as session:
            row = await session.get(Mailbox, self._name)
            return Place(row.uid_validity, row.last_uid) if row else None

    async def _note(self, place: Place) -> None:
        row = Mailbox(name=self._name, uid_validity=place.validity, last_uid=place.last_uid)
        async with self._database.write() as session:
            await session.merge(row)


def _checked(answer: tuple[str, Sequence[object]]) -> Sequence[object]:
    """What the server answered; `MailboxFailed` where it refused."""
    state, data = answer
    if state != "OK":
        raise MailboxFailed(b" ".join(_bytes(data)).decode(errors="replace") or state)
    return data


def _bytes(data: Sequence[object]) -> Iterator[bytes]:
    for one in data:
        yield from (part for part in (one if isinstance(one, tuple) else (one,)) if part)


def _text(data: object) -> str:
    return data.decode(errors="replace") if isinstance(data, bytes) else ""


def _number(box: imaplib.IMAP4, name: str) -> int:
    _, data = box.response(name)
    return int(_text(data[0]) or 0) if data else 0
