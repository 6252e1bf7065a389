"""Sections as documents that can be indexed, and whose passage is whose section.

Some hundred sections make a document, so that no file of the index grows with all of them.
Those with a counterpart lie in documents that are named alike in both languages, as manuals
are; the names of the rest say that they have none. Depends on passages and counterparts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.knowledge.documents import Block, Document, Passage
from kb_ingest.counterparts import Embed, counterparts
from kb_ingest.passages import cut
from kb_ingest.sections import Id, Section

TOGETHER = 200
Source = tuple[Document, Path, list[Passage]]


@dataclass(frozen=True)
class Documents:
    """`sources` for the writer; `section_of` is the section of each passage by its id."""

    sources: list[Source] = field(default_factory=list)
    section_of: dict[str, Id] = field(default_factory=dict)


def documents_of(
    sections: Sequence[Section], file: Path, count_tokens: Callable[[str], int], embed: Embed
) -> Documents:
    """The sections cut into passages. `file` is what the documents are said to be from."""
    made = Documents()
    for name, language, group in groups(sections, embed):
        blocks, owners = blocks_of(group)
        document = document_of(name, language, blocks, file)
        passages = cut(document, count_tokens)
        made.section_of.update({one.id: owners[one.first_block] for one in passages})
        made.sources.append((document, file, passages))
    return made


def groups(
    sections: Sequence[Section], embed: Embed
) -> Iterator[tuple[str, str, Sequence[Section]]]:
    """A name, a language and the sections of each document."""
    own = {name: [one for one in sections if one.language == name] for name in ("es", "en")}
    pairs = counterparts(own["es"], own["en"], embed)
    for side, (language, ones) in enumerate(own.items()):
        paired = [pair[side] for pair in pairs]
        alone = sorted(set(range(len(ones))) - set(paired))
        for number, part in enumerate(parts_of(paired)):
            yield f"both-{number}.{language}", language, [ones[row] for row in part]
        for number, part in enumerate(parts_of(alone)):
            yield f"alone-{language}-{number}", language, [ones[row] for row in part]


def parts_of(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    """`rows` in parts of a document each."""
    for start in range(0, len(rows), TOGETHER):
        yield rows[start : start + TOGETHER]


def blocks_of(sections: Sequence[Section]) -> tuple[list[Block], list[Id]]:
    """A heading and paragraphs for each section, and the section of each block. One without
    text has its title as text."""
    blocks: list[Block] = []
    owners: list[Id] = []
    for section in sections:
        text = section.text if section.text.strip() else section.title
        blocks.append(Block("heading", section.title.strip() or str(section.id), level=1))
        blocks += [Block("paragraph", line) for line in text.split("\n") if line.strip()]
        owners += [section.id] * (len(blocks) - len(owners))
    return blocks, owners


def document_of(name: str, language: str, blocks: Sequence[Block], file: Path) -> Document:
    """A manual without product."""
    return Document(
        id=name, title="", language=language, product=None, kind="manual", version="", date="",
        source=file.name, sha256="", media_type="application/jsonl", pages=None,
        blocks=tuple(blocks),
    )  # fmt: skip
