"""A matter on a phone at night: long verdicts, rows of buttons, narrow screens, the focus."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_service import FakeService
from tests.browser.panel import Panel
from tests.browser.test_access import FOCUSED, PHONE, violations

pytestmark = pytest.mark.browser

DARK = PHONE | {"color_scheme": "dark", "reduced_motion": "reduce"}
NARROW = DARK | {"viewport": {"width": 320, "height": 568}}
YES = [{"title": "Sí, ábrala", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]
WAYS = [
    {"title": "Recogida en casa, en la dirección del pedido (6,90 €)", "payload": '/a{"b":"c"}'},
    {"title": "Etiquetaparaenviarlosinningúnespacioenmediodelaspalabras", "payload": '/a{"b":"d"}'},
    {"title": "Entrega en una tienda (gratis)", "payload": '/a{"b":"e"}'},
]
VERDICT = "Esto es lo que voy a abrir:\n" + "\n".join(
    f"- Se acepta hasta el {day} de diciembre, 6,90 €. [2.{day} Treinta días](/policies/returns)"
    for day in range(1, 16)
)
WIDER = """root => [...root.shadowRoot.querySelectorAll(".log *")]
  .filter(each => each.getBoundingClientRect().right > innerWidth).map(each => each.outerHTML)"""


@pytest.mark.parametrize("screen", [DARK, NARROW], ids=["390", "320"])
def test_long_buttons_and_verdicts_stay_on_the_screen_and_readable(
    visit: Visit, service: FakeService, screen: dict[str, object]
) -> None:
    panel = Panel(visit("/", **screen)).open()
    service.post("bot", VERDICT, buttons=YES)
    service.post("bot", "¿Cómo nos lo hace llegar?", buttons=WAYS)
    expect(panel.log).to_contain_text("hace llegar")
    assert panel.root.evaluate(WIDER) == []
    assert violations(panel.page) == []


def test_a_verdict_taller_than_the_screen_says_that_its_buttons_are_below(
    visit: Visit, service: FakeService
) -> None:
    panel = Panel(visit("/", **DARK)).open()
    service.post("bot", VERDICT, buttons=YES)
    expect(panel.log).to_contain_text("Esto es lo que voy a abrir")
    expect(panel.button("Sí, ábrala")).not_to_be_in_viewport()
    more = panel.button("Sigue más abajo")
    more.tap()
    expect(panel.button("Sí, ábrala")).to_be_in_viewport(ratio=1)
    expect(more).to_be_hidden()
    assert panel.page.evaluate(f"({FOCUSED}).getAttribute('role')") == "log"


def test_the_focus_goes_through_the_buttons_in_their_order_and_then_to_the_field(
    visit: Visit, service: FakeService
) -> None:
    panel = Panel(visit("/", color_scheme="dark")).open()
    service.post("bot", "¿Cómo nos lo hace llegar?", buttons=WAYS)
    expect(panel.button(WAYS[0]["title"])).to_be_visible()
    panel.log.focus()
    titles = []
    for _ in WAYS:
        panel.page.keyboard.press("Tab")
        titles.append(panel.page.evaluate(f"({FOCUSED}).textContent"))
    assert titles == [one["title"] for one in WAYS]
    panel.page.keyboard.press("Tab")
    expect(panel.field).to_be_focused()


def test_an_amount_keeps_its_sign_on_the_line(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit("/", **DARK)).open()
    service.post("bot", "Cuesta 6,90 € y se descuenta el **10 %**.")
    expect(panel.log).to_contain_text("Cuesta")
    words = panel.messages("bot").last.locator(".body").evaluate("each => each.textContent")
    assert "6,90\u00a0€" in words
    assert "10\u00a0%" in words
