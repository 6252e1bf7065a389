"""A real Chromium, and the fake service that the widget talks to."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from tests.browser.fake_service import FakeService, running

# A machine that does much else at once is slow, not wrong.
PATIENCE_MS, USUAL_MS = 30_000, 5_000
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium; without one, tests fail in CI, else skip."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    words = f"no Chromium on this machine (looked for {', '.join(NAMES)})"
    return pytest.fail(words) if os.environ.get("CI") else pytest.skip(words)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for a file of tests, in which what is expected may take its time."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield browser
        browser.close()
    expect.set_options(timeout=USUAL_MS)


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FakeService, str]]:
    """The fake service and its address."""
    service = FakeService(tmp_path_factory.mktemp("library"))
    with running(service) as address:
        yield service, address


@pytest.fixture
def service(fake: tuple[FakeService, str]) -> FakeService:
    """The fake service, as new."""
    fake[0].reset()
    return fake[0]


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, service: FakeService, fake: tuple[FakeService, str]) -> Iterator[Visit]:
    """`visit("/", color_scheme="dark")`: a page of its own. Errors in its console fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def go(path: str = "/", **options: Any) -> Page:
        context = browser.new_context(base_url=fake[1], **({"locale": "es-ES"} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if is_ours(line) else None)
        page.goto(path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert not errors


def log_in(page: Page, name: str, password: str) -> None:
    """An agent logs in, and is not sent on to any page."""
    form = {"email": f"{name}@tramontana.example", "password": password}
    answer = page.request.post("/console/login", form=form, max_redirects=0)
    assert answer.status == 303, answer.text()


def is_ours(line: ConsoleMessage) -> bool:
    """Whether a console line is a fault of the page, not the browser noting a lost connection."""
    noise = ("Failed to load resource", "WebSocket connection")
    return line.type == "error" and not any(each in line.text for each in noise)
