"""The pages about people in a real browser: axe's rules, phone, zoom, colours, keyboard."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE_MS, browser, chromium
from tests.browser.test_access import violations
from tests.visits import SIZES, WIDER, Enter, entering, served

pytestmark = pytest.mark.browser
__all__ = ["browser", "chromium"]
PAGES = ["team", "people", "audit"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the office is."""
    with served("tests.people.office", tmp_path_factory.mktemp("office")) as address:
        yield address


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """`enter("team")`: the page for Eva, who is admin."""
    with entering(browser, address) as enter:
        yield enter


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
