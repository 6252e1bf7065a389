"""The sample corpus: manuals, policies and FAQ read from their sources."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge.documents import Document, Passage
from bot.knowledge.faq_index import FaqEntry
from kb_ingest.passages import cut
from kb_ingest.readers import read

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample"


@dataclass(frozen=True)
class Golden:
    """One line of golden.csv. `documents` and `headings` hold every right one; `kind` is
    manual, faq (then `documents` are entry ids) or none (nothing answers it)."""

    question: str
    language: str
    product: str | None
    documents: frozenset[str]
    headings: tuple[str, ...]
    kind: str

    def is_answered_by(self, passage: Passage) -> bool:
        """Whether `passage` is one of the right ones."""
        last = passage.heading_path[-1]
        heads = (head if head.endswith(".") else head + " " for head in self.headings)
        return passage.document_id in self.documents and last.startswith(tuple(heads))


def golden() -> list[Golden]:
    """The golden questions."""
    with (Path(__file__).parent / "golden.csv").open(encoding="utf-8", newline="") as file:
        return [
            Golden(
                row["question"],
                row["language"],
                row["product"] or None,
                frozenset(row["document"].split("|")),
                tuple(row["heading_contains"].split("|")),
                row["kind"],
            )
            for row in csv.DictReader(file)
        ]


def documents(
    count_tokens: Callable[[str], int],
) -> list[tuple[Document, Path, list[Passage]]]:
    """Every manual and policy in Markdown, cut into passages."""
    found = []
    for path in sorted([*SAMPLE.glob("manuals/*.md"), *SAMPLE.glob("policies/*.md")]):
        document = read(path)
        found.append((document, path, cut(document, count_tokens)))
    return found


def faq_entries() -> list[FaqEntry]:
    """The FAQ in both languages."""
    with (SAMPLE / "faq.csv").open(encoding="utf-8", newline="") as file:
        return [
            FaqEntry(
                row["id"],
                language,
                row[f"question_{language}"],
                tuple(filter(None, row[f"variants_{language}"].split("|"))),
                row[f"answer_{language}"],
            )
            for row in csv.DictReader(file)
            for language in ("es", "en")
        ]
