"""A company's own files: each thing that can be wrong is told with its place and what to do."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from bot.policies import BadPolicies, Policies
from bot.policies.editions import Edition
from bot.policies.figures import Figures
from bot.policies.law import LIMITS, Limit, breaches
from bot.policies.problems import SENTENCES
from bot.policies.reading import read
from tests.policies.sales import POLICIES, SAMPLE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample, to be spoilt."""
    for path in SAMPLE.glob("*.yml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def spoil(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    path = folder / f"{name}.yml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, language: str = "en") -> list[str]:
    with pytest.raises(BadPolicies) as caught:
        read(folder)
    assert caught.value.status_code == 422
    return caught.value.lines(language)


# fmt: off
CHANGES = [
    ("returns", "withdrawal_days: 14", "withdrawal_days: 10",
     ("2.2", "10 in ES", "at least 14", "Real Decreto Legislativo 1/2007 (ES), art. 104")),
    ("returns", "    - {is: 14}", "    - {is: 13}", ("2.1", "return_days is 13")),
    ("returns", "{channel: shop, is: purchase}", "{channel: [shop, web], is: purchase}",
     ("2.1", "counts_from is purchase", "to be delivery")),
    ("returns", "free_reasons: [faulty, damaged, wrong_item]", "free_reasons: [faulty]",
     ("5.1", "it to include wrong_item", "(ES), art. 118")),
    ("returns", "withdrawal_days: 14", "withdrawal_days: 15", ("2.1", "14 does not agree", "15")),
    ("refunds", "refund_days: 14", "refund_days: 15", ("1.1", "at most 14", "art. 107")),
    ("warranty", "- {country: [ES, PT], is: 36}", "- {country: [ES, PT], is: 30}",
     ("1.2", "guarantee_months is 30 in ES", "at least 36", "art. 120")),
    ("warranty", "guarantee_months: 24", "guarantee_months: 12",
     ("1.2", "12 in FR", "L217-3")),
    ("returns", "pick_up_eur: 9.90", "pickup_eur: 9.90",
     ("'pickup_eur' is not known", "pick_up_eur")),
    ("returns", "pick_up_eur: 9.90", "pick_up_eur: 9.905", ("4.2 pick_up_eur", "two decimals")),
    ("returns", "pick_up_eur: 9.90", "pick_up_eur: free", ("an amount in euros is needed",)),
    ("returns", "hand_over_days: 14", "hand_over_days: 14.5", ("a whole number is needed",)),
    ("returns", "hand_over_days: 14", "hand_over_days: -1", ("it cannot be negative",)),
    ("returns", "free_reasons: [faulty,", "free_reasons: [broken,",
     ("'broken' will not do", "'faulty'")),
    ("returns", "line: laundry, is: 20", "line: washers, is: 20",
     ("no product line 'washers'", "laundry")),
    ("returns", "country: ES, is: 30", "country: Spain, is: 30", ("two capital letters",)),
    ("returns", "{channel: shop, is: 15}", "{channel: shops, is: 15}", ("known are web, shop",)),
    ("returns", "{channel: shop, is: 15}", "{payment: card, is: 15}",
     ("'payment' is not known here", "country, channel")),
    ("returns", "{channel: shop, is: 15}", "{chanel: shop, is: 15}",
     ("'chanel' is not known", "channel")),
    ("returns", "- {channel: shop, is: 15}\n            - {is: 14}", "- {channel: shop, is: 15}",
     ("the other cases are missing",)),
    ("returns", "- {channel: shop, is: 15}\n            - {is: 14}",
     "- {channel: [shop, web], is: 15}\n            - {channel: shop, is: 14}\n"
     "            - {is: 14}", ("case 2 never applies: case 1",)),
    ("returns", "effective_until: 2021-12-31", "effective_until: 2021-12-30",
     ("gap or an overlap", "effective_until: 2021-12-31")),
    ("returns", "effective_until: 2021-12-31", "effective_until: 2022-02-01",
     ("gap or an overlap",)),
    ("returns", "effective_from: 2022-01-01", "effective_from: 2014-01-01",
     ("from the oldest to the newest",)),
    ("returns", "effective_from: 2026-01-01", "effective_from: next year", ("a day is needed",)),
    ("returns", "effective_from: 2026-01-01", "effective_from: 2026-01-01\n"
     "    effective_until: 2030-12-31", ("there are no rules after it",)),
    ("returns", '  - version: "1.0"', "  - version: 1.0", ("write 1.0 between quotes",)),
    ("returns", '      "1.2":', '      "1.b":', ("numbered like",)),
    ("returns", '      "1.2":', '      "9.2":', ("has no section title", "'9'")),
    ("returns", "title: {es: Compras incluidas, en: Purchases included}",
     "title: {es: Compras incluidas}", ("1.1", "missing", "'en'")),
    ("returns", "title: {es: Política de devoluciones, en: Returns policy}",
     "title: {en: Returns policy}", ("the text in 'es' is missing",)),
    ("returns", "policy: returns", "policy: refunds", ("says that it is of 'refunds'",)),
    ("returns", "{hand_over_days}", "{hand_over}", ("names {hand_over}", "no such figure")),
    ("returns", "{hand_over_days}", "{hand over days}", ("no such figure",)),
    ("returns", "{return_days:web}", "{return_days}", ("several cases",)),
    ("returns", "{return_days:web}", "{return_days:telephone}", ("no product line 'telephone'",)),
    ("refunds", "{returns.withdrawal_days}", "{returns.return_days:web+ES}",
     ("changes on 2022-01-01 from 14 to 30",)),
    ("returns", "{withdrawal_days|next}", "{withdrawal_days|previous}", ("'|previous'",)),
    ("refunds", "{returns.withdrawal_days}", "{returns.hand_over}", ("no such figure",)),
    ("returns", "hand_over_days: 14", "hand_over_days: 14\n          hand_over_days: 15",
     ("'hand_over_days' is there twice",)),
    ("returns", "drop_off_eur: 0", "drop_off_eur: 0\n          hand_over_days: 15",
     ("stated by clause 2.3 already",)),
    ("warranty", "excludes: [limescale]", "excludes: [limescale, wear]",
     ("cause 'wear' is excluded by clause 2.2",)),
    ("warranty", "example_rest_eur: 58", "example_rest_eur: 54", ("58.00 is needed",)),
    ("returns", "policy: returns", "policy: returns\nvoids: [misuse]",
     ("'voids' is not known",)),
    ("returns", "policy: returns", "policy: [returns", ("not valid YAML",)),
]
# fmt: on


@pytest.mark.parametrize(("name", "old", "new", "said"), CHANGES, ids=range(len(CHANGES)))
def test_a_mistake_is_told_with_its_file_line_and_remedy(
    folder: Path, name: str, old: str, new: str, said: tuple[str, ...]
) -> None:
    path = spoil(folder, name, (old, new))
    lines = problems(folder)
    own = [line for line in lines if line.startswith(f"{path}")]
    assert [line for line in own if all(part in line for part in said)], "\n".join(lines)
    assert len(problems(folder, "es")) == len(lines)


def test_every_problem_is_told_at_once(folder: Path) -> None:
    spoil(folder, "returns", ("withdrawal_days: 14", "withdrawal_days: 7"))
    spoil(folder, "refunds", ("refund_days: 14", "refund_days: 30"))
    spoil(folder, "warranty", ("paid_repair_months: 3", "paid_repair_months: 2"))
    lines = "\n".join(problems(folder))
    for file in ("returns.yml", "refunds.yml", "warranty.yml"):
        assert file in lines


def test_the_line_of_a_mistake_is_the_line_in_the_file(folder: Path) -> None:
    path = spoil(folder, "returns", ("pick_up_eur: 9.90", "pick_up_eur: free"))
    text = path.read_text(encoding="utf-8").splitlines()
    number = next(at for at, line in enumerate(text, 1) if "pick_up_eur: free" in line)
    assert problems(folder) == [
        f"{path}:{number}, 4.2 pick_up_eur: 'free' will not do: an amount in euros is needed, "
        "such as 6.90."
    ]
    assert problems(folder, "es") == [
        f"{path}:{number}, 4.2 pick_up_eur: 'free' no sirve: hace falta un importe en euros, como "
        "6.90."
    ]


def test_a_figure_that_is_needed_and_stated_nowhere_is_named(folder: Path) -> None:
    spoil(folder, "warranty", ("        figures:\n          counts_from: delivery\n", ""))
    assert any("no clause says 'counts_from'" in line for line in problems(folder))


def test_a_removed_clause_takes_its_figures_away(folder: Path) -> None:
    spoil(
        folder,
        "returns",
        ("effective_from: 2026-01-01", 'effective_from: 2026-01-01\n    removed: ["4.3"]'),
    )
    assert any("no clause says 'drop_off_eur'" in line for line in problems(folder))


def test_a_clause_that_was_not_there_cannot_be_removed(folder: Path) -> None:
    spoil(
        folder,
        "returns",
        ("effective_from: 2026-01-01", 'effective_from: 2026-01-01\n    removed: ["8.1"]'),
    )
    assert any("clause 8.1 is not in the version before" in line for line in problems(folder))


def test_a_missing_file_says_where_to_copy_one_from(folder: Path) -> None:
    (folder / "refunds.yml").unlink()
    [line] = problems(folder)
    assert "refunds.yml: it is not there. Copy the one of data/sample/policies" in line


def test_lines_name_products_that_are_sold_and_each_once(folder: Path) -> None:
    spoil(folder, "lines", ("products: [cierzo]", "products: [cierzo, levante]"))
    assert any("'levante' is in line 'coffee' too" in one for one in problems(folder))
    spoil(folder, "lines", ("[cierzo, levante]", "[cierzo, toaster]"))
    with pytest.raises(BadPolicies, match="no product 'toaster'"):
        read(folder, ["levante", "cierzo", "gregal", "garbi", "siroco", "terral"])
    read(folder)


def test_a_file_of_bytes_that_are_no_text_is_refused(folder: Path) -> None:
    (folder / "returns.yml").write_bytes(b"\xff\xfe\x00policy")
    assert any("cannot be read" in line for line in problems(folder))


def test_norway_stays_a_country(folder: Path) -> None:
    spoil(folder, "returns", ("- {country: ES, is: 30}", "- {country: [ES, NO], is: 30}"))
    Policies.read(folder)


def test_a_version_that_is_added_judges_the_orders_since(folder: Path) -> None:
    path = folder / "refunds.yml"
    added = """
  - version: "3.0"
    effective_from: 2027-03-01
    clauses:
      "1.2":
        title: {es: Por un pedido cancelado, en: For a cancelled order}
        figures: {cancelled_working_days: 1}
        es: En {cancelled_working_days} día laborable.
        en: Within {cancelled_working_days} working day.
"""
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    policies = Policies.read(folder)
    assert policies.on("refunds", date(2027, 2, 28)).version == "2.0"
    assert policies.on("refunds", date(2027, 2, 28)).until == date(2027, 2, 28)
    newest = policies.on("refunds", date(2027, 3, 1))
    assert newest.clauses["1.2"].text["en"] == "Within 1 working day."
    assert (
        newest.clauses["1.1"].text == POLICIES.on("refunds", date(2026, 1, 1)).clauses["1.1"].text
    )


@pytest.mark.parametrize("limit", LIMITS, ids=lambda one: f"{one.figure} {one.country}")
def test_a_figure_past_any_limit_is_found_and_one_at_the_limit_is_not(limit: Limit) -> None:
    edition = next(
        one
        for one in reversed(POLICIES.book.editions[limit.policy])
        if one.figures.cases(limit.figure) and (one.until is None or limit.since <= one.until)
    )
    past = {"least": -1, "most": 1}.get(limit.sense)
    wrong = limit.value + past if past else () if limit.sense == "has" else "purchase"
    if limit.value is True:
        wrong = False
    found = breaches(stating(edition, limit.figure, wrong))
    country = {limit.country, *(("ES", "PT", "FR") if limit.country == "EU" else ())}
    assert [one for one in found if one.limit.figure == limit.figure and one.country in country]
    assert list(breaches(edition)) == []


def stating(edition: Edition[Figures], figure: str, value: object) -> Edition[Figures]:
    """The edition with another value of a figure."""
    form = type(edition.figures)
    values = edition.figures.model_dump(by_alias=True, exclude_none=True)
    values = {name: [dict(case) for case in cases] for name, cases in values.items()}
    return replace(edition, figures=form.model_validate(values | {figure: value}))


def test_problems_are_told_in_both_languages() -> None:
    for kind, words in SENTENCES.items():
        assert set(words) == {"es", "en"}, kind
        fields = {one: sorted(_fields(text)) for one, text in words.items()}
        assert fields["es"] == fields["en"], kind


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
