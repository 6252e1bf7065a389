"""The help pages as HTML: both languages, links that lead somewhere, what search engines read."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from bot.database import Database
from bot.knowledge.faq_index import FaqEntry
from tests.conftest import copied
from tests.help.site import URL, Site

PAGES = [
    "",
    "/faq",
    "/contact",
    "/levante",
    "/terral",
    "/faq/returns-how",
    "/faq/topics/returns",
    "/levante/steps/descalcificar-la-cafetera",
    "/search?q=descalcificar",
]
FOLLOWED = ("/help/levante/", "/help/terral/")
ENGLISH = {"/levante/steps/descalcificar-la-cafetera": "/levante/steps/descaling-the-machine"}


def parsed(page: httpx.Response) -> LexborHTMLParser:
    assert page.status_code == 200, page.url
    return LexborHTMLParser(page.text)


def with_language(path: str, language: str) -> str:
    named = ENGLISH.get(path, path) if language == "en" else path
    return f"/help{named}{'&' if '?' in named else '?'}lang={language}"


def things(page: LexborHTMLParser) -> list[dict[str, Any]]:
    """The JSON-LD of a page."""
    (data,) = page.css('script[type="application/ld+json"]')
    graph = json.loads(data.text())
    assert graph["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = graph["@graph"]
    return found


@pytest.mark.parametrize("path", PAGES)
async def test_both_languages_have_the_same_page(reader: httpx.AsyncClient, path: str) -> None:
    shapes = []
    for language in ("es", "en"):
        page = parsed(await reader.get(with_language(path, language)))
        assert page.css_first("html").attributes["lang"] == language
        assert len(page.css("h1")) == 1
        levels = [int(node.tag[1]) for node in page.css("h1, h2, h3, h4")]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        if "search" not in path:
            shapes.append([node.tag for node in page.css("h1, h2, section, form, article, nav")])
    assert not shapes or shapes[0] == shapes[1]


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("en-GB,en;q=0.9", "en"), ("ca,es;q=0.9", "es"), ("de", "en"), ("*", "es"), ("", "es"),
        ("fr,es;q=0.8,en;q=0.5", "es"), ("en;q=0.1, es", "es"), ("es;q=0, en", "en"),
        ("de, *;q=0.5", "en"), ("es-419", "es"), ("en;q=x, es;q=0.1", "es"),
    ],
)  # fmt: skip
async def test_the_browser_chooses_where_nobody_asks(
    reader: httpx.AsyncClient, accept: str, language: str
) -> None:
    page = await reader.get("/help/levante", headers={"accept-language": accept})
    assert page.headers["content-language"] == language
    assert "Accept-Language" in page.headers["vary"]
    assert f'canonical" href="{URL}/help/levante?lang={language}"' in page.text


async def test_every_link_and_file_of_every_page_is_there(reader: httpx.AsyncClient) -> None:
    waiting, seen = ["/help?lang=es", "/help?lang=en"], set[str]()
    anchors: set[tuple[str, str]] = set()
    ids: dict[str, set[str]] = {}
    while waiting:
        path = waiting.pop()
        answer = await reader.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        page = LexborHTMLParser(answer.text)
        ids[path] = {str(node.attributes["id"]) for node in page.css("[id]")}
        for node in page.css("main a[href], link[href], script[src], img[src]"):
            target = node.attributes.get("href") or node.attributes.get("src") or ""
            full = urlsplit(urljoin(URL + path, target))
            if full.netloc != urlsplit(URL).netloc or full.path == "/widget.js":
                continue
            ours = full.path.startswith(("/help", "/policies", "/static"))
            where = f"{full.path}?{full.query}" if full.query else full.path
            if full.fragment and ours:
                anchors.add((where, full.fragment))
            some = "/steps/" not in full.path or full.path.startswith(FOLLOWED)
            if ours and where not in seen and some and "/file" not in full.path:
                seen.add(where)
                waiting.append(where)
    assert len([one for one in seen if "/steps/" in one]) > 60
    assert [one for one in anchors if one[0] in ids and one[1] not in ids[one[0]]] == []


async def test_a_product_page_has_all_that_belongs_to_it(reader: httpx.AsyncClient) -> None:
    page = parsed(await reader.get("/help/levante?lang=en"))
    parts = [node.attributes["id"] for node in page.css("main section[id]")]
    assert parts == ["faq", "steps", "manual", "returns", "warranty", "helpful", "contact"]
    text = page.body.text() if page.body else ""
    assert "Where do I buy filters" in text.replace(
        "Where can I buy filters", "Where do I buy filters"
    )
    for address in ("/manuals/levante.en", "/manuals/levante.en/file", "/manuals/levante.es"):
        assert page.css(f'a[href="{address}"]')
    assert page.css('a[href="/policies/returns?lang=en#2.1"]')
    assert "30 calendar days" in text
    assert "Monday to Friday" in text
    assert page.css('a[href="mailto:counter@tramontana.example"]')


async def test_a_product_has_the_questions_that_name_it_and_no_others(
    reader: httpx.AsyncClient,
) -> None:
    washing = parsed(await reader.get("/help/garbi?lang=es"))
    ids = [node.attributes["id"] for node in washing.css("#faq article")]
    assert "shipping-washing-machine" in ids
    assert "privacy-robot-map" not in ids
    robot = parsed(await reader.get("/help/cierzo?lang=es"))
    assert robot.css("#faq article#privacy-robot-map")


async def test_structured_data_says_what_the_page_says(reader: httpx.AsyncClient) -> None:
    page = parsed(await reader.get("/help/levante?lang=es"))
    product, faq, way = things(page)
    assert (product["@type"], product["model"]) == ("Product", "LV-300")
    assert product["offers"] == {"@type": "Offer", "price": "429.00", "priceCurrency": "EUR"}
    shown = [node.text() for node in page.css("#faq article h3")]
    assert [one["name"] for one in faq["mainEntity"]] == shown
    answers = [LexborHTMLParser(q["acceptedAnswer"]["text"]).body for q in faq["mainEntity"]]
    told = [node.text().strip() for node in page.css("#faq .told")]
    assert [(one.text() if one else "").strip() for one in answers] == told
    assert [one["name"] for one in way["itemListElement"]] == ["Ayuda", "Levante"]
    assert [one["position"] for one in way["itemListElement"]] == [1, 2]


async def test_a_tutorial_is_a_how_to_with_its_steps(reader: httpx.AsyncClient) -> None:
    page = parsed(await reader.get("/help/levante/steps/descaling-the-machine?lang=en"))
    how_to, way = things(page)
    assert how_to["@type"] == "HowTo"
    steps = [node.css_first("p").text() for node in page.css("ol.steps > li")]
    assert [one["text"] for one in how_to["step"]] == steps
    assert len(steps) == 8
    assert len(way["itemListElement"]) == 3
    alternates = {
        n.attributes["hreflang"]: n.attributes["href"] for n in page.css("link[hreflang]")
    }
    assert alternates["es"] == f"{URL}/help/levante/steps/descalcificar-la-cafetera?lang=es"


async def test_a_tutorial_asked_for_in_the_other_language_leads_there(
    reader: httpx.AsyncClient,
) -> None:
    answer = await reader.get("/help/levante/steps/descalcificar-la-cafetera?lang=en")
    assert answer.headers["location"] == "/help/levante/steps/descaling-the-machine?lang=en"


async def test_questions_and_topics_and_the_start_are_described(reader: httpx.AsyncClient) -> None:
    for path, kind in (("/faq/returns-how", "FAQPage"), ("/faq/topics/returns", "FAQPage"),
                       ("", "WebSite")):  # fmt: skip
        page = parsed(await reader.get(f"/help{path}?lang=es"))
        assert things(page)[0]["@type"] == kind
        described = page.css_first('meta[name="description"]').attributes["content"] or ""
        assert 20 < len(described) <= 156
        title = page.css_first('meta[property="og:title"]').attributes["content"] or ""
        assert title in page.css_first("title").text()


async def test_a_browser_that_has_the_page_gets_304_until_something_changes(
    site: Site, client: httpx.AsyncClient
) -> None:
    first = await client.get("/help/faq/returns-how?lang=es")
    tag = {"if-none-match": f'"other", {first.headers["etag"]}'}
    again = await client.get("/help/faq/returns-how?lang=es", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "public, no-cache"
    await site.faqs.publish(FaqEntry("returns-how", "es", "¿Y ahora?", (), "Otra **respuesta**."))
    changed = await client.get("/help/faq/returns-how?lang=es", headers=tag)
    assert changed.status_code == 200
    assert "<p>Otra <strong>respuesta</strong>.</p>" in changed.text
    assert changed.headers["etag"] != first.headers["etag"]


async def test_what_is_withdrawn_is_gone_at_once(site: Site, client: httpx.AsyncClient) -> None:
    assert (await client.get("/help/faq/returns-how")).status_code == 200
    await site.faqs.withdraw("returns-how")
    assert (await client.get("/help/faq/returns-how")).status_code == 404
    assert "returns-how" not in (await client.get("/help/faq?lang=es")).text


async def test_an_answer_in_one_language_alone_says_so(
    site: Site, client: httpx.AsyncClient
) -> None:
    await site.faqs.publish(FaqEntry("nuevo", "es", "¿Hay novedades?", (), "Sí."), "products")
    page = parsed(await client.get("/help/faq/nuevo?lang=en"))
    assert page.css_first("h1").attributes["lang"] == "es"
    assert "only in Spanish" in page.css_first(".notice").text()
    assert not page.css('link[hreflang="en"]')
    assert "nuevo" not in (await client.get("/help/faq?lang=en")).text


async def test_nothing_that_an_editor_writes_becomes_markup(
    site: Site, client: httpx.AsyncClient
) -> None:
    bad = "<img src=x onerror=alert(1)> </script><script>alert(2)</script> [a](javascript:alert(3))"
    await site.faqs.publish(FaqEntry("bad", "es", f"¿Levante? {bad}", (), bad), "products")
    for path in ("/faq/bad", "/levante", "/faq", "", "/faq/topics/products"):
        page = await client.get(f"/help{path}?lang=es")
        tree = parsed(page)
        assert not tree.css("[onerror], img[src=x]")
        assert [n.attributes for n in tree.css("script:not([src])")] == [
            {"type": "application/ld+json"}
        ]
        assert not [n for n in tree.css("a[href]") if "javascript" in (n.attributes["href"] or "")]
        things(tree)


async def test_pages_run_no_script_of_their_own_and_keep_the_strict_policy(
    reader: httpx.AsyncClient,
) -> None:
    page = await reader.get("/help/levante?lang=es")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=", page.text)
    assert page.headers.get("set-cookie") is None


@pytest.mark.parametrize(
    "path", ["nada", "faq/nada", "faq/topics/nada", "levante/steps/nada", "nada/steps/nada",
             "nada/faq.pdf", "..%2f..%2fetc", "levante/nada", "a/b/c/d", "%00", "%ff", "votes",
             "%3Cb%3E"]
)  # fmt: skip
async def test_what_is_not_there_is_404(reader: httpx.AsyncClient, path: str) -> None:
    answer = await reader.get(f"/help/{path}", headers={"accept-language": "en"})
    assert answer.status_code == 404
    page = LexborHTMLParser(answer.text)
    assert page.css_first("html").attributes["lang"] == "en"
    assert page.css_first("h1").text() == "We cannot find that page"
    assert page.css('form[role="search"]')
    assert page.css('.chips a[href="/help/levante?lang=en"]')
    assert page.css('meta[name="robots"][content="noindex"]')
    switch = page.css_first('.top a[hreflang="es"]').attributes["href"]
    other = await reader.get(str(switch))
    assert (other.status_code, "No encontramos esa página" in other.text) == (404, True)


async def test_an_installation_without_faq_and_manuals_still_opens(
    blank_database: Path, tmp_path: Path
) -> None:
    async with copied(blank_database) as empty:
        await opens_without_anything(Site(empty, tmp_path / "none").client())


async def opens_without_anything(client: httpx.AsyncClient) -> None:
    for path in ("", "/levante", "/faq", "/contact"):
        assert (await client.get(f"/help{path}?lang=en")).status_code == 200
    assert "has not been loaded yet" in (await client.get("/help/levante?lang=en")).text
    assert (await client.get("/sitemap.xml")).status_code == 200


async def test_a_demonstration_says_so_and_others_do_not(
    database: Database, help_index: Path
) -> None:
    for demo, times in ((True, 1), (False, 0)):
        site = Site(database, help_index, demo=demo)
        page = parsed(await site.client().get("/help?lang=en"))
        assert len(page.css(".demo")) == times


@pytest.mark.parametrize("path", ["", "/levante", "/faq.pdf", "/search?q=luz", "/nada"])
async def test_head_is_answered_as_get_is(reader: httpx.AsyncClient, path: str) -> None:
    get, head = await reader.get(f"/help{path}"), await reader.head(f"/help{path}")
    assert head.status_code == get.status_code
    assert head.headers["content-type"] == get.headers["content-type"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_pages_that_are_read_take_nothing(reader: httpx.AsyncClient, method: str) -> None:
    for path in ("", "/levante", "/search"):
        answer = await reader.request(method, f"/help{path}?lang=en", content=b"x")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD"
        assert "Nothing can be sent here" in answer.text


async def test_an_address_that_ends_in_a_stroke_leads_to_the_page(
    reader: httpx.AsyncClient,
) -> None:
    for path, leads in (("levante/?lang=en", "/levante?lang=en"), ("?lang=en", "?lang=en"),
                        ("faq/returns-how/", "/faq/returns-how")):  # fmt: skip
        answer = await reader.get(f"/help/{path}")
        assert answer.headers["location"].removeprefix(URL) == f"/help{leads}"


async def test_links_of_answers_lead_there_from_a_search_engine(
    site: Site, client: httpx.AsyncClient
) -> None:
    told = "[La política](/policies/returns)"
    await site.faqs.publish(FaqEntry("liga", "es", "¿Y la política?", (), told), "returns")
    (faq, _) = things(parsed(await client.get("/help/faq/liga?lang=en")))
    assert faq["inLanguage"] == "es"
    assert f'href="{URL}/policies/returns"' in faq["mainEntity"][0]["acceptedAnswer"]["text"]


async def test_the_shop_links_to_the_help_pages(reader: httpx.AsyncClient) -> None:
    for path, language in (("/", "es"), ("/en", "en")):
        assert f'href="/help?lang={language}"' in (await reader.get(path)).text
