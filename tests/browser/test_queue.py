"""The agents' home in a real browser: what comes by itself, keys, sound, for everyone."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.test_access import PHONE, violations
from tests.browser.waiting_room import Enter, Waiting, agents_browser, counter
from tests.product import Product

pytestmark = pytest.mark.browser

# The browser's own sounds and notices, counted instead of made.
COUNTED = """
window.tones = []; window.notes = [];
window.AudioContext = class { state = "running"; currentTime = 0; resume() {} };
window.OscillatorNode = class {
  constructor(context, { frequency }) { window.tones.push(frequency); }
  connect(next) { return next; } start() {} stop() {}
};
window.GainNode = class {
  gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
  connect(next) { return next; }
};
window.Notification = class {
  static permission = "default";
  static async requestPermission() {
    window.notes.push("asked");
    return (window.Notification.permission = "granted");
  }
  constructor(text, { body }) { window.notes.push(`${text}: ${body}`); }
};
"""
SHAPES: list[dict[str, Any]] = [
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    PHONE,
    {"viewport": {"width": 640, "height": 450}},
]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """One service for this file, whose customers are to be answered within twelve seconds."""
    settings = {"MOSTRADOR_FIRST_REPLY_MIN": "0.2", "MOSTRADOR_WARN_AT": "0.5"}
    with counter(tmp_path_factory.mktemp("counter"), settings) as found:
        yield found


@pytest.fixture
def enter(browser: Browser, product: Product) -> Iterator[Enter]:
    """An agent's pages."""
    with agents_browser(browser, product, COUNTED) as enter:
        yield enter


@pytest.fixture
def customers(product: Product) -> Iterator[list[Waiting]]:
    """Two who wait, and whoever a test adds; gone afterwards."""
    found = [
        Waiting(product.url, "es", "Mi cafetera Levante pierde agua"),
        Waiting(product.url, "en", "WHERE IS MY REFUND, THIS IS USELESS"),
    ]
    yield found
    for one in found:
        one.leave()


def line(page: Page, text: str) -> Locator:
    return page.locator(".case", has_text=text)


@pytest.mark.parametrize("shape", SHAPES, ids=["light", "dark", "phone", "zoom"])
def test_axe_finds_nothing_and_all_fits(
    enter: Enter, customers: list[Waiting], shape: dict[str, Any]
) -> None:
    page = enter(**shape)
    expect(line(page, "pierde agua")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto("/console/search?q=cafetera")
    expect(page.locator("mark").first).to_have_text("cafetera")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_line_says_why_and_shows_signs(enter: Enter, customers: list[Waiting]) -> None:
    page = enter()
    angry = line(page, "WHERE IS MY REFUND")
    expect(angry).to_contain_text("Pidió una persona · en inglés")
    expect(angry.locator(".sign")).to_have_text(["Insultos", "Grita"])
    expect(angry.locator(".clock")).to_contain_text("Primera respuesta")
    expect(angry.locator("a.words")).to_have_attribute("lang", "en")


def test_who_comes_and_goes_is_there_without_a_reload(
    enter: Enter, customers: list[Waiting], product: Product
) -> None:
    page = enter()
    expect(line(page, "pierde agua")).to_be_visible()
    late = Waiting(product.url, "es", "No enciende")
    customers.append(late)
    expect(line(page, "No enciende")).to_be_visible()
    expect(page).to_have_title(re.compile(r"^\(3\) "))
    late.say("Y ahora hace ruido")
    expect(line(page, "hace ruido")).to_be_visible()
    late.say("Seguir con el asistente", "@assistant")
    expect(line(page, "hace ruido")).to_have_count(0)
    expect(page.locator(".bell .number")).to_have_text("2")


def test_one_key_takes_the_first(enter: Enter, customers: list[Waiting]) -> None:
    page = enter()
    expect(line(page, "pierde agua")).to_be_visible()
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile("/console/conversation/"))
    expect(page.get_by_text("Mi cafetera Levante pierde agua").first).to_be_visible()
    page.goto("/console/")
    mine = page.locator("section", has=page.locator("#mine-title"))
    expect(mine.locator(".case", has_text="pierde agua")).to_be_visible()
    expect(mine.locator(".sign", has_text="Sin contestar")).to_be_visible()


def test_the_one_in_focus_is_taken_rather_than_the_first(
    enter: Enter, customers: list[Waiting]
) -> None:
    page = enter()
    expect(line(page, "WHERE IS MY REFUND")).to_be_visible()
    waiting = page.locator(".waiting a.words")
    waiting.first.focus()
    page.keyboard.press("ArrowDown")
    expect(waiting.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(waiting.first).to_be_focused()
    page.keyboard.press("j")
    expect(waiting.nth(1)).to_be_focused()
    page.keyboard.press("c")
    expect(page.get_by_text("WHERE IS MY REFUND").first).to_be_visible()
    expect(page).to_have_url(re.compile(customers[1].conversation_id))


def test_filters_stay_with_the_agent(enter: Enter, customers: list[Waiting]) -> None:
    page = enter()
    expect(line(page, "pierde agua")).to_be_visible()
    page.get_by_label("Cualquier señal").select_option("insult")
    expect(line(page, "pierde agua")).to_have_count(0)
    expect(page.locator("#waiting-title")).to_have_text("En espera (1 / 2)")
    page.reload()
    expect(line(page, "WHERE IS MY REFUND")).to_be_visible()
    expect(line(page, "pierde agua")).to_have_count(0)
    page.get_by_role("button", name="Quitar filtros").click()
    expect(line(page, "pierde agua")).to_be_visible()


def test_a_clock_turns_colour_and_is_heard_before_it_breaks(
    enter: Enter, product: Product, customers: list[Waiting]
) -> None:
    page = enter()
    page.locator("h1").click()
    customers.append(Waiting(product.url, "es", "Recién llegado"))
    clock = line(page, "Recién llegado").locator(".clock")
    expect(clock).to_have_class(re.compile("fine"))
    page.evaluate("tones.length = 0")
    expect(clock).to_have_class(re.compile("soon"), timeout=9000)
    page.wait_for_function("tones.filter(hertz => hertz == 520).length >= 3")
    expect(clock).to_have_class(re.compile("broken"), timeout=9000)
    expect(clock).to_contain_text("de retraso")
    expect(page.locator(".bell .number")).to_have_class(re.compile("broken"))


def test_a_new_customer_is_heard_and_the_switch_is_remembered(
    enter: Enter, product: Product, customers: list[Waiting]
) -> None:
    page = enter()
    page.locator("h1").click()
    customers.append(Waiting(product.url, "es"))
    page.wait_for_function("tones.includes(660)")
    expect(page.locator(".bell [role=status]")).to_have_text("Espera un cliente nuevo")
    sound = page.get_by_role("button", name="Sonido")
    sound.click()
    expect(sound).to_have_attribute("aria-pressed", "false")
    page.wait_for_timeout(300)
    page.reload()
    expect(sound).to_have_attribute("aria-pressed", "false")
    page.locator("h1").click()
    customers.append(Waiting(product.url, "es", "¿Me oye?"))
    expect(line(page, "¿Me oye?")).to_be_visible()
    assert page.evaluate("tones") == []
    sound.click()
    page.wait_for_function("tones.includes(660)")
    page.wait_for_timeout(300)


def test_permission_to_notify_is_asked_for_by_a_click_alone(
    enter: Enter, product: Product, customers: list[Waiting]
) -> None:
    page = enter()
    expect(line(page, "pierde agua")).to_be_visible()
    assert page.evaluate("notes") == []
    notify = page.get_by_role("button", name="Avisos del navegador")
    notify.click()
    expect(notify).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("notes") == ["asked"]
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true})")
    customers.append(Waiting(product.url, "es"))
    page.wait_for_function("notes.some(one => one.startsWith('Espera un cliente nuevo'))")
    notify.click()
    expect(notify).to_have_attribute("aria-pressed", "false")
    page.wait_for_timeout(300)


def test_the_status_is_switched_in_the_bar(enter: Enter) -> None:
    page = enter()
    status = page.get_by_label("Mi estado")
    expect(status).to_have_value("online")
    status.select_option("away")
    page.wait_for_timeout(500)
    page.reload()
    expect(status).to_have_value("away")
    assert violations(page) == []
    status.select_option("online")
    page.wait_for_timeout(500)


def test_shortcuts_are_listed_and_their_list_has_a_name(enter: Enter) -> None:
    page = enter()
    page.get_by_role("button", name="Atajos de teclado (?)").click()
    listed = page.get_by_role("dialog", name="Atajos de teclado")
    expect(listed).to_contain_text("Atender la señalada, o la primera")
    # While it fades in, the backdrop shines through.
    expect(page.locator(".q-dialog__backdrop")).to_have_css("opacity", "1")
    page.wait_for_timeout(500)
    assert violations(page, ".q-dialog") == []
    page.keyboard.press("Escape")
    expect(listed).to_have_count(0)


def test_slash_leads_to_the_search_over_all(enter: Enter, customers: list[Waiting]) -> None:
    page = enter()
    expect(line(page, "pierde agua")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("refund")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/console/search\?q=refund"))
    expect(page.locator(".case mark").first).to_have_text("REFUND")
    page.locator(".case a.words").first.click()
    expect(page).to_have_url(re.compile("/console/conversation/"))


def test_nothing_moves_under_a_hand(enter: Enter, customers: list[Waiting]) -> None:
    page = enter()
    second = line(page, "WHERE IS MY REFUND")
    expect(second).to_be_visible()
    second.hover()
    before = second.bounding_box()
    customers[0].say("Seguir con el asistente", "@assistant")
    expect(line(page, "pierde agua")).to_contain_text("Ya atendida")
    assert second.bounding_box() == before
    page.locator("h1").hover()
    expect(line(page, "pierde agua")).to_have_count(0)
