"""The widget and the pages for everyone: keyboard, screen reader, phone, colours, axe's rules."""

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.fake_service import FakeService
from tests.browser.panel import Panel

pytestmark = pytest.mark.browser

AXE = files("axe_playwright_python") / "axe.min.js"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CITED = "/manuals/levante.es?passage=aaaa000000000001#cited"
PAGES = ["/", "/en", "/manuals", CITED, "/manuals/none"]
# What passes is not asked for: telling where it stands is most of axe's work.
RUN_AXE = """async within => {
  const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(within, {runOnly, resultTypes: ["violations"]});
  return found.violations.map(one =>
    `${one.id}: ${JSON.stringify(one.nodes.map(each => each.target))}`);
}"""
TOO_SMALL = """root => [...root.shadowRoot.querySelectorAll("button, a, textarea")]
  .filter(each => each.checkVisibility())
  .map(each => [each.textContent || each.ariaLabel, each.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44)
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
FOCUSED = "document.activeElement.shadowRoot?.activeElement ?? document.activeElement"


def violations(page: Page, within: str = "html") -> list[str]:
    """What axe finds against WCAG 2.2 A and AA in what the selector `within` finds."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(f"{AXE.read_text(encoding='utf-8')};0")
    found: list[str] = page.evaluate(RUN_AXE, within)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_the_pages(visit: Visit, path: str, scheme: str) -> None:
    assert violations(visit(path, color_scheme=scheme, reduced_motion="reduce")) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_conversation(
    visit: Visit, service: FakeService, scheme: str
) -> None:
    panel = Panel(visit("/manuals", color_scheme=scheme, reduced_motion="reduce")).open()
    panel.say("descalcifico")
    expect(panel.button("Sí, gracias")).to_be_visible()
    service.post("agent", "Soy **Marta**, con un [enlace](/manuals) y `código`.")
    service.post("system", "Marta se ha unido a la conversación.")
    expect(panel.log).to_contain_text("se ha unido")
    assert violations(panel.page) == []
    service.change("closed")
    expect(panel.button("Nueva conversación")).to_be_visible()
    assert violations(panel.page) == []


def test_a_whole_conversation_by_keyboard(visit: Visit, service: FakeService) -> None:
    page = visit("/manuals")
    panel = Panel(page)
    expect(panel.launcher).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(panel.launcher).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel.field).to_be_focused()
    expect(panel.messages("bot")).to_have_count(1)
    page.keyboard.type("descalcifico")
    page.keyboard.press("Enter")
    expect(panel.button("No me ha servido")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(panel.button("No me ha servido")).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel.log).to_contain_text("Eco: No me ha servido")
    expect(panel.field).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel.dialog).to_be_hidden()
    expect(panel.launcher).to_be_focused()


def test_focus_returns_to_the_button_that_opened_it(visit: Visit) -> None:
    page = visit()
    caller = page.get_by_role("button", name="Preguntar en el mostrador")
    expect(Panel(page).launcher).to_be_visible()
    caller.focus()
    page.keyboard.press("Enter")
    expect(Panel(page).field).to_be_focused()
    page.keyboard.press("Escape")
    expect(caller).to_be_focused()


def test_only_new_messages_are_announced(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    panel.say("hola")
    expect(panel.log).to_contain_text("Eco: hola")
    panel.page.reload()
    panel.launcher.click()
    expect(panel.log).to_contain_text("Eco: hola")
    expect(panel.log).to_have_attribute("aria-live", "off")
    service.post("agent", "Nuevo")
    expect(panel.log).to_contain_text("Nuevo")
    expect(panel.log).to_have_attribute("aria-live", "polite")


def test_every_target_is_large_enough(visit: Visit) -> None:
    panel = Panel(visit("/", **PHONE)).open()
    panel.say("descalcifico")
    expect(panel.button("Sí, gracias")).to_be_visible()
    assert panel.root.evaluate(TOO_SMALL) == []


def test_on_a_phone_the_panel_is_the_screen_and_keeps_the_focus(visit: Visit) -> None:
    page = visit("/", **PHONE)
    panel = Panel(page)
    panel.launcher.tap()
    expect(panel.messages("bot")).to_have_count(1)
    page.wait_for_timeout(400)
    assert panel.dialog.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    expect(panel.dialog).to_have_attribute("aria-modal", "true")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") == "mostrador-widget"
    panel.button("Cerrar").tap()
    expect(panel.launcher).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(visit: Visit, path: str) -> None:
    page = visit(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(("accent", "words"), [("#ffd84d", "rgb(20, 33, 42)"), ("#123", "")])
def test_a_shop_may_choose_its_colour_and_the_words_stay_readable(
    visit: Visit, accent: str, words: str
) -> None:
    page = visit("/manuals")
    expect(Panel(page).launcher).to_be_visible()
    page.evaluate(
        """accent => { const own = document.createElement("mostrador-widget");
        own.dataset.accent = accent;
        document.querySelector("mostrador-widget").replaceWith(own) }""",
        accent,
    )
    expect(Panel(page).launcher).to_have_css("color", words or "rgb(255, 255, 255)")


def test_nothing_moves_for_whoever_asked_for_stillness(visit: Visit) -> None:
    panel = Panel(visit("/", reduced_motion="reduce")).open()
    assert panel.dialog.evaluate("each => getComputedStyle(each).animationName") == "none"


def test_no_page_asks_another_host_for_anything(
    visit: Visit, fake: tuple[FakeService, str]
) -> None:
    page = visit("/manuals")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(path)
    Panel(page).open()
    assert asked
    assert {url for url in asked if not url.startswith(fake[1])} == set()
