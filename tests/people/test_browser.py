"""The pages about people in a real browser: axe's rules, phone, zoom, colours, keyboard."""

import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import browser, chromium, is_ours
from tests.browser.test_access import PHONE, violations
from tests.people.office import PASSWORD
from tests.product import free_port

pytestmark = pytest.mark.browser
__all__ = ["browser", "chromium"]
# A machine that does much else at once is slow, not wrong.
PATIENCE_MS = 30_000
PAGES = ["team", "people", "audit"]
# 1280 pixels at 200 % zoom.
ZOOMED = {"viewport": {"width": 640, "height": 400}}
SIZES = {"desktop": {"viewport": {"width": 1280, "height": 800}}, "phone": PHONE, "zoomed": ZOOMED}
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the office is."""
    port = free_port()
    words = [sys.executable, "-m", "tests.people.office", str(port)]
    process = subprocess.Popen([*words, str(tmp_path_factory.mktemp("office"))])
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/console/login", process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Until it answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, "the office ended"
        try:
            httpx.get(url, timeout=5)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the office does not answer")


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """`enter("team")`: the page for Eva, who is admin. Errors in its console fail the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def go(path: str = "", who: str = "eva", **options: object) -> Page:
        context = browser.new_context(base_url=address, locale="es-ES", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if is_ours(line) else None)
        form = {"email": f"{who}@tramontana.example", "password": PASSWORD}
        assert page.request.post("/console/login", form=form).ok
        page.goto(f"/console/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE_MS)
        return page

    yield go
    for context in contexts:
        context.close()
    assert not problems


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(enter: Enter, path: str, scheme: str) -> None:
    page = enter(path, color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_timeout(500)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_form_of_an_account(enter: Enter, scheme: str) -> None:
    page = enter("people", color_scheme=scheme, reduced_motion="reduce")
    page.get_by_role("button", name="Cambiar: Ana Vidal").click()
    expect(page.get_by_role("dialog", name="Cambiar la cuenta de Ana Vidal")).to_be_visible()
    page.wait_for_timeout(500)
    # What lies behind the dialog is dimmed.
    assert violations(page, ".q-dialog") == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_window(enter: Enter, path: str, size: str) -> None:
    page = enter(path, **SIZES[size])
    page.wait_for_timeout(300)
    assert not page.evaluate(WIDER)


def test_pages_are_reached_by_keyboard(enter: Enter) -> None:
    page = enter("")
    page.get_by_role("link", name="Equipo").press("Enter")
    page.wait_for_url("**/console/team", wait_until="commit")
    current = page.get_by_role("link", name="Equipo")
    expect(current).to_have_attribute("aria-current", "page", timeout=PATIENCE_MS)


def test_status_of_another_is_set_by_keyboard(enter: Enter) -> None:
    enter("", who="ana")
    page = enter("team")
    status = page.get_by_role("combobox", name="Estado de Ana Vidal")
    expect(status).to_have_value("online")
    status.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Ana Vidal: Ausente.")).to_be_visible()
    expect(status).to_have_value("away")


def test_a_face_is_uploaded_and_shown(enter: Enter) -> None:
    page = enter("people")
    page.get_by_role("button", name="Cambiar: Eva Montes").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Elegir imagen…").click()
    written = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(written, "PNG")
    upload = {"name": "eva.png", "mimeType": "image/png", "buffer": written.getvalue()}
    chooser.value.set_files(upload)  # type: ignore[arg-type]
    expect(page.get_by_text("Imagen guardada.")).to_be_visible()
    face = page.locator(".account img").first
    expect(face).to_have_js_property("naturalWidth", 128)


def test_the_log_is_downloaded_as_it_is_filtered(enter: Enter, tmp_path: Path) -> None:
    page = enter("audit")
    page.get_by_label("Qué").select_option("claim")
    page.get_by_role("button", name="Mostrar").click()
    expect(page.get_by_role("cell", name="Atendió")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Descargar CSV").click()
    download.value.save_as(tmp_path / "audit.csv")
    lines = (tmp_path / "audit.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert ",Ana Vidal,ana@tramontana.example,claim," in lines[1]


def test_a_page_that_is_open_keeps_its_agent_online(enter: Enter) -> None:
    team = enter("team")
    carla = enter("", who="carla")
    expect(carla.get_by_role("link", name="Team")).to_have_count(0)
    expect(team.get_by_role("article", name="Carla Ruiz")).to_have_count(0)
    expect(team.get_by_role("combobox", name="Estado de Eva Montes")).to_have_value("online")
