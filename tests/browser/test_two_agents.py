"""Two agents and two customers at once, in both languages: real doors, only Rasa is played."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import is_ours, log_in
from tests.browser.counter import PASSWORD, Counter
from tests.browser.fake_service import wait_until
from tests.browser.panel import Panel
from tests.browser.test_access import PHONE, violations
from tests.browser.waiting_room import Waiting

pytestmark = [pytest.mark.browser, pytest.mark.model]

PERSON = {"es": "Hablar con una persona", "en": "Talk to a person"}
SECRET = "Ojo: dice que llamará a un abogado"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """A service of its own."""
    made = Counter(tmp_path_factory.mktemp("counter"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def open_page(browser: Browser, counter: Counter) -> Iterator[Open]:
    """`open_page("/en", locale="en-GB")`: a visitor's page, or an empty one. Errors in its console
    fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def go(path: str, **options: Any) -> Page:
        context = browser.new_context(base_url=counter.url, **({"locale": "es-ES"} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if is_ours(line) else None)
        if path:
            page.goto(path)
        return page

    yield go
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def agent(open_page: Open) -> Open:
    """`agent("ana", "/", color_scheme="dark")`: an agent's page, logged in."""

    def enter(name: str, path: str = "/", **options: Any) -> Page:
        page = open_page("", **options)
        log_in(page, name, PASSWORD)
        page.goto(f"/console{path}")
        expect(page.locator("header.bar")).to_be_visible()
        return page

    return enter


@pytest.fixture
def waits(counter: Counter) -> Iterator[Callable[..., str]]:
    """`waits("es", "Gotea")`: the id of a conversation that waits for a person."""
    made: list[Waiting] = []

    def ask(language: str, *said: str) -> str:
        made.append(Waiting(counter.url, language, *said))
        return made[-1].conversation_id

    yield ask
    for customer in made:
        customer.leave()


def shopper(open_page: Open, language: str, question: str) -> Panel:
    """A customer in the widget who has asked something and then for a person."""
    path, locale = ("/", "es-ES") if language == "es" else ("/en", "en-GB")
    panel = Panel(open_page(path, locale=locale), language).open()
    panel.say(question)
    expect(panel.log).to_contain_text(f"re: {question}")
    panel.root.get_by_role("button", name=PERSON[language]).first.click()
    return panel


def reply_of(page: Page) -> Locator:
    """The field for the customer."""
    return page.get_by_label(re.compile("^(Escriba al cliente|Write to the customer)$"))


def bubbles(page: Page, author: str) -> Locator:
    """What `author` said, in the console."""
    return page.locator(f".bubble.{author}")


def is_closed(page: Page) -> None:
    """No dialog is open, or still on its way out: it would take the next key."""
    expect(page.locator(".q-dialog .q-card")).to_have_count(0)


def claim(page: Page) -> None:
    """Claim what is open, by one key."""
    expect(page.get_by_role("button", name=re.compile("^(Atender|Claim)$"))).to_be_visible()
    page.keyboard.press("c")
    expect(reply_of(page)).to_be_visible()


def claim_the_one_about(page: Page, words: str) -> None:
    """Open the one with these words in the queue and claim it by one key."""
    page.locator("li, .line", has_text=words).first.get_by_role("link").first.click()
    page.wait_for_url(re.compile("/conversation/"))
    claim(page)


def test_two_agents_serve_two_customers_at_once(open_page: Open, agent: Open) -> None:
    ana, luis = agent("ana"), agent("luis", locale="en-GB")
    lucia = shopper(open_page, "es", "la tetera gotea por debajo")
    tom = shopper(open_page, "en", "the toaster smells of plastic")
    claim_the_one_about(ana, "la tetera gotea por debajo")
    claim_the_one_about(luis, "the toaster smells of plastic")
    expect(lucia.log).to_contain_text("Ana")
    expect(tom.log).to_contain_text("Luis Vega has joined")

    # Typing is seen on both sides.
    ana.keyboard.press("w")
    ana.keyboard.type("Hola, Lucía. ¿Por dónde gotea exactamente?", delay=5)
    expect(lucia.root.get_by_text(re.compile("está escribiendo"))).to_be_visible()
    ana.keyboard.press("Enter")
    lucia.field.press_sequentially("Por la base", delay=20)
    expect(ana.locator(".typing", has_text="El cliente está escribiendo")).to_be_visible()
    lucia.field.press("Enter")
    expect(bubbles(ana, "customer").last).to_contain_text("Por la base")

    luis.keyboard.press("w")
    luis.keyboard.type("Hello Tom. Please unplug it.", delay=5)
    luis.keyboard.press("Enter")
    expect(tom.log).to_contain_text("Please unplug it.")
    tom.say("Done. What now?")
    expect(bubbles(luis, "customer").last).to_contain_text("What now?")

    # Each of them sees their own, and what they wrote was read.
    expect(lucia.log).to_contain_text("¿Por dónde gotea exactamente?")
    expect(lucia.log).not_to_contain_text("unplug")
    expect(tom.log).not_to_contain_text("gotea")
    expect(bubbles(ana, "agent").last.locator(".mark")).to_have_text("Leído")
    expect(bubbles(luis, "agent").last.locator(".mark")).to_have_text("Read")

    # A note is for colleagues; passing it on calls one, who takes it and ends it.
    ana.keyboard.press("Escape")
    ana.keyboard.press("n")
    expect(ana.get_by_label("Nota privada", exact=True).last).to_be_focused()
    ana.keyboard.type(SECRET)
    ana.keyboard.press("Enter")
    expect(ana.locator(".bubble.note")).to_contain_text(SECRET)
    expect(reply_of(ana)).to_be_focused()
    ana.keyboard.press("Escape")
    ana.keyboard.press("t")
    ana.get_by_role("radio", name=re.compile("Luis Vega")).click()
    ana.get_by_label("Nota para quien la reciba").fill("Usted conoce esta tetera")
    ana.get_by_role("dialog").get_by_role("button", name="Pasar").click()
    expect(ana.get_by_role("heading", name="Conversaciones", exact=True)).to_be_visible()
    expect(lucia.log).to_contain_text("Ana le pasa con Luis Vega")
    mentions = luis.get_by_role("button", name="Notes that name you: 1")
    mentions.click()
    luis.get_by_role("link", name=re.compile("Usted conoce esta tetera")).click()
    expect(luis.locator(".bubble.note").last).to_contain_text("Usted conoce esta tetera")
    expect(mentions).to_be_hidden()
    claim(luis)
    expect(lucia.log).to_contain_text("Luis Vega se ha unido")
    luis.keyboard.press("w")
    luis.keyboard.type("Le mandamos otra.")
    luis.keyboard.press("Enter")
    expect(lucia.log).to_contain_text("Le mandamos otra.")
    expect(lucia.log).not_to_contain_text(SECRET)

    # Ended, taken back by one key, and ended for good.
    luis.keyboard.press("Escape")
    for _ in range(2):
        luis.keyboard.press("r")
        expect(luis.get_by_role("dialog")).to_be_visible()
        luis.get_by_role("radio", name="Faults and repairs").click()
        luis.get_by_role("dialog").get_by_role("button", name="Resolve").click()
        expect(luis.get_by_text("Conversation ended: solved.")).to_be_visible()
        if _ == 0:
            luis.keyboard.press("z")
            expect(reply_of(luis)).to_be_visible()
            expect(lucia.log).to_contain_text("Luis Vega sigue con usted")
    expect(lucia.log).to_contain_text("Luis Vega ha terminado")
    lucia.say("gracias")
    expect(lucia.log).to_contain_text("re: gracias")


def test_of_two_who_claim_one_gets_it_and_the_other_is_told(
    agent: Open, waits: Callable[..., str]
) -> None:
    path = f"/conversation/{waits('es', 'quiero cambiar el color')}"
    ana, luis = agent("ana", path), agent("luis", path, locale="en-GB")
    expect(ana.get_by_text("También la mira: Luis Vega")).to_be_visible()
    expect(luis.get_by_text("Also looking: Ana")).to_be_visible()
    ana.keyboard.press("c")
    luis.keyboard.press("c")
    wait_until(lambda: reply_of(ana).is_visible() or reply_of(luis).is_visible())
    if reply_of(ana).is_visible():
        expect(luis.get_by_text("With Ana", exact=True)).to_be_visible()
    else:
        expect(ana.get_by_text("Con Luis Vega", exact=True)).to_be_visible()
    assert reply_of(ana).is_visible() != reply_of(luis).is_visible()
    luis.close()
    expect(ana.get_by_text("También la mira: Luis Vega")).to_be_hidden()


def test_a_draft_survives_a_crash_of_the_service(
    agent: Open, counter: Counter, waits: Callable[..., str]
) -> None:
    path = f"/conversation/{waits('en', 'my invoice is wrong')}"
    ana = agent("ana", path)
    claim(ana)
    ana.keyboard.press("w")
    ana.keyboard.type("I am writing this slo")
    ana.wait_for_timeout(1500)
    counter.kill()
    counter.start()
    ana.goto(f"/console{path}")
    expect(reply_of(ana)).to_have_value("I am writing this slo")
    ana.keyboard.press("w")
    ana.keyboard.press("End")
    ana.keyboard.type("wly.")
    ana.keyboard.press("Enter")
    expect(bubbles(ana, "agent").last).to_contain_text("I am writing this slowly.")
    expect(reply_of(ana)).to_have_value("")


def test_a_canned_reply_is_written_once_and_typed_by_its_shortcut(
    agent: Open, waits: Callable[..., str]
) -> None:
    ana = agent("ana", "/replies")
    ana.get_by_role("button", name="Nueva respuesta").click()
    ana.get_by_label("Atajo").fill("/caja")
    ana.get_by_label("Texto en español").fill("Guarde la caja.")
    ana.get_by_label("Texto en inglés").fill("Keep the box, {cliente}.")
    ana.get_by_role("button", name="Guardar").click()
    expect(ana.get_by_text("{cliente} no es ninguna variable")).to_be_visible()
    ana.get_by_label("Texto en inglés").fill("Keep the box. {agent}")
    ana.get_by_role("button", name="Guardar").click()
    expect(ana.get_by_text("/caja", exact=True)).to_be_visible()

    ana.goto(f"/console/conversation/{waits('en', 'do I need the box?')}")
    claim(ana)
    ana.keyboard.press("/")
    expect(ana.locator(".choice").first).to_be_visible()
    ana.keyboard.type("caj")
    expect(ana.locator(".choice")).to_have_count(1)
    ana.keyboard.press("Enter")
    expect(reply_of(ana)).to_have_value("Keep the box. Ana")
    ana.keyboard.press("Enter")
    expect(bubbles(ana, "agent").last).to_contain_text("Keep the box. Ana")


SHAPES = {
    "light": {},
    "dark, on a phone": PHONE | {"color_scheme": "dark"},
    # A window of 1280 x 800 at 200 %.
    "twice the size": {"viewport": {"width": 640, "height": 400}},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    agent: Open, waits: Callable[..., str], shape: str
) -> None:
    options = {"reduced_motion": "reduce"} | SHAPES[shape]
    ana = agent("ana", f"/conversation/{waits('es', 'una pregunta larga ' * 20)}", **options)
    ana.get_by_role("button", name="Atender").click()
    field = reply_of(ana)
    expect(field).to_be_visible()
    field.fill("Le contesto enseguida")
    field.press("Enter")
    expect(bubbles(ana, "agent")).to_be_visible()
    field.fill("/")
    expect(ana.locator(".choice").first).to_be_visible()
    assert violations(ana) == []
    field.press("Escape")
    field.fill("")
    for one in (field, ana.get_by_role("button", name="Enviar"), bubbles(ana, "agent").last):
        one.scroll_into_view_if_needed()
        expect(one).to_be_in_viewport(ratio=0.9)
    assert ana.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in ("Resolver", "Pasar", "Unir", "Etiquetas"):
        ana.get_by_role("button", name=name, exact=True).click()
        expect(ana.get_by_role("dialog")).to_be_visible()
        # On its way in it is half transparent.
        expect(ana.locator("[class*=-enter-active]")).to_have_count(0)
        assert violations(ana) == [], name
        ana.keyboard.press("Escape")
        is_closed(ana)
    ana.goto("/console/replies")
    expect(ana.get_by_text("/adios", exact=True)).to_be_visible()
    assert violations(ana) == []
    assert ana.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_letters_can_be_had_back_from_the_shortcuts(agent: Open, waits: Callable[..., str]) -> None:
    ana = agent("ana", f"/conversation/{waits('es', 'hola')}")
    button = ana.get_by_role("button", name="Atender")
    expect(button).to_be_visible()
    ana.keyboard.press("?")
    ana.get_by_label("Usar atajos de una tecla").uncheck()
    ana.keyboard.press("Escape")
    is_closed(ana)
    ana.keyboard.press("c")
    ana.wait_for_timeout(500)
    expect(button).to_be_visible()
    ana.get_by_role("button", name="Atajos de teclado").click()
    ana.get_by_label("Usar atajos de una tecla").check()
    ana.keyboard.press("Escape")
    is_closed(ana)
    ana.keyboard.press("c")
    expect(button).to_be_hidden()
