"""Every check of the project: `make test`.

Three are run side by side, the long ones first: whoever is done takes the next. Two cores do for
three, since browsers and processes that were started are waited for much of the time. Prints what
failed in full, and a line for each check with its seconds.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
RASA = ROOT / "var" / "env" / "rasa" / "bin" / "python"
RASA_TEST = "test core --e2e --stories tests/conversations --model var/models/assistant.tar.gz"
RASA_TEST += " --fail-on-prediction-errors --out var/rasa-test"
VALIDATE = "data validate --data data/flows --config config.yml --domain domain.yml"


@dataclass(frozen=True)
class Check:
    """One command, known by `name`."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    """How a check ended."""

    check: Check
    status: int
    seconds: float
    output: str


def rasa(*words: str) -> tuple[str, ...]:
    """A command in Rasa's interpreter, without TensorFlow."""
    return (str(RASA), "-m", "bot.nlu", *words)


def pytest(name: str, *words: str) -> Check:
    """Some of pytest's tests."""
    return Check(name, (sys.executable, "-m", "pytest", "--durations=8", *words))


JOURNEYS, BROWSER = "tests/journeys", "tests/browser"
KNOWLEDGE = ("tests/knowledge", "tests/kb_ingest", "tests/content", "tests/evaluate")
LEARNING = (
    "tests/groups",
    "tests/standards",
    "tests/demand",
    "tests/editorial",
    "tests/help",
    "tests/proposals",
    "tests/oversight",
    "tests/simulator",
)
APART = (JOURNEYS, BROWSER, *KNOWLEDGE, *LEARNING)
CHECKS = (
    pytest("pytest journeys", JOURNEYS),
    pytest("pytest", "tests", *(f"--ignore={folder}" for folder in APART)),
    pytest("pytest knowledge", *KNOWLEDGE),
    pytest("pytest learning", *LEARNING),
    pytest("pytest browser", BROWSER),
    Check("types", (str(BIN / "mypy"),)),
    Check("rasa dialogues", rasa(*RASA_TEST.split())),
    Check(
        "rasa units", (str(RASA), "-m", "pytest", "-q", "tests/nlu", "-c", "tests/nlu/pytest.ini")
    ),
    Check("rasa validate", rasa(*VALIDATE.split(), "--fail-on-warnings")),
    Check("imports", (str(BIN / "lint-imports"),)),
    Check("format", (str(BIN / "ruff"), "format", "--check", ".")),
    Check("ruff", (str(BIN / "ruff"), "check", ".")),
)
"""The longest first."""
SIDE_BY_SIDE = 3


def run(check: Check) -> Done:
    """Run one check; its output is kept."""
    started = time.monotonic()
    env = dict(os.environ, OMP_NUM_THREADS="1")
    done = subprocess.run(
        check.words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return Done(check, done.returncode, time.monotonic() - started, done.stdout)


def said(check: Check) -> Done:
    """Run one check and say how it ended."""
    done = run(check)
    word = "ok" if done.status == 0 else "FAILED"
    print(f"  {check.name:<16} {word:<7} {done.seconds:6.1f} s", flush=True)
    return done


def main() -> int:
    """Run every check; 0 when everything passed."""
    started = time.monotonic()
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        done = list(pool.map(said, CHECKS))
    failed = [one for one in done if one.status != 0]
    for one in failed:
        print(f"\n=== {one.check.name} failed: {' '.join(one.check.words)}\n{one.output}")
    for one in done:
        if one.check.name.startswith("pytest") and one.status == 0:
            print("\n" + "\n".join(one.output.strip().splitlines()[-10:]))
    print(f"\n{len(done) - len(failed)} passed, {len(failed)} failed")
    print(f"({time.monotonic() - started:.0f} s in all)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
