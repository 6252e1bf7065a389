"""Steps of the set-up, each redone only when what it is made from changed.

A step leaves a stamp with the hash of its inputs when it succeeded; a step that broke
half-way leaves none and is simply run again. Standard library alone, Python 3.8 or later.
"""

import hashlib
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Sequence

ROOT = Path(__file__).resolve().parent.parent
Action = Callable[[], None]


class StepFailed(Exception):
    """A step of the set-up failed; the message says which, and where to look."""


@dataclass(frozen=True)
class Step:
    """One step: `inputs` are globs below the checkout, `outputs` paths that must be there."""

    name: str
    says: str
    action: Action
    inputs: Sequence[str] = ()
    outputs: Sequence[str] = ()
    after: Sequence[str] = ()
    facts: Sequence[str] = ()


@dataclass
class Stamps:
    """The stamps of one run-time folder. `done` remembers the hashes of this run."""

    folder: Path
    done: Dict[str, str] = field(default_factory=dict)

    def digest(self, step: Step) -> str:
        """Hash over the step's input files, its facts, and the steps it comes after."""
        total = hashlib.sha256()
        for part in [step.name, *step.facts, *(self.done.get(one, "") for one in step.after)]:
            total.update(part.encode() + b"\0")
        for path in sorted(set(files_of(step.inputs))):
            total.update(str(path.relative_to(ROOT)).encode() + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()

    def fresh(self, step: Step) -> bool:
        """Whether the step was done with these very inputs and its outputs are still there."""
        stamp = self.folder / step.name
        there = all((ROOT / one).exists() for one in step.outputs)
        return there and stamp.exists() and stamp.read_text() == self.done[step.name]

    def forget(self, step: Step) -> None:
        """The step begins: what an earlier run stamped holds no longer."""
        stamp = self.folder / step.name
        if stamp.exists():
            stamp.unlink()

    def write(self, step: Step) -> None:
        """Remember that the step was done."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / step.name).write_text(self.done[step.name])


def files_of(globs: Sequence[str]) -> Iterator[Path]:
    """The files that `globs` name below the checkout, compiled ones left out."""
    for one in globs:
        for path in ROOT.glob(one):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def run_steps(steps: Sequence[Step], folder: Path) -> int:
    """Run what is not fresh, in order; the number of steps run. Raises `StepFailed`."""
    stamps = Stamps(folder)
    ran = 0
    for step in steps:
        stamps.done[step.name] = stamps.digest(step)
        if stamps.fresh(step):
            continue
        started = time.monotonic()
        say("  {:<12} {} ...".format(step.name, step.says))
        stamps.forget(step)
        with heartbeat(step.name):
            step.action()
        stamps.write(step)
        say("  {:<12} done in {:.0f} s".format(step.name, time.monotonic() - started))
        ran += 1
    return ran


@contextmanager
def heartbeat(name: str) -> Iterator[None]:
    """Show that a long step goes on: its seconds, in place on a terminal, else now and then."""
    ended = threading.Event()
    in_place = sys.stdout.isatty()
    started = time.monotonic()

    def beat() -> None:
        while not ended.wait(1 if in_place else 30):
            line = "  {:<12} {:.0f} s".format(name, time.monotonic() - started)
            print(line, end="\r" if in_place else "\n", flush=True)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def command(name: str, words: Sequence[str], env: Dict[str, str], log: Path) -> None:
    """Run `words` in the checkout, output to `log`; its end is shown when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as out:
        done = subprocess.run(
            list(words), cwd=str(ROOT), env=env, stdout=out, stderr=subprocess.STDOUT
        )
    if done.returncode != 0:
        raise StepFailed(failure(name, list(words), log))


def failure(name: str, words: List[str], log: Path) -> str:
    """What to show of a step that failed."""
    end = "\n".join(log.read_text(errors="replace").splitlines()[-25:])
    line = " ".join(str(word) for word in words)
    return "The step {!r} failed.\n  {}\n{}\nThe whole output: {}".format(name, line, end, log)


def say(text: str) -> None:
    """A line to the terminal, at once."""
    print(text, flush=True)
    sys.stdout.flush()
