"""Golden questions: what customers ask, and where its answer stands, or that it stands nowhere.

One CSV file with the columns question, language, product, document, heading_contains, kind.
Depends on `bot.records` and the data types of `bot.knowledge`.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.answering import Answer
from bot.knowledge.documents import Passage
from bot.records import PipeList, Record, csv_records

Kind = Literal["manual", "faq", "none"]


class GoldenRecord(Record):
    """A line of the file; several documents or headings are separated by "|"."""

    question: str
    language: Literal["es", "en"]
    product: str = ""
    document: PipeList
    heading_contains: PipeList
    kind: Kind

    @property
    def key(self) -> tuple[str, str, str]:
        """What no two lines share."""
        return self.question, self.language, self.product


@dataclass(frozen=True)
class Golden:
    """A question, the product known from the conversation, and what answers it.

    `documents` and `headings` hold every right one (for kind faq `documents` are entry ids);
    a heading is given by its beginning, mostly its number. Kind none: nothing answers it.
    """

    question: str
    language: str
    product: str | None
    documents: frozenset[str]
    headings: tuple[str, ...]
    kind: Kind

    @property
    def expected(self) -> str:
        """What answers it, in words."""
        if self.kind == "none":
            return "no answer"
        heading = " | ".join(self.headings)
        return " | ".join(sorted(self.documents)) + (f" › {heading}" if heading else "")

    def is_answered_by(self, passage: Passage) -> bool:
        """Whether `passage` is one of the right ones."""
        last = passage.heading_path[-1] if passage.heading_path else ""
        heads = (head if head.endswith(".") else head + " " for head in self.headings)
        return passage.document_id in self.documents and f"{last} ".startswith(tuple(heads))

    def is_right(self, answer: Answer, passage: Passage | None) -> bool:
        """Whether `answer` is a right one; `passage` is the one that it cites."""
        if answer.kind == "faq":
            return self.kind == "faq" and answer.faq_id in self.documents
        return self.kind == "manual" and passage is not None and self.is_answered_by(passage)


def read_golden(path: Path) -> list[Golden]:
    """The questions of a file; raises BotError that names the line which is wrong."""
    return [
        Golden(
            record.question,
            record.language,
            record.product or None,
            frozenset(record.document),
            tuple(record.heading_contains),
            record.kind,
        )
        for record in csv_records(path, GoldenRecord, "key")
    ]
