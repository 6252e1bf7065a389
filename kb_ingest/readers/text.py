"""Plain text: paragraphs, headings and lists are guessed from its lines.

Depends on the shared reader parts.
"""

import re

from bot.knowledge.documents import Document
from kb_ingest.readers import marks
from kb_ingest.readers.builder import Blocks
from kb_ingest.readers.encoding import decode
from kb_ingest.readers.metadata import Metadata, finish
from kb_ingest.readers.source import Limits, Source
from kb_ingest.readers.words import join_lines, vocabulary

_UNDERLINE = re.compile(r"^\s*(=+|-+|~+|\*+)\s*$")
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+[A-ZÁÉÍÓÚÑ¿¡][^.;:]{2,70}$")


def read(source: Source, limits: Limits) -> Document:
    """The document. Blank lines part paragraphs; lines in capitals or underlined are headings."""
    lines = decode(source.data).expandtabs(4).splitlines()
    return finish(source, Metadata(), _TextReader(lines).blocks())


class _TextReader:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._known = vocabulary(lines)
        self._blocks = Blocks()

    def blocks(self) -> Blocks:
        for group in _groups(self._lines):
            self._group(group)
        return self._blocks

    def _group(self, lines: list[str]) -> None:
        """Lines without a blank one between them: a heading, paragraphs, list entries."""
        if len(lines) == 1 and (level := _heading_level(lines[0])):
            self._blocks.heading(lines[0], level)
            return
        if len(lines) >= 2 and _UNDERLINE.match(lines[1]) and len(lines[1].strip()) >= 3:
            self._blocks.heading(lines[0], 1 if lines[1].strip()[0] in "=*" else 2)
            lines = lines[2:]
        for entry in _entries(lines):
            self._entry(entry)

    def _entry(self, lines: list[str]) -> None:
        text = join_lines(lines, self._known)
        depth = min((len(lines[0]) - len(lines[0].lstrip())) // 2, 3)
        if (rest := marks.bullet(text)) is not None:
            self._blocks.item(rest, depth)
        elif found := marks.step(text):
            self._blocks.step(found[1], found[0], depth)
        else:
            self._blocks.paragraph(text)


def _groups(lines: list[str]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _entries(lines: list[str]) -> list[list[str]]:
    """A group cut before each line that begins with a bullet or a number."""
    entries: list[list[str]] = []
    for line in lines:
        if not entries or marks.bullet(line.strip()) or marks.step(line.strip()):
            entries.append([])
        entries[-1].append(line)
    return entries


def _heading_level(line: str) -> int:
    """1 or more for a lone line that looks like a heading, else 0."""
    text = line.strip()
    if numbered := _NUMBERED.match(text):
        return numbered[1].count(".") + 1
    shouted = text.isupper() and sum(map(str.isalpha, text)) >= 4
    return 1 if shouted and len(text) <= 80 and not text.endswith((".", ":")) else 0
