"""Word documents: mammoth makes HTML of them. Depends on the HTML reader."""

import io
import zipfile

import docx
import mammoth
from selectolax.lexbor import LexborHTMLParser

from bot.knowledge.documents import Document
from kb_ingest.readers.docx_numbers import set_numbers
from kb_ingest.readers.errors import ReadError
from kb_ingest.readers.html import blocks_of
from kb_ingest.readers.metadata import Metadata, finish, pairs
from kb_ingest.readers.source import Limits, Source

_TYPED = ("HTML Preformatted", "Preformatted Text", "Source Code", "Code", "Código",
          "HTML con formato previo", "Texto preformateado")  # fmt: skip
_STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        *(f"p[style-name='Título {level}'] => h{level}:fresh" for level in range(1, 7)),
        "p[style-name='Intense Quote'] => p.note:fresh",
        "p[style-name^='TOC'] => !",
        "p[style-name^='toc'] => !",
        "u => b",
        *(f"p[style-name='{name}'] => pre:separator('\\n')" for name in _TYPED),
    ]
)


def read(source: Source, limits: Limits) -> Document:
    """The document; running headers and footers, comments and the table of contents stay out."""
    try:
        stated = _metadata(source.data)
        page = LexborHTMLParser(_html(source.data))
        set_numbers(page, docx.Document(io.BytesIO(source.data)))
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError, IndexError, OSError) as error:
        raise ReadError(_DAMAGED) from error
    except Exception as error:  # mammoth and lxml raise types of their own for broken XML
        if type(error).__module__.split(".")[0] in ("lxml", "docx", "mammoth", "xml", "zlib"):
            raise ReadError(_DAMAGED) from error
        raise
    return finish(source, stated, blocks_of(page))


_DAMAGED = "is a damaged Word document; open it in Word or LibreOffice and save it again"


def _html(data: bytes) -> str:
    result = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES)
    return f"<body>{result.value}</body>"


def _metadata(data: bytes) -> Metadata:
    properties = docx.Document(io.BytesIO(data)).core_properties
    stated: dict[str, object] = {"title": properties.title, "language": properties.language}
    return Metadata.of(stated | pairs(f"{properties.keywords}; {properties.subject}"))
