"""A folder of policies read whole, or every problem in it told at once.

Depends on sources, checks, texts and problems.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from bot.policies.checks import problems_of
from bot.policies.editions import Clause, Edition
from bot.policies.figures import POLICIES, Figures
from bot.policies.places import read_yaml
from bot.policies.problems import BadPolicies, Problem
from bot.policies.records import LineRecord, LinesRecord
from bot.policies.refusals import refusals
from bot.policies.sources import Source, read_source
from bot.policies.texts import named_in, shown

LINES_FILE = "lines.yml"
Editions = tuple[Edition[Figures], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """All that a folder says: the editions of each policy, oldest first, and product lines."""

    editions: Mapping[str, Editions]
    lines: Mapping[str, LineRecord]


def read(folder: Path, products: Iterable[str] | None = None) -> Book:
    """The policies of `folder`; `BadPolicies` with all that is wrong.

    `products` are the ids of the products sold; without them those in lines.yml are not checked.
    """
    problems: list[Problem] = []
    lines: dict[str, LineRecord] = {}
    sources: dict[str, Source] = {}
    try:
        lines = read_lines(folder / LINES_FILE, None if products is None else list(products))
    except BadPolicies as error:
        problems += error.problems
    for policy in POLICIES:
        try:
            sources[policy] = read_source(folder / f"{policy}.yml", policy)
        except BadPolicies as error:
            problems += error.problems
    if not problems:
        for source in sources.values():
            problems += problems_of(source, sources, lines)
    if problems:
        raise BadPolicies(problems)
    return Book({name: filled(one, sources) for name, one in sources.items()}, lines)


def read_lines(path: Path, products: list[str] | None) -> dict[str, LineRecord]:
    """The product lines of a file; `BadPolicies`."""
    data, places = read_yaml(path)
    try:
        lines = LinesRecord.model_validate(data or {}).root
    except ValidationError as error:
        raise BadPolicies(refusals(error, places)) from error
    problems = []
    home: dict[str, str] = {}
    for line, record in lines.items():
        for at, product in enumerate(record.products):
            number = places.of((line, "products", at))
            if product in home:
                values = {"key": product, "other": home[product]}
                problems.append(Problem(path, number, line, "two_lines", values))
            elif products is not None and product not in products:
                values = {"key": product, "known": ", ".join(products)}
                problems.append(Problem(path, number, line, "unknown_product", values))
            home[product] = line
    if problems:
        raise BadPolicies(problems)
    return lines


def filled(source: Source, sources: Mapping[str, Source]) -> Editions:
    """The editions of a source with the figures in their texts."""
    return tuple(
        replace(one, clauses={id: _filled(c, one, sources) for id, c in one.clauses.items()})
        for one in source.editions
    )


def _filled(clause: Clause, edition: Edition[Figures], sources: Mapping[str, Source]) -> Clause:
    title, text = dict(clause.title), dict(clause.text)
    for words in (title, text):
        for language in words:
            for written, said in _figures_in(words[language], edition, sources, language):
                words[language] = words[language].replace(written, said)
    return replace(clause, title=title, text=text)


def _figures_in(
    text: str, edition: Edition[Figures], sources: Mapping[str, Source], language: str
) -> Iterator[tuple[str, str]]:
    for written, named in named_in(text):
        of = edition
        if named.policy:
            of = in_force(sources[named.policy].editions, edition)
        yield written, shown(named.value(of.figures), named, language)


def in_force(editions: Editions, beside: Edition[Figures]) -> Edition[Figures]:
    """The edition in force when `beside` begins; the oldest when none was."""
    begun = [one for one in editions if one.since <= beside.since]
    return begun[-1] if begun else editions[0]
