"""The agents' console under a day's load: how soon an event is seen, and what everybody costs.

Thirty agents have the list open, two hundred conversations are open, and customers write. One of
the agents is a real Chromium, on whose page the time is taken at which the customer's words are
drawn; the others speak NiceGUI's protocol from a process of their own and do what a browser does
with what arrives: nothing is spared the service. An event's time runs from before the customer's
request is sent. Memory is what the service's proportional set size grows by, over the number of
pages or sockets. Last, two thousand customers sit idle on their sockets while others have turns
with a real Rasa, whose time is taken with and without them.
"""

import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from bench.console_crowd import beside, many_files, open_pages, open_sockets
from bench.turn import QUESTIONS, TURNS_OF_A_CONVERSATION
from bot.tokens import Tokens
from tests.product import Product

AGENTS, OPEN, EVENTS, IDLE, TURNS = 30, 200, 120, 2000, 80
LOGIN = {"email": "ana@tramontana.example", "password": "levante y poniente"}
SECRET = "a secret for tests alone"
SETTLE_S = 4.0
CHROMIUM = "/usr/bin/chromium"
Numbers = dict[str, float]

# Notes when each of the awaited words is first drawn, in the machine's own milliseconds.
WATCH = """
window.seen = {};
const look = () => requestAnimationFrame(() => {
  for (const found of document.body.innerText.matchAll(/event-\\d+/g))
    window.seen[found[0]] ??= Date.now();
});
const all = { childList: true, subtree: true, characterData: true };
new MutationObserver(look).observe(document.body, all);
"""


def run(eval_dir: Path) -> dict[str, Any]:
    """Measure; the numbers below `console`."""
    many_files()
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder), {"MOSTRADOR_MESSAGE_RATE": "100000/minute"})
        product.seed()
        try:
            numbers = measure(product)
        finally:
            product.stop()
    show(numbers)
    return {"console": numbers}


def measure(product: Product) -> Numbers:
    """The console first, without a Rasa beside it, which people's conversations do not need."""
    product.start("service")
    product.wait_for_service()
    with httpx.Client(base_url=product.url, timeout=60) as http:
        found = with_agents(product, http)
        show(found)
        found |= with_sockets(product, http)
    return {key: round(value, 4 if key.startswith("mb") else 1) for key, value in found.items()}


def with_agents(product: Product, http: httpx.Client) -> Numbers:
    """How soon an event is seen, and what an agent's page costs."""
    print(f"  {OPEN} conversations ...", flush=True)
    talks = [Talk(http).wait() for _ in range(OPEN)]
    visit(product.url)
    time.sleep(SETTLE_S)
    before = service_mb(product)
    print(f"  {AGENTS} agents ...", flush=True)
    with agents(product.url, AGENTS - 1), chromium(product.url) as page:
        time.sleep(SETTLE_S)
        found: Numbers = {"mb_per_agent": (service_mb(product) - before) / AGENTS}
        print(f"  {EVENTS} events ...", flush=True)
        times = events(page, talks)
    return found | {"event_ms_p50": p(times, 50), "event_ms_p95": p(times, 95)}


def with_sockets(product: Product, http: httpx.Client) -> Numbers:
    """What a customer's idle socket costs, and whether turns take longer beside many."""
    product.start("rasa")
    product.wait_until_ready()
    print(f"  {TURNS} turns, then with {IDLE} idle sockets ...", flush=True)
    found: Numbers = {"alone_turn_p95_ms": p(turns(http), 95)}
    tokens = [Tokens(SECRET).issue(Talk(http).id) for _ in range(IDLE)]
    before = service_mb(product)
    with beside(open_sockets, product.url.replace("http", "ws"), tokens):
        time.sleep(SETTLE_S)
        found["mb_per_customer_socket"] = (service_mb(product) - before) / IDLE
        found["idle_sockets_turn_p95_ms"] = p(turns(http), 95)
    return found


class Talk:
    """One customer's conversation over HTTP."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        started = http.post("/api/conversations", json={"language": "es"}).raise_for_status().json()
        self.id: str = started["conversation_id"]
        self.token: str = started["token"]

    def wait(self) -> "Talk":
        """Ask for a person."""
        return self._post("person", {})

    def say(self, text: str) -> None:
        """Write."""
        self._post("messages", {"text": text})

    def _post(self, what: str, body: dict[str, str]) -> "Talk":
        headers = {"Authorization": f"Bearer {self.token}"}
        body = body | {"client_id": str(uuid.uuid4())}
        path = f"/api/conversations/current/{what}"
        self._http.post(path, json=body, headers=headers).raise_for_status()
        return self


def events(page: Page, talks: list[Talk]) -> list[float]:
    """Milliseconds from before a customer's request to the drawing of their words."""
    sent: dict[str, float] = {}
    for number in range(EVENTS):
        # The first of the queue: those further down are drawn when they are asked for.
        sent[f"event-{number}"] = time.time() * 1000
        talks[number % 30].say(f"event-{number}")
        time.sleep(0.05)
    page.wait_for_timeout(1000)
    seen: dict[str, float] = page.evaluate("seen")
    # Words that were overwritten before a frame was drawn were on no screen.
    times = [seen[name] - at for name, at in sent.items() if name in seen]
    if len(times) < 0.9 * EVENTS:
        raise AssertionError(f"only {len(times)} of {EVENTS} events were drawn")
    return times


def turns(http: httpx.Client) -> list[float]:
    """Milliseconds of single turns, one after the other; the first ones warm it."""
    times: list[float] = []
    for number in range(TURNS + 10):
        if number % TURNS_OF_A_CONVERSATION == 0:
            talk = Talk(http)
        started = time.perf_counter()
        talk.say(QUESTIONS[number % len(QUESTIONS)])
        times.append((time.perf_counter() - started) * 1000)
    return times[10:]


def visit(url: str) -> None:
    """One look at the list, without a socket."""
    with logged_in(url) as http:
        http.get("/console/").raise_for_status()


@contextmanager
def logged_in(url: str) -> Iterator[httpx.Client]:
    """An agent's cookies."""
    with httpx.Client(base_url=url, timeout=60, follow_redirects=True) as http:
        http.post("/console/login", data=LOGIN).raise_for_status()
        yield http


@contextmanager
def chromium(url: str) -> Iterator[Page]:
    """One agent with a real browser, looking at the list."""
    with sync_playwright() as playwright, logged_in(url) as http:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 900})
        value = http.cookies["mostrador_agent"]
        context.add_cookies([{"name": "mostrador_agent", "value": value, "url": f"{url}/console"}])
        page = context.new_page()
        page.goto("/console/")
        page.locator(".case").first.wait_for()
        page.evaluate(WATCH)
        yield page
        browser.close()


@contextmanager
def agents(url: str, count: int) -> Iterator[None]:
    """Agents who have the list open, in a process of their own."""
    with logged_in(url) as http:
        key = http.cookies["mostrador_agent"]
    with beside(open_pages, url, key, count):
        yield


def service_mb(product: Product) -> float:
    """Proportional set size of the service alone, in MB."""
    services = [psutil.Process(pid) for pid in product.pids()]
    [service] = [one for one in services if "bot.app" in " ".join(one.cmdline())]
    return float(service.memory_full_info().pss) / 2**20


def p(values: list[float], percent: int) -> float:
    """A percentile."""
    return statistics.quantiles(values, n=100)[percent - 1]


def show(numbers: Numbers) -> None:
    """The table."""
    table = Table(title=f"The console: {AGENTS} agents, {OPEN} conversations, {IDLE} idle sockets")
    for column in ("", "measured"):
        table.add_column(column, justify="right")
    for name, value in numbers.items():
        table.add_row(name, f"{value:g}")
    Console().print(table)
