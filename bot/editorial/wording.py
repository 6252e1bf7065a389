"""What an entry says: topic, question, other wordings and answer in both languages. Pure.

Depends on the shape of an entry in `bot.knowledge.faq_index` and of a line of the FAQ's file.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from bot.faq_file import LANGUAGES, FaqRecord
from bot.knowledge.faq_index import FaqEntry

GENERAL = "general"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""Signs that nobody can read; a database may refuse them."""
FIELDS = (
    "topic",
    "question_es",
    "question_en",
    "variants_es",
    "variants_en",
    "answer_es",
    "answer_en",
)
"""The parts of a wording in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of an entry. Answers are Markdown; what nobody has written yet is empty."""

    topic: str = GENERAL
    question_es: str = ""
    question_en: str = ""
    answer_es: str = ""
    answer_en: str = ""
    variants_es: tuple[str, ...] = ()
    variants_en: tuple[str, ...] = ()

    def tidy(self) -> "Wording":
        """Without spaces around, and without variants that say what is there already."""
        return Wording(
            _line(self.topic) or GENERAL,
            _line(self.question_es),
            _line(self.question_en),
            _lines(self.answer_es),
            _lines(self.answer_en),
            _distinct(self.variants_es, self.question_es),
            _distinct(self.variants_en, self.question_en),
        )

    def question(self, language: str) -> str:
        """The question in "es" or "en"."""
        return self.question_es if language == "es" else self.question_en

    def answer(self, language: str) -> str:
        """The answer in "es" or "en"."""
        return self.answer_es if language == "es" else self.answer_en

    def variants(self, language: str) -> tuple[str, ...]:
        """Other wordings of the question in "es" or "en"."""
        return self.variants_es if language == "es" else self.variants_en

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages that lack a question or an answer."""
        return tuple(one for one in LANGUAGES if not (self.question(one) and self.answer(one)))

    def with_variants(self, es: Iterable[str] = (), en: Iterable[str] = ()) -> "Wording":
        """The same with more wordings of the question."""
        more_es, more_en = (*self.variants_es, *es), (*self.variants_en, *en)
        return replace(self, variants_es=more_es, variants_en=more_en).tidy()

    def entries(self, faq_id: str) -> list[FaqEntry]:
        """As the index has them: one for each language that is written."""
        return [
            FaqEntry(faq_id, one, self.question(one), self.variants(one), self.answer(one))
            for one in LANGUAGES
            if self.question(one) and self.answer(one)
        ]

    def values(self) -> dict[str, Any]:
        """The columns of a FAQ row, and the JSON of a version."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {key: [*one] if isinstance(one, tuple) else one for key, one in found.items()}

    @staticmethod
    def of(values: Mapping[str, Any]) -> "Wording":
        """From what `values` gave; keys that a wording does not have are left out."""
        found: dict[str, Any] = {one: values[one] for one in FIELDS if one in values}
        texts = ((key, tuple(v) if isinstance(v, list) else v) for key, v in found.items())
        made: dict[str, Any] = dict(texts)
        return Wording(**made)

    @staticmethod
    def of_record(record: FaqRecord) -> "Wording":
        """From a line of the FAQ's file."""
        return Wording.of(record.model_dump()).tidy()


def _line(text: str) -> str:
    """One line with single spaces."""
    return " ".join(CONTROL.sub(" ", text).split())


def _lines(text: str) -> str:
    """Markdown with its line ends as one sign, and none of the spaces behind lines."""
    plain = (CONTROL.sub("", line).rstrip() for line in text.strip().splitlines())
    return "\n".join(plain)


def _distinct(variants: Iterable[str], question: str) -> tuple[str, ...]:
    """Each once, whatever its case; the question itself is none. A "|" would cut one in a file."""
    found: dict[str, str] = {}
    for one in variants:
        plain = _line(one.replace("|", "/"))
        found.setdefault(plain.casefold(), plain)
    found.pop(_line(question).casefold(), None)
    return tuple(one for one in found.values() if one)
