"""A look into a PDF before anybody opens it: whole, without a password, and without programs.

Depends on pdfium.
"""

import re
import zlib
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

# Names that start something when the document is opened (ISO 32000-2, 12.6.4); "#61" is an "a".
ACTIVE = re.compile(rb"/(?:Launch|JavaScript|JS|RichMedia|XFA|SubmitForm|ImportData)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
BEFORE = 2000
"""Bytes before a stream in which its dictionary is looked for."""
MOST_INFLATED = 16_000_000


class Unreadable(Exception):
    """It is no whole PDF."""


class Locked(Exception):
    """It asks for a password."""


class Active(Exception):
    """It does something by itself when it is opened."""


def check_pdf(data: bytes) -> int:
    """The number of pages. Raises `Unreadable`, `Locked` and `Active`."""
    if any(ACTIVE.search(unescaped(one)) for one in objects_in(data)):
        raise Active
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise (Locked if locked or "assword" in str(error) else Unreadable) from error
    try:
        if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
            raise Active
        if document.get_formtype() in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
            raise Active
        if not len(document):
            raise Unreadable
        return len(document)
    finally:
        document.close()


def objects_in(data: bytes) -> Iterator[bytes]:
    """The parts of a PDF in which names can stand: all but its streams, and of those the ones that
    hold objects (ISO 32000-2, 7.5.7). Pictures and fonts would hold any name by chance."""
    at = 0
    for found in STREAM.finditer(data):
        yield data[at : found.start()]
        at = found.end()
        if b"/ObjStm" in unescaped(data[max(0, found.start() - BEFORE) : found.start()]):
            yield inflated(found[1])
    yield data[at:]


def inflated(body: bytes) -> bytes:
    """What zlib makes of a stream, as far as it can."""
    try:
        return zlib.decompressobj().decompress(body, MOST_INFLATED)
    except zlib.error:
        return body


def unescaped(part: bytes) -> bytes:
    """Names as they are read: "#61" is an "a"."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
