"""The editors' pages in a real browser: axe's rules, phone, zoom, colours, keyboard, and the ways
through them."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import browser, chromium
from tests.browser.test_access import violations
from tests.visits import WIDER, ZOOMED, Enter, entering, served

pytestmark = pytest.mark.browser
__all__ = ["browser", "chromium"]
PAGES = [
    "questions",
    "questions/1",
    "unanswered",
    "unanswered/3?cause=no_content",
    "effects",
]
SMALLEST = {"viewport": {"width": 360, "height": 780}, "is_mobile": True, "has_touch": True}
SIZES = {"smallest": SMALLEST, "zoomed": ZOOMED}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the editors' pages are."""
    with served("tests.demand.desk", tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """`enter("questions")`: the page for Eva."""
    with entering(browser, address) as enter:
        yield enter


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(enter: Enter, scheme: str) -> None:
    page = enter(PAGES[0], color_scheme=scheme, reduced_motion="reduce")
    for path in PAGES if scheme == "light" else (PAGES[0], PAGES[3]):
        opened(page, path)
        page.wait_for_timeout(400)
        assert violations(page) == [], path


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_window(enter: Enter, size: str) -> None:
    page = enter(PAGES[0], **SIZES[size])  # type: ignore[arg-type]
    for path in PAGES if size == "smallest" else PAGES[:2]:
        opened(page, path)
        page.wait_for_timeout(200)
        assert not page.evaluate(WIDER), path


def opened(page: Page, path: str) -> None:
    """Go to a page and open all that can be."""
    page.goto(f"/console/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def test_filters_are_in_the_address(enter: Enter) -> None:
    page = enter("questions")
    page.get_by_role("combobox", name="Producto").select_option("cierzo")
    page.get_by_role("combobox", name="Idioma").select_option("en")
    page.get_by_label("Solo las simples").check()
    page.get_by_role("button", name="Mostrar").click()
    page.wait_for_url("**product=cierzo**")
    assert "simple=1" in page.url
    expect(page.get_by_role("combobox", name="Producto")).to_have_value("cierzo")
    expect(page.get_by_text("grupos de preguntas")).to_be_visible()
    page.get_by_role("link", name="Quitar filtros").click()
    page.wait_for_url("**/console/questions")


def test_the_list_is_downloaded_as_it_is_filtered(enter: Enter, tmp_path: Path) -> None:
    page = enter("questions?product=siroco")
    with page.expect_download() as download:
        page.get_by_role("link", name="Descargar CSV").click()
    download.value.save_as(tmp_path / "questions.csv")
    head, *lines = (tmp_path / "questions.csv").read_text(encoding="utf-8").splitlines()
    assert head.startswith("group,label_es,label_en,mark,topic,product,asked")
    assert len(lines) == 1
    assert "¿qué aceite lleva la freidora?,which oil goes into the fryer?,open" in lines[0]
    [line] = csv.DictReader([head, *lines])
    assert 0 < float(line["share_of_all"]) <= 1


def test_a_group_is_opened_by_keyboard_and_its_questions_split(enter: Enter) -> None:
    page = enter("questions")
    page.get_by_role("link", name="¿el robot sube alfombras?").press("Enter")
    expect(page.get_by_role("heading", name="Lo que preguntaron")).to_be_visible()
    page.get_by_role("button", name="Separar las elegidas").press("Enter")
    expect(page.get_by_text("Elija antes una o más preguntas.")).to_be_visible()
    first = page.get_by_role("checkbox").first
    first.press("Space")
    expect(first).to_be_checked()
    page.get_by_role("button", name="Separar las elegidas").press("Enter")
    expect(page.get_by_text("1 preguntas, las últimas primero")).to_be_visible()


def test_one_click_leads_from_a_group_to_its_draft(enter: Enter) -> None:
    page = enter("questions/3", who="carla")
    page.get_by_role("button", name="Draft a FAQ entry").click()
    page.wait_for_url("**/console/faq?draft=*")
    question = page.get_by_label("Question").first
    expect(question).to_be_visible()
    shown = page.locator("input, textarea").evaluate_all("all => all.map(one => one.value)")
    assert "¿dónde compro filtros nuevos?" in shown
    assert "where can I buy new filters?" in shown
    assert any("recambios" in text for text in shown)
    assert any("parts shop" in text for text in shown)


def test_an_unanswered_question_is_mended_and_that_is_undone(enter: Enter) -> None:
    page = enter("unanswered?cause=off_topic", who="carla")
    page.get_by_role("link", name="Mend: what will the weather be like?").click()
    page.get_by_role("button", name="Not a question").click()
    expect(page.get_by_text("Nothing is left of this cause.")).to_be_visible()
    page.get_by_role("button", name="Undo: not a question, what will").click()
    expect(page.get_by_role("link", name="Mend: what will the weather")).to_be_visible()


def test_the_trend_has_words_and_numbers(enter: Enter) -> None:
    page = enter("questions/1", who="carla")
    picture = page.get_by_role("img", name="Questions by week")
    expect(picture).to_be_visible()
    page.get_by_text("The numbers").click()
    expect(page.get_by_role("table", name="Questions by week").get_by_role("row")).to_have_count(13)


def test_an_entry_that_helped_says_so(enter: Enter) -> None:
    page = enter("effects", who="carla")
    expect(page.get_by_role("heading", name="Helped (1)")).to_be_visible()
    expect(page.get_by_role("row", name="the robot does not connect")).to_contain_text("points")
