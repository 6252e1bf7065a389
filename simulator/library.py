"""What simulated customers ask: the matters of `library/*.yml`, and how each is put.

Customers know the sample's FAQ and manuals by their headings: they choose what is offered. Depends
on the files.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "library"
SAMPLE = FOLDER.parent.parent / "data" / "sample"
FILES = ("shop", "products", "people")
KINDS = ("question", "chore", "person", "unwritten", "danger", "complaint", "odd")
LANGUAGES = ("es", "en")
Json = dict[str, Any]
Titles = dict[str, list[str]]


@dataclass(frozen=True)
class Matter:
    """One thing that customers ask, whatever their words and language: what the truth counts.

    `right` is what an answer says that settles it, `sections` the product and the sections of its
    manual that do; `titles` are those under which the counter may offer it. `form` is the intent
    of the form that does it, if one does.
    """

    key: str
    kind: str
    weight: float
    wordings: dict[str, tuple[str, ...]]
    replies: dict[str, str]
    right: str = ""
    sections: tuple[str, ...] = ()
    form: str = ""
    titles: frozenset[str] = frozenset()

    def is_answered_by(self, text: str, headings: Sequence[str]) -> bool:
        """Whether an answer settles it: by what it says, or by the section that it cites.

        `headings` are those of its citations: the document's title and the way to the section.
        """
        if self.sections:
            product, *numbers = self.sections
            own = [one for one in headings if product in _plain(one)]
            return any(_has(one, number) for one in own for number in numbers)
        return bool(self.right and re.search(self.right, text))

    def is_offered_as(self, title: str) -> bool:
        """Whether a button's title names what was meant."""
        return any(one in title for one in self.titles)


@dataclass(frozen=True)
class Library:
    """All matters, and the words that go with any."""

    matters: tuple[Matter, ...]
    words: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[str, Matter]:
        """Every matter by its key."""
        return {one.key: one for one in self.matters}

    @property
    def usual(self) -> list[Matter]:
        """What is asked at any time."""
        return [one for one in self.matters if one.weight > 0 and one.kind != "odd"]

    def odd(self, language: str) -> list[Matter]:
        """What is asked once, in a language."""
        return [one for one in self.matters if one.kind == "odd" and language in one.wordings]


def read(folder: Path = FOLDER) -> Library:
    """The library of a folder."""
    rows = [row for name in FILES for row in _rows(folder / f"{name}.yml")]
    faq, headings = _faq_questions(SAMPLE / "faq.csv"), _headings(SAMPLE / "manuals")
    matters = [_matter(row, faq, headings) for row in rows]
    words = yaml.safe_load((folder / "words.yml").read_text(encoding="utf-8"))
    odd = yaml.safe_load((folder / "odd.yml").read_text(encoding="utf-8"))
    return Library((*matters, *_odd(odd, words["odd_reply"])), words)


def _rows(file: Path) -> list[Json]:
    found: list[Json] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def _faq_questions(file: Path) -> dict[str, list[str]]:
    """The questions of the sample FAQ in both languages, by the entry's id."""
    with file.open(encoding="utf-8", newline="") as rows:
        return {one["id"]: [one["question_es"], one["question_en"]] for one in csv.DictReader(rows)}


def _headings(folder: Path) -> dict[tuple[str, str], list[str]]:
    """The headings of the sample manuals in both languages, by product and section."""
    found: dict[tuple[str, str], list[str]] = {}
    for file in sorted(folder.glob("*.md")):
        product = file.name.partition(".")[0]
        for number, words in re.findall(r"^### ([\d.]+) (.+)$", file.read_text(), re.MULTILINE):
            found.setdefault((product, number), []).append(words.strip())
    return found


def _matter(row: Json, faq: Titles, headings: dict[tuple[str, str], list[str]]) -> Matter:
    product, *numbers = str(row.get("sections", "")).split() or [""]
    titles = [*faq.get(row.get("faq", ""), ())]
    titles += [title for one in numbers for title in headings.get((product, one), ())]
    return Matter(
        key=row["key"],
        kind=row.get("kind", "question"),
        weight=row.get("weight", 1),
        wordings={one: tuple(row[one]) for one in LANGUAGES},
        replies={one: row[f"reply_{one}"] for one in LANGUAGES},
        right=row.get("right", ""),
        sections=tuple(str(row.get("sections", "")).split()),
        form=row.get("form", ""),
        titles=frozenset(titles),
    )


def _odd(rows: dict[str, list[str]], replies: dict[str, list[str]]) -> Iterator[Matter]:
    for language, questions in rows.items():
        for number, question in enumerate(questions, 1):
            reply = replies[language][number % len(replies[language])]
            key = f"odd-{language}-{number}"
            yield Matter(key, "odd", 1, {language: (question,)}, {language: reply})


def _plain(text: str) -> str:
    return text.lower().replace("í", "i")


def _has(heading: str, number: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", heading) is not None
