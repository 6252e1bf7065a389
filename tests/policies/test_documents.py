"""The documents that customers read say what the rules say; the command keeps it so."""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from bot.policies import Policies
from bot.policies.__main__ import app
from bot.policies.cases import KNOWN
from bot.policies.decisions import REFUND_CODES, RETURN_CODES, WARRANTY_CODES, Months
from bot.policies.figures import FIGURES, Cause, Means, Proof, Remedy
from bot.policies.finding_words import FINDINGS
from bot.policies.markdown import documents
from bot.policies.words import CODES, LISTED
from tests.policies.sales import POLICIES, SAMPLE

TODAY = date(2026, 6, 1)
PARTS = {
    "policies.md": {"returns": "Returns", "refunds": "Refunds", "warranty": "Warranty"},
    "politicas.md": {"returns": "Devoluciones", "refunds": "Reembolsos", "warranty": "Garantía"},
}
FIELDS = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("name", sorted(documents(POLICIES.book, TODAY)))
def test_what_is_committed_is_what_the_command_writes(name: str) -> None:
    written = documents(POLICIES.book, TODAY)[name]
    assert (SAMPLE / name).read_text(encoding="utf-8") == written


def test_no_other_document_lies_beside_them() -> None:
    assert {path.name for path in SAMPLE.glob("*.md")} == set(documents(POLICIES.book, TODAY))


def test_every_clause_of_every_version_is_worded_without_a_gap() -> None:
    for editions in POLICIES.book.editions.values():
        for edition in editions:
            assert edition.by_section()[0][2]
            for clause in edition.clauses.values():
                for language in ("es", "en"):
                    assert clause.title[language]
                    assert clause.text[language]
                    assert not set("{}") & set(clause.title[language] + clause.text[language])


def test_no_clause_says_a_number_in_one_language_alone() -> None:
    """Figures come from one place, and so do the rest: years, telephones, addresses."""

    def numbers(text: str) -> list[str]:
        return sorted(re.findall(r"\d+", re.sub(r"\b[A-Z]\d+", "", text)))

    for editions in POLICIES.book.editions.values():
        for edition in editions:
            for clause in edition.clauses.values():
                assert numbers(clause.text["es"]) == numbers(clause.text["en"]), clause.id


@pytest.mark.parametrize(
    ("policy", "codes"),
    [("returns", RETURN_CODES), ("warranty", WARRANTY_CODES), ("refunds", REFUND_CODES)],
)
def test_every_code_has_words(policy: str, codes: tuple[str, ...]) -> None:
    assert set(CODES[policy]) == set(codes)


@pytest.mark.parametrize(
    "words", [*CODES.values(), FINDINGS, LISTED], ids=lambda one: next(iter(one))
)
def test_words_exist_in_both_languages_with_the_same_values(
    words: dict[str, dict[str, str]],
) -> None:
    for key, said in words.items():
        assert set(said) == {"es", "en"}, key
        assert set(FIELDS.findall(said["es"])) == set(FIELDS.findall(said["en"])), key


@pytest.mark.parametrize(
    ("months", "es", "en"),
    [(1, "1 mes", "1 month"), (12, "1 año", "1 year"), (18, "18 meses", "18 months"),
     (36, "3 años", "3 years")],
)  # fmt: skip
def test_months_are_said_as_years_where_they_are(months: int, es: str, en: str) -> None:
    assert (Months(months).say("es"), Months(months).say("en")) == (es, en)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "policies"))


def test_check_says_what_is_in_force(folder: Path) -> None:
    said = CliRunner().invoke(app, ["check", str(folder), "--lang", "es"])
    assert said.exit_code == 0
    assert "returns 3.0: 19 apartados, en vigor desde el 1 de enero de 2026" in said.output


def test_check_ends_with_1_and_every_problem_in_plain_words(folder: Path) -> None:
    path = folder / "returns.yml"
    text = path.read_text(encoding="utf-8").replace("withdrawal_days: 14", "withdrawal_days: 7")
    path.write_text(text, encoding="utf-8")
    said = CliRunner().invoke(app, ["check", str(folder), "--lang", "es"])
    assert said.exit_code == 1
    assert "withdrawal_days es 7 en ES y la ley exige al menos 14" in said.output
    assert "No se ha cambiado nada." in said.output


def test_write_changes_what_differs_and_nothing_else(folder: Path) -> None:
    (folder / "returns.es.md").write_text("viejo", encoding="utf-8")
    said = CliRunner().invoke(app, ["write", str(folder), "--lang", "en"])
    assert said.output.split() == [str(folder / "returns.es.md")]
    again = CliRunner().invoke(app, ["write", str(folder), "--lang", "en"])
    assert again.output.strip() == "The documents say what the rules say already."


def test_show_prints_a_version_of_a_day(folder: Path) -> None:
    command = ["show", "warranty", str(folder), "--on", "2020-05-01", "--lang", "en"]
    said = CliRunner().invoke(app, command)
    assert 'version: "1.0"' in said.output
    assert "lasts 2 years in Spain, Portugal and France" in said.output
    unknown = CliRunner().invoke(app, ["show", "gifts", str(folder), "--lang", "en"])
    assert unknown.exit_code == 1
    assert "There is no policy 'gifts'. There are: returns" in unknown.output


@pytest.mark.parametrize("page", ["policies.md", "politicas.md"])
def test_the_page_for_content_teams_explains_every_figure_and_word(page: str) -> None:
    text = (Path("docs") / page).read_text(encoding="utf-8")
    explained = set(re.findall(r"`(\w+)`", text))
    for policy, form in FIGURES.items():
        part = text.partition(f"**{PARTS[page][policy]}**")[2].partition("\n**")[0]
        for name, field in form.model_fields.items():
            assert f"`{name}`" in part, name
            assert (f"`{name}` *" in part) is field.is_required(), name
    for words in KNOWN.values():
        assert set(words) <= explained
    assert {*get_args(Cause), *get_args(Proof), *get_args(Means), *get_args(Remedy)} <= explained


def test_the_example_of_the_page_is_a_version_that_is_taken(folder: Path) -> None:
    text = Path("docs/policies.md").read_text(encoding="utf-8")
    example = text.partition('       - version: "4.0"')
    lines = (example[1] + example[2].partition("\n\n2.")[0]).splitlines()
    added = "\n".join(line.removeprefix("     ") for line in lines)
    path = folder / "returns.yml"
    path.write_text(path.read_text(encoding="utf-8") + f"\n{added}\n", encoding="utf-8")
    newest = Policies.read(folder).on("returns", date(2027, 3, 1))
    assert newest.version == "4.0"
    assert newest.clauses["4.2"].text["es"].startswith("La recogida cuesta 7,50 € por devolución")
