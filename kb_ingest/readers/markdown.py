"""Markdown with front matter, through HTML. Depends on the HTML reader."""

import yaml
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from bot.knowledge.documents import Document
from kb_ingest.readers.encoding import decode
from kb_ingest.readers.errors import ReadError
from kb_ingest.readers.html import beside, blocks_of
from kb_ingest.readers.metadata import Metadata, finish
from kb_ingest.readers.source import Limits, Source

_FENCE = "---"


def read(source: Source, limits: Limits) -> Document:
    """The document. Its front matter is YAML between two lines of three dashes."""
    front, body = split(decode(source.data))
    page = LexborHTMLParser(parser().render(body))
    return finish(source, Metadata.of(front), blocks_of(page, pictures=beside(source)))


def parser() -> MarkdownIt:
    """CommonMark with tables."""
    return MarkdownIt("commonmark").enable("table")


def split(text: str) -> tuple[dict[str, object], str]:
    """(front matter, the rest). Raises ReadError where the front matter is not a mapping."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].strip() != _FENCE or _FENCE not in map(str.strip, lines[1:]):
        return {}, text
    end = [line.strip() for line in lines].index(_FENCE, 1)
    try:
        front = yaml.safe_load("\n".join(lines[1:end])) or {}
    except yaml.YAMLError as error:
        problem = f"has front matter that is not YAML: {_place(error)}; correct it"
        raise ReadError(problem) from error
    if not isinstance(front, dict):
        raise ReadError("has front matter without names; write lines such as `title: ...`")
    return front, "\n".join(lines[end + 1 :])


def _place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 2}" if mark else "unknown line"
