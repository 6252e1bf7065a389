"""The page of standards in a real browser: a journey to the rows, axe's rules, phone, zoom,
colours, keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import browser, chromium
from tests.browser.test_access import PHONE, violations
from tests.visits import WIDER, ZOOMED, Enter, entering, served

pytestmark = pytest.mark.browser
__all__ = ["browser", "chromium"]
PAGES = {
    "figures": "standards?days=90",
    "one": "standards?standard=simple_share",
    "rows": "standards?standard=containment&rows=1&days=90",
    "alerts": "standards?show=alerts",
    "weekly": "standards?show=weekly",
}
SMALL = PHONE | {"viewport": {"width": 360, "height": 740}}
SIZES = {"phone": SMALL, "zoomed": ZOOMED}


@pytest.fixture(scope="module")
def address(memory_folder: Path) -> Iterator[str]:
    """Where the office is."""
    with served("tests.oversight.office", memory_folder / "oversight") as address:
        yield address


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """`enter("standards", who="mary")`: the page for a manager."""
    with entering(browser, address, "standards", "marta") as enter:
        yield enter


def test_a_manager_opens_a_figure_to_its_rows_and_a_conversation(enter: Enter) -> None:
    page = enter("")
    page.get_by_role("link", name="Estándares", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Estándares de servicio")).to_be_visible()
    expect(page.get_by_role("note")).to_contain_text("Datos simulados")
    card = page.locator("#standard-containment")
    expect(card).to_contain_text("los respondiera el asistente o no")
    number = card.locator(".big a")
    said = number.inner_text()
    number.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Resuelto sin personas")
    rows = page.locator("table.behind tbody tr")
    expect(rows).to_have_count(50)
    page.get_by_role("link", name="pasó a una persona").click()
    expect(page.get_by_role("status").last).to_contain_text("cuentan como «pasó a una persona»")
    handed = page.locator("table.behind tbody tr")
    expect(handed.first).to_contain_text("pasó a una persona")
    page.get_by_role("link", name="Volver a la cifra").click()
    expect(page.locator(".big")).to_have_text(said)
    page.get_by_role("link", name="sin personas").first.click()
    page.get_by_role("link", name="Abrir").first.click()
    page.wait_for_url("**/console/conversation/talk-*", wait_until="commit")


def test_filters_stay_in_the_address(enter: Enter) -> None:
    page = enter(who="mary")
    page.get_by_label("Language").select_option("en")
    page.get_by_label("Times").select_option("1")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**language=en**", wait_until="commit")
    expect(page.get_by_role("status").filter(has_text="Only English.")).to_be_visible()
    assert "business=1" in page.url
    page.reload()
    expect(page.get_by_label("Language")).to_have_value("en")
    page.get_by_role("link", name="7 days").press("Enter")
    page.wait_for_url("**days=7**", wait_until="commit")
    expect(page.get_by_label("Language")).to_have_value("en")


def test_the_numbers_of_a_chart_are_behind_it(enter: Enter) -> None:
    page = enter()
    card = page.locator("#standard-first_response")
    picture = card.get_by_role("img")
    expect(picture.locator("title").first).to_have_text("Evolución: Primera respuesta")
    summary = card.locator("summary")
    summary.focus()
    summary.press("Enter")
    expect(card.get_by_role("table")).to_be_visible()
    expect(card.locator("tbody tr")).to_have_count(30)


def test_an_alert_is_acknowledged_by_keyboard(enter: Enter) -> None:
    page = enter("standards?show=alerts", who="mary")
    buttons = page.get_by_role("button", name="Acknowledge")
    expect(buttons.first).to_be_visible()
    before = buttons.count()
    buttons.first.press("Enter")
    expect(buttons).to_have_count(before - 1)
    expect(page.locator(".alert").first).to_contain_text("Mary")


def test_the_report_is_downloaded(enter: Enter) -> None:
    page = enter("standards?show=weekly", who="mary")
    with page.expect_download() as found:
        page.get_by_role("link", name="PDF in Spanish").click()
    assert found.value.suggested_filename.startswith("informe-")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(enter: Enter, name: str, scheme: str) -> None:
    who = "marta" if scheme == "light" else "mary"
    page = enter(PAGES[name], who, color_scheme=scheme, reduced_motion="reduce")
    page.wait_for_timeout(400)
    assert violations(page) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_window(enter: Enter, name: str, size: str) -> None:
    page = enter(PAGES[name], **SIZES[size])
    page.wait_for_timeout(200)
    assert not page.evaluate(WIDER)
