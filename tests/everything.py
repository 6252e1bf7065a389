"""Every check of the project: `make test`.

Two lanes side by side, since there are at least two cores: on one static checks, what runs in
Rasa's interpreter and whole products with their browsers; on the other all the rest of pytest.
Prints what failed in full, and a line for each check with its seconds.
"""

import os
import subprocess
import sys
import threading
import time
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


WHOLE = ("tests/journeys", "tests/browser")
FIRST_LANE = (
    Check("ruff", (str(BIN / "ruff"), "check", ".")),
    Check("format", (str(BIN / "ruff"), "format", "--check", ".")),
    Check("imports", (str(BIN / "lint-imports"),)),
    Check("types", (str(BIN / "mypy"),)),
    Check("rasa validate", rasa(*VALIDATE.split(), "--fail-on-warnings")),
    Check(
        "rasa units", (str(RASA), "-m", "pytest", "-q", "tests/nlu", "-c", "tests/nlu/pytest.ini")
    ),
    Check("rasa dialogues", rasa(*RASA_TEST.split())),
    pytest("pytest products", *WHOLE),
)
SECOND_LANE = (pytest("pytest", "tests", *(f"--ignore={folder}" for folder in WHOLE)),)


def run(check: Check) -> Done:
    """Run one check; its output is kept."""
    started = time.monotonic()
    env = dict(os.environ, OMP_NUM_THREADS="1")
    done = subprocess.run(
        check.words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return Done(check, done.returncode, time.monotonic() - started, done.stdout)


def lane(checks: tuple[Check, ...], done: list[Done]) -> threading.Thread:
    """A thread that runs `checks` one after the other and says how each ended."""

    def work() -> None:
        for check in checks:
            result = run(check)
            done.append(result)
            word = "ok" if result.status == 0 else "FAILED"
            print(f"  {check.name:<15} {word:<7} {result.seconds:6.1f} s", flush=True)

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def main() -> int:
    """Run both lanes; 0 when everything passed."""
    started = time.monotonic()
    done: list[Done] = []
    for thread in [lane(FIRST_LANE, done), lane(SECOND_LANE, done)]:
        thread.join()
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
