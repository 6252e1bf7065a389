"""The short survey in the widget, after the end of a conversation."""

import pytest
from playwright.sync_api import expect

from bot.surveys.dimensions import DIMENSIONS, STATEMENTS
from tests.browser.conftest import Visit
from tests.browser.fake_service import FakeService
from tests.browser.panel import Panel
from tests.browser.test_access import PHONE, TOO_SMALL, violations
from tests.browser.test_widget_access import WIDER

pytestmark = pytest.mark.browser

WORDS = {
    "es": {
        "offer": "Contestar a cinco preguntas breves", "send": "Enviar respuestas",
        "skip": "Ahora no", "thanks": "Gracias por contestar", "new": "Nueva conversación",
    },
    "en": {
        "offer": "Answer five short questions", "send": "Send answers",
        "skip": "Not now", "thanks": "Thank you for answering", "new": "New conversation",
    },
}  # fmt: skip
BOTH = pytest.mark.parametrize("language", ["es", "en"])


def ended(visit: Visit, service: FakeService, language: str, **options: object) -> Panel:
    """A conversation that has just been closed, with somebody who is asked."""
    service.surveyed = True
    panel = Panel(visit("/" if language == "es" else "/en", **options), language).open()
    panel.say("hola")
    expect(panel.log).to_contain_text("Eco: hola")
    service.change("closed")
    expect(panel.button(WORDS[language]["offer"])).to_be_visible()
    return panel


@BOTH
def test_a_customer_answers_some_of_it_by_keyboard(
    visit: Visit, service: FakeService, language: str
) -> None:
    panel, words = ended(visit, service, language), WORDS[language]
    panel.button(words["offer"]).press("Enter")
    groups = panel.root.locator(".quality fieldset")
    expect(groups).to_have_count(5)
    for name, group in zip(DIMENSIONS, groups.all(), strict=True):
        expect(group).to_contain_text(STATEMENTS[name][language])
    expect(groups.first.get_by_role("radio").first).to_be_focused()
    panel.page.keyboard.press("ArrowRight")
    panel.page.keyboard.press("Tab")
    panel.page.keyboard.press("Tab")
    panel.page.keyboard.press("ArrowLeft")
    panel.button(words["send"]).press("Enter")
    expect(panel.root.locator(".quality")).to_contain_text(words["thanks"])
    expect(panel.button(words["new"])).to_be_focused()
    asked = {"scores": {"tangibles": 2, "responsiveness": 5}}
    assert service.talk.asked == [("quality", asked)]


def test_it_can_be_passed_over(visit: Visit, service: FakeService) -> None:
    panel, words = ended(visit, service, "es"), WORDS["es"]
    panel.button(words["offer"]).click()
    panel.button(words["skip"]).click()
    expect(panel.root.locator(".quality")).to_be_hidden()
    assert service.talk.asked == [("quality", {"scores": {}})]


def test_what_could_not_be_sent_is_said_and_kept(visit: Visit, service: FakeService) -> None:
    panel, words = ended(visit, service, "es"), WORDS["es"]
    panel.button(words["offer"]).click()
    first = panel.root.locator(".quality fieldset").first.get_by_role("radio").nth(3)
    first.check(force=True)
    service.refusal = (503, "")
    panel.button(words["send"]).click()
    expect(panel.root.locator(".quality .problem")).not_to_be_empty()
    expect(first).to_be_checked()


def test_others_are_asked_nothing_more(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit("/")).open()
    panel.say("hola")
    expect(panel.log).to_contain_text("Eco: hola")
    service.change("closed")
    expect(panel.button(WORDS["es"]["new"])).to_be_visible()
    panel.page.wait_for_timeout(300)
    expect(panel.root.locator(".quality")).to_be_hidden()


@pytest.mark.parametrize(("scheme", "language"), [("light", "es"), ("dark", "en")])
def test_axe_finds_nothing(visit: Visit, service: FakeService, scheme: str, language: str) -> None:
    options = {"color_scheme": scheme, "reduced_motion": "reduce"}
    panel = ended(visit, service, language, **options)
    assert violations(panel.page) == []
    panel.button(WORDS[language]["offer"]).click()
    assert violations(panel.page) == []


def test_on_a_phone_every_target_is_large(visit: Visit, service: FakeService) -> None:
    panel = ended(visit, service, "es", **PHONE)
    panel.button(WORDS["es"]["offer"]).click()
    assert panel.root.evaluate(TOO_SMALL) == []
    assert panel.root.evaluate(WIDER) == []
