"""The widget at the service's real doors, only Rasa is played: waiting, files, mail, the end."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.conftest import is_ours
from tests.browser.counter import Counter
from tests.browser.fake_service import wait_until
from tests.browser.panel import Panel
from tests.browser.test_files import DRAWN
from tests.files.made import picture

pytestmark = [pytest.mark.browser, pytest.mark.model]

PHOTO = FilePayload(name="Placa ñ.jpg", mimeType="image/jpeg", buffer=picture())
TRICK = FilePayload(name="foto.jpg", mimeType="image/jpeg", buffer=b"<script>alert(1)</script>")


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """A service of its own."""
    made = Counter(tmp_path_factory.mktemp("counter"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def page(browser: Browser, counter: Counter) -> Iterator[Page]:
    """A visitor's page in Spanish. Errors in its console fail the test."""
    errors: list[str] = []
    context = browser.new_context(base_url=counter.url, locale="es-ES")
    page = context.new_page()
    page.set_default_timeout(20000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if is_ours(line) else None)
    page.goto("/")
    yield page
    context.close()
    assert not errors


def test_a_customer_waits_sends_a_picture_gets_mail_ends_and_rates(
    page: Page, counter: Counter
) -> None:
    panel = Panel(page).open()
    panel.button("Hablar con una persona").click()
    card = panel.root.locator(".card").first
    panel.button("Que me escriban").click()
    panel.root.get_by_label("Su correo electrónico").fill("eva@example.org")
    panel.button("Enviar").first.click()
    expect(card).to_contain_text("eva@example.org")

    panel.root.locator("input[type=file]").set_input_files([PHOTO, TRICK])
    expect(panel.root.locator(".tray")).to_contain_text("contiene un programa")
    expect(panel.root.get_by_text("Placa ñ.jpg, adjuntado")).to_be_attached(timeout=20_000)
    panel.say("Así está la placa")
    photo = panel.messages("customer").last.locator(".photo canvas")
    expect(photo).to_be_visible(timeout=20_000)
    wait_until(lambda: photo.evaluate(DRAWN)[2] > 120)
    [kept] = (counter.folder / "files").glob("*/*")
    assert b"Exif" not in kept.read_bytes()

    panel.button("Más opciones").click()
    panel.button("Recibir la conversación por correo").click()
    panel.root.get_by_label("Su correo electrónico").fill("eva@example.org")
    panel.button("Enviar").first.click()
    expect(panel.root.locator(".done")).to_contain_text("Enviada a")

    panel.button("Más opciones").click()
    panel.button("Terminar la conversación").click()
    panel.button("Sí, terminar").click()
    panel.root.get_by_role("radio").nth(4).check(force=True)
    panel.button("Enviar opinión").click()
    expect(panel.root.locator(".ended")).to_contain_text("Gracias por su opinión")
    page.reload()
    panel.launcher.click()
    expect(panel.button("Nueva conversación")).to_be_visible()
    expect(panel.messages("system").last).to_contain_text("Ha terminado la conversación")


def test_a_person_asked_for_again_from_a_closed_conversation_is_asked_for(page: Page) -> None:
    panel = Panel(page).open()
    panel.say("hola")
    panel.button("Más opciones").click()
    panel.button("Terminar la conversación").click()
    panel.button("Sí, terminar").click()
    panel.button("Hablar con una persona").click()
    expect(panel.dialog).to_have_attribute("data-state", "waiting")
    expect(panel.root.locator(".card .words").first).not_to_be_empty()
