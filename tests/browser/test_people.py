"""People in the widget: waiting, choosing otherwise, being attended to, ending, opinions."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_doors import FACE, SLOTS
from tests.browser.fake_doors import waiting as wait_of
from tests.browser.fake_service import FakeService, wait_until
from tests.browser.panel import Panel

pytestmark = pytest.mark.browser

MARTA = {"name": "Marta Gil", "initials": "MG", "picture": None}
WORDS = {
    "es": {
        "person": "Hablar con una persona", "write": "Que me escriban", "call": "Que me llamen",
        "email": "Su correo electrónico", "phone": "Su teléfono", "slot": "Cuándo le llamamos",
        "send": "Enviar", "book": "Reservar la llamada", "off": "Anular la llamada",
        "back": "Seguir con el asistente", "more": "Más opciones",
        "end": "Terminar la conversación",
        "yes": "Sí, terminar", "opinion": "Enviar opinión", "thanks": "Gracias por su opinión",
        "mail": "Recibir la conversación por correo", "new": "Nueva conversación",
    },
    "en": {
        "person": "Talk to a person", "write": "Write to me", "call": "Call me",
        "email": "Your e-mail address", "phone": "Your telephone number",
        "slot": "When to call you",
        "send": "Send", "book": "Book the call", "off": "Cancel the call",
        "back": "Go on with the assistant", "more": "More options",
        "end": "End the conversation",
        "yes": "Yes, end it", "opinion": "Send opinion", "thanks": "Thank you for your opinion",
        "mail": "Get the conversation by e-mail", "new": "New conversation",
    },
}  # fmt: skip
BOTH = pytest.mark.parametrize("language", ["es", "en"])


def opened(visit: Visit, language: str = "es", **options: object) -> tuple[Panel, dict[str, str]]:
    """An open panel, and its words."""
    panel = Panel(visit("/" if language == "es" else "/en", **options), language).open()
    return panel, WORDS[language]


def waiting(visit: Visit, language: str = "es") -> tuple[Panel, dict[str, str]]:
    """One who waits."""
    panel, words = opened(visit, language)
    panel.button(words["person"]).click()
    expect(panel.button(words["write"])).to_be_visible()
    return panel, words


@BOTH
def test_whoever_waits_sees_their_place_and_the_usual_wait(visit: Visit, language: str) -> None:
    panel, _ = waiting(visit, language)
    card = panel.root.locator(".card").first
    expect(card.locator(".place")).to_contain_text("2")
    expect(card).to_contain_text({"es": "esperar 4 minutos", "en": "wait is 4 minutes"}[language])


def test_the_card_does_not_repeat_what_the_log_has_just_said(
    visit: Visit, service: FakeService
) -> None:
    panel, words = waiting(visit)
    card = panel.root.locator(".card").first
    expect(card).to_contain_text("esperar 4 minutos")
    said = str(wait_of(service.talk)["text"])
    back = [{"title": words["back"], "payload": "@assistant"}]
    service.post("system", said, notice="waiting", buttons=back)
    expect(panel.log).to_contain_text("esperar 4 minutos")
    expect(card).not_to_contain_text("4 minutos")
    expect(card).to_contain_text("Su puesto en la cola")
    expect(card.locator(".place")).to_contain_text("2")
    expect(panel.button(words["back"])).to_have_count(1)


@BOTH
def test_an_address_is_left_and_a_wrong_one_can_be_mended(
    visit: Visit, service: FakeService, language: str
) -> None:
    panel, words = waiting(visit, language)
    panel.button(words["write"]).click()
    field = panel.root.get_by_label(words["email"])
    expect(field).to_be_focused()
    service.refusal = (422, "«eva» no parece una dirección de correo.")
    field.fill("eva")
    field.press("Enter")
    expect(panel.root.get_by_role("alert").first).to_contain_text("no parece una dirección")
    expect(field).to_have_value("eva")
    service.refusal = None
    field.fill("eva@example.org")
    field.press("Enter")
    expect(panel.root.locator(".card").first).to_contain_text("eva@example.org")
    assert service.talk.asked == [("email", {"email": "eva@example.org"})]
    expect(panel.field).to_be_focused()


@BOTH
def test_a_call_is_booked_and_taken_back(visit: Visit, service: FakeService, language: str) -> None:
    panel, words = waiting(visit, language)
    panel.button(words["call"]).click()
    slot = panel.root.get_by_label(words["slot"])
    expect(slot).to_be_focused()
    panel.root.get_by_label(words["phone"]).fill("600 11 22 33")
    panel.button(words["book"]).click()
    expect(panel.root.get_by_role("alert").first).not_to_be_empty()
    expect(slot).to_be_focused()
    slot.select_option(label="martes 24, 10:30-11:00")
    panel.button(words["book"]).click()
    expect(panel.button(words["off"])).to_be_visible()
    booked = {"phone": "600 11 22 33", "slot": SLOTS[1]["slot"]}
    assert service.talk.asked == [("callback", booked)]
    panel.button(words["off"]).click()
    expect(panel.button(words["call"])).to_be_visible()


def test_the_card_goes_with_the_waiting(visit: Visit, service: FakeService) -> None:
    panel, words = waiting(visit)
    panel.button(words["back"]).click()
    wait_until(lambda: "@assistant" in service.payloads)
    service.change("bot")
    expect(panel.button(words["write"])).to_be_hidden()


@pytest.mark.parametrize("state", ["bot", "waiting", "agent", "closed"])
def test_a_person_can_be_asked_for_in_every_state(
    visit: Visit, service: FakeService, state: str
) -> None:
    panel, words = opened(visit)
    if state != "bot":
        service.change(state, agent=MARTA)
    expect(panel.dialog).to_have_attribute("data-state", state)
    expect(panel.button(words["person"])).to_be_enabled()
    panel.button(words["person"]).click()
    if state == "agent":
        expect(panel.strip).to_contain_text("Ya le atiende Marta Gil")
    elif state == "waiting":
        expect(panel.root.get_by_role("heading", name="Su turno")).to_be_focused()
    else:
        wait_until(lambda: service.talk.state == "waiting")
        assert len(service.talks) == (2 if state == "closed" else 1)


def test_the_agents_name_and_face_stand_in_the_head_and_they_type_by_name(
    visit: Visit, service: FakeService
) -> None:
    panel, _ = opened(visit)
    service.change("agent", agent=MARTA)
    expect(panel.root.locator(".head")).to_contain_text("Le atiende Marta Gil")
    expect(panel.root.locator(".face")).to_have_text("MG")
    service.change("agent", agent=MARTA | {"picture": FACE})
    expect(panel.root.locator(".face canvas")).to_be_visible()
    service.tell({"type": "typing", "author": "agent", "on": True, "name": "Marta Gil"})
    expect(panel.root.locator(".typing")).to_have_text("Marta Gil está escribiendo")
    service.change("bot", agent=None)
    expect(panel.root.locator(".typing")).to_be_hidden()
    expect(panel.root.locator(".face")).to_be_hidden()


def test_delivered_and_read_are_shown_under_the_last_words(
    visit: Visit, service: FakeService
) -> None:
    panel, _ = opened(visit)
    service.change("agent", agent=MARTA)
    panel.say("¿Sigue ahí?")
    mine = panel.messages("customer").last
    expect(mine).to_contain_text("Entregado")
    service.change("agent", agent_read=len(service.talk.messages))
    expect(mine).to_contain_text("Leído")
    panel.say("¿Hola?")
    expect(panel.messages("customer").last).to_contain_text("Entregado")
    expect(mine).not_to_contain_text("Leído")


@pytest.mark.parametrize("sockets", [True, False])
def test_the_agent_is_told_what_arrived_and_what_was_read(
    visit: Visit, service: FakeService, sockets: bool
) -> None:
    service.refuse_sockets = not sockets
    panel, _ = opened(visit)
    service.change("agent", agent=MARTA)
    panel.button("Cerrar").click()
    service.post("agent", "Ya lo tengo.")
    seq = len(service.talk.messages)

    def told(name: str) -> int:
        return max((one[name] for one in service.talk.marks), default=0)

    wait_until(lambda: told("got") == seq, 15)
    assert told("read") == 0
    panel.launcher.click()
    wait_until(lambda: told("read") == seq)


def test_unread_messages_are_counted_in_the_title_of_the_page(
    visit: Visit, service: FakeService
) -> None:
    panel, _ = opened(visit)
    title = panel.page.title()
    panel.button("Cerrar").click()
    service.post("agent", "¿Sigue ahí?")
    service.post("agent", "Le escribo por correo.")
    expect(panel.page).to_have_title(f"(2) {title}")
    panel.launcher.click()
    expect(panel.page).to_have_title(title)


def test_a_person_is_heard_while_nobody_looks_unless_muted(
    visit: Visit, service: FakeService
) -> None:
    panel, words = opened(visit)
    rung = "document.querySelector('mostrador-widget').chime.rung ?? 0"
    service.change("agent", agent=MARTA)
    service.post("agent", "Hola")
    expect(panel.log).to_contain_text("Hola")
    assert panel.page.evaluate(rung) == 0, "it is looked at"
    panel.button("Cerrar").click()
    service.post("agent", "¿Sigue ahí?")
    expect(panel.unread).to_have_text("1")
    assert panel.page.evaluate(rung) == 1
    panel.launcher.click()
    panel.button(words["more"]).click()
    panel.button("Silenciar").click()
    panel.button(words["more"]).click()
    expect(panel.button("Activar el sonido")).to_be_visible()
    assert '"sound":false' in panel.store().replace("\\", "")


@BOTH
def test_the_conversation_is_sent_by_mail(
    visit: Visit, service: FakeService, language: str
) -> None:
    panel, words = opened(visit, language)
    panel.button(words["more"]).click()
    panel.button(words["mail"]).click()
    field = panel.root.get_by_label(words["email"])
    expect(field).to_be_focused()
    field.fill("eva@example.org")
    field.press("Enter")
    expect(panel.root.locator(".done")).to_contain_text("eva@example.org")
    assert service.talk.asked == [("transcript", {"email": "eva@example.org"})]


@BOTH
def test_a_customer_ends_rates_and_begins_again(
    visit: Visit, service: FakeService, language: str
) -> None:
    panel, words = opened(visit, language)
    panel.say("hola")
    expect(panel.log).to_contain_text("Eco: hola")
    panel.button(words["more"]).click()
    panel.button(words["end"]).click()
    panel.button(words["yes"]).click()
    scores = panel.root.get_by_role("radio")
    expect(scores).to_have_count(5)
    expect(scores.first).to_be_focused()
    expect(panel.field).to_be_hidden()
    panel.page.keyboard.press("ArrowRight")
    expect(scores.nth(1)).to_be_checked()
    scores.nth(3).check(force=True)
    panel.root.locator(".csat textarea").fill("Rápido")
    panel.button(words["opinion"]).click()
    expect(panel.root.locator(".ended")).to_contain_text(words["thanks"])
    assert service.talk.asked == [("csat", {"score": 4, "comment": "Rápido"})]
    panel.button(words["new"]).click()
    expect(panel.field).to_be_visible()
    expect(panel.messages("customer")).to_have_count(0)


def test_the_menu_is_for_the_keyboard_too(visit: Visit) -> None:
    panel, words = opened(visit)
    more = panel.button(words["more"])
    more.press("Enter")
    expect(panel.button(words["mail"])).to_be_focused()
    panel.page.keyboard.press("ArrowDown")
    expect(panel.button("Silenciar")).to_be_focused()
    panel.page.keyboard.press("Escape")
    expect(panel.button("Silenciar")).to_be_hidden()
    expect(more).to_be_focused()
    expect(panel.dialog).to_be_visible()


def test_a_site_has_its_colours_title_and_language_by_its_key(
    visit: Visit, service: FakeService, fake: tuple[FakeService, str]
) -> None:
    page = visit(f"/elsewhere?host={fake[1].removeprefix('http://')}&key=shop")
    panel = Panel(page)
    expect(panel.launcher).to_have_css("background-color", "rgb(122, 46, 29)")
    panel.open()
    expect(panel.dialog).to_have_accessible_name("Otra tienda")
    assert service.talk.language == "es"


def test_a_page_that_is_not_listed_shows_nothing_and_says_why(
    visit: Visit, fake: tuple[FakeService, str]
) -> None:
    said: list[str] = []
    page = visit("/")
    page.on("console", lambda line: said.append(line.text))
    page.goto(f"/elsewhere?host={fake[1].removeprefix('http://')}&key=wrong")
    wait_until(lambda: (page.wait_for_timeout(50), any("Mostrador" in one for one in said))[1])
    assert re.search(r'site key "wrong".*not listed', " ".join(said))
    expect(page.locator("mostrador-widget")).to_have_count(0)
