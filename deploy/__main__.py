"""`python3 -m deploy setup | run | demo | test | bench | lock`: what the Makefile calls."""

import subprocess
import sys
import time
from typing import List

from deploy import demo, locks, setup, supervisor
from deploy.interpreters import InterpreterMissing
from deploy.steps import ROOT, Step, StepFailed, run_steps, say


def prepare(*extra: Step) -> None:
    """Run the steps that are not done; say nothing when all are."""
    ran = run_steps([*setup.steps(), *extra], setup.VAR / "stamps")
    if ran:
        say("  set-up is complete")


def run() -> int:
    """Set up what is missing, then serve until Ctrl-C."""
    started = time.monotonic()
    say("Mostrador")
    prepare()
    supervisor.run(started)
    return 0


def show_demo(words: List[str]) -> int:
    """Set up what is missing, fill the demonstration's database, then serve it until Ctrl-C."""
    started = time.monotonic()
    say("Mostrador, a demonstration with simulated data")
    prepare()
    demo.prepare(words)
    supervisor.run(started)
    return 0


def test(words: List[str]) -> int:
    """Set up what is missing, then run every check."""
    prepare(setup.dev_step())
    return run_in_service("tests.everything", words)


def bench(words: List[str]) -> int:
    """Set up what is missing, stock Rasa too, then measure."""
    prepare(setup.dev_step(), setup.stock_step())
    return run_in_service("bench", words)


def run_in_service(module: str, words: List[str]) -> int:
    """A module in the service's interpreter; its exit status."""
    line = [str(setup.SERVICE), "-m", module, *words]
    return subprocess.call(line, cwd=str(ROOT), env=setup.environment())


def main(words: List[str]) -> int:
    """Do what the first word says; the exit status."""
    setup.read_dotenv()
    verb, rest = (words or ["run"])[0], words[1:]
    if verb == "run":
        return run()
    if verb == "demo":
        return show_demo(rest)
    if verb == "setup":
        prepare()
        return 0
    if verb == "test":
        return test(rest)
    if verb == "bench":
        return bench(rest)
    if verb == "lock":
        return locks.main(rest)
    say(__doc__ or "")
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(0)
    except (InterpreterMissing, StepFailed, supervisor.CannotStart) as error:
        say("\n" + str(error))
        sys.exit(1)
