"""Trains and tries one NLU pipeline inside the interpreter it is run by.

`python -m bench.intents_worker JOB.json`: the job names `config`, `nlu`, `test` (pairs of text
and intent), `out` and whether TensorFlow is left out; the result goes to stdout's last line as
JSON. A process of its own for each pipeline, so that neither warms the other up.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any


def predicted(parsed: dict[str, Any]) -> str | None:
    """The classifier's own choice, whatever the fallback made of it."""
    ranking = [one["name"] for one in parsed["intent_ranking"] if one["name"] != "nlu_fallback"]
    return ranking[0] if ranking else None


async def tried(agent: Any, test: list[tuple[str, str]]) -> dict[str, float]:
    """Share of right intents and the median milliseconds of one message."""
    for text, _ in test[:10]:
        await agent.parse_message(text)
    right, seconds = 0, []
    for text, intent in test:
        started = time.perf_counter()
        parsed = await agent.parse_message(text)
        seconds.append(time.perf_counter() - started)
        right += predicted(parsed) == intent
    return {"accuracy": right / len(test), "parse_ms": 1000 * median(seconds)}


def main(path: str) -> None:
    """One job; whatever Rasa prints goes before the result."""
    job = json.loads(Path(path).read_text(encoding="utf-8"))
    if job["without_tensorflow"]:
        from bot.nlu.no_tensorflow import leave_out

        leave_out()
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    started = time.perf_counter()
    model = train_nlu(job["config"], job["nlu"], job["out"])
    result = {"train_s": time.perf_counter() - started}
    result |= asyncio.run(tried(Agent.load(model), job["test"]))
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1])
