"""The sample assistant on data/sample/utterances.csv: intents, what is out of scope, entities.

The file is never trained on and nothing is chosen by it: the threshold is config.yml's, and that
was chosen with data/sample/practice.csv. Messages of intents that data/flows does not know yet
are counted apart.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bench.entities import entities
from bench.intents_heard import asked_for, heard
from bot.evaluate.intents_measures import OUT, Judged, confusions, figures
from bot.evaluate.intents_report import table
from bot.evaluate.intents_runs import OURS, to_terminal
from bot.evaluate.intents_runs import run as tried
from bot.leads import Leads
from bot.nlu.products import ProductNames, read_products

ROOT = Path(__file__).resolve().parent.parent
FLOWS = ROOT / "data" / "flows"
MESSAGES = ROOT / "data" / "sample" / "utterances.csv"
PRACTICE = ROOT / "data" / "sample" / "practice.csv"
PRODUCTS = ROOT / "data" / "sample" / "products.csv"
OUT_OF_SCOPE = "out_of_scope"
ALONE = "pipeline"
STORED = (
    "accuracy", "macro_f1", "mcc", "oos_recall", "oos_recall_at_95", "auroc", "kept",
    "in_scope_accuracy", "in_scope_choice",
)  # fmt: skip
PAIRS, EXAMPLES = 15, 2
Row = dict[str, str]


@dataclass(frozen=True)
class Fallback:
    """When a pipeline refuses: below `threshold`, or the second best nearer than `ambiguous`."""

    threshold: float
    ambiguous: float

    @classmethod
    def of(cls, config: Path) -> Fallback:
        """As a configuration says."""
        pipeline = yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]
        said = next(one for one in pipeline if one["name"] == "FallbackClassifier")
        return cls(said["threshold"], said["ambiguity_threshold"])


def examples(flows: Path = FLOWS) -> list[tuple[str, str]]:
    """Every training example with its intent."""
    found = []
    for path in sorted(flows.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            lines = block["examples"].splitlines() if "intent" in block else []
            found += [(line.removeprefix("- "), block["intent"]) for line in lines]
    return found


def messages(path: Path = MESSAGES) -> list[Row]:
    """The rows of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first(intent: str) -> str:
    """The intent to settle first; `OUT` for out of scope."""
    name = intent.split("+")[0]
    return OUT if name == OUT_OF_SCOPE else name


def judged(
    answers: Sequence[dict[str, Any]], rows: Sequence[Row], ambiguous: float
) -> list[Judged]:
    """Answers beside the truth."""
    return [
        Judged(
            row["text"],
            row["language"],
            first(row["intent"]),
            first(one["intent"] or OUT_OF_SCOPE),
            one["confidence"],
            one["margin"] < ambiguous,
        )
        for one, row in zip(answers, rows, strict=True)
    ]


Measured = tuple[dict[str, Any], list[Judged]]


def measured(found: dict[str, Any], rows: Sequence[Row]) -> dict[str, Measured]:
    """By name: figures of all messages, of each language and of each kind, and the answers.

    `found` is what the worker told of the texts that `asked_for` gives. Twice: as the assistant
    uses the pipeline, and the pipeline alone.
    """
    texts, by_text = [row["text"] for row in rows], found["by_text"]
    lead = Leads(ProductNames(read_products(PRODUCTS)))
    alone = [by_text[text] for text in texts]
    return {
        OURS.name: told_of(rows, found, heard(texts, by_text, lead)),
        ALONE: told_of(rows, found, alone),
    }


def told_of(
    rows: Sequence[Row], found: dict[str, Any], answers: Sequence[dict[str, Any]]
) -> Measured:
    """The figures of `answers`, and each answer beside the truth."""
    fallback = Fallback.of(ROOT / OURS.config)
    told = judged(answers, rows, fallback.ambiguous)
    parts = {"es": "language", "en": "language"} | {row["kind"]: "kind" for row in rows}
    by_part = {
        part: figures([one for one, row in zip(told, rows, strict=True) if row[column] == part],
                      fallback.threshold)
        for part, column in parts.items()
    }  # fmt: skip
    whole = figures(told, fallback.threshold) | {"threshold": fallback.threshold}
    return whole | {"train_s": found["train_s"], "parse_ms": found["parse_ms"], "by": by_part}, told


def run() -> dict[str, Any]:
    """`ours` is the assistant, `pipeline` the same without what stands before Rasa: `STORED`
    measures, the same under `es` and `en`; entities under `ours`; `practice`: `ours` on the
    messages that choices were made with.

    Rasa's default pipeline is not trained on these examples: it would take hours.
    """
    rows, practised, known = messages(), messages(PRACTICE), {name for _, name in examples()}
    asked = [row for row in rows if row["intent"].split("+")[0] in known]
    print(_about(len(rows) - len(asked), rows, known))
    texts = asked_for([row["text"] for row in [*asked, *practised]])
    found = tried(OURS, examples(), texts, to_terminal)
    found["by_text"] = dict(zip(texts, found["answers"], strict=True))
    of_test = measured(found, asked)
    figures_of = {name: one for name, (one, _) in of_test.items()}
    print(table(figures_of))
    for language in ("es", "en"):
        print(
            table({f"{name} {language}": one["by"][language] for name, one in figures_of.items()})
        )
    ours, told = of_test["ours"]
    print(by_kind(figures_of))
    print(worst(told, ours["threshold"]))
    named = entities(rows)
    practice = {name: one for name, (one, _) in measured(found, practised).items()}
    print(f"practice, {len(practised)} messages that choices were made with:")
    print(table(practice))
    stored = {name: _stored(one) for name, one in figures_of.items()}
    stored["ours"] |= {"entities": named, "unknown": len(rows) - len(asked)}
    return stored | {"practice": _stored(practice["ours"])}


def _about(unknown: int, rows: Sequence[Row], known: set[str]) -> str:
    names = sorted({row["intent"].split("+")[0] for row in rows} - known)
    said = f"; {unknown} more ask for what data/flows does not know yet: {', '.join(names)}"
    return f"sample assistant: {len(rows) - unknown} messages{said if names else ''}"


def _stored(one: dict[str, Any]) -> dict[str, Any]:
    def some(figures: dict[str, float]) -> dict[str, float]:
        return {name: figures[name] for name in STORED if name in figures}

    return some(one) | {part: some(one["by"][part]) for part in ("es", "en")}


def by_kind(found: dict[str, dict[str, Any]]) -> str:
    """The share of right answers by what makes a message hard."""
    kinds = [kind for kind in found["ours"]["by"] if kind not in ("es", "en")]
    lines = [f"{'right answers by kind':32}" + "".join(f"{name:>16}" for name in found)]
    for kind in kinds:
        cells = "".join(f"{one['by'][kind]['accuracy']:16.3f}" for one in found.values())
        lines.append(f"  {kind:30}{cells}")
    return "\n".join(lines)


def worst(told: Sequence[Judged], threshold: float) -> str:
    """The most frequent confusions with some messages."""
    lines = ["taken for something else (true > answer):"]
    for true, answer, texts in confusions(told, threshold)[:PAIRS]:
        lines.append(f"  {len(texts):3}  {true or OUT_OF_SCOPE} > {answer or '(refused)'}")
        lines += [f"         {text[:100]}" for text in texts[:EXAMPLES]]
    return "\n".join(lines)
