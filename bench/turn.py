"""A whole turn over HTTP: ours against a stock Rasa with its default pipeline and policies.

The same questions go to both, in short conversations, in alternating rounds of one run. A
stock turn is NLU, policies and a plain response; ours also records the message, searches
the manuals and the FAQ, logs the contact and records the answer. Memory is proportional
set size over all processes, so that shared pages count once. Ours is then timed flow by flow
(`bench.flows`).
"""

import json
import statistics
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from bench import flows, stock
from deploy.setup import STOCK, environment
from deploy.steps import ROOT
from tests.product import Product, free_port

ROUNDS, PER_ROUND = 4, 30
SENDERS, PER_SENDER = 8, 20
TURNS_OF_A_CONVERSATION = 10
# Questions alone: none begins a form, which a stock project with plain responses lacks.
QUESTIONS = (
    "How do I descale the espresso machine?",
    "¿Cada cuánto hay que cambiar el filtro HEPA?",
    "what does error E02 mean",
    "cuanto tarda el envio",
    "do i need to register my product",
    "¿Qué programa de la lavadora es para la lana?",
    "how do i connect the robot to wifi",
    "¿Puedo lavar el cajón en el lavavajillas?",
    "which payment methods do you accept",
    "¿Puedo pagar con Bizum?",
)


class Opponent(Protocol):
    """One of the two: started, asked, weighed, stopped. `silent` counts turns without a reply."""

    name: str
    silent: int

    def start(self) -> float: ...
    def conversation(self, http: httpx.Client) -> Callable[[str], None]: ...
    def pids(self) -> list[int]: ...
    def stop(self) -> None: ...


class Ours:
    """Mostrador as `make run` runs it, on a database of its own."""

    name = "ours"
    silent = 0

    def __init__(self, folder: Path) -> None:
        settings = {"MOSTRADOR_MESSAGE_RATE": "100000/minute"}
        self._product = Product(folder, settings)
        self._product.seed()

    @property
    def url(self) -> str:
        """Where it serves."""
        return self._product.url

    def start(self) -> float:
        """Seconds until every part is well."""
        started = time.monotonic()
        self._product.start()
        self._product.wait_until_ready()
        return time.monotonic() - started

    def conversation(self, http: httpx.Client) -> Callable[[str], None]:
        """A new conversation: a function that asks and waits for the replies."""
        url = self._product.url + "/api/conversations"
        token = http.post(url, json={"language": "es"}).raise_for_status().json()["token"]
        headers = {"Authorization": f"Bearer {token}"}

        def ask(text: str) -> None:
            body = {"client_id": str(uuid.uuid4()), "text": text}
            answer = http.post(f"{url}/current/messages", json=body, headers=headers)
            replies = answer.raise_for_status().json()["replies"]
            if not replies or any(one["data"].get("notice") for one in replies):
                raise AssertionError(f"no answer to {text!r}: {replies}")

        return ask

    def pids(self) -> list[int]:
        """Rasa and the service."""
        return self._product.pids()

    def stop(self) -> None:
        """End both."""
        self._product.stop()


class StockRasa:
    """`rasa run` with the default pipeline and policies, plain responses over REST."""

    name = "stock_rasa"

    def __init__(self, folder: Path, model: Path) -> None:
        self._port = free_port()
        self._url = f"http://127.0.0.1:{self._port}"
        self._log = folder / "stock-rasa.log"
        self._model = model
        self._process: subprocess.Popen[bytes] | None = None
        self.silent = 0

    def start(self) -> float:
        """Seconds until a model is loaded."""
        started = time.monotonic()
        words = [str(STOCK), "-m", "rasa", "run", "--enable-api", "--interface", "127.0.0.1"]
        words += ["--port", str(self._port), "--model", str(self._model)]
        words += ["--credentials", str(ROOT / "deploy" / "credentials.yml")]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                words, cwd=self._model.parent, env=environment(), stdout=log, stderr=log
            )
        while not self._ready():
            if self._process.poll() is not None:
                raise AssertionError(self._log.read_text()[-3000:])
            time.sleep(0.1)
        return time.monotonic() - started

    def _ready(self) -> bool:
        try:
            return httpx.get(self._url + "/status", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def conversation(self, http: httpx.Client) -> Callable[[str], None]:
        """A new sender."""
        sender = str(uuid.uuid4())

        def ask(text: str) -> None:
            body = {"sender": sender, "message": text}
            answer = http.post(self._url + "/webhooks/rest/webhook", json=body)
            # Its policies may rather listen, by what they learnt: a turn all the same.
            self.silent += not answer.raise_for_status().json()

        return ask

    def pids(self) -> list[int]:
        """The one process."""
        return [self._process.pid] if self._process else []

    def stop(self) -> None:
        """End it."""
        if self._process:
            self._process.terminate()
            self._process.wait(30)


@dataclass
class Measured:
    """What was measured of one opponent. Milliseconds are those of single turns."""

    start_s: float = 0.0
    turns_ms: list[float] = field(default_factory=list)
    per_s: list[float] = field(default_factory=list)
    rss_mb: float = 0.0
    silent: int = 0

    def numbers(self) -> dict[str, float]:
        """The leaves of the result."""
        cuts = statistics.quantiles(self.turns_ms, n=20)
        return {
            "p50_ms": round(statistics.median(self.turns_ms), 1),
            "p95_ms": round(cuts[18], 1),
            "per_s": round(statistics.median(self.per_s), 1),
            "start_s": round(self.start_s, 1),
            "rss_mb": round(self.rss_mb, 0),
            "silent": self.silent,
        }


def ask_many(opponent: Opponent, count: int, into: list[float]) -> None:
    """`count` questions one after the other, a new conversation every ten."""
    with httpx.Client(timeout=60) as http:
        for number in range(count):
            if number % TURNS_OF_A_CONVERSATION == 0:
                ask = opponent.conversation(http)
            started = time.perf_counter()
            ask(QUESTIONS[number % len(QUESTIONS)])
            into.append((time.perf_counter() - started) * 1000)


def ask_at_once(opponent: Opponent) -> float:
    """Messages a second with several senders at the same time."""
    results: list[float] = []
    words = (opponent, PER_SENDER, results)
    threads = [threading.Thread(target=ask_many, args=words) for _ in range(SENDERS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    if len(results) != SENDERS * PER_SENDER:
        raise AssertionError(f"{opponent.name}: only {len(results)} answers")
    return len(results) / seconds


def memory_mb(pids: list[int]) -> float:
    """Proportional set size of the processes and their children, in MB."""
    family = [psutil.Process(pid) for pid in pids]
    family += [child for one in family for child in one.children(recursive=True)]
    return sum(float(one.memory_full_info().pss) for one in family) / 2**20


def run(eval_dir: Path) -> dict[str, Any]:
    """Measure both; the numbers below `turn`."""
    model = stock.ensure(ROOT / "var" / "stock")
    with tempfile.TemporaryDirectory() as folder:
        ours = Ours(Path(folder))
        both: list[Opponent] = [StockRasa(Path(folder), model), ours]
        found = {one.name: Measured() for one in both}
        try:
            for one in both:
                print(f"  starting {one.name} ...", flush=True)
                found[one.name].start_s = one.start()
            measure(both, found)
            print("  flow by flow ...", flush=True)
            by_flow = flows.run(ours.url)
        finally:
            for one in both:
                one.stop()
    numbers = {name: measured.numbers() for name, measured in found.items()}
    show(numbers)
    flows.show(by_flow)
    return {"turn": {**numbers, "flows": by_flow}}


def measure(both: list[Opponent], found: dict[str, Measured]) -> None:
    """Alternating rounds; the first questions of each warm it and are not counted."""
    for one in both:
        ask_many(one, len(QUESTIONS), [])
    for number in range(ROUNDS):
        print(f"  round {number + 1} of {ROUNDS} ...", flush=True)
        for one in both:
            ask_many(one, PER_ROUND, found[one.name].turns_ms)
            found[one.name].per_s.append(ask_at_once(one))
    for one in both:
        found[one.name].rss_mb = memory_mb(one.pids())
        found[one.name].silent = one.silent


def show(numbers: dict[str, dict[str, float]]) -> None:
    """The table."""
    table = Table(title="A whole turn over HTTP")
    columns = ["p50_ms", "p95_ms", "per_s", "start_s", "rss_mb", "silent"]
    for column in ["", *columns]:
        table.add_column(column, justify="right")
    for name, row in numbers.items():
        table.add_row(name, *(str(row[column]) for column in columns))
    Console().print(table)


if __name__ == "__main__":
    print(json.dumps(run(Path())))
