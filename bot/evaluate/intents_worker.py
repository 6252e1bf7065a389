"""Trains and tries one NLU pipeline inside the interpreter it is run by, through Rasa itself.

`python -m bot.evaluate.intents_worker JOB.json`: the job names `config`, `train` (pairs of text
and intent), `test` (texts), `out` (a folder) and whether TensorFlow is left out. Each line of
stdout that is JSON tells how far it is; the last one is the result. A process of its own for each
pipeline, so that neither warms the other up. Runs under Rasa's Python; depends on Rasa and
`bot.nlu`.
"""

from __future__ import annotations

import asyncio
import io
import json
import sys
import tarfile
import time
from pathlib import Path
from statistics import median
from typing import Any

FALLBACK = "nlu_fallback"
TRIALS = "trials.npz"
WARM_UP = 10


def say(**told: Any) -> None:
    """A line of JSON for whoever started this."""
    print(json.dumps(told), flush=True)


def training_file(pairs: list[list[str]], path: Path) -> Path:
    """The examples in Rasa's JSON format, where brackets and slashes of a text stay text."""
    examples = [{"text": text, "intent": intent, "entities": []} for text, intent in pairs]
    said = {"rasa_nlu_data": {"common_examples": examples}}
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return path


def answer(parsed: dict[str, Any]) -> dict[str, Any]:
    """The classifier's own choice and confidence, and what the fallback made of it."""
    ranking = [one for one in parsed["intent_ranking"] if one["name"] not in (FALLBACK, None)]
    nothing = {"name": None, "confidence": 0.0}
    first, second = [*ranking, nothing, nothing][:2]
    entities = [
        {"entity": one["entity"], "value": one["value"]} for one in parsed.get("entities", [])
    ]
    return {
        "intent": first["name"],
        "confidence": first["confidence"],
        "margin": first["confidence"] - second["confidence"],
        "refused": parsed["intent"].get("name") == FALLBACK,
        "entities": entities,
    }


async def tried(agent: Any, test: list[str]) -> dict[str, Any]:
    """The answers and the median milliseconds of one message."""
    for text in test[:WARM_UP]:
        await agent.parse_message(text)
    answers, seconds = [], []
    for at, text in enumerate(test):
        if at % 50 == 0:
            say(stage="test", done=at, of=len(test))
        started = time.perf_counter()
        parsed = await agent.parse_message(text)
        seconds.append(time.perf_counter() - started)
        answers.append(answer(parsed))
    return {"answers": answers, "parse_ms": 1000 * median(seconds) if seconds else 0.0}


def trials_of(model: str) -> dict[str, Any] | None:
    """What the classifier tried itself with in training; None where it does not."""
    with tarfile.open(model) as kept:
        for member in kept:
            content = kept.extractfile(member) if member.name.endswith(TRIALS) else None
            if content is not None:
                return _told(kept, member.name, content.read())
    return None


def _told(kept: tarfile.TarFile, name: str, content: bytes) -> dict[str, Any]:
    from bot.nlu.confidence import Confidence
    from bot.nlu.trials import Trials

    beside = kept.extractfile(name.replace(TRIALS, "confidence.json"))
    trials = Trials.load(io.BytesIO(content))
    confidence = Confidence.of(json.loads(beside.read())) if beside else Confidence()
    return {
        "confidence": confidence(trials.evidence).tolist(),
        "chosen": trials.chosen.tolist(),
        "true": trials.true.tolist(),
    }


def main(path: str) -> None:
    """One job; whatever Rasa prints goes before the result."""
    job = json.loads(Path(path).read_text(encoding="utf-8"))
    if job["without_tensorflow"]:
        from bot.nlu.no_tensorflow import leave_out

        leave_out()
    say(stage="start")
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    nlu = training_file(job["train"], Path(job["out"]) / "nlu.json")
    say(stage="train")
    started = time.perf_counter()
    model = train_nlu(job["config"], str(nlu), job["out"])
    result: dict[str, Any] = {"train_s": time.perf_counter() - started}
    result |= asyncio.run(tried(Agent.load(model), job["test"]))
    result["trials"] = trials_of(model)
    say(result=result)


if __name__ == "__main__":
    main(sys.argv[1])
