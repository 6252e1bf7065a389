"""Intent recognition from few examples: Rasa's default pipeline and ours, side by side.

Ten examples for each of the 27 intents of the Bitext set, the same for both; each pipeline
trains and answers in its own interpreter, through Rasa's own training and parsing. Needs
var/env/rasa, var/env/rasa-stock, var/model and the data (`eval_dir/nlu/bitext`).
"""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

Pairs = list[tuple[str, str]]

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES, SEED = 10, 13
# Name in the results: interpreter, configuration, whether TensorFlow is left out.
PIPELINES = {
    "rasa_default": ("rasa-stock", ROOT / "bench" / "stock" / "config.yml", False),
    "ours": ("rasa", ROOT / "config.yml", True),
}
MEASURES = ("accuracy", "train_s", "parse_ms")


def read(path: Path) -> Pairs:
    """Utterances with their intents."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["utterance"], row["intent"]) for row in csv.DictReader(file)]


def few(pairs: Pairs, examples: int, seed: int) -> dict[str, list[str]]:
    """`examples` utterances of each intent, the same for the same seed."""
    texts: dict[str, list[str]] = defaultdict(list)
    for text, intent in pairs:
        texts[intent].append(text)
    dice = random.Random(seed)
    return {intent: dice.sample(texts[intent], examples) for intent in sorted(texts)}


def as_training_file(examples: dict[str, list[str]]) -> str:
    """The examples as Rasa reads them."""
    nlu = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
        for intent, texts in examples.items()
    ]
    return yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True)


def measure(name: str, nlu: Path, test: Pairs, out: Path) -> dict[str, float]:
    """Train and try one of `PIPELINES` in a process of its own."""
    environment, config, without = PIPELINES[name]
    job = out / "job.json"
    said = {"config": str(config), "nlu": str(nlu), "test": test, "out": str(out)}
    job.write_text(json.dumps({**said, "without_tensorflow": without}), encoding="utf-8")
    variables = {
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(out / "cache"),  # an empty one: training is measured
        "LOG_LEVEL": "ERROR",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    if without:  # as `python -m bot.nlu` starts it
        variables |= {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
    done = subprocess.run(
        [ROOT / "var" / "env" / environment / "bin" / "python", "-m", "bench.intents_worker", job],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{name}: the worker failed: {done.stderr[-2000:]}")
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def table(results: dict[str, dict[str, float]]) -> str:
    """The measures of both, side by side."""
    head = f"{'intents, Bitext, 10 each':26}" + "".join(f"{name:>14}" for name in results)
    rows = [
        f"{measure:26}" + "".join(f"{one[measure]:14.3f}" for one in results.values())
        for measure in MEASURES
    ]
    return "\n".join([head, *rows])


def run(eval_dir: Path) -> dict[str, Any]:
    """Under `intents`, `bitext10`, the pipeline: accuracy 0..1, train_s, parse_ms (median)."""
    data = Path(eval_dir) / "nlu" / "bitext"
    test = read(data / "test.csv")
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        nlu = Path(folder) / "nlu.yml"
        examples = few(read(data / "train.csv"), EXAMPLES, SEED)
        nlu.write_text(as_training_file(examples), encoding="utf-8")
        for name in PIPELINES:
            out = Path(folder) / name
            out.mkdir()
            results[name] = measure(name, nlu, test, out)
    print(table(results))
    return {"intents": {"bitext10": results}}
