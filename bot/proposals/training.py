"""One training of the intents and its answers to test messages, in Rasa's own interpreter.

The process gives way to everything else (nice 19) and is killed with all that it started when it
is not wanted any more. Depends on the evaluation's pipelines and worker.
"""

import asyncio
import json
import os
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.errors import BotError, Spoken
from bot.evaluate.intents_runs import OURS, ROOT, environment
from bot.proposals.comparing import OUT
from bot.proposals.messages import intent_of
from bot.rasa_client import escaped

Progress = Callable[[str, float], None]
"""Told the stage ("train" or "test") and the part of it that is done."""
VECTORS = "sentence-vectors.npz"
LONGEST_LINE = 64 * 1024 * 1024
NICE = ("nice", "-n", "19")


class CannotTrain(Spoken):
    """Rasa's interpreter or the embedding model is not on this machine."""

    def __init__(self, missing: Path) -> None:
        super().__init__(
            f"{missing} is not here: measure where `make setup` was run.",
            f"{missing} no está aquí: mida donde se haya ejecutado `make setup`.",
            409,
        )


class TrainingFailed(BotError):
    """The process ended without a result; the message has the end of what it said."""

    def __init__(self, said: str) -> None:
        super().__init__(f"The training failed:\n{said[-2000:]}", 500)


class Trainer:
    """Trains in `folder`, where sentence vectors are kept from one training to the next.

    `command` and `needed` are for tests: what is run in the place of Rasa's interpreter, and the
    files without which it cannot be. `kept` are vectors of another training to begin with.
    """

    def __init__(
        self,
        folder: Path,
        kept: Path | None = None,
        command: Sequence[str] | None = None,
        needed: Sequence[Path] = (OURS.python, ROOT / "var" / "model" / "mostrador.json"),
    ) -> None:
        self._folder = folder
        self._kept = kept
        worker = (str(OURS.python), "-W", "ignore", "-m", "bot.evaluate.intents_worker")
        self._command = tuple(command or worker)
        self._needed = needed

    def check(self) -> None:
        """`CannotTrain` where something is missing."""
        for path in self._needed:
            if not path.exists():
                raise CannotTrain(path)

    def _prepare(self) -> None:
        """What an interrupted training left goes; vectors of the assistant's own are taken over."""
        cache = self._folder / "cache"
        cache.mkdir(parents=True, exist_ok=True)
        for left in self._folder.glob("job-*"):
            shutil.rmtree(left, ignore_errors=True)
        if self._kept and self._kept.is_file() and not (cache / VECTORS).exists():
            shutil.copy(self._kept, cache / VECTORS)

    async def answers(
        self, train: Sequence[tuple[str, str]], test: Sequence[str], progress: Progress
    ) -> list[str]:
        """The intent that each text of `test` gets, or `OUT`; `CannotTrain`, `TrainingFailed`."""
        self.check()
        await asyncio.to_thread(self._prepare)
        with TemporaryDirectory(prefix="job-", dir=self._folder) as place:
            job = self._job(Path(place), train, test)
            result = await self._run(job, progress)
        return [_answer(one) for one in result["answers"]]

    def _job(self, out: Path, train: Sequence[tuple[str, str]], test: Sequence[str]) -> Path:
        job = {
            "config": str(ROOT / OURS.config),
            "train": [list(pair) for pair in train],
            "test": [escaped(text) for text in test],
            "out": str(out),
            "without_tensorflow": OURS.without_tensorflow,
        }
        path = out / "job.json"
        path.write_text(json.dumps(job), encoding="utf-8")
        return path

    async def _run(self, job: Path, progress: Progress) -> dict[str, Any]:
        # Rasa's own cache would grow with every patch: the vectors alone are kept.
        seen = environment(OURS, self._folder / "cache") | {"RASA_MAX_CACHE_SIZE": "0"}
        polite = NICE if shutil.which(NICE[0]) else ()
        with (job.parent / "stderr").open("w+", encoding="utf-8") as errors:
            process = await asyncio.create_subprocess_exec(
                *polite, *self._command, str(job),
                cwd=ROOT, env=seen, stdout=asyncio.subprocess.PIPE, stderr=errors,
                limit=LONGEST_LINE, start_new_session=True,
            )  # fmt: skip
            try:
                result = await _result(process, progress)
                await process.wait()
            finally:
                await _kill(process)
            errors.seek(0)
            if process.returncode or result is None:
                raise TrainingFailed(errors.read() or f"exit status {process.returncode}")
            return result


async def _result(process: asyncio.subprocess.Process, progress: Progress) -> dict[str, Any] | None:
    """The result among the worker's lines; what Rasa prints between them is passed over."""
    result: dict[str, Any] | None = None
    async for said in _events(process):
        result = said.get("result", result)
        if stage := said.get("stage"):
            progress(
                "test" if stage == "test" else "train", said.get("done", 0) / said.get("of", 1)
            )
    return result


async def _events(process: asyncio.subprocess.Process) -> AsyncIterator[dict[str, Any]]:
    assert process.stdout is not None
    async for line in process.stdout:
        if line.startswith(b"{"):
            with suppress(json.JSONDecodeError):
                yield json.loads(line)


async def _kill(process: asyncio.subprocess.Process) -> None:
    """The process and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


def _answer(said: dict[str, Any]) -> str:
    return OUT if said["refused"] else intent_of(said["intent"])
