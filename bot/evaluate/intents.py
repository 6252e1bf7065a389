"""`intents TRAIN.csv TEST.csv`: the assistant's own pipeline on anyone's labelled messages.

Trained by Rasa from config.yml on TRAIN alone, the rejection threshold chosen there too, then
asked every message of TEST; beside it Rasa's default pipeline on the same split. Depends on the
file, the runs, the measures and the report beside it, and on the language detector.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.evaluate import intents_report as report
from bot.evaluate.intents_file import Messages, Row, read_messages
from bot.evaluate.intents_measures import OUT, Judged, best_threshold, figures
from bot.evaluate.intents_runs import OURS, RASA_DEFAULT, Pipeline, Progress, run, to_terminal

OUT_OF_SCOPE = "out_of_scope"
"""The intent that config.yml names for examples about anything else."""
AMBIGUOUS = 0.0
"""config.yml's `ambiguity_threshold`; a test compares them."""
DEFAULT_THRESHOLD, DEFAULT_AMBIGUOUS = 0.3, 0.1
"""Those of bench/stock/config.yml: Rasa's default pipeline is judged at its own."""
ENOUGH = 20
"""Training examples out of scope from which on they alone choose the threshold."""
SLOW = 3000
"""Training rows above which Rasa's default pipeline takes hours and is only tried if asked for."""


class CannotEvaluate(BotError):
    """The files do not make a split that could be learnt; the message says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem, 422)


@dataclass(frozen=True)
class Split:
    """Training and test rows whose intents have neutral names ("i7"); `names` says whose.

    A label may have any character, and to Rasa some mean something.
    """

    train: list[tuple[str, str]]
    test: list[Row]
    names: dict[str, str]
    notes: list[str]

    def label(self, intent: str | None) -> str:
        """The label behind a name of ours; `OUT` for out of scope or nothing."""
        return self.names.get(intent or "", OUT)


def split(train: Messages, test: Messages, out_of_scope: str | None) -> Split:
    """The rows for learning and for trying, with what is to be said about them."""
    labels = sorted({row.label for row in train.rows} - {out_of_scope})
    if len(labels) + (out_of_scope in {row.label for row in train.rows}) < 2:
        raise CannotEvaluate(f"TRAIN has one label alone ({labels[0]!r}): two are needed.")
    everywhere = {row.label for row in (*train.rows, *test.rows)}
    if out_of_scope is not None and out_of_scope not in everywhere:
        shown = ", ".join(sorted(everywhere)[:10])
        raise CannotEvaluate(f"No row has the label {out_of_scope!r}. There are: {shown} ...")
    names = {f"i{at}": label for at, label in enumerate(labels)}
    intents = {label: name for name, label in names.items()} | {out_of_scope or OUT: OUT_OF_SCOPE}
    pairs = list(dict.fromkeys((row.text, intents[row.label]) for row in train.rows))
    rows = [
        Row(row.line, row.text, OUT if row.label == out_of_scope else row.label, row.language)
        for row in test.rows
    ]
    return Split(
        pairs, rows, names, _notes(train, test, pairs, set(labels) | {out_of_scope or OUT})
    )


def _notes(
    train: Messages, test: Messages, pairs: list[tuple[str, str]], known: set[str]
) -> list[str]:
    notes = [f"TRAIN: {note}" for note in train.notes] + [f"TEST: {note}" for note in test.notes]
    if doubles := len(train.rows) - len(pairs):
        notes.append(f"TRAIN: {doubles} rows say the same twice and count once")
    if several := sum(n > 1 for n in Counter(text for text, _ in pairs).values()):
        notes.append(f"TRAIN: {several} texts have more than one label")
    texts = {text.lower() for text, _ in pairs}
    if seen := sum(row.text.lower() in texts for row in test.rows):
        notes.append(f"TEST: {seen} texts are in TRAIN, too")
    strangers = Counter(row.label for row in test.rows if row.label not in known)
    if strangers:
        named = ", ".join(f"{label} ({n})" for label, n in strangers.most_common(5))
        notes.append(
            f"TEST: {strangers.total()} rows have labels that TRAIN lacks, so no answer to them "
            f"can be right: {named}"
        )
    return notes


def languages(rows: Sequence[Row]) -> list[str]:
    """The language of each row: its own, else told by its words; unclear ones are taken for that
    of most."""
    told = [row.language.lower() for row in rows]
    if not all(told):
        from bot.language import LanguageDetector

        detect = LanguageDetector().detect
        guessed = [(detect(row.text, "es"), detect(row.text, "en")) for row in rows]
        clear = [one if one == other else "" for one, other in guessed]
        most = Counter(filter(None, clear)).most_common(1)
        usual = most[0][0] if most else "es"
        told = [own or one or usual for own, one in zip(told, clear, strict=True)]
    return told


def judged(
    found: dict[str, Any], parted: Split, spoken: Sequence[str], ambiguous: float
) -> list[Judged]:
    """A pipeline's answers beside the truth."""
    return [
        Judged(
            row.text,
            language,
            row.label,
            parted.label(one["intent"]),
            one["confidence"],
            one["margin"] < ambiguous,
        )
        for row, language, one in zip(parted.test, spoken, found["answers"], strict=True)
    ]


def chosen_threshold(trials: dict[str, Any], parted: Split) -> tuple[float, str]:
    """The rejection threshold from what training tried on its own examples, and how it was chosen.

    Examples that are out of scope choose it where there are enough of them. Else each round of
    the cross-validation held back some intents as a whole, whose messages nothing could know.
    """
    own = sum(one == OUT_OF_SCOPE for one in trials["true"]) >= ENOUGH
    rows = zip(trials["true"], trials["chosen"], trials["confidence"], strict=True)
    kept = [
        Judged("", "", parted.label(true), parted.label(choice), sure)
        for true, choice, sure in rows
        if not own or true != OUT
    ]
    if not any(one.true == OUT for one in kept) or len(kept) < 2 * ENOUGH:
        return 0.5, "too few examples for a cross-validation: an even chance"
    how = "its examples that are out of scope" if own else "intents held back as a whole"
    return best_threshold(kept), f"five-fold cross-validation of TRAIN, with {how}"


def evaluate(parted: Split, compare: bool, progress: Progress) -> dict[str, Any]:
    """Everything that is known of the split: of each pipeline its figures and answers."""
    spoken = languages(parted.test)
    ours = run(OURS, parted.train, [row.text for row in parted.test], progress)
    threshold, how = chosen_threshold(ours["trials"], parted)
    found = {"ours": _pipeline(ours, judged(ours, parted, spoken, AMBIGUOUS), threshold, how)}
    if compare:
        other = run(RASA_DEFAULT, parted.train, [row.text for row in parted.test], progress)
        answers = judged(other, parted, spoken, DEFAULT_AMBIGUOUS)
        found["rasa_default"] = _pipeline(other, answers, DEFAULT_THRESHOLD, "Rasa's own default")
    return found


def _pipeline(
    found: dict[str, Any], answers: list[Judged], threshold: float, how: str
) -> dict[str, Any]:
    spoken = sorted({one.language for one in answers})
    parts = {one: [each for each in answers if each.language == one] for one in spoken}
    return {
        "threshold": threshold,
        "threshold_from": how,
        "train_s": found["train_s"],
        "parse_ms": found["parse_ms"],
        **figures(answers, threshold),
        "languages": {one: figures(part, threshold) for one, part in parts.items()},
        "answers": answers,
    }


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """The words of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.evaluate intents", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("train", type=Path, metavar="TRAIN.csv")
    parser.add_argument("test", type=Path, metavar="TEST.csv")
    parser.add_argument("--text", required=True, help="column of the message")
    parser.add_argument("--label", required=True, help="column of the intent")
    parser.add_argument("--out-of-scope", metavar="LABEL", help="label of messages without intent")
    parser.add_argument("--json", action="store_true", help="print figures as JSON alone")
    parser.add_argument(
        "--compare",
        action=argparse.BooleanOptionalAction,
        help="beside Rasa's default pipeline, which trains for minutes (default: yes where its "
        f"environment is there and TRAIN has at most {SLOW} rows)",
    )
    return parser.parse_args(words)


def wants_comparison(asked: bool | None, rows: int, stock: Pipeline = RASA_DEFAULT) -> bool:
    """Whether Rasa's default pipeline is tried, too."""
    return asked if asked is not None else stock.python.exists() and rows <= SLOW


def main(words: Sequence[str] | None = None, output: Callable[[str], None] = print) -> int:
    """The command; 0, or 1 after an error that was said."""
    options = arguments(words)
    try:
        train = read_messages(options.train, options.text, options.label)
        test = read_messages(options.test, options.text, options.label)
        parted = split(train, test, options.out_of_scope)
        compare = wants_comparison(options.compare, len(parted.train))
        print(report.head(parted, compare), file=sys.stderr, flush=True)
        found = evaluate(parted, compare, to_terminal)
    except BotError as error:
        print(error.message, file=sys.stderr)
        return 1
    said = report.as_json(found, parted.notes)
    output(json.dumps(said, indent=2, ensure_ascii=False) if options.json else report.text(found))
    return 0
