"""The FAQ's pages in a real browser: preview, keyboard, text that a crash does not lose, axe's
rules, phone, zoom and colours."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import browser, chromium
from tests.browser.test_access import violations
from tests.visits import SIZES, WIDER, Enter, entering, served

pytestmark = pytest.mark.browser
__all__ = ["browser", "chromium"]
TERRACE = "¿Puede el Cierzo limpiar la terraza?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the newsroom is."""
    with served("tests.editorial.newsroom", tmp_path_factory.mktemp("newsroom")) as address:
        yield address


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """`enter("faq")`: the page for Eva."""
    with entering(browser, address, "faq", before=to_entry) as enter:
        yield enter


def to_entry(page: Page, path: str) -> str:
    """The path of a view of the entry about the terrace."""
    if path not in ("write", "check", "history"):
        return path
    page.goto("/console/faq?words=terraza")
    link = page.get_by_role("link", name=TERRACE)
    number = re.search(r"draft=(\d+)", link.get_attribute("href") or "")
    assert number
    return f"faq?draft={number[1]}&view={path}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(enter: Enter, scheme: str) -> None:
    page = enter("write", color_scheme=scheme, reduced_motion="reduce")
    entry = page.url
    views = [entry.replace("view=write", f"view={one}") for one in ("write", "check", "history")]
    others = ("/console/faq", "/console/faq?new=1", "/console/faq?view=import")
    # The colours of the others are those of these: dark they are not looked at again.
    for place in (*views, *others) if scheme == "light" else (views[1], others[0]):
        page.goto(place)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if "check" in place:
            expect(page.get_by_text("que impiden aprobar.")).to_be_visible()
        page.wait_for_timeout(300)
        assert violations(page) == [], place


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_window(enter: Enter, size: str) -> None:
    page = enter("write", **SIZES[size])
    for path in ("write", "check", "history", "list"):
        if path == "list":
            page.goto("/console/faq")
        elif path != "write":
            page.goto(page.url.replace("view=write", f"view={path}").replace("check", path))
        page.wait_for_timeout(400)
        assert not page.evaluate(WIDER), path


def fill_new(page: Page, question: str) -> None:
    page.get_by_label("Pregunta en español").fill(question)
    page.get_by_label("Pregunta en inglés").fill("Can the jug be washed?")
    page.get_by_label("Respuesta en español").fill("Sí, **a mano**.\n\n- con agua tibia")
    page.get_by_label("Respuesta en inglés").fill("Yes, **by hand**.\n\n- in warm water")


def shown(page: Page, language: str) -> Locator:
    return page.locator(f"faq-preview[lang={language}][shows=thread]").first


def test_preview_follows_the_words_and_ctrl_s_saves(enter: Enter) -> None:
    page = enter("faq?new=1")
    fill_new(page, "¿Se puede lavar la jarra?")
    for language, strong in (("es", "a mano"), ("en", "by hand")):
        expect(shown(page, language).locator(".bot strong")).to_have_text(strong)
        expect(shown(page, language).locator(".bot li")).to_have_count(1)
    page.keyboard.press("Control+s")
    page.wait_for_url("**/console/faq?draft=*")
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Se puede lavar la jarra?")
    page.get_by_label("Respuesta en inglés").fill("Yes, in the dishwasher.")
    expect(page.get_by_text("Sin guardar; se conserva en este navegador.")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Guardado como versión 2.")).to_be_visible()
    expect(page.get_by_text("Todo está guardado.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Respuesta en inglés")).to_have_value("Yes, in the dishwasher.")
    expect(page.locator(".faq-offer")).to_be_hidden()


def test_text_that_was_never_saved_is_offered_again(enter: Enter) -> None:
    page = enter("write")
    before = page.get_by_label("Respuesta en español").input_value()
    page.get_by_label("Respuesta en español").fill("Solo si está seca y barrida.")
    page.wait_for_timeout(200)
    page.reload()
    expect(page.locator(".faq-offer")).to_be_visible()
    expect(page.get_by_label("Respuesta en español")).to_have_value(before)
    page.get_by_role("button", name="Recuperarlo").click()
    expect(page.get_by_label("Respuesta en español")).to_have_value("Solo si está seca y barrida.")
    expect(shown(page, "es").locator(".bot .body")).to_have_text("Solo si está seca y barrida.")
    page.reload()
    page.get_by_role("button", name="Borrarlo").click()
    page.reload()
    page.wait_for_timeout(600)
    expect(page.locator(".faq-offer")).to_be_hidden()


def test_the_second_of_two_editors_loses_nothing(enter: Enter) -> None:
    first, second = enter("faq?words=Bizum"), enter("faq?words=Bizum", who="carla")
    for page in (first, second):
        page.locator(".faq-entries a").click()
    answer = "Answer in English (Markdown)"
    expect(second.get_by_label(answer)).not_to_have_value("")
    first.get_by_label("Respuesta en inglés").fill("Yes, with a Spanish bank.")
    second.get_by_label(answer).fill("Yes, if your bank is Spanish.")
    first.keyboard.press("Control+s")
    expect(first.get_by_text("Guardado como versión 2.")).to_be_visible()
    second.keyboard.press("Control+s")
    told = second.get_by_role("alert").filter(has_text="Eva Montes saved version 2")
    expect(told).to_be_visible()
    expect(told.locator("ins")).not_to_have_count(0)
    expect(second.get_by_label(answer)).to_have_value("Yes, if your bank is Spanish.")
    second.get_by_role("button", name="Save my text as version 3").click()
    expect(second.get_by_text("Saved as version 3.")).to_be_visible()


def test_preview_shows_both_colours_whatever_the_screen_has(enter: Enter) -> None:
    page = enter("check")
    paper = "e => getComputedStyle(e.shadowRoot.querySelector('.frame')).backgroundColor"
    expect(shown(page, "es").locator(".bot strong")).to_be_visible()
    light = shown(page, "es").evaluate(paper)
    for theme, same in (("dark", False), ("light", True)):
        page.get_by_label("Colores").select_option(theme)
        expect(shown(page, "es")).to_have_attribute("theme", theme)
        assert (shown(page, "es").evaluate(paper) == light) is same


def test_read_approved_published_and_undone_by_keyboard(enter: Enter, tmp_path: Path) -> None:
    page = enter("check")
    expect(page.get_by_text("0 que impiden aprobar")).to_be_visible()
    for name, state in (
        ("He leído ambos idiomas: aprobar la versión 1", "aprobada"),
        ("Publicar ahora", "publicada"),
    ):
        page.get_by_role("button", name=name).press("Enter")
        expect(page.locator(".faq-facts .faq-chip")).to_have_text(state)
    with page.expect_download() as download:
        page.evaluate("location.href = '/console/faq.csv'")
    download.value.save_as(tmp_path / "faq.csv")
    assert TERRACE in (tmp_path / "faq.csv").read_text(encoding="utf-8")
    page.get_by_role("button", name="Deshacer").press("Enter")
    expect(page.locator(".faq-facts .faq-chip")).to_have_text("aprobada")
    expect(page.get_by_text("Los clientes no la ven")).to_be_visible()


def test_a_file_is_imported_and_its_faults_are_read(enter: Enter) -> None:
    page = enter("faq?view=import")
    head = "id,topic,question_es,answer_es,question_en,answer_en,variants_es,variants_en"
    lines = [head, "nueva,general,¿Sí?,Sí.,Yes?,Yes.,,", "Malo,general,¿Sí?,Sí.,Yes?,Yes.,,"]
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Elegir archivo…").click()
    data = {"name": "faq.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    chooser.value.set_files(data)  # type: ignore[arg-type]
    expect(page.get_by_text("Línea 3, columna «id»")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Hacer 1 borrador").click()
    expect(page.get_by_text("1 borrador hecho. No está publicado.")).to_be_visible()


def test_it_is_filtered_by_address_and_by_form(enter: Enter) -> None:
    page = enter("faq")
    page.get_by_label("Orden").select_option("most")
    page.get_by_role("button", name="Mostrar").click()
    page.wait_for_url("**order=most**")
    first = page.locator(".faq-entries tbody tr").first
    expect(first).to_contain_text("¿Cuánto cuesta el envío?")
    expect(first).to_contain_text("41")
    expect(first).to_contain_text("9 / 2")
