"""axe's rules, large targets and narrow screens for what the widget does besides talking."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_doors import FACE, keep, picture
from tests.browser.fake_service import FakeService
from tests.browser.panel import Panel
from tests.browser.test_access import PHONE, TOO_SMALL, violations
from tests.browser.test_files import NOTE, PHOTO, choose
from tests.browser.test_people import MARTA, WORDS

pytestmark = pytest.mark.browser

NARROW = PHONE | {"viewport": {"width": 320, "height": 568}}
WIDER = """root => [...root.shadowRoot.querySelectorAll("*")]
  .filter(each => each.checkVisibility() && !each.closest(".sr, .scores, .head > .icon"))
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
  .map(each => each.outerHTML)"""
Scene = Callable[[Panel, FakeService, dict[str, str]], None]


def waiting(panel: Panel, service: FakeService, words: dict[str, str]) -> None:
    """The card of whoever waits."""
    panel.button(words["person"]).click()
    expect(panel.button(words["write"])).to_be_visible()


def booking(panel: Panel, service: FakeService, words: dict[str, str]) -> None:
    """The form of a call, with nothing in it yet."""
    waiting(panel, service, words)
    panel.button(words["call"]).click()
    panel.button(words["book"]).click()
    expect(panel.root.get_by_role("alert").first).not_to_be_empty()


def attaching(panel: Panel, service: FakeService, words: dict[str, str]) -> None:
    """Files that are to go with a message, one of them refused."""
    choose(panel, PHOTO, NOTE)
    expect(panel.button(words["send"])).to_be_enabled()
    service.refusal = (503, "")
    choose(panel, NOTE)
    expect(panel.root.locator(".tray .refused")).to_be_visible()


def attended(panel: Panel, service: FakeService, words: dict[str, str]) -> None:
    """An agent with a face, files of theirs, their typing, and the menu open over it."""
    service.change("agent", agent=MARTA | {"picture": FACE})
    files = [keep(service.talk, "etiqueta.png", picture()), keep(service.talk, "a.txt", b"a")]
    service.post("agent", "Aquí tiene.", files=files)
    panel.say("Gracias")
    service.tell({"type": "typing", "author": "agent", "on": True, "name": "Marta Gil"})
    expect(panel.root.locator(".typing")).to_be_visible()
    panel.button(words["more"]).click()
    expect(panel.button(words["mail"])).to_be_visible()


def mailing(panel: Panel, service: FakeService, words: dict[str, str]) -> None:
    """The form of the conversation by mail."""
    panel.button(words["more"]).click()
    panel.button(words["mail"]).click()
    expect(panel.root.get_by_label(words["email"])).to_be_visible()


def ended(panel: Panel, service: FakeService, words: dict[str, str]) -> None:
    """The question of how it was, half answered."""
    panel.say("hola")
    expect(panel.log).to_contain_text("Eco: hola")
    service.change("closed")
    panel.root.get_by_role("radio").nth(2).check(force=True)
    expect(panel.button(words["opinion"])).to_be_visible()


SCENES = [waiting, booking, attaching, attended, mailing, ended]
each_scene = pytest.mark.parametrize("scene", SCENES, ids=[one.__name__ for one in SCENES])


@each_scene
@pytest.mark.parametrize(("scheme", "language"), [("light", "es"), ("dark", "en")])
def test_axe_finds_nothing(
    visit: Visit, service: FakeService, scene: Scene, scheme: str, language: str
) -> None:
    path = "/manuals?lang=es" if language == "es" else "/manuals?lang=en"
    page = visit(path, color_scheme=scheme, reduced_motion="reduce")
    panel = Panel(page, language).open()
    scene(panel, service, WORDS[language])
    assert violations(page) == []


@each_scene
@pytest.mark.parametrize("screen", [PHONE, NARROW], ids=["390", "320"])
def test_on_a_phone_every_target_is_large_and_nothing_is_wider_than_the_screen(
    visit: Visit, service: FakeService, scene: Scene, screen: dict[str, object]
) -> None:
    panel = Panel(visit("/manuals?lang=es", **screen, reduced_motion="reduce")).open()
    scene(panel, service, WORDS["es"])
    assert panel.root.evaluate(TOO_SMALL) == []
    assert panel.root.evaluate(WIDER) == []
    expect(panel.button(WORDS["es"]["person"])).to_be_in_viewport(ratio=1)


def test_a_large_picture_is_a_dialog_of_its_own(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit("/manuals?lang=es", reduced_motion="reduce")).open()
    service.post("agent", "", files=[keep(service.talk, "etiqueta.png", picture())])
    panel.button("Ampliar la imagen: etiqueta.png").click()
    expect(panel.root.get_by_role("dialog", name="etiqueta.png")).to_be_visible()
    assert violations(panel.page) == []
