"""The FAQ as a CSV file: one line for both languages. Depends on `bot.records`."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.knowledge.faq_index import FaqEntry
from bot.records import PipeList, Record, csv_records

LANGUAGES = ("es", "en")
FAQ_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
Words = Annotated[str, Field(min_length=1)]


class FaqRecord(Record):
    """A line of `faq.csv`; variants are separated by "|"."""

    id: Annotated[str, Field(pattern=f"^{FAQ_ID.pattern}$")]
    topic: Words
    question_es: Words
    answer_es: Words
    question_en: Words
    answer_en: Words
    variants_es: PipeList
    variants_en: PipeList

    def entry(self, language: str) -> FaqEntry:
        """The line in one language."""
        return FaqEntry(
            self.id,
            language,
            getattr(self, f"question_{language}"),
            tuple(getattr(self, f"variants_{language}")),
            getattr(self, f"answer_{language}"),
        )


def read_faq(path: Path) -> list[FaqEntry]:
    """The entries of a file in both languages; `BadFile` names a wrong line."""
    records = csv_records(path, FaqRecord)
    return [record.entry(language) for record in records for language in LANGUAGES]
