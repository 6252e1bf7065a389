"""Visits of the console in a real browser: a service of its own, and a page of it for an agent."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS, is_ours, log_in
from tests.browser.test_access import PHONE
from tests.people.office import PASSWORD
from tests.product import free_port

# 1280 pixels at 200 % zoom.
ZOOMED = {"viewport": {"width": 640, "height": 400}}
SIZES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": PHONE,
    "zoomed": ZOOMED,
}
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
Enter = Callable[..., Page]


@contextmanager
def served(module: str, folder: Path) -> Iterator[str]:
    """The address of a service that `python -m module PORT FOLDER` runs."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", module, str(port), str(folder)])
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/console/login", process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, "the service ended"
        try:
            httpx.get(url, timeout=5)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the service does not answer")


@contextmanager
def entering(
    browser: Browser,
    address: str,
    path: str = "",
    who: str = "eva",
    before: Callable[[Page, str], str] | None = None,
) -> Iterator[Enter]:
    """`enter("team", who="ana")`: the page for an agent, in a Spanish browser unless `locale` says
    otherwise; `path` and `who` are what is meant where nothing is said.

    `before` may make another path of the one that was asked for. Errors in the console of the
    browser fail the test.
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def go(path: str = path, who: str = who, **options: Any) -> Page:
        context = browser.new_context(base_url=address, **({"locale": "es-ES"} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if is_ours(line) else None)
        log_in(page, who, PASSWORD)
        page.goto(f"/console/{before(page, path) if before else path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MS)
        return page

    yield go
    for context in contexts:
        context.close()
    assert not problems
