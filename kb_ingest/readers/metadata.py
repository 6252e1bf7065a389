"""What a file says of itself, and what is concluded where it says nothing.

Depends on bot.knowledge.documents, builder, source.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from bot.knowledge.documents import Block, Document, DocumentKind
from kb_ingest.readers.builder import Blocks
from kb_ingest.readers.source import Source
from kb_ingest.readers.words import clean

_PAIR = re.compile(r"(product|language|kind|version|date)\s*=\s*([^;]*)")
_SUFFIX = re.compile(r"[._-](es|en)$", re.IGNORECASE)
# Titles that programs leave behind: "Microsoft Word - manual.doc", "untitled", "C:\x\y.indd".
_NO_TITLE = re.compile(
    r"microsoft|untitled|sin t[ií]tulo|documento?\d*$|.*\.(docx?|indd|pdf|html?|tex|qxd|fm)$"
    r"|.*[\\/].*[\\/]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file states; an empty string where it states nothing."""

    title: str = ""
    language: str = ""
    product: str = ""
    kind: str = ""
    version: str = ""
    date: str = ""

    @classmethod
    def of(cls, stated: Mapping[str, object]) -> "Metadata":
        """From any mapping with these names (front matter, meta tags)."""
        values = {name: clean(str(stated.get(name) or "")) for name in cls.__slots__}
        return cls(**values)


def pairs(text: str) -> dict[str, str]:
    """`product=levante; language=es` as a mapping: how PDF and DOCX keywords carry it."""
    return {name: value.strip() for name, value in _PAIR.findall(text)}


def finish(source: Source, stated: Metadata, blocks: Blocks, pages: int | None = None) -> Document:
    """The document, with what `stated` lacks concluded from the text or the file name."""
    title = _title(stated.title, blocks.finish(""), source.path.stem)
    found = blocks.finish(title, stated=title == stated.title)
    return Document(
        id=document_id(source.name or source.path.name),
        title=title,
        language=_language(stated.language, source.path.stem, found),
        product=stated.product or None,
        kind=_kind(stated.kind, source.path.parent.name),
        version=stated.version,
        date=stated.date,
        source=source.path.name,
        sha256=source.sha256,
        media_type=source.media_type,
        pages=pages,
        blocks=found,
        figures=blocks.figures(title, stated=title == stated.title),
    )


def document_id(name: str) -> str:
    """`Levante ES.v2.pdf` -> `levante-es.v2`: lower case, safe in a URL, stable."""
    stem = name.rsplit(".", 1)[0].casefold()
    plain = stem.translate(str.maketrans("áéíóúüñç", "aeiouunc"))
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.") or "document"


def _title(stated: str, blocks: tuple[Block, ...], stem: str) -> str:
    if stated and not _NO_TITLE.match(stated):
        return stated
    headings = (block.text for block in blocks if block.kind == "heading")
    return next(headings, None) or re.sub(r"[-_.]+", " ", _SUFFIX.sub("", stem)).strip() or stem


def _language(stated: str, stem: str, blocks: tuple[Block, ...]) -> str:
    if re.match(r"[A-Za-z]{2}(?:[-_]|$)", stated):
        return stated[:2].lower()
    suffix = _SUFFIX.search(stem)
    return suffix[1].lower() if suffix else language_of(" ".join(b.text for b in blocks)[:5000])


def language_of(text: str) -> str:
    """ "es" or "en", whichever `text` is nearer to."""
    return "en" if _detector().detect_language_of(text) == Language.ENGLISH else "es"


@cache
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(Language.SPANISH, Language.ENGLISH).build()


def _kind(stated: str, folder: str) -> DocumentKind:
    policy = stated.lower() == "policy" or (not stated and folder in ("policies", "politicas"))
    return "policy" if policy else "manual"
