"""Sections and questions from JSON-lines files.

    SECTIONS   {"id": 3, "title": "...", "text": "...", "language": "es"}
    QUESTIONS  {"question": "...", "sections": [3], "language": "es"}

`language` may be left out: it is then told from the words. A question whose `sections` is
empty is one that nothing answers. Other names are passed over. Depends on json_lines.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from lingua import Language as LinguaLanguage
from lingua import LanguageDetectorBuilder
from pydantic import BaseModel, BeforeValidator, StrictInt, StrictStr

from kb_ingest.json_lines import Problem, WrongFile, WrongLines, read_lines, shown

Id = StrictInt | StrictStr
NAMES = {
    "spa": "es", "spanish": "es", "español": "es", "castellano": "es",
    "eng": "en", "english": "en", "inglés": "en",
}  # fmt: skip
SURE = 0.8
"""How much the letters must speak for a language; in doubt it is that of most texts."""
READ = 500
"""Characters that a language is told from."""


def as_language(said: Any) -> Any:
    """ "es-ES", "EN" and "Spanish" as es and en; nothing said as None."""
    if not isinstance(said, str):
        return said
    plain = said.strip().lower()
    return NAMES.get(plain, plain.replace("_", "-").partition("-")[0]) or None


def as_list(said: Any) -> Any:
    """One id alone, or none, as a list."""
    return [] if said is None else said if isinstance(said, list) else [said]


Spoken = Annotated[Literal["es", "en"] | None, BeforeValidator(as_language)]
Ids = Annotated[list[Id], BeforeValidator(as_list)]
Title = Annotated[str, BeforeValidator(lambda said: "" if said is None else said)]


class Section(BaseModel, frozen=True):
    """A piece of a manual under its own title."""

    id: Id
    title: Title = ""
    text: str
    language: Spoken = None


class Question(BaseModel, frozen=True):
    """A question and the sections that answer it; none where nothing does."""

    question: str
    sections: Ids
    language: Spoken = None


def read_sections(path: Path) -> list[Section]:
    """The sections of a file, every one with its language; `Notice` names wrong lines."""
    read = read_lines(path, Section)
    refuse_repeated(path, read)
    if not any(one.title.strip() or one.text.strip() for _, one in read):
        raise WrongFile("no_text", 422, path=path)
    tell = teller([f"{one.title}. {one.text}" for _, one in read if not one.language])
    return [
        one
        if one.language
        else one.model_copy(update={"language": tell(f"{one.title}. {one.text}")})
        for _, one in read
    ]


def refuse_repeated(path: Path, read: Sequence[tuple[int, Section]]) -> None:
    """`WrongLines` where an id stands on two lines."""
    first: dict[Id, int] = {}
    problems = [
        Problem(number, "repeated", {"id": shown(one.id), "first": first[one.id]})
        for number, one in read
        if first.setdefault(one.id, number) != number
    ]
    if problems:
        raise WrongLines(path, problems)


def read_questions(path: Path, sections: Sequence[Section]) -> list[Question]:
    """The questions of a file, every one with its language and the sections' own ids."""
    read = read_lines(path, Question)
    names = names_of(sections)
    problems = [
        Problem(number, "no_section", {"id": shown(missing[0])})
        for number, one in read
        if (missing := [name for name in one.sections if name_in(names, name) is None])
    ]
    if problems:
        raise WrongLines(path, problems)
    tell = teller([one.question for _, one in read if not one.language])
    return [
        one.model_copy(
            update={
                "language": one.language or tell(one.question),
                "sections": [name_in(names, name) for name in one.sections],
            }
        )
        for _, one in read
    ]


def names_of(sections: Sequence[Section]) -> dict[Id, Id]:
    """The ids by themselves and, where that is no other's, as text: 3 is found as "3" too."""
    own = {section.id for section in sections}
    found: dict[Id, Id] = {str(name): name for name in own}
    return found | {name: name for name in own}


def name_in(names: Mapping[Id, Id], name: Id) -> Id | None:
    """The section's own id that `name` means; None where there is none."""
    return names.get(name, names.get(str(name)))


def teller(texts: Sequence[str]) -> Callable[[str], str]:
    """Tells the language of a text by its letters; in doubt it is that of most of `texts`."""
    languages = (LinguaLanguage.SPANISH, LinguaLanguage.ENGLISH)
    detector = LanguageDetectorBuilder.from_languages(*languages).build()

    @cache
    def spanish(text: str) -> float:
        return detector.compute_language_confidence(text[:READ], LinguaLanguage.SPANISH)

    kinds = Counter("es" if spanish(text) > 0.5 else "en" for text in texts if text.strip())
    most = kinds.most_common(1)[0][0] if kinds else "en"

    def tell(text: str) -> str:
        sure = spanish(text) if text.strip() else 0.5
        return "es" if sure >= SURE else "en" if sure <= 1 - SURE else most

    return tell
