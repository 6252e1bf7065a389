"""The page of training examples in a real browser: axe's rules, phone, zoom, colours, keyboard, and
the whole way from a group to a measured proposal.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import browser, chromium, is_ours, patient
from tests.browser.test_access import violations
from tests.people.test_browser import PATIENCE_MS, SIZES, WIDER, wait_for
from tests.product import free_port
from tests.proposals.office import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("patient")]
__all__ = ["browser", "chromium", "patient"]
PAGES = ["training", "training?group=1", "training?proposal=1"]
Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the office is."""
    port = free_port()
    words = [sys.executable, "-m", "tests.proposals.office", str(port)]
    process = subprocess.Popen([*words, str(tmp_path_factory.mktemp("office"))])
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/console/login", process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """`enter("training")`: the page for Eva. Errors in its console fail the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def go(path: str, **options: Any) -> Page:
        context = browser.new_context(base_url=address, locale="es-ES", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if is_ours(line) else None)
        form = {"email": "eva@tramontana.example", "password": PASSWORD}
        assert page.request.post("/console/login", form=form).ok
        page.goto(f"/console/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MS)
        return page

    yield go
    for context in contexts:
        context.close()
    assert not problems


def test_from_a_group_to_a_measured_proposal_by_keyboard(enter: Enter) -> None:
    page = enter("training")
    name = "Confirmar «¿Cuándo llega mi envío?» como Estado del pedido"
    page.get_by_role("button", name=name).press("Enter")
    expect(page.get_by_text("1 grupo confirmado")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Preparar una propuesta").press("Enter")
    page.wait_for_url("**/console/training?proposal=1", wait_until="commit")
    patch = page.get_by_role("region", name="Parche")
    expect(patch).to_contain_text("+    - por dónde va el envío que me prometisteis")
    page.get_by_role("button", name="Medir", exact=True).press("Enter")
    fixed = page.get_by_role("heading", name="Ahora bien, antes mal: 1")
    # Its processes give way to everything else that the machine does.
    expect(fixed).to_be_visible(timeout=4 * PATIENCE_MS)
    with page.expect_download() as file:
        page.get_by_role("link", name="Descargar el parche").press("Enter")
    assert file.value.suggested_filename == "proposal-1.patch"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(enter: Enter, scheme: str) -> None:
    page = enter(PAGES[0], color_scheme=scheme, reduced_motion="reduce")
    for path in PAGES:
        page.goto(f"/console/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_timeout(300)
        assert violations(page) == [], path


@pytest.mark.parametrize("size", ["phone", "zoomed"])
def test_nothing_is_wider_than_the_window(enter: Enter, size: str) -> None:
    page = enter(PAGES[0], **SIZES[size])
    for path in PAGES:
        page.goto(f"/console/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert not page.evaluate(WIDER), path
