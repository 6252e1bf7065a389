"""Evaluating intents: files as they come, measures by hand, and the whole command once."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.errors import BotError
from bot.evaluate import intents, intents_report
from bot.evaluate.intents_file import read_messages
from bot.evaluate.intents_measures import (
    OUT,
    Judged,
    best_threshold,
    by_label,
    confusions,
    figures,
    macro_f1,
)

ROOT = Path(__file__).resolve().parents[2]


def file(folder: Path, content: str | bytes, name: str = "messages.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path) -> list[tuple[str, str]]:
    return [(row.text, row.label) for row in read_messages(path, "text", "label").rows]


@pytest.mark.parametrize(
    "content",
    [
        "text,label\n¿dónde está?,order\n",
        "\ufefftext,label\r\n¿dónde está?,order\r\n",
        "id;Text;LABEL\n1;¿dónde está?;order\n",
        "label\ttext\norder\t¿dónde está?\n",
        "text,label\n¿dónde está?,order\n".encode("cp1252"),
        "text,label\n¿dónde está?,order\n".encode("utf-16"),
        'text,label\n\n"¿dónde está?", order \n,\n',
    ],
)
def test_files_of_all_sorts_are_read(tmp_path: Path, content: str | bytes) -> None:
    assert read(file(tmp_path, content)) == [("¿dónde está?", "order")]


def test_separators_quotes_and_lines_inside_a_text_stay(tmp_path: Path) -> None:
    path = file(tmp_path, 'text,label\n"a, ""b""\nc; d",x\n')
    assert read(path) == [('a, "b"\nc; d', "x")]


def test_rows_with_gaps_are_left_out_and_told_with_their_lines(tmp_path: Path) -> None:
    found = read_messages(file(tmp_path, "text,label\na,x\n,x\nb\nc,y\n"), "text", "label")
    assert [row.line for row in found.rows] == [2, 5]
    assert found.notes == ["2 rows without text or label are left out (lines 3, 4)"]


def test_a_guessed_encoding_is_told(tmp_path: Path) -> None:
    found = read_messages(file(tmp_path, b"text,label\nok,x\ncaf\xe9,y\n"), "text", "label")
    assert found.rows[1].text == "café"
    assert found.notes == ["line 3 is not UTF-8: the file was read as Windows-1252 (Latin-1)"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("sentence,intent\na,x\n", "no column label and text; the first line has 'sentence'"),
        ("text,label\na,x\nhello, world, again,x\n", "line 3: 4 cells where 2 are named"),
        ('text,label\na,x\n"never closed,x\n', "line 3: it is not valid CSV"),
        ("text,label\n,\n", "no line has both"),
        ("", "no column"),
    ],
)
def test_broken_files_are_refused_with_their_line(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(BotError) as error:
        read_messages(file(tmp_path, content), "text", "label")
    assert said in error.value.message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BotError, match=r"nowhere\.csv"):
        read_messages(tmp_path / "nowhere.csv", "text", "label")


def parted(tmp_path: Path, train: str, test: str, out: str | None = None) -> intents.Split:
    files = [
        file(tmp_path, f"text,label\n{one}", f"{at}.csv") for at, one in enumerate((train, test))
    ]
    return intents.split(*(read_messages(one, "text", "label") for one in files), out)


def test_labels_of_any_kind_get_neutral_names(tmp_path: Path) -> None:
    found = parted(tmp_path, "a,x/y\nb,[z](w)\nc,NONE\n", "d,x/y\ne,NONE\n", "NONE")
    assert [intent for _, intent in found.train] == ["i1", "i0", "out_of_scope"]
    assert [found.label(name) for name in ("i1", "i0", "out_of_scope", None)] == [
        *("x/y", "[z](w)"), OUT, OUT,
    ]  # fmt: skip
    assert [row.label for row in found.test] == ["x/y", OUT]


def test_what_is_odd_about_a_split_is_told(tmp_path: Path) -> None:
    found = parted(tmp_path, "a,x\na,x\na,y\nb,y\n", "B,y\nc,z\n")
    assert len(found.train) == 3
    said = " ".join(found.notes)
    for part in ("1 rows say the same twice", "1 texts have more than one", "1 texts are in TRAIN",
                 "1 rows have labels that TRAIN lacks"):  # fmt: skip
        assert part in said


@pytest.mark.parametrize(
    ("train", "out", "said"),
    [
        ("a,x\nb,x\n", None, "one label alone"),
        ("a,x\nb,y\n", "NONE", "No row has the label 'NONE'"),
    ],
)
def test_a_split_that_cannot_be_learnt_is_refused(
    tmp_path: Path, train: str, out: str | None, said: str
) -> None:
    with pytest.raises(BotError) as error:
        parted(tmp_path, train, "a,x\n", out)
    assert said in error.value.message


def answers(*rows: tuple[str, str, float]) -> list[Judged]:
    return [Judged(f"message {at}", "en", *row) for at, row in enumerate(rows)]


FOUR = answers(("a", "a", 0.9), ("a", "b", 0.8), ("b", "b", 0.3), (OUT, "a", 0.2), (OUT, "b", 0.7))


def test_the_measures_of_a_small_case_are_those_by_hand() -> None:
    found = figures(FOUR, 0.5)
    assert found["accuracy"] == pytest.approx(2 / 5)
    assert found["in_scope_accuracy"] == pytest.approx(1 / 3)
    assert found["in_scope_choice"] == pytest.approx(2 / 3)
    assert found["kept"] == pytest.approx(2 / 3)
    assert found["oos_recall"] == pytest.approx(1 / 2)
    assert found["auroc"] == pytest.approx(5 / 6)
    # true a a b - -, answered a b - - b: F1 is 2/3 for a, 0 for b, 1/2 for out of scope
    assert found["macro_f1"] == pytest.approx((2 / 3 + 0 + 1 / 2) / 3)
    # Gorodkin: (c·s - Σ p·t) / sqrt((s² - Σp²)(s² - Σt²)) with c=2, s=5, p=(1,2,2), t=(2,1,2)
    assert found["mcc"] == pytest.approx((2 * 5 - 8) / ((25 - 9) * (25 - 9)) ** 0.5)


def test_measures_that_make_no_sense_are_left_out() -> None:
    found = figures(answers(("a", "a", 0.9)), 0.5)
    assert "oos_recall" not in found
    assert "auroc" not in found
    assert found["accuracy"] == 1.0


def test_an_ambiguous_answer_is_a_refusal() -> None:
    sure = Judged("m", "en", "a", "a", 0.9, ambiguous=True)
    assert sure.answer(0.1) == OUT


def test_classes_that_the_test_lacks_do_not_count_for_f1() -> None:
    assert macro_f1(["a", "a"], ["a", "b"]) == pytest.approx(2 / 3)


def test_the_best_threshold_parts_right_answers_from_strangers() -> None:
    right = [("a" if n % 2 else "b", "a" if n % 2 else "b", 0.6 + n / 100) for n in range(20)]
    strangers = [(OUT, "a", 0.1 + n / 100) for n in range(20)]
    at = best_threshold(answers(*right, *strangers))
    assert figures(answers(*right, *strangers), at)["mcc"] == 1.0


def test_confusions_come_with_messages_and_the_most_frequent_first() -> None:
    found = confusions([*FOUR, *answers(("a", "b", 0.9))], 0.5)
    assert found[0][:2] == ("a", "b")
    assert found[0][2] == ["message 1", "message 0"]
    assert by_label(FOUR, 0.5)[0] == ("a", 2, 0.5)


def trials(true: list[str], chosen: list[str], sure: list[float]) -> dict[str, Any]:
    return {"true": true, "chosen": chosen, "confidence": sure}


SPLIT = intents.Split([], [], {"i0": "x", "i1": "y"}, [])


def test_without_examples_out_of_scope_held_back_intents_choose_the_threshold() -> None:
    tried = trials(["i0", "i1"] * 20 + [""] * 40, ["i0", "i1"] * 40, [0.8] * 40 + [0.3] * 40)
    at, how = intents.chosen_threshold(tried, SPLIT)
    assert 0.3 < at <= 0.8
    assert "held back" in how


def test_examples_out_of_scope_choose_it_alone_where_there_are_enough() -> None:
    other = "out_of_scope"
    tried = trials(
        ["i0", "i1"] * 20 + [""] * 40 + [other] * 30,
        ["i0", "i1"] * 40 + ["i0"] * 30,
        [0.8] * 40 + [0.7] * 40 + [0.2] * 30,
    )
    at, how = intents.chosen_threshold(tried, SPLIT)
    assert 0.2 < at <= 0.8
    assert "out of scope" in how


def test_too_few_trials_leave_an_even_chance() -> None:
    assert intents.chosen_threshold(trials(["i0"], ["i0"], [0.9]), SPLIT)[0] == 0.5


def test_languages_come_from_the_column_or_from_the_words() -> None:
    texts = ["¿dónde está mi pedido?", "where is my parcel please", "asdf"]
    rows = [intents.Row(at, text, "x") for at, text in enumerate([*texts, texts[1]])]
    assert intents.languages(rows) == ["es", "en", "en", "en"]
    assert intents.languages([intents.Row(2, "hola", "x", "EN")]) == ["en"]


def test_the_thresholds_here_are_those_of_the_configurations() -> None:
    def fallback(path: str) -> dict[str, Any]:
        pipeline = yaml.safe_load((ROOT / path).read_text())["pipeline"]
        return next(one for one in pipeline if one["name"] == "FallbackClassifier")

    assert fallback("config.yml")["ambiguity_threshold"] == intents.AMBIGUOUS
    stock = fallback("bench/stock/config.yml")
    assert stock["threshold"] == intents.DEFAULT_THRESHOLD
    assert stock["ambiguity_threshold"] == intents.DEFAULT_AMBIGUOUS
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text())["pipeline"]
    assert intents.OUT_OF_SCOPE in [one.get("out_of_scope") for one in pipeline]


def test_the_report_says_what_was_taken_for_what() -> None:
    one = intents._pipeline({"train_s": 1.0, "parse_ms": 2.0}, FOUR, 0.5, "by hand")
    said = intents_report.text({"ours": one})
    assert "a > b" in said
    assert "(out of scope) > b" in said
    assert json.dumps(intents_report.as_json({"ours": one}, ["a note"]))


TRAIN = {
    "order/status": "where is my parcel|track my order|has my order shipped|dónde está mi pedido",
    "refund": "I want my money back|refund me please|quiero mi dinero|devuélvanme el importe",
    "[greeting](x)": "hello|good morning|hola|buenas tardes",
}


@pytest.mark.rasa
@pytest.mark.parametrize("python", [sys.executable, ROOT / "var/env/rasa/bin/python"])
def test_the_command_works_from_any_interpreter(tmp_path: Path, python: str | Path) -> None:
    if not Path(python).exists() or not (ROOT / "var/model/mostrador.json").exists():
        pytest.skip("needs var/env/rasa and var/model: make setup")
    rows = [f'"{text}";{label}' for label, texts in TRAIN.items() for text in texts.split("|")]
    train = file(tmp_path, "text;label\n" + "\n".join(rows) + "\n", "train.csv")
    test = "/start [my](parcel) where is it,order/status\nhow tall is Everest,NONE\n"
    words = [str(train), str(file(tmp_path, "text,label\n" + test, "test.csv"))]
    words += ["--text", "text", "--label", "label", "--out-of-scope", "NONE"]
    done = subprocess.run(
        [str(python), "-m", "bot.evaluate", "intents", *words, "--json", "--no-compare"],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["ours"]["messages"] == 2
    assert said["ours"]["in_scope_choice"] == 1.0
    assert "too few examples" in said["ours"]["threshold_from"]
