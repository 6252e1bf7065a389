"""Sections and questions from JSON-lines files, as an index of their own and what to ask it.

    SECTIONS   {"id": 3, "title": "...", "text": "...", "language": "es"}
    QUESTIONS  {"question": "...", "sections": [3], "language": "es"}

`language` may be left out: it is then told from the words. A question whose `sections` is
empty is one that nothing answers. Depends on passages and bot.knowledge.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import BotError
from bot.knowledge.documents import Block, Document, Passage
from bot.language import LanguageDetector
from kb_ingest.passages import cut

Id = int | str
Spoken = Literal["es", "en"]
Line = TypeVar("Line", bound=BaseModel)


class Section(BaseModel, frozen=True):
    """A piece of a manual under its own title."""

    id: Id
    title: str = ""
    text: str
    language: Spoken | None = None


class Question(BaseModel, frozen=True):
    """A question and the sections that answer it; none where nothing does."""

    question: str
    sections: list[Id]
    language: Spoken | None = None


def read_sections(path: Path) -> list[Section]:
    """The sections of a file, every one with its language; BotError names a wrong line."""
    read = read_lines(path, Section)
    tell = teller([section.text for section in read])
    told = [one.model_copy(update={"language": one.language or tell(one.text)}) for one in read]
    repeated = [name for name, count in Counter(one.id for one in told).items() if count > 1]
    if repeated:
        raise BotError(f"{path}: the id {repeated[0]!r} stands on several lines. Keep one.", 422)
    return told


def read_questions(path: Path, sections: Sequence[Section]) -> list[Question]:
    """The questions of a file, every one with its language."""
    read = read_lines(path, Question)
    known = {section.id for section in sections}
    for number, one in enumerate(read, 1):
        if missing := [name for name in one.sections if name not in known]:
            raise BotError(
                f"{path}, question {number}: there is no section {missing[0]!r}. Correct the id, "
                "or leave `sections` empty if nothing answers the question.",
                422,
            )
    tell = teller([one.question for one in read])
    return [one.model_copy(update={"language": one.language or tell(one.question)}) for one in read]


def read_lines(path: Path, kind: type[Line]) -> list[Line]:
    """Each line of a file as a `kind`; empty lines are passed over."""
    found: list[Line] = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BotError(f"{path} cannot be read: {error}.", 422) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(kind.model_validate_json(line))
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                place = ".".join(map(str, first["loc"]))
                raise BotError(f"{path}, line {number}: {place} {first['msg']}.", 422) from error
    if not found:
        raise BotError(f"{path} has no lines.", 422)
    return found


def teller(texts: Sequence[str]) -> Callable[[str], str]:
    """Tells the language of a text; in doubt it is that of most of `texts`."""
    detector = LanguageDetector(sure=0.8)
    most = Counter(detector.detect(text, "en") for text in texts).most_common(1)[0][0]
    return lambda text: detector.detect(text, most)


def documents_of(
    sections: Sequence[Section], file: Path, count_tokens: Callable[[str], int]
) -> tuple[list[tuple[Document, Path, list[Passage]]], dict[str, Id]]:
    """The sections as one document a language, cut into passages; and the section of each
    passage by its id."""
    made: list[tuple[Document, Path, list[Passage]]] = []
    section_of: dict[str, Id] = {}
    for language in sorted({section.language or "en" for section in sections}):
        own = [section for section in sections if section.language == language]
        blocks, owners = blocks_of(own)
        document = document_of(language, blocks, file)
        passages = cut(document, count_tokens)
        section_of |= {passage.id: owners[passage.first_block] for passage in passages}
        made.append((document, file, passages))
    return made, section_of


def blocks_of(sections: Sequence[Section]) -> tuple[list[Block], list[Id]]:
    """A heading and paragraphs for each section, and the section of each block."""
    blocks: list[Block] = []
    owners: list[Id] = []
    for section in sections:
        blocks.append(Block("heading", section.title or str(section.id), level=1))
        blocks += [Block("paragraph", text) for text in section.text.split("\n") if text.strip()]
        owners += [section.id] * (len(blocks) - len(owners))
    return blocks, owners


def document_of(language: str, blocks: Sequence[Block], file: Path) -> Document:
    """A manual without product."""
    return Document(
        id=f"sections.{language}",
        title="",
        language=language,
        product=None,
        kind="manual",
        version="",
        date="",
        source=file.name,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        media_type="application/jsonl",
        pages=None,
        blocks=tuple(blocks),
    )
