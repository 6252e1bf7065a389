"""What must hold between the parts of the files: versions follow each other, texts name figures
that exist, cases name lines that exist, and nothing falls short of the law.

Depends on sources, law, texts and problems.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise, product

from bot.policies.cases import KNOWN, Situation
from bot.policies.editions import Edition, section_of
from bot.policies.figures import Figures, ReturnsFigures
from bot.policies.law import COUNTRIES, DISTANCE, ELSEWHERE, SENSES, breaches
from bot.policies.problems import Problem
from bot.policies.sources import Source
from bot.policies.texts import SHAPES, Named, named_in, situation_of

ONE_DAY = timedelta(1)
LANGUAGES = ("es", "en")
BRACES = re.compile(r"\{([^{}]*)\}?|\}")
Sources = Mapping[str, Source]


def problems_of(source: Source, all_of_them: Sources, lines: Mapping[str, object]) -> list[Problem]:
    """All that is wrong with one policy beside the others, each thing once."""
    found: list[Problem] = [*order(source)]
    for index in range(len(source.editions)):
        for problem in (
            *clauses(source, index),
            *conditions(source, index, lines),
            *texts(source, index, all_of_them, lines),
            *limits(source, index),
            *periods(source, index),
            *sums(source, index),
        ):
            if problem not in found:
                found.append(problem)
    return found


def order(source: Source) -> Iterator[Problem]:
    """Versions are in order of time, without a gap or an overlap, and the last has no end."""
    versions = source.record.versions
    for index, (one, following) in enumerate(pairwise(versions)):
        place = ("versions", index + 1, "effective_from")
        if following.effective_from <= one.effective_from:
            yield source.problem(
                place, "", "disorder", version=following.version,
                start=following.effective_from, other=one.effective_from,
            )  # fmt: skip
            continue
        right = following.effective_from - ONE_DAY
        if one.effective_until not in (None, right):
            yield source.problem(
                ("versions", index, "effective_until"), "", "gap", version=one.version,
                end=one.effective_until, start=following.effective_from, right=right,
            )  # fmt: skip
    last = versions[-1]
    if last.effective_until is not None:
        place = ("versions", len(versions) - 1, "effective_until")
        values = {"version": last.version, "end": last.effective_until}
        yield source.problem(place, "", "ended", **values)


def clauses(source: Source, index: int) -> Iterator[Problem]:
    """Removed clauses were there, each section has a title, each cause one clause."""
    version = source.record.versions[index]
    before = source.written[index - 1] if index else {}
    for id in version.removed:
        if id not in before:
            yield source.problem(("versions", index, "removed"), id, "not_there", key=id)
    causes: dict[str, str] = {}
    for id, (_, clause) in source.written[index].items():
        if section_of(id) not in source.editions[index].sections:
            values = {"key": id, "section": section_of(id)}
            yield source.problem(source.place(index, id), id, "no_section", **values)
        for cause in clause.excludes:
            if cause in causes:
                place = source.place(index, id, "excludes")
                yield source.problem(place, id, "two_causes", key=cause, other=causes[cause])
            causes[cause] = id


def conditions(source: Source, index: int, lines: Mapping[str, object]) -> Iterator[Problem]:
    """Conditions of cases are of those the policy knows, and so are their values."""
    edition = source.editions[index]
    for name, id in edition.homes.items():
        cases = edition.figures.cases(name)
        for at, case in enumerate(cases.root if cases else ()):
            for dimension, values in case.conditions.items():
                place = source.place(index, id, "figures", name, at, dimension)
                here, known = f"{id} {name}", edition.figures.dimensions
                if dimension not in known:
                    yield source.problem(
                        place, here, "wrong_condition", key=dimension, known=", ".join(known)
                    )
                for value in values:
                    yield from _value(source, place, here, dimension, value, lines)


def _value(
    source: Source, place: tuple[str | int, ...], here: str, dimension: str, value: str,
    lines: Mapping[str, object],
) -> Iterator[Problem]:  # fmt: skip
    """A value that a condition names and nobody knows."""
    if dimension == "line" and value not in lines:
        yield source.problem(place, here, "unknown_line", key=value, known=", ".join(lines))
    if dimension == "country" and not re.fullmatch("[A-Z]{2}", value):
        why = {
            "es": "los países son dos letras mayúsculas, como ES",
            "en": "countries are two capital letters, such as ES",
        }
        yield source.problem(place, here, "bad_value", value=value, why=why)
    if dimension in KNOWN and value not in KNOWN[dimension]:
        known = ", ".join(KNOWN[dimension])
        why = {"es": f"se conocen {known}", "en": f"known are {known}"}
        yield source.problem(place, here, "bad_value", value=value, why=why)


def texts(
    source: Source, index: int, all_of_them: Sources, lines: Mapping[str, object]
) -> Iterator[Problem]:
    """Texts name figures of their own version, or of another policy for all of their time."""
    for id, clause in source.editions[index].clauses.items():
        for language in LANGUAGES:
            place = source.place(index, id, language)
            words = f"{clause.title[language]}\n{clause.text[language]}"
            for written, named in named_in(words):
                words = words.replace(written, "")
                kind, values = _named(named, source, index, all_of_them)
                kind, values = _words_of(named, lines) or (kind, values)
                if kind:
                    yield source.problem(place, id, kind, **({"language": language} | values))
            for brace in BRACES.findall(words):
                yield source.problem(place, id, "no_figure", language=language, key=brace)


def _words_of(named: Named, lines: Mapping[str, object]) -> tuple[str, dict[str, object]] | None:
    """What is wrong with the words behind a figure's name."""
    line = situation_of(named.of).line
    if line is not None and line not in lines:
        return "unknown_line", {"key": line, "known": ", ".join(lines)}
    if named.shape not in SHAPES:
        return "bad_value", {"value": f"|{named.shape}", "why": plain(SHAPES)}
    return None


def _named(
    named: Named, source: Source, index: int, all_of_them: Sources
) -> tuple[str, dict[str, object]]:
    """What is wrong with a figure that a text names; "" for nothing."""
    edition = source.editions[index]
    other = all_of_them.get(named.policy) if named.policy else source
    if other is None:
        return "no_figure", {"key": str(named)}
    stated = None
    for one in other.editions if named.policy else [edition]:
        if named.policy and not _overlap(edition, one):
            continue
        try:
            value = named.value(one.figures)
        except LookupError:
            return "needs_case", {"key": str(named)}
        if value is None:
            return "no_figure", {"key": str(named)}
        if stated is not None and value != stated:
            values = {"key": str(named), "day": one.since, "before": stated, "after": value}
            return "moves", values
        stated = value
    return "", {}


def _overlap(one: Edition[Figures], other: Edition[Figures]) -> bool:
    """Whether both are in force on some day. The oldest judges all orders before it, too, but
    its texts are only read as of its own days."""
    starts_in_time = one.until is None or other.since <= one.until
    return starts_in_time and (other.until is None or one.since <= other.until)


def limits(source: Source, index: int) -> Iterator[Problem]:
    """Figures below the law, at the clause that states them."""
    edition = source.editions[index]
    for breach in breaches(edition):
        limit = breach.limit
        id = edition.homes[limit.figure]
        yield source.problem(
            source.place(index, id, "figures", limit.figure),
            id,
            "below_law",
            key=limit.figure,
            value=plain(breach.value),
            country=breach.country,
            sense=SENSES[limit.sense],
            limit=limit.value,
            law=limit.law,
        )


def periods(source: Source, index: int) -> Iterator[Problem]:
    """No return period of a distance purchase ends before the right of withdrawal does."""
    figures = source.editions[index].figures
    if not isinstance(figures, ReturnsFigures):
        return
    for country, line in product((*COUNTRIES, ELSEWHERE), named_lines(figures)):
        here = Situation(country, DISTANCE[0], line)
        days, right = figures.return_days.of(here), figures.withdrawal_days.of(here)
        if days < right:
            id = source.editions[index].homes["return_days"]
            place = source.place(index, id, "figures", "return_days")
            values = {"value": days, "right": right}
            yield source.problem(place, f"{id} return_days", "disagree", **values)


def named_lines(figures: ReturnsFigures) -> list[str | None]:
    """The product lines that the two periods tell apart, and None for the others."""
    both = (figures.return_days, figures.withdrawal_days)
    return [None, *sorted({line for cases in both for line in cases.values_of("line")})]


def sums(source: Source, index: int) -> Iterator[Problem]:
    """The worked example of a quote is right."""
    edition = source.editions[index]
    names = ("example_quote_eur", "diagnosis_eur", "example_rest_eur")
    stated = [cases.only for name in names if (cases := edition.figures.cases(name))]
    quote, diagnosis, rest = stated if len(stated) == len(names) else (None, None, None)
    if quote is None or diagnosis is None or rest is None:
        return
    if quote - diagnosis != rest:
        id = edition.homes["example_rest_eur"]
        place = source.place(index, id, "figures", "example_rest_eur")
        here = f"{id} example_rest_eur"
        yield source.problem(place, here, "disagree", value=rest, right=quote - diagnosis)


def plain(value: object) -> str:
    """A value in a sentence: a list without brackets."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
