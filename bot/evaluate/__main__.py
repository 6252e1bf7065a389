"""`python -m bot.evaluate intents TRAIN.csv TEST.csv --text COLUMN --label COLUMN`: how well the
assistant's own pipeline tells intents apart that it learns from TRAIN.

`python -m bot.evaluate groups FILE.csv --text COLUMN --label COLUMN`: how well questions that ask
the same are put together. Works from any interpreter: it hands itself over to the service's.
Standard library alone here.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICE = ROOT / "var" / "env" / "service" / "bin" / "python"
USAGE = """python -m bot.evaluate intents TRAIN.csv TEST.csv --text COLUMN --label COLUMN
python -m bot.evaluate groups FILE.csv --text COLUMN --label COLUMN"""


def main(words: list[str]) -> int:
    """Do what the first word says; the exit status."""
    if not words or words[0] not in ("intents", "groups"):
        print(USAGE, "(add --help for more)", file=sys.stderr)
        return 2
    if Path(sys.prefix).resolve() != SERVICE.parents[1].resolve():
        return hand_over(words)
    if words[0] == "groups":
        from bot.evaluate.groups import main as groups

        return groups(words[1:])
    from bot.evaluate.intents import main as intents

    return intents(words[1:])


def hand_over(words: list[str]) -> int:
    """Become the service's interpreter with the same words; 1 when there is none."""
    if not SERVICE.exists():
        print(f"{SERVICE} is missing: run `make setup` in {ROOT} first.", file=sys.stderr)
        return 1
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    kept["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [kept.get("PYTHONPATH")])])
    sys.stdout.flush()
    os.execve(str(SERVICE), [str(SERVICE), "-m", "bot.evaluate", *words], kept)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
