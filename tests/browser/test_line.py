"""The widget and a bad line: nothing is lost, nothing is said twice."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_service import FakeService, wait_until
from tests.browser.panel import Panel

pytestmark = pytest.mark.browser


def test_a_reload_keeps_the_conversation(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    panel.say("hola")
    expect(panel.log).to_contain_text("Eco: hola")
    panel.page.reload()
    panel.open()
    expect(panel.messages("customer")).to_have_count(1)
    expect(panel.messages("bot")).to_have_count(2)
    assert len(service.talks) == 1


def test_another_site_embeds_it_under_its_own_strict_policy(
    visit: Visit, service: FakeService, fake: tuple[FakeService, str]
) -> None:
    port = fake[1].rsplit(":", 1)[1]
    page = visit(f"http://localhost:{port}/elsewhere?host=127.0.0.1:{port}")
    panel = Panel(page, "en").open()
    panel.say("descalcifico")
    link = panel.messages("bot").last.get_by_role("link").first
    expect(link).to_have_attribute("href", re.compile(f"^{fake[1]}/manuals/levante.es"))
    assert service.talk.language == "en"


def test_the_token_is_never_in_an_address(visit: Visit, service: FakeService) -> None:
    page = visit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    panel = Panel(page).open()
    panel.say("hola")
    expect(panel.log).to_contain_text("Eco: hola")
    token = next(iter(service.talks))
    assert token in panel.store()
    assert asked
    assert not any(token in address for address in asked)


def test_a_lost_acknowledgement_is_not_a_second_message(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    wait_until(lambda: service.sockets)
    service.swallow_acks = True
    panel.say("solo una vez")
    expect(panel.log).to_contain_text("Eco: solo una vez")
    wait_until(lambda: service.sockets)
    panel.say("y otra")
    expect(panel.log).to_contain_text("Eco: y otra")
    assert service.texts("customer") == ["solo una vez", "y otra"]
    expect(panel.messages("customer")).to_have_count(2)
    expect(panel.root.locator(".fate")).to_have_count(0)


def test_what_was_said_meanwhile_comes_after_a_cut(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    wait_until(lambda: service.sockets)
    service.cut_sockets()
    service.post("agent", "Mientras tanto")
    expect(panel.log).to_contain_text("Mientras tanto")
    expect(panel.messages("agent")).to_have_count(1)


def test_long_polling_takes_over_where_sockets_fail(visit: Visit, service: FakeService) -> None:
    service.refuse_sockets = True
    panel = Panel(visit()).open()
    panel.say("sin enchufes")
    expect(panel.log).to_contain_text("Eco: sin enchufes")
    expect(panel.strip).to_be_hidden(timeout=15_000)
    service.post("agent", "Por correo lento")
    expect(panel.log).to_contain_text("Por correo lento")
    service.change("agent")
    expect(panel.root.get_by_text("Le atiende Marta")).to_be_visible()
    assert service.texts("customer") == ["sin enchufes"]
    expect(panel.messages("customer")).to_have_count(1)


def test_offline_messages_wait_survive_a_reload_and_go_out_once(
    visit: Visit, service: FakeService
) -> None:
    panel = Panel(visit()).open()
    wait_until(lambda: service.sockets)
    context = panel.page.context
    context.set_offline(True)
    expect(panel.strip).to_contain_text("No tiene conexión a internet")
    panel.say("primera")
    panel.say("segunda")
    expect(panel.root.locator(".unsent")).to_have_count(2)
    expect(panel.button("Reintentar").first).to_be_visible()
    assert "primera" in panel.store()
    assert "segunda" in panel.store()
    context.set_offline(False)
    expect(panel.log).to_contain_text("Eco: segunda")
    assert service.texts("customer") == ["primera", "segunda"]
    expect(panel.root.locator(".unsent")).to_have_count(0)
    expect(panel.strip).to_be_hidden()
    assert "primera" not in panel.store()


def test_an_outbox_left_behind_is_sent_by_the_next_page(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    wait_until(lambda: service.sockets)
    panel.page.context.set_offline(True)
    panel.say("para luego")
    expect(panel.root.locator(".unsent")).to_have_count(1)
    kept = panel.page.context.storage_state()
    panel.page.close()
    panel = Panel(visit("/", storage_state=kept)).open()
    expect(panel.log).to_contain_text("Eco: para luego")
    assert service.texts("customer") == ["para luego"]


def test_a_forgotten_token_starts_a_new_conversation(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    wait_until(lambda: service.sockets)
    panel.say("antes")
    expect(panel.log).to_contain_text("Eco: antes")
    service.forget()
    service.cut_sockets()
    expect(panel.strip).to_contain_text("Hemos empezado una nueva")
    expect(panel.messages("customer")).to_have_count(0)
    panel.say("después")
    expect(panel.log).to_contain_text("Eco: después")
    assert len(service.talks) == 1


def test_a_forgotten_token_is_noticed_on_the_next_page(visit: Visit, service: FakeService) -> None:
    panel = Panel(visit()).open()
    wait_until(lambda: service.sockets)
    service.forget()
    panel.page.goto("/manuals")
    panel.open()
    expect(panel.messages("bot")).to_have_count(1)
    assert len(service.talks) == 1


def test_a_refusal_is_shown_in_the_servers_words(visit: Visit, service: FakeService) -> None:
    service.refuse_sockets = True
    service.failures = [(422, "Ese botón ya no vale.")]
    panel = Panel(visit()).open()
    panel.say("algo")
    expect(panel.messages("customer")).to_contain_text("Ese botón ya no vale.")
    panel.button("Reintentar").click()
    expect(panel.log).to_contain_text("Eco: algo")
    expect(panel.messages("customer")).to_have_count(1)


def test_a_passing_failure_is_tried_again_by_itself(visit: Visit, service: FakeService) -> None:
    service.refuse_sockets = True
    service.failures = [(503, "Ahora no."), (429, "Demasiado deprisa.")]
    panel = Panel(visit()).open()
    panel.say("paciencia")
    expect(panel.log).to_contain_text("Eco: paciencia")
    assert service.texts("customer") == ["paciencia"]
