"""The stock Rasa project that the turn benchmark asks: default pipeline and policies.

It knows the intents of data/flows, ten examples of each in each language (all of them would
train for half an hour and answer no slower), and answers each with one plain sentence, as a
first project does. bench/stock/ holds its configuration and stories; the
examples and the domain are written when it is trained, so that they never lag behind.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "bench" / "stock"
FLOWS = ROOT / "data" / "flows"
PYTHON = ROOT / "var" / "env" / "rasa-stock" / "bin" / "python"
MODEL = "stock.tar.gz"
PER_BLOCK = 10


def examples(flows: Path) -> dict[str, str]:
    """The first examples of each intent in each language, as Rasa writes them ("- ...")."""
    found: dict[str, str] = {}
    for path in sorted(flows.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            if "intent" in block:
                lines = block["examples"].splitlines(keepends=True)[:PER_BLOCK]
                found[block["intent"]] = found.get(block["intent"], "") + "".join(lines)
    return found


def training_data(found: dict[str, str]) -> dict[str, Any]:
    """The examples as Rasa's NLU data."""
    nlu = [{"intent": intent, "examples": texts} for intent, texts in sorted(found.items())]
    return {"version": "3.1", "nlu": nlu}


def domain(intents: list[str]) -> dict[str, Any]:
    """One plain answer for each intent, and one for when nothing was understood."""
    names = [*intents, "fallback"]
    return {
        "version": "3.1",
        "intents": intents,
        "responses": {
            f"utter_{name}": [{"text": f"Here is what we know about: {name}."}] for name in names
        },
    }


def write_project(folder: Path) -> str:
    """Write the whole project into `folder`; returns a hash of what it is made of."""
    found = examples(FLOWS)
    files = {
        "config.yml": (HERE / "config.yml").read_text(encoding="utf-8"),
        "domain.yml": yaml.safe_dump(domain(sorted(found)), allow_unicode=True),
        "data/stories.yml": (HERE / "stories.yml").read_text(encoding="utf-8"),
        "data/nlu.yml": yaml.safe_dump(training_data(found), allow_unicode=True),
    }
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return hashlib.sha256("\0".join(files.values()).encode()).hexdigest()


def ensure(out: Path) -> Path:
    """The trained model in `out`; trained again (minutes) only when what it is made of changed.

    Raises FileNotFoundError without the interpreter that has TensorFlow.
    """
    if not PYTHON.exists():
        raise FileNotFoundError(f"{PYTHON} is missing: install requirements/rasa-stock.txt there.")
    stamp = out / "trained-on"
    made_of = write_project(out)
    if (out / MODEL).exists() and stamp.exists() and stamp.read_text() == made_of:
        return out / MODEL
    print("training the stock project (minutes)", flush=True)
    words = ["-m", "rasa", "train", "--out", ".", "--fixed-model-name", MODEL.split(".")[0]]
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    with (out / "train.log").open("wb") as log:
        subprocess.run(
            [PYTHON, *words],
            cwd=out,
            env={**os.environ, **quiet},
            stdout=log,
            stderr=log,
            check=True,
        )
    stamp.write_text(made_of)
    return out / MODEL
