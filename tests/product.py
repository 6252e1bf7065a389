"""The whole product on free ports and a fresh database, for tests and benchmarks.

It is what `make run` runs: a real Rasa with the trained assistant, the real service, the
model and index of `var/`. Only the ports and the database are its own.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from deploy.setup import ASSISTANT, RASA, SERVICE, environment
from deploy.steps import ROOT
from deploy.supervisor import rasa_command

READY_S = 120.0
SHOPS_SECRET = "what the shop signs its customers in with, for tests alone"


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Product:
    """Rasa and the service as two processes that can be started, killed and started again."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.port, self.rasa_port = free_port(), free_port()
        self.folder = folder
        self.url = f"http://127.0.0.1:{self.port}"
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._env = dict(
            environment(),
            MOSTRADOR_PORT=str(self.port),
            MOSTRADOR_RASA_PORT=str(self.rasa_port),
            MOSTRADOR_VAR_DIR=str(folder),
            MOSTRADOR_SECRET="a secret for tests alone",
            MOSTRADOR_WEBHOOK_TOKEN="a token for tests alone",
            MOSTRADOR_CUSTOMER_SECRET=SHOPS_SECRET,
            MOSTRADOR_AGENT_PASSWORD="levante y poniente",
            MOSTRADOR_WEBHOOK_URL=f"{self.url}/webhook",
            MOSTRADOR_TRACKER_DB=str(folder / "tracker.db"),
            MOSTRADOR_CONVERSATION_RATE="100000/minute",
            MOSTRADOR_ALWAYS_OPEN="true",
            MOSTRADOR_SHORT_SURVEY_ONE_IN="0",
            OMP_NUM_THREADS="1",
        )
        self._env.update(settings or {})
        self._env.pop("PYTEST_CURRENT_TEST", None)

    def seed(self) -> None:
        """Make the database with the sample orders."""
        self._run("seed", [str(SERVICE), "-m", "bot.seed"])

    def start(self, *names: str) -> None:
        """Start "rasa", "service", or both, without waiting."""
        for name in names or ("rasa", "service"):
            with (self.folder / f"{name}.log").open("ab") as log:
                self._processes[name] = subprocess.Popen(
                    self._words(name), cwd=ROOT, env=self._env, stdout=log, stderr=log
                )

    def wait_until_ready(self) -> dict[str, Any]:
        """What `/health` says once all is well."""
        return self._wait(lambda answer: answer.status_code == 200)

    def wait_for_service(self) -> dict[str, Any]:
        """What `/health` says as soon as anything answers."""
        return self._wait(lambda answer: True)

    def kill(self, *names: str) -> None:
        """End processes as a crash would: no warning, no clean-up."""
        for name in names or ("rasa", "service"):
            process = self._processes.pop(name)
            process.send_signal(signal.SIGKILL)
            process.wait()

    def stop(self) -> None:
        """End what runs."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()

    def pids(self) -> list[int]:
        """The processes that run."""
        return [process.pid for process in self._processes.values()]

    def _words(self, name: str) -> list[str]:
        if name == "service":
            return [str(SERVICE), "-m", "bot.app"]
        return rasa_command(self.rasa_port)

    def _run(self, name: str, words: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            subprocess.run(words, cwd=ROOT, env=self._env, stdout=log, stderr=log, check=True)

    def _wait(self, enough: Any) -> dict[str, Any]:
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            for name, process in self._processes.items():
                if process.poll() is not None:
                    raise AssertionError(f"{name} ended:\n{self.log_of(name)}")
            try:
                answer = httpx.get(f"{self.url}/health", timeout=5)
            except httpx.HTTPError:
                pass
            else:
                if enough(answer):
                    found: dict[str, Any] = answer.json()
                    return found
            time.sleep(0.1)
        raise AssertionError(f"not ready after {READY_S} s:\n{self.log_of('service')}")

    def log_of(self, name: str) -> str:
        """The end of a process's log."""
        log = self.folder / f"{name}.log"
        return log.read_text(errors="replace")[-4000:] if log.exists() else ""


def product_is_set_up() -> bool:
    """Whether the set-up made what the product needs."""
    needed = (RASA, SERVICE, ASSISTANT / "assistant.tar.gz", ROOT / "var/index/current")
    return all(os.path.exists(one) for one in needed)
