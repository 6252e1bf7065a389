"""Builds, checks and calibrations in the background, each a process of its own, one at a time.

A job's state is read from its files and its process, so that a service that was started again
tells the same as before: a build goes on without the service, and one that was killed is called
interrupted. Depends on bot.knowledge's lock and the door's words.
"""

import json
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import psutil

from bot.content.words import Refused
from bot.knowledge.lock import building
from bot.knowledge.notices import Notice

KEPT = 50
SAID_LINES = 20
COMMAND = (sys.executable, "-m", "kb_ingest")
SAME_START_S = 2.0
"""Two processes of one number that began further apart are two."""

Kind = Literal["build", "check", "calibrate"]
State = Literal["running", "done", "failed", "interrupted"]


@dataclass(frozen=True, slots=True)
class Job:
    """One job. `born` is its process's start, in seconds since 1970."""

    id: str
    kind: Kind
    who: str
    started: str
    arguments: list[str]
    pid: int
    born: float


class Jobs:
    """The jobs of `index_dir`. `environment` is what their processes see."""

    def __init__(
        self,
        index_dir: Path,
        environment: Mapping[str, str],
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._index = index_dir
        self._folder = index_dir / "jobs"
        self._environment = dict(environment)
        self._command = tuple(command)
        self._lock = threading.Lock()
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, kind: Kind, arguments: Sequence[str], who: str, language: str) -> Job:
        """Begin a job; `Notice` (409) while another one runs or somebody builds by hand."""
        with self._lock:
            self._refuse_second()
            job = self._spawn(kind, [kind, *arguments, "--json"], who, language)
            self._drop_old()
        return job

    def _refuse_second(self) -> None:
        for job in self.all():
            if self.state(job) == "running":
                raise Refused("job_running", 409, **asdict(job))
        if holder := building(self._index).holder():
            raise Notice("building", 409, **asdict(holder))

    def _spawn(self, kind: Kind, arguments: list[str], who: str, language: str) -> Job:
        self._folder.mkdir(parents=True, exist_ok=True)
        now = datetime.now(UTC)
        name = f"{now:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"
        if kind == "calibrate":
            arguments = [*arguments, "--report", str(self._path(name, "html"))]
        with self._path(name, "out").open("wb") as out, self._path(name, "err").open("wb") as err:
            child = subprocess.Popen(
                [*self._command, "--lang", language, *arguments],
                stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                env=self._environment, start_new_session=True,
            )  # fmt: skip
        self._children[name] = child
        # Somebody has to wait for it: it would stay in the list of processes otherwise.
        threading.Thread(target=child.wait, daemon=True).start()
        started = now.isoformat(timespec="seconds")
        job = Job(name, kind, who, started, arguments, child.pid, now.timestamp())
        with suppress(psutil.Error):
            job = Job(**{**asdict(job), "born": psutil.Process(child.pid).create_time()})
        fresh = self._path(name, "tmp")
        fresh.write_text(json.dumps(asdict(job)))
        os.replace(fresh, self._path(name, "json"))
        return job

    def all(self) -> list[Job]:
        """The last jobs, the newest first."""
        found = sorted(self._folder.glob("*.json"), reverse=True)
        return [job for path in found if (job := _read(path))]

    def get(self, name: str) -> Job:
        """The job of that id; `Refused` (404) where there is none."""
        for job in self.all():
            if job.id == name:
                return job
        raise Refused("no_job", 404, id=name)

    def state(self, job: Job) -> State:
        """Running, or how it ended: done with an outcome, failed with a reason, or cut short."""
        alive = self._is_alive(job)
        outcome = self.outcome(job)
        if outcome is not None:
            return "failed" if "error" in outcome else "done"
        return "running" if alive else "interrupted"

    def outcome(self, job: Job) -> dict[str, Any] | None:
        """What the command printed at its end; None before."""
        with suppress(OSError, ValueError):
            said = json.loads(self._path(job.id, "out").read_text())
            return said if isinstance(said, dict) else None
        return None

    def progress(self, job: Job) -> dict[str, Any] | None:
        """The last it said of how far it is: step, done, of, file."""
        for line in reversed(self._said(job)):
            with suppress(ValueError):
                said = json.loads(line)
                if isinstance(said, dict):
                    return said
        return None

    def as_json(self, job: Job) -> dict[str, Any]:
        """All of a job as plain data. `said` are its last words where it was cut short."""
        state = self.state(job)
        return {
            "id": job.id,
            "kind": job.kind,
            "who": job.who,
            "started": job.started,
            "state": state,
            "progress": self.progress(job),
            "outcome": self.outcome(job),
            "said": self._said(job)[-SAID_LINES:] if state == "interrupted" else [],
        }

    def report(self, name: str) -> Path:
        """The page that a job made; `Refused` (404) where it made none, or not yet."""
        job, path = self.get(name), self._path(name, "html")
        if self.state(job) != "done" or not path.is_file():
            raise Refused("no_report", 404, id=name)
        return path

    def _said(self, job: Job) -> list[str]:
        try:
            return self._path(job.id, "err").read_text(errors="replace").splitlines()
        except OSError:
            return []

    def _is_alive(self, job: Job) -> bool:
        child = self._children.get(job.id)
        if child:
            return child.poll() is None
        try:
            process = psutil.Process(job.pid)
            ended = process.status() == psutil.STATUS_ZOMBIE
            return not ended and abs(process.create_time() - job.born) < SAME_START_S
        except psutil.Error:
            return False

    def _drop_old(self) -> None:
        for job in self.all()[KEPT:]:
            for ending in ("json", "out", "err", "html"):
                self._path(job.id, ending).unlink(missing_ok=True)
            self._children.pop(job.id, None)

    def _path(self, name: str, ending: str) -> Path:
        return self._folder / f"{name}.{ending}"


def _read(path: Path) -> Job | None:
    try:
        return Job(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None
