"""What is under an answer: the question whether it helped, and the pictures of its page."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_service import FakeService, wait_until
from tests.browser.panel import Panel
from tests.browser.talk import CITATION, USEFUL
from tests.browser.test_access import violations

PICTURE = {"url": "/static/mark.svg", "alt": "Dónde está la válvula", "width": 320, "height": 200}
CITED = {"citations": [CITATION | {"figures": [PICTURE]}], "buttons": USEFUL}
ENLARGE = "Ampliar la imagen: Dónde está la válvula"


@pytest.fixture
def panel(visit: Visit, service: FakeService) -> Panel:
    """A conversation with an answer that has a picture."""
    found = Panel(visit()).open()
    service.post("bot", "Gire la válvula.", **CITED)
    expect(found.log).to_contain_text("Gire la válvula.")
    return found


def test_a_verdict_is_asked_apart_from_what_leads_on(panel: Panel, service: FakeService) -> None:
    step = {"title": "Pedir una reparación", "payload": "/request_repair"}
    service.post("bot", "Pruebe esto.", buttons=[*USEFUL, step])
    expect(panel.button("Pedir una reparación")).to_be_visible()
    asked = panel.root.get_by_role("group", name="¿Le ha servido la respuesta?").last
    expect(asked.get_by_role("button")).to_have_count(2)
    asked.get_by_role("button", name="No me ha servido").click()
    wait_until(lambda: service.payloads[-1:] == ["/feedback_negative"])
    expect(panel.button("Pedir una reparación")).to_be_disabled()


def test_small_talk_is_not_asked_about(panel: Panel) -> None:
    panel.say("hola")
    expect(panel.log).to_contain_text("Eco: hola")
    expect(panel.root.get_by_role("group", name="¿Le ha servido la respuesta?")).to_have_count(1)


def test_a_picture_is_loaded_late_and_opens_large_by_keyboard(panel: Panel) -> None:
    small = panel.button(ENLARGE)
    expect(small.locator("img")).to_have_attribute("loading", "lazy")
    small.press("Enter")
    large = panel.root.get_by_role("dialog", name=PICTURE["alt"])
    expect(large.get_by_role("img", name=PICTURE["alt"])).to_be_visible()
    panel.page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    expect(panel.field).to_be_visible()
    expect(small).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_about_a_picture(visit: Visit, service: FakeService, scheme: str) -> None:
    panel = Panel(visit("/", color_scheme=scheme, reduced_motion="reduce")).open()
    service.post("bot", "Gire la válvula.", **CITED)
    expect(panel.button(ENLARGE)).to_be_visible()
    assert violations(panel.page) == []
    panel.button(ENLARGE).click()
    assert violations(panel.page) == []


def test_an_address_that_is_no_web_page_is_no_picture(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    bad = CITATION | {"figures": [PICTURE | {"url": "javascript:alert(1)"}]}
    service.post("bot", "Gire.", citations=[bad])
    expect(panel.log).to_contain_text("Gire.")
    expect(panel.root.locator(".figures")).to_have_count(0)
