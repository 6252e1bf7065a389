"""Customer and agent at the same time, each in a browser, over the real product."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.panel import Panel
from tests.product import Product

pytestmark = [pytest.mark.rasa, pytest.mark.browser]


def customer_page(browser: Browser, product: Product, language: str) -> Page:
    page = browser.new_context(base_url=product.url, locale=language).new_page()
    page.set_default_timeout(15000)
    page.goto("/en" if language == "en" else "/")
    return page


def agent_page(browser: Browser, product: Product) -> Page:
    page = browser.new_context(base_url=product.url, locale="es-ES").new_page()
    page.set_default_timeout(15000)
    page.goto("/console/")
    page.get_by_label("Correo electrónico").fill("ana@tramontana.example")
    page.get_by_label("Contraseña").fill("levante y poniente")
    page.get_by_role("button", name="Entrar").click()
    expect(page.get_by_role("heading", name="Conversaciones", exact=True)).to_be_visible()
    return page


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        ("es", "¿cómo limpio el filtro de la bomba de la lavadora?", "filtro"),
        ("en", "how do I connect the robot to wifi", "Tramontana Casa"),
    ],
)
def test_answer_citation_person_and_back(
    browser: Browser, product: Product, language: str, question: str, answer: str
) -> None:
    page = customer_page(browser, product, language)
    panel = Panel(page, language).open()
    panel.say(question)
    expect(panel.messages("bot").nth(1)).to_contain_text(answer)

    with page.context.expect_page() as opened:
        panel.root.locator("a[href*='?passage=']").last.click()
    manual = opened.value
    expect(manual.locator("#cited")).to_be_in_viewport()
    manual.close()

    panel.root.locator("button.person").click()
    agent = agent_page(browser, product)
    mark = f"{language}: {question}"
    panel.say(mark)
    line = agent.locator(".case", has_text=mark)
    line.get_by_role("button", name=re.compile("Atender")).click()
    expect(agent.locator(".thread")).to_contain_text(question)
    agent.get_by_label("Escriba al cliente").fill("Aquí estoy / Here I am")
    agent.get_by_role("button", name="Enviar").click()
    expect(panel.messages("agent").first).to_contain_text("Here I am")

    # With a person in charge the assistant keeps quiet.
    bubbles = panel.messages("bot").count()
    panel.say("hola, hello")
    expect(agent.locator(".thread")).to_contain_text("hola, hello")
    assert panel.messages("bot").count() == bubbles

    agent.get_by_role("button", name="Resolver", exact=True).click()
    agent.get_by_role("dialog").get_by_role("button", name="Resolver").click()
    expect(agent.get_by_role("heading", name="Conversaciones", exact=True)).to_be_visible()
    panel.say("gracias" if language == "es" else "thanks")
    expect(panel.messages("bot").nth(bubbles)).to_be_visible()
    page.context.close()
    agent.context.close()


def test_only_one_of_two_agents_gets_it(browser: Browser, product: Product) -> None:
    page = customer_page(browser, product, "es")
    panel = Panel(page).open()
    panel.say("solo para uno")
    expect(panel.messages("bot").nth(1)).to_be_visible()
    panel.root.locator("button.person").click()
    panel.say("solo para uno, por favor")
    agents = [agent_page(browser, product) for _ in range(2)]
    lines = [one.locator(".case", has_text="solo para uno, por favor") for one in agents]
    for line in lines:
        expect(line).to_be_visible()
    lines[0].get_by_role("button", name=re.compile("Atender")).click()
    expect(agents[0].locator(".thread")).to_be_visible()
    # The other one's list lost it; nothing can be claimed twice.
    expect(agents[1].get_by_role("button", name=re.compile("Atender"))).to_have_count(0)
    for one in (page, *agents):
        one.context.close()
