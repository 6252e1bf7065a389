"""From a question that customers repeat, in two languages and in other words each time, to an entry
that answers all of them in theirs."""

import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PATIENCE_MS
from tests.customer import Customer, words_of
from tests.product import Product

pytestmark = [pytest.mark.rasa, pytest.mark.browser]
ASKED = (
    ("es", "¿se puede visitar vuestra fábrica?"),
    ("en", "can I visit your factory?"),
    ("es", "¿hay visitas a la fábrica?"),
    ("en", "do you do visits to the factory?"),
    ("es", "quiero visitar la fábrica, ¿se puede?"),
    ("en", "I would like to visit the factory, can I?"),
)
ANSWER_ES = "Sí. La fábrica de Figueres se visita los **viernes a las 10**, con cita previa."
ANSWER_EN = "Yes. The factory in Figueres can be visited on **Fridays at 10**, by appointment."
A_MINUTE_S = 60.0


@pytest.fixture
def editor(browser: Browser, product: Product) -> Iterator[Page]:
    """The console's page of somebody who is logged in."""
    context = browser.new_context(base_url=product.url, locale="es-ES")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    form = {"email": "ana@tramontana.example", "password": "levante y poniente"}
    assert page.request.post("/console/login", form=form).ok
    yield page
    context.close()


def found(page: Page, label: str) -> Locator:
    """The link of the group of questions, once they are all counted."""
    for _ in range(30):
        page.goto("/console/questions?search=fábrica")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        row = page.get_by_role("row").filter(has_text=label)
        if row.count() == 1 and str(len(ASKED)) in row.inner_text().split():
            return row.get_by_role("link").first
        time.sleep(1)
    raise AssertionError(f"no group of {len(ASKED)} questions about {label!r}")


def seen(page: Page, language: str, text: str) -> None:
    """What a customer of a language will see says `text`, in the chat and on the public page."""
    for shows in ("thread", "page"):
        shown = page.locator(f"faq-preview[lang={language}][shows={shows}]")
        expect(shown.locator("strong")).to_have_text(text)


def test_an_editor_answers_a_repeated_question_for_everybody_within_a_minute(
    product: Product, customer: Callable[[str], Customer], editor: Page
) -> None:
    for language, text in ASKED:
        said = words_of(customer(language).say(text))
        assert "viernes" not in said
        assert "Friday" not in said
    group = found(editor, "visita")
    started = time.monotonic()

    group.click()
    questions = editor.locator("section").filter(
        has=editor.get_by_role("heading", name="Lo que preguntaron")
    )
    for _, text in ASKED:
        expect(questions.get_by_text(text, exact=True).first).to_be_visible()
    editor.get_by_role("button", name="Redactar una FAQ").click()
    for language, word in (("es", "fábrica"), ("en", "factory")):
        begun = editor.locator(f"[data-field=question_{language}]")
        expect(begun).to_be_visible()
        assert word in begun.input_value(), "drafted in both languages"
    assert "Figueres" not in words_of(customer("es").say(ASKED[0][1])), "a draft answers nobody"
    for name, text in (("answer_es", ANSWER_ES), ("answer_en", ANSWER_EN)):
        editor.locator(f"[data-field={name}]").fill(text)
    editor.get_by_role("button", name="Enviar a revisión").click()
    approve = editor.get_by_role("button", name="He leído ambos idiomas")
    expect(approve).to_be_visible()
    seen(editor, "es", "viernes a las 10")
    seen(editor, "en", "Fridays at 10")
    approve.click()
    editor.get_by_role("button", name="Publicar ahora").click()
    expect(editor.get_by_text("Los clientes leen la versión")).to_be_visible()
    said = words_of(customer("en").say("are there tours of your factory?"))
    spent = time.monotonic() - started

    assert "Fridays at 10" in said
    assert "Figueres" in words_of(customer("es").say("¿puedo visitar la fábrica un viernes?"))
    public = httpx.get(f"{product.url}/help/search", params={"q": "visit factory", "lang": "en"})
    assert "Fridays at 10" in public.text
    assert spent < A_MINUTE_S
    print(f"an editor's minute: {spent:.1f} s")
