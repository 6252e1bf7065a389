"""What the widget makes of Markdown: right lists, safe links, never an element of the text's."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit
from tests.browser.fake_service import FakeService
from tests.browser.panel import Panel

pytestmark = pytest.mark.browser

RENDER = """async text => {
  const { markdown } = await import("/static/widget/markdown.js");
  const box = document.createElement("div");
  box.append(...markdown(text, "https://shop.example/"));
  const shown = node => node.nodeType === 3 ? node.data
    : `<${node.localName}${node.localName === "a" ? " " + node.getAttribute("href") : ""}` +
      `${node.hasAttribute?.("value") ? " " + node.getAttribute("value") : ""}>` +
      [...node.childNodes].map(shown).join("") + `</${node.localName}>`;
  return [...box.childNodes].map(shown).join("");
}"""

SHOWN = {
    "una\nlínea": "<p>una<br></br>línea</p>",
    "uno\n\ndos": "<p>uno</p><p>dos</p>",
    "**a** y *b* y _c_ y `d*e*`": "<p><strong>a</strong> y <em>b</em> y <em>c</em> y "
    "<code>d*e*</code></p>",
    "**a *b* c**": "<p><strong>a <em>b</em> c</strong></p>",
    "nombre_de_archivo_largo y 3 * 4 * 5": "<p>nombre_de_archivo_largo y 3 * 4 * 5</p>",
    r"\*no\* y 1\. no": "<p>*no* y 1. no</p>",
    "Pasos:\n3. tres\n4. cuatro": "<p>Pasos:</p><ol><li 3>tres</li><li 4>cuatro</li></ol>",
    "- a\n  1. b\n  2. c\n- d": "<ul><li>a<ol><li 1>b</li><li 2>c</li></ol></li><li>d</li></ul>",
    "1. a\n   sigue\n2. b": "<ol><li 1>a<br></br>sigue</li><li 2>b</li></ol>",
    "- a\n1. b": "<ul><li>a</li></ul><ol><li 1>b</li></ol>",
    "> cita\n> larga": "<blockquote><p>cita<br></br>larga</p></blockquote>",
    "```\n<b>\n1. x\n```\nfin": "<pre><code><b>\n1. x</code></pre><p>fin</p>",
    "## Título": "<p><strong>Título</strong></p>",
    "[manual](/manuals/levante.es?passage=1#cited)": "<p><a https://shop.example/manuals/levante.es"
    "?passage=1#cited>manual</a></p>",
    "vea https://a.example/x_y_z.": "<p>vea <a https://a.example/x_y_z>https://a.example/x_y_z</a>.</p>",
}

HOSTILE = [
    "<script>boom()</script>",
    "<img src=x onerror=boom()>",
    "[x](javascript:boom())",
    "[x](JaVaScRiPt:boom())",
    "[x](java\tscript:boom())",
    "[x]( javascript:boom())",
    "[x](\x01javascript:boom())",
    "[x](data:text/html,<script>boom()</script>)",
    "[x](vbscript:boom())",
    "[x](file:///etc/passwd)",
    "[<img src=x onerror=boom()>](https://a.example)",
    '[x](https://a.example/"onmouseover="boom())',
    "**<svg onload=boom()>**",
    "`<iframe srcdoc='<script>boom()</script>'>`",
    "1. <a href='javascript:boom()'>x</a>",
    "![x](javascript:boom())",
    "```\n</code><script>boom()</script>\n```",
]
TAGS = ["p", "br", "strong", "em", "code", "pre", "a", "ol", "ul", "li", "blockquote"]


@pytest.fixture(scope="module")
def blank(browser: Browser, fake: tuple[FakeService, str]) -> Page:
    """One page with nothing but the modules in reach."""
    page = browser.new_context(base_url=fake[1]).new_page()
    page.goto("/manuals")
    return page


@pytest.mark.parametrize("text", SHOWN)
def test_markup_becomes_elements(blank: Page, text: str) -> None:
    assert blank.evaluate(RENDER, text) == SHOWN[text]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(blank: Page, text: str) -> None:
    blank.evaluate("() => { window.boomed = false; window.boom = () => { window.boomed = true } }")
    left = blank.evaluate(
        """async ([text, tags]) => {
        const { markdown } = await import("/static/widget/markdown.js");
        const box = document.createElement("div");
        box.append(...markdown(text, location.href));
        document.body.append(box);
        box.querySelectorAll("a").forEach(each => each.removeAttribute("target"));
        const bad = [...box.querySelectorAll("*")].filter(each => !tags.includes(each.localName)
            || [...each.attributes].some(({name}) => name.startsWith("on"))
            || (each.localName === "a" && !/^https?:/.test(each.protocol)));
        await new Promise(resolve => setTimeout(resolve, 30));
        box.remove();
        return [bad.length, window.boomed];
        }""",
        [text, TAGS],
    )
    assert left == [0, False]


@pytest.mark.parametrize("seed", ["*a", "[", "_ ", "**", "1. ", "> ", "`", "- a\n ", "[a](", "\\"])
def test_long_strange_text_is_read_quickly(blank: Page, seed: str) -> None:
    took = blank.evaluate(
        """async text => {
        const { markdown } = await import("/static/widget/markdown.js");
        const start = performance.now();
        markdown(text, location.href);
        return performance.now() - start;
        }""",
        (seed * 8000)[:8000],
    )
    assert took < 1000


def test_a_message_with_markup_of_a_customer_is_shown_as_typed(visit: Visit) -> None:
    panel = Panel(visit()).open()
    panel.say("<b>no</b> **tampoco** [x](javascript:alert(1))")
    body = panel.messages("customer").locator(".body")
    assert body.evaluate("each => each.childElementCount") == 0
    assert body.inner_text() == "<b>no</b> **tampoco** [x](javascript:alert(1))"
