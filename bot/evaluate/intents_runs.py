"""The two pipelines that are compared, each trained and tried in an interpreter of its own.

Depends on the environments in var/env, on `bot.evaluate.intents_worker`, which runs there, and on
`bot.rasa_client` for how a text is handed to Rasa.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

from bot.errors import BotError
from bot.rasa_client import escaped

ROOT = Path(__file__).resolve().parents[2]
TICK_S = 5.0
Progress = Callable[[str], None]


class PipelineFailed(BotError):
    """A pipeline could not be trained or tried; the message has the end of what it said."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(f"The pipeline {name} failed:\n{said[-2000:]}", 500)


@dataclass(frozen=True)
class Pipeline:
    """`environment` below var/env, `config` in the checkout, whether TensorFlow is left out."""

    name: str
    environment: str
    config: str
    without_tensorflow: bool

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return ROOT / "var" / "env" / self.environment / "bin" / "python"


OURS = Pipeline("ours", "rasa", "config.yml", True)
RASA_DEFAULT = Pipeline("rasa_default", "rasa-stock", "bench/stock/config.yml", False)


def run(
    pipeline: Pipeline, train: list[tuple[str, str]], test: list[str], progress: Progress
) -> dict[str, Any]:
    """What the worker found: `answers` to `test`, `train_s`, `parse_ms`, `trials`.

    Raises `PipelineFailed`, also where the interpreter is not there.
    """
    if not pipeline.python.exists():
        raise PipelineFailed(pipeline.name, f"{pipeline.python} is missing. Run `make setup`.")
    test = [escaped(text) for text in test]
    with TemporaryDirectory() as folder:
        out = Path(folder)
        job: dict[str, Any] = {
            "config": str(ROOT / pipeline.config),
            "train": train,
            "test": test,
            "out": folder,
        }
        job |= {"without_tensorflow": pipeline.without_tensorflow}
        (out / "job.json").write_text(json.dumps(job), encoding="utf-8")
        return _work(pipeline, out, progress)


def _work(pipeline: Pipeline, out: Path, progress: Progress) -> dict[str, Any]:
    words = [str(pipeline.python), "-W", "ignore", "-m", "bot.evaluate.intents_worker"]
    with (
        (out / "stderr").open("w+", encoding="utf-8") as errors,
        subprocess.Popen(
            [*words, str(out / "job.json")],
            cwd=ROOT,
            env=environment(pipeline, out / "cache"),  # an empty one: training is measured
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
        _Ticking(pipeline.name, progress) as ticking,
    ):
        result = _last(ticking.told(_events(process)))
        status = process.wait()
        errors.seek(0)
        if status or result is None:
            raise PipelineFailed(pipeline.name, errors.read() or f"exit status {status}")
        return result


def environment(pipeline: Pipeline, cache: Path) -> dict[str, str]:
    """What its process sees; `cache` is the folder of what one training keeps for the next."""
    variables = {
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(cache),
        "LOG_LEVEL": "ERROR",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    if pipeline.without_tensorflow:  # as `python -m bot.nlu` starts it
        variables |= {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return kept | variables


def _events(process: "subprocess.Popen[str]") -> Iterator[dict[str, Any]]:
    """The worker's own lines; what Rasa prints between them is passed over."""
    for line in process.stdout or ():
        if line.startswith("{"):
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                continue


def _last(events: Iterator[dict[str, Any]]) -> dict[str, Any] | None:
    """The result among the events."""
    found = None
    for event in events:
        found = event.get("result", found)
    return found


class _Ticking:
    """Says every few seconds what goes on and since when."""

    def __init__(self, name: str, progress: Progress) -> None:
        self._name, self._progress = name, progress
        self._doing, self._ended, self._started = "starting", Event(), time.monotonic()
        self._thread = Thread(target=self._tick, daemon=True)

    def __enter__(self) -> "_Ticking":
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._ended.set()
        self._thread.join()

    def told(self, events: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """`events`, remembered on their way."""
        for event in events:
            if event.get("stage") == "train":
                self._doing = "training"
            elif event.get("stage") == "test":
                self._doing = f"message {event['done']} of {event['of']}"
            yield event

    def _tick(self) -> None:
        while not self._ended.wait(TICK_S):
            seconds = time.monotonic() - self._started
            self._progress(f"{self._name}: {self._doing}, {seconds:.0f} s")


def to_terminal(line: str) -> None:
    """Progress on stderr: in place on a terminal."""
    end = "\r" if sys.stderr.isatty() else "\n"
    print(f"  {line:60}", end=end, file=sys.stderr, flush=True)
