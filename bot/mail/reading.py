"""A mail as it came in: who sent it, to whom, what it answers, whether a program wrote it.

Everything in it is the sender's word. Depends on the standard library's parser, `plain` and
`quotes`.
"""

import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import getaddresses

from bot.mail.plain import text_of
from bot.mail.quotes import own_words

LONGEST_BODY = 200_000
"""Characters of a body that are looked at."""
MOST_PARTS = 100
LARGEST_LOGO = 8_000
"""Bytes of a picture within a text that is taken for a signature's."""
_RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-forwarded-to")
_IDS = re.compile(r"<[^<>\s]{3,250}>")
_MACHINES = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)\b", re.I)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail, under the name that its sender gave it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that could be read. `answers` are the Message-IDs that it refers to, the newest
    first; `machine` is "bounce" or "automatic" for what no person wrote."""

    key: str
    message_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    answers: tuple[str, ...]
    machine: str | None
    text: str
    attachments: tuple[Attachment, ...]


def key_of(raw: bytes, message_id: str) -> str:
    """What a mail is known by: its Message-ID, or all of it where it has none."""
    return hashlib.sha256(message_id.encode() if message_id else raw).hexdigest()


def read(raw: bytes) -> Received:
    """The mail of these bytes (RFC 5322). Any exception means that it cannot be read: the parser
    has its own for each way in which a header can be wrong."""
    mail = message_from_bytes(raw, policy=default)
    assert isinstance(mail, EmailMessage)
    message_id = _first_id(mail, "message-id")
    return Received(
        key=key_of(raw, message_id),
        message_id=message_id,
        sender=_sender(mail),
        recipients=tuple(_addresses(mail, *_RECIPIENTS)),
        subject=header(mail, "subject"),
        answers=tuple(_referred(mail)),
        machine=_machine(mail),
        text=_body(mail),
        attachments=tuple(_attachments(mail)),
    )


def beginning(raw: bytes) -> tuple[str, str, str]:
    """Message-ID, sender and subject, as far as they can be told; of a mail that is too large or
    broken, too."""
    try:
        mail = message_from_bytes(raw[:64_000], policy=default)
        return _first_id(mail, "message-id"), _sender(mail), header(mail, "subject")
    except Exception:
        return "", "", ""


def header(mail: Message, name: str) -> str:
    """A header's words on one line; "" without it."""
    return clean(str(mail.get(name, "")))


def clean(text: str) -> str:
    """`text` on one line, without what a database cannot keep: NUL, and halves of characters."""
    return " ".join(_storable(text).split())


def _storable(text: str) -> str:
    return text.replace("\0", "").encode(errors="replace").decode()


def _sender(mail: Message) -> str:
    """The one address of From; "" where there is none, or several."""
    found = list(_addresses(mail, "from"))
    return found[0] if len(found) == 1 else ""


def _addresses(mail: Message, *names: str) -> Iterator[str]:
    values = [clean(str(one)) for name in names for one in mail.get_all(name, ())]
    yield from (address for _, address in getaddresses(values) if "@" in address)


def _first_id(mail: Message, name: str) -> str:
    found = _IDS.findall(header(mail, name))
    return found[0] if found else ""


def _referred(mail: Message) -> list[str]:
    near = _IDS.findall(header(mail, "in-reply-to"))
    far = _IDS.findall(header(mail, "references"))
    return list(dict.fromkeys([*near, *reversed(far)]))[:50]


def _machine(mail: EmailMessage) -> str | None:
    """Whether a program wrote it (RFC 3834), and whether it tells that a mail did not arrive."""
    returned = header(mail, "return-path") == "<>"
    reports = mail.get_content_type() == "multipart/report"
    name = _sender(mail).rpartition("@")[0]
    if reports or (returned and _MACHINES.match(name)):
        return "bounce"
    submitted = header(mail, "auto-submitted").lower()
    marked = (submitted not in ("", "no")) or returned or bool(_MACHINES.match(name))
    bulk = header(mail, "precedence").lower() in ("bulk", "junk", "list", "auto_reply")
    old = ("x-autoreply", "x-autorespond", "x-autoresponder", "list-id", "x-auto-reply-from")
    return "automatic" if marked or bulk or any(mail.get(one) for one in old) else None


def _body(mail: EmailMessage) -> str:
    """What the sender wrote: every text in it, or the words of the HTML where there is no text."""
    text = "\n\n".join(one.strip("\r\n") for one in _contents(mail, "text/plain"))
    if not text.strip():
        text = "\n\n".join(text_of(one) for one in _contents(mail, "text/html"))
    return own_words(text[:LONGEST_BODY])


def _contents(mail: EmailMessage, kind: str) -> Iterator[str]:
    """The parts of a kind that are to be read, not kept."""
    for part in _parts(mail):
        if part.get_content_type() == kind and not _is_file(part):
            yield _content(part)


def _parts(mail: EmailMessage) -> Iterator[Message]:
    """What `mail` is made of; what is in a mail that is attached to it is not its own."""
    return itertools.islice(_flat(mail), MOST_PARTS)


def _flat(part: Message) -> Iterator[Message]:
    if part.get_content_maintype() != "multipart":
        yield part
        return
    inner = part.get_payload()
    for one in inner if isinstance(inner, list) else ():
        if isinstance(one, Message):
            yield from _flat(one)


def _is_file(part: Message) -> bool:
    return bool(part.get_filename()) or part.get_content_disposition() == "attachment"


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset("utf-8")
    try:
        text = data[: 4 * LONGEST_BODY].decode(charset, errors="replace")
    except LookupError:
        text = data[: 4 * LONGEST_BODY].decode("utf-8", errors="replace")
    return _storable(text)


def _attachments(mail: EmailMessage) -> Iterator[Attachment]:
    for part in _parts(mail):
        is_mail = part.get_content_maintype() == "message"
        if not is_mail and not _is_file(part):
            continue
        data = _bytes_of(part)
        if data and not _is_logo(part, data):
            ending = "eml" if is_mail else part.get_content_subtype()[:10]
            yield Attachment(clean(part.get_filename() or f"file.{ending}")[:120], data)


def _bytes_of(part: Message) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list):
        return b"".join(one.as_bytes() for one in inner if isinstance(one, Message))
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _is_logo(part: Message, data: bytes) -> bool:
    pictured = part.get_content_maintype() == "image" and part.get("content-id")
    return bool(pictured) and len(data) < LARGEST_LOGO
