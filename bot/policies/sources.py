"""One policy's file read: its versions laid over each other, each with the figures it states.

A version says what changes, so what stands in it is what the versions up to it wrote last.
Depends on records, figures, editions, places, refusals and problems.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.policies.editions import Clause, Edition, order_of
from bot.policies.figures import FIGURES, Figures
from bot.policies.places import Lines, Place, read_yaml
from bot.policies.problems import BadPolicies, Problem
from bot.policies.records import ClauseRecord, PolicyRecord
from bot.policies.refusals import figure_refusal, refusals
from bot.policies.texts import unwrapped

Written = dict[str, tuple[int, ClauseRecord]]
"""Which version wrote each clause last, by its place in the file, and what it wrote."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the editions in it, oldest first; figures still stand as braces in the texts."""

    path: Path
    lines: Lines
    record: PolicyRecord
    editions: tuple[Edition[Figures], ...]
    written: tuple[Written, ...]

    def place(self, edition: int, clause: str, *rest: str | int) -> Place:
        """Where in the file `clause` of an edition stands."""
        return ("versions", self.written[edition][clause][0], "clauses", clause, *rest)

    def problem(self, place: Place, named: str, kind: str, **values: Any) -> Problem:
        """A problem at `place`."""
        return Problem(self.path, self.lines.of(place), named, kind, values)


def read_source(path: Path, policy: str) -> Source:
    """The file of `policy`; `BadPolicies` with what is wrong with its form and its figures."""
    data, lines = read_yaml(path)
    try:
        record = PolicyRecord.model_validate(data)
    except ValidationError as error:
        raise BadPolicies(refusals(error, lines)) from error
    if record.policy != policy:
        values = {"key": record.policy, "other": policy}
        raise BadPolicies([Problem(path, lines.of(("policy",)), "", "wrong_policy", values)])
    written = tuple(layers(record))
    found, problems = [], []
    for index in range(len(record.versions)):
        try:
            found.append(edition_of(record, written[index], index, lines))
        except BadPolicies as error:
            problems += [one for one in error.problems if one not in problems]
    if problems:
        raise BadPolicies(problems)
    return Source(path, lines, record, tuple(found), written)


def layers(record: PolicyRecord) -> Iterator[Written]:
    """What stands in each version."""
    standing: Written = {}
    for index, version in enumerate(record.versions):
        standing = {id: one for id, one in standing.items() if id not in version.removed}
        standing |= {id: (index, clause) for id, clause in version.clauses.items()}
        yield dict(sorted(standing.items(), key=lambda pair: order_of(pair[0])))


def edition_of(
    record: PolicyRecord, written: Written, index: int, lines: Lines
) -> Edition[Figures]:
    """The edition of the version at `index`."""
    version, following = record.versions[index], record.versions[index + 1 : index + 2]
    until = following[0].effective_from - timedelta(1) if following else version.effective_until
    sections: dict[str, dict[str, str]] = {}
    for earlier in record.versions[: index + 1]:
        sections |= {number: words.both() for number, words in earlier.sections.items()}
    homes, places, raw = stated(written, lines)
    return Edition(
        policy=record.policy,
        version=version.version,
        since=version.effective_from,
        until=until,
        title=record.title.both(),
        sections=sections,
        clauses={
            id: Clause(
                policy=record.policy,
                id=id,
                version=version.version,
                since=version.effective_from,
                current=until is None,
                title=one.title.both(),
                text={"es": unwrapped(one.es), "en": unwrapped(one.en)},
            )
            for id, (_, one) in written.items()
        },
        figures=figures_of(record, raw, places, lines),
        homes=homes,
        causes={cause: id for id, (_, one) in written.items() for cause in one.excludes},
    )


def stated(
    written: Written, lines: Lines
) -> tuple[dict[str, str], dict[str, Place], dict[str, Any]]:
    """The clause of each figure, its place in the file, and its value as written."""
    homes: dict[str, str] = {}
    places: dict[str, Place] = {}
    raw: dict[str, Any] = {}
    for id, (index, clause) in written.items():
        for name, value in clause.figures.items():
            place = ("versions", index, "clauses", id, "figures", name)
            if name in homes:
                values = {"key": name, "other": homes[name]}
                raise BadPolicies(
                    [Problem(lines.path, lines.of(place), id, "figure_twice", values)]
                )
            homes[name], places[name], raw[name] = id, place, value
    return homes, places, raw


def figures_of(
    record: PolicyRecord, raw: dict[str, Any], places: dict[str, Place], lines: Lines
) -> Figures:
    """The figures, checked; `BadPolicies` otherwise."""
    try:
        return FIGURES[record.policy].model_validate(raw)
    except ValidationError as error:
        problems = []
        for one in error.errors(include_url=False):
            name = str(one["loc"][0])
            if one["type"] == "missing" and len(one["loc"]) == 1:
                problems.append(Problem(lines.path, 0, "", "missing_figure", {"key": name}))
            else:
                problems.append(figure_refusal(one, lines, places[name], record.policy))
        raise BadPolicies(problems) from error
