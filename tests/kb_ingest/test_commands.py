"""The commands that look at versions and change them, as a terminal runs them."""

import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from bot.evaluate.calibration import Calibration, keep
from bot.knowledge.history import read_log
from bot.knowledge.lock import building
from bot.knowledge.verdict import Measured, judge, keep_verdict
from bot.knowledge.versions import current_id, publish
from bot.knowledge.writer import IndexWriter
from kb_ingest.cli import app
from kb_ingest.show_progress import shown
from tests.knowledge.small import COFFEE, VACUUM, VACUUM_EN, WordEmbedder, manual, sources


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index with two versions that were in use and one that was not: a section is gone."""
    index = tmp_path / "index"
    writer = IndexWriter(index, WordEmbedder())
    for _ in range(2):
        publish(index, writer.write(sources(tmp_path / "files"), {}).id)
    english = {key: text for key, text in VACUUM_EN.items() if key.startswith("2.1")}
    coffee = {**COFFEE, "1.2 Molienda": ["Limpie el molinillo cada 2 semanas."]}
    changed = [
        manual("cafetera", coffee, product="cafetera"),
        manual("robot", VACUUM, product="robot"),
        manual("robot", english, "en", product="robot"),
    ]
    path = tmp_path / "files" / "robot.es.md"
    writer.write([(document, path, passages) for document, passages in changed], {})
    return index


def run(index: Path, *words: str, language: str = "en") -> Result:
    return CliRunner().invoke(
        app, ["--lang", language, words[0], *words[1:], "--index", str(index)]
    )


def newest(index: Path) -> str:
    return str(json.loads(run(index, "versions", "--json").stdout)[0]["id"])


def test_versions_lists_them(index: Path) -> None:
    outcome = run(index, "versions", language="es")
    assert outcome.exit_code == 0
    assert all(word in outcome.output for word in ("guardada", "en uso", "anterior"))
    said = json.loads(run(index, "versions", "--json").stdout)
    assert [one["state"] for one in said] == ["kept", "in_use", "published"]


def test_diff_shows_words_before_and_after(index: Path) -> None:
    outcome = run(index, "diff")
    assert outcome.exit_code == 0
    assert "~ 1.2 Molienda  [changed]" in outcome.output
    assert "[-La rueda regula" in outcome.output
    assert "- 2.2 Battery  [removed]" in outcome.output
    assert "removed: 1, changed: 1, moved: 0, unchanged: 5" in outcome.output
    said = json.loads(run(index, "diff", "--json").stdout)
    assert said["counts"]["changed"] == 1


def test_rollback_and_publish_change_what_is_in_use(index: Path) -> None:
    before = current_id(index)
    outcome = run(index, "rollback", "--reason", "wrong table", "--json")
    assert outcome.exit_code == 0, outcome.output
    said = json.loads(outcome.stdout)
    assert (said["before"], said["version"]) == (before, current_id(index))
    assert read_log(index)[-1].reason == "wrong table"
    assert run(index, "rollback").exit_code == 1


def test_publish_needs_a_reason_where_the_check_failed(index: Path) -> None:
    worse = Measured({"answered_right": 0.5}, {"answered_right": "higher"})
    good = Measured({"answered_right": 0.9}, {"answered_right": "higher"})
    version = newest(index)
    keep_verdict(index, judge(version, worse, str(current_id(index)), good, 0.02, 150))
    refused = run(index, "publish", version, language="es")
    assert refused.exit_code == 1
    assert "responde peor" in refused.stderr
    outcome = run(index, "publish", version, "--override", "recall of the old model")
    assert outcome.exit_code == 0, outcome.output
    assert read_log(index)[-1].action == "overridden"


def test_check_says_where_its_questions_are_missing(index: Path, tmp_path: Path) -> None:
    outcome = run(index, "check", "--golden", str(tmp_path / "none.csv"), "--json")
    assert outcome.exit_code == 1
    assert json.loads(outcome.stdout)["error"]["code"] == "no_golden"


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "no tiene equivalente en robot.en"), ("en", "has no counterpart in robot.en")],
)
def test_parity_names_the_section_that_is_missing(index: Path, language: str, words: str) -> None:
    version = newest(index)
    outcome = run(index, "parity", "--of", version, language=language)
    assert outcome.exit_code == 1
    assert words in outcome.output
    said = json.loads(run(index, "parity", "--of", version, "--json").stdout)
    assert said["alone"] == ["cafetera.es"]
    lonely = [(one["document"], one["heading"]) for one in said["lonely"]]
    assert ("robot.es", ["2.2 Batería"]) in lonely


def test_intervals_are_listed_by_product(index: Path) -> None:
    version = newest(index)
    outcome = run(index, "intervals", "--of", version, language="es")
    assert outcome.exit_code == 0
    assert "cafetera" in outcome.output
    assert "cada 2 semana(s)" in outcome.output
    said = json.loads(run(index, "intervals", "--of", version, "--json").stdout)
    assert said["products"]["cafetera"][0]["number"] == 2


def test_status_says_who_builds(index: Path) -> None:
    with building(index).held("Berta"):
        outcome = run(index, "status")
    assert outcome.exit_code == 0
    assert "Berta has been building since" in outcome.output


def test_status_without_an_index_ends_with_1(tmp_path: Path) -> None:
    outcome = run(tmp_path / "none", "status", "--json")
    assert outcome.exit_code == 1
    assert "kb_ingest build" in json.loads(outcome.stdout)["problem"]


def test_a_build_beside_another_ends_with_3(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    import threading

    started, ended = threading.Event(), threading.Event()

    def hold() -> None:
        with building(tmp_path).held("Berta"):
            started.set()
            ended.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    started.wait(5)
    (tmp_path / "a.es.md").write_text("# Uso\n\nPulse.\n")
    words = ["build", str(tmp_path / "a.es.md"), "--out", str(tmp_path), "--model", "var/model"]
    outcome = CliRunner().invoke(app, ["--lang", "es", *words, "--json"])
    ended.set()
    thread.join()
    assert outcome.exit_code == 3
    assert "Berta está construyendo" in json.loads(outcome.stdout)["error"]["message"]


@pytest.mark.parametrize(
    ("language", "words"), [("es", "ningún índice"), ("en", "holds other things")]
)
def test_an_index_is_not_made_among_other_files(tmp_path: Path, language: str, words: str) -> None:
    manuals = tmp_path / "manuals"
    manuals.mkdir()
    (manuals / "a.es.md").write_text("# Uso\n\nPulse.\n")
    words_given = ["--lang", language, "build", str(manuals), "--out", str(manuals)]
    outcome = CliRunner().invoke(app, words_given)
    assert outcome.exit_code == 1
    assert words in outcome.stderr
    assert [path.name for path in manuals.iterdir()] == ["a.es.md"]


def test_a_file_is_no_folder_of_an_index(tmp_path: Path) -> None:
    (tmp_path / "a.es.md").write_text("# Uso\n\nPulse.\n")
    given = str(tmp_path / "a.es.md")
    outcome = CliRunner().invoke(app, ["--lang", "en", "build", given, "--out", given, "--json"])
    assert outcome.exit_code == 1
    assert json.loads(outcome.stdout)["error"]["code"] == "no_folder"


def test_skipping_is_not_offered_where_nothing_could_be_read(tmp_path: Path) -> None:
    words = ["--lang", "en", "build", str(tmp_path / "none.md"), "--out", str(tmp_path / "out")]
    outcome = CliRunner().invoke(app, words)
    assert outcome.exit_code == 1
    assert "no file could be read" in outcome.output
    assert "--allow-skips" not in outcome.output


def test_a_calibration_is_taken_back(index: Path) -> None:
    keep(index, Calibration("v", 0.1, []))
    outcome = run(index, "calibrate", "--undo", "--by", "Ana", language="es")
    assert outcome.exit_code == 0
    assert "umbrales del programa" in outcome.output
    assert (read_log(index)[-1].who, read_log(index)[-1].action) == ("Ana", "uncalibrated")
    assert json.loads(run(index, "calibrate", "--undo", "--json").stdout) == {"undone": False}


def test_wrong_lines_are_told_to_programs_too(tmp_path: Path) -> None:
    (tmp_path / "s.jsonl").write_text('{"id": 1}\n')
    words = ["--lang", "es", "evaluate", str(tmp_path / "s.jsonl"), str(tmp_path / "q.jsonl")]
    outcome = CliRunner().invoke(app, [*words, "--json"])
    assert outcome.exit_code == 1
    error = json.loads(outcome.stdout)["error"]
    assert error["code"] == "wrong_lines"
    assert "línea 1: falta «text»" in error["message"]


def test_the_progress_of_an_evaluation_is_a_line_a_step(capsys: pytest.CaptureFixture[str]) -> None:
    with shown(Console(), "en", as_json=True) as told:
        told("asking", 0, 2)
        told("asking", 2, 2)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert lines[-1] == {"step": "asking", "done": 2, "of": 2}
    with shown(Console(force_terminal=True, width=80), "es", as_json=False) as told:
        told("cutting", 0, 0)
        told("asking", 1, 2)
    assert "preguntando" in capsys.readouterr().out
