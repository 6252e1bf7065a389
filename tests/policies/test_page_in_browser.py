"""The public page in a real Chromium: axe's rules, phone, dark, print, the clause that is meant."""

import threading
from collections.abc import Iterator
from importlib.resources import files

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from tests.policies.test_page import app
from tests.product import free_port

pytestmark = pytest.mark.browser
AXE = files("axe_playwright_python") / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
TOO_SMALL = """() =>
  [...document.querySelectorAll("main button, main input, .contents a, .others a")]
  .filter(each => each.checkVisibility() && each.type !== "hidden")
  .map(each => [each.textContent || each.id, each.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24).map(([name]) => name)"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The pages on a port of their own."""
    server = uvicorn.Server(uvicorn.Config(app(), port=free_port(), log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    yield f"http://127.0.0.1:{server.config.port}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "path", ["/policies?lang=es", "/policies/returns?lang=es", "/policies/warranty?on=2020-01-01"]
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Browser,
    address: str,
    path: str,
    device: dict[str, object],
    scheme: str,
) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme, **device)
    page = context.new_page()
    page.goto(path)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    assert [f"{v['id']}: {[n['target'] for n in v['nodes']]}" for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate(TOO_SMALL) == []
    context.close()


def test_a_link_to_a_clause_shows_and_marks_it(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/policies/returns?lang=en#5.1")
    assert page.evaluate("document.querySelector(':target').id") == "5.1"
    box = page.locator("[id='5.1']").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 400
    page.close()


def test_the_day_of_an_order_leads_to_its_version(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/policies/returns?lang=en")
    page.get_by_label("Day of your order").fill("2023-07-01")
    page.get_by_role("button", name="See the version that applies").click()
    page.get_by_text("This is not the version of today.").wait_for()
    assert page.get_by_text("Version 2.0, for orders placed").is_visible()
    page.close()


def test_printed_it_is_the_text_alone(browser: Browser, address: str) -> None:
    page: Page = browser.new_page()
    page.goto(f"{address}/policies/refunds?lang=en")
    page.emulate_media(media="print")
    for name in ("form.when", "nav.contents", "aside.versions", "footer"):
        assert not page.locator(name).first.is_visible()
    assert page.get_by_role("heading", name="1.1 For a return").is_visible()
    page.close()
