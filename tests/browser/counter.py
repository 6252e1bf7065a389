"""The whole service with a played Rasa, as a process of its own: real doors, a real console.

What `tests/product.py` starts takes two processes and a trained assistant; for pages of agents
and the widget together, a Rasa that echoes is enough. `python -m tests.browser.counter FOLDER
PORT` serves.
"""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import httpx
import uvicorn

from tests.core.fake_rasa import FakeRasa
from tests.product import free_port

PASSWORD = "levante y poniente"
READY_S = 90.0
AGENTS = {"ana": ("Ana", "es"), "luis": ("Luis Vega", "en")}
"""Names and languages by the first part of their e-mail. Ana is who every new database has, an
admin."""


class Counter:
    """A service that can be started, killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        words = [sys.executable, "-m", "tests.browser.counter", str(self.folder), str(self.port)]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(words, stdout=log, stderr=log)
        deadline = time.monotonic() + READY_S
        while not self._answers():
            assert self._process.poll() is None, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a crash would."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """End it."""
        if self._process:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def log(self) -> str:
        """The end of what it wrote."""
        return self._log.read_text(errors="replace")[-4000:]

    @property
    def _log(self) -> Path:
        return self.folder / "service.log"

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/console/login", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False


async def serve(folder: Path, port: int) -> None:
    """Serve until told to stop."""
    # Only the process that serves has the whole service in it.
    from bot.app import create_app
    from bot.seed import seed
    from bot.service import build
    from bot.settings import Settings

    settings = Settings(
        _env_file=None,
        var_dir=folder,
        port=port,
        secret="a secret for tests alone",
        webhook_token="a token for tests alone",
        agent_password=PASSWORD,
        login_rate="1000/minute",
        conversation_rate="1000/minute",
        always_open=True,
        # Whoever is first may claim: which agent is the best one is not what is tested.
        keep_for_s=0,
    )
    service = build(settings, FakeRasa().client())
    await seed(service.database, settings)
    for name, (shown, language) in AGENTS.items():
        email = f"{name}@tramontana.example"
        agent = await service.agents.ensure(email, shown, PASSWORD, "agent")
        await service.agents.set_language(agent.id, language)
    config = uvicorn.Config(
        create_app(service),
        port=port,
        log_level="warning",
        ws="websockets-sansio",
        timeout_graceful_shutdown=2,
    )
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
