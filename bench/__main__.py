"""`make bench [PART=...]`: measure, side by side, in one run. `PARTS` are the parts.

Each part prints its table and gives numbers as leaves of nested keys, which are merged into
`var/bench.json`: what another part measured earlier stays.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import (
    brief,
    console,
    day,
    demand,
    grounding,
    groups,
    handoff,
    help,
    ingest,
    intents,
    pages,
    retrieval,
    scale,
    search,
    simulated,
    standards,
    turn,
)

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "var" / "bench.json"
Numbers = dict[str, Any]
PARTS: dict[str, Callable[[Path], Numbers]] = {
    "retrieval": retrieval.run,
    "intents": intents.run,
    "turn": turn.run,
    "console": console.run,
    "scale": scale.run,
    "ingest": ingest.run,
    "grounding": grounding.run,
    "groups": groups.run,
    "brief": brief.run,
    "search": search.run,
    "handoff": handoff.run,
    "help": help.run,
}
WITH_OPTIONS: dict[str, Callable[[Path, list[str]], Numbers]] = {
    "scale": scale.run,
    "handoff": handoff.run,
    "groups": groups.run,
    "day": day.run,
    "demand": demand.run,
    "pages": pages.run,
    "simulated": simulated.run,
    "standards": standards.run,
}
"""Parts that know options, `python -m bench scale --passages 1000000`; then they run alone. Those
that are no `PARTS` always do."""


def eval_dir() -> Path:
    """Where the evaluation data lies: `MOSTRADOR_EVAL`, or `../shared/eval`."""
    return Path(os.environ.get("MOSTRADOR_EVAL", ROOT.parent / "shared" / "eval"))


def merged(old: Numbers, new: Numbers) -> Numbers:
    """`old` with the leaves of `new` put in."""
    result = dict(old)
    for key, value in new.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else value
    return result


def write(numbers: Numbers) -> None:
    """Merge `numbers` into the result file."""
    old = json.loads(RESULT.read_text()) if RESULT.exists() else {}
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(merged(old, numbers), indent=2) + "\n")


def alone(words: list[str]) -> bool:
    """Whether `words` are one part, and its options."""
    if not words or words[0] not in WITH_OPTIONS:
        return False
    return words[0] not in PARTS or "".join(words[1:2]).startswith("-")


def main(words: list[str]) -> int:
    """Run the parts named, or all; 2 when one is unknown."""
    if alone(words):
        write(WITH_OPTIONS[words[0]](eval_dir(), words[1:]))
        return 0
    unknown = [word for word in words if word not in PARTS]
    if unknown:
        print(f"No part {unknown[0]!r}. The parts are: {', '.join(PARTS | WITH_OPTIONS)}.")
        return 2
    for name in words or PARTS:
        print(f"== {name}", flush=True)
        try:
            write(PARTS[name](eval_dir()))
        except FileNotFoundError as error:
            named = f"{error.filename} is missing. MOSTRADOR_EVAL names the folder of test data."
            print(named if error.filename else error)
            return 1
    print(f"Written to {RESULT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
