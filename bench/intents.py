"""Understanding, measured: few examples of a public set, and the sample assistant on hard messages.

Ten examples for each of the 27 intents of the Bitext set, the same for both pipelines; then the
sample assistant as it is trained, on messages that nobody trained with. Each pipeline trains and
answers in its own interpreter, through Rasa's own training and parsing. Needs var/env/rasa,
var/env/rasa-stock, var/model and the data (`eval_dir/nlu/bitext`).
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench import intents_sample
from bot.evaluate.intents_runs import OURS, RASA_DEFAULT, Pipeline, to_terminal
from bot.evaluate.intents_runs import run as tried

Pairs = list[tuple[str, str]]

EXAMPLES, SEED = 10, 13
PIPELINES = (RASA_DEFAULT, OURS)
MEASURES = ("accuracy", "train_s", "parse_ms")


def read(path: Path) -> Pairs:
    """Utterances with their intents."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["utterance"], row["intent"]) for row in csv.DictReader(file)]


def few(pairs: Pairs, examples: int, seed: int) -> Pairs:
    """`examples` utterances of each intent, the same for the same seed."""
    texts: dict[str, list[str]] = defaultdict(list)
    for text, intent in pairs:
        texts[intent].append(text)
    dice = random.Random(seed)
    return [
        (one, intent) for intent in sorted(texts) for one in dice.sample(texts[intent], examples)
    ]


def measure(pipeline: Pipeline, train: Pairs, test: Pairs) -> dict[str, float]:
    """The share of right intents, whatever the fallback makes of them; seconds; milliseconds."""
    found = tried(pipeline, train, [text for text, _ in test], to_terminal)
    right = [
        one["intent"] == intent for one, (_, intent) in zip(found["answers"], test, strict=True)
    ]
    accuracy = sum(right) / len(right)
    return {"accuracy": accuracy, "train_s": found["train_s"], "parse_ms": found["parse_ms"]}


def table(results: dict[str, dict[str, float]]) -> str:
    """The measures of both, side by side."""
    head = f"{'intents, Bitext, 10 each':26}" + "".join(f"{name:>14}" for name in results)
    rows = [
        f"{measure:26}" + "".join(f"{one[measure]:14.3f}" for one in results.values())
        for measure in MEASURES
    ]
    return "\n".join([head, *rows])


def run(eval_dir: Path) -> dict[str, Any]:
    """Under `intents`: `bitext10`, the pipeline: accuracy 0..1, train_s, parse_ms (median); and
    `sample`, see `bench.intents_sample`."""
    data = Path(eval_dir) / "nlu" / "bitext"
    train, test = few(read(data / "train.csv"), EXAMPLES, SEED), read(data / "test.csv")
    results = {one.name: measure(one, train, test) for one in PIPELINES}
    print(table(results), flush=True)
    return {"intents": {"bitext10": results, "sample": intents_sample.run()}}
