"""A conversation in the widget: greeting, answers, buttons, citations, people, the end."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_service import FakeService, wait_until
from tests.browser.panel import Panel

pytestmark = pytest.mark.browser


def test_nothing_is_asked_of_the_service_before_the_customer_opens_it(
    visit: Visit, service: FakeService
) -> None:
    panel = Panel(visit())
    expect(panel.launcher).to_be_visible()
    assert service.talks == {}


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [("/", "es", "¡Hola! Soy el asistente"), ("/en", "en", "Hello! I am the assistant")],
)
def test_it_greets_in_the_language_of_the_page(
    visit: Visit, service: FakeService, path: str, language: str, words: str
) -> None:
    panel = Panel(visit(path), language).open()
    expect(panel.log).to_contain_text(words)
    assert service.talk.language == language
    expect(panel.root).to_have_attribute("lang", language)


def test_an_answer_has_its_steps_and_its_citation(visit: Visit) -> None:
    panel = Panel(visit()).open()
    panel.say("¿Cómo descalcifico la cafetera?")
    answer = panel.messages("bot").last
    expect(answer.get_by_role("listitem")).to_have_count(4)
    expect(answer.locator("strong")).to_have_text("MAX")
    card = answer.get_by_role("link", name="2.2 Descalcificar · pág. 2").first
    expect(card).to_have_attribute("target", "_blank")
    with panel.page.context.expect_page() as opened:
        card.click()
    manual = opened.value
    expect(manual.locator("#cited")).to_be_in_viewport()
    expect(manual.locator("#cited")).to_contain_text("Eche 125 ml de descalcificador")


def test_a_reply_button_sends_its_payload_and_rests(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    panel.say("descalcifico")
    expect(panel.button("Sí, gracias")).to_be_enabled()
    panel.button("Sí, gracias").click()
    expect(panel.button("Sí, gracias")).to_be_disabled()
    expect(panel.button("No me ha servido")).to_be_disabled()
    expect(panel.messages("customer").last).to_contain_text("Sí, gracias")
    wait_until(lambda: service.payloads == [None, "/feedback_positive"])


def test_typing_shows_while_the_assistant_thinks(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    service.post("bot", "Un momento")
    expect(panel.root.locator(".typing")).to_be_hidden()
    service.delay, kept = 1.0, service.delay
    panel.say("hola")
    expect(panel.root.locator(".typing")).to_be_visible()
    expect(panel.log).to_contain_text("Eco: hola")
    expect(panel.root.locator(".typing")).to_be_hidden()
    service.delay = kept


def test_a_person_is_one_press_away_and_the_states_are_plain(
    visit: Visit, service: FakeService
) -> None:
    panel = Panel(visit()).open()
    panel.button("Hablar con una persona").click()
    expect(panel.root.get_by_text("En espera de una persona")).to_be_visible()
    expect(panel.button("Hablar con una persona")).to_be_enabled()
    expect(panel.field).to_be_focused()
    expect(panel.messages("customer")).to_have_count(1)
    expect(panel.messages("system").last).to_contain_text("Hemos avisado a una persona")
    service.post("agent", "Buenos días, soy Marta.")
    service.change("agent")
    expect(panel.root.get_by_text("Le atiende Marta")).to_be_visible()
    panel.say("Gracias, Marta")
    wait_until(lambda: service.texts("customer")[-1] == "Gracias, Marta")


def test_a_closed_conversation_offers_a_new_one(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    panel.say("adiós")
    expect(panel.log).to_contain_text("Eco: adiós")
    service.change("closed")
    expect(panel.root.get_by_text("Esta conversación ha terminado.")).to_be_visible()
    expect(panel.field).to_be_hidden()
    panel.button("Nueva conversación").click()
    expect(panel.field).to_be_visible()
    expect(panel.messages("bot")).to_have_count(1)
    expect(panel.messages("customer")).to_have_count(0)
    wait_until(lambda: len(service.talks) == 2)


def test_unread_messages_are_counted_on_the_launcher(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    panel.say("hola")
    expect(panel.log).to_contain_text("Eco: hola")
    panel.button("Cerrar").click()
    expect(panel.unread).to_be_hidden()
    service.post("agent", "¿Sigue ahí?")
    service.post("agent", "Le escribo por correo.")
    expect(panel.unread).to_have_text("2")
    expect(panel.launcher).to_have_accessible_name(re.compile("2 mensajes sin leer"))
    panel.launcher.click()
    panel.button("Cerrar").click()
    expect(panel.unread).to_be_hidden()


def test_the_length_limit_is_told_before_it_is_reached(visit: Visit) -> None:
    panel = Panel(visit()).open()
    panel.field.fill("a" * 3590)
    expect(panel.root.locator(".left")).to_have_text("")
    panel.field.fill("a" * 3990)
    expect(panel.root.locator(".left")).to_have_text("Quedan 10 caracteres")
    panel.field.fill("a" * 4003)
    expect(panel.root.locator(".left")).to_have_text("El mensaje tiene 3 caracteres de más")
    expect(panel.button("Enviar")).to_be_disabled()


def test_shift_enter_is_a_new_line_and_the_field_grows(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    height = panel.field.bounding_box()["height"]  # type: ignore[index]
    panel.field.press_sequentially("uno")
    panel.field.press("Shift+Enter")
    panel.field.press_sequentially("dos")
    assert panel.field.bounding_box()["height"] > height  # type: ignore[index]
    panel.field.press("Enter")
    wait_until(lambda: service.texts("customer") == ["uno\ndos"])
    expect(panel.field).to_have_value("")


def test_a_suggestion_of_the_page_is_asked(visit: Visit, service: FakeService) -> None:
    page = visit("/en")
    page.get_by_role("button", name="I want to return an order").click()
    panel = Panel(page, "en")
    expect(panel.log).to_contain_text("Eco: I want to return an order")
    assert service.texts("customer") == ["I want to return an order"]


def test_the_last_words_stay_in_view_while_the_field_grows(visit: Visit) -> None:
    panel = Panel(visit()).open()
    panel.say("\n".join("linea" for _ in range(30)))
    expect(panel.log).to_contain_text("Eco: linea")
    panel.say("fin")
    expect(panel.messages("bot").last).to_contain_text("Eco: fin")
    expect(panel.messages("bot").last).to_be_in_viewport(ratio=1)
    panel.field.fill("a\n" * 6)
    expect(panel.messages("bot").last).to_be_in_viewport(ratio=1)


def test_a_reader_of_old_messages_is_told_of_new_ones(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    for number in range(8):
        service.post("agent", f"Línea {number}\n\n" + "larga " * 60)
    expect(panel.log).to_contain_text("Línea 7")
    panel.log.evaluate("each => each.scrollTo(0, 0)")
    service.post("agent", "La última")
    expect(panel.button("Mensajes nuevos")).to_be_visible()
    panel.button("Mensajes nuevos").click()
    expect(panel.messages("agent").last).to_be_in_viewport()
    expect(panel.button("Mensajes nuevos")).to_be_hidden()
