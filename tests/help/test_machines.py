"""robots.txt and sitemap.xml: every page once, with its editions, and all of them open."""

import xml.etree.ElementTree as Tree

import httpx

from tests.help.site import URL

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


async def test_robots_are_shown_the_map_and_kept_from_what_is_no_page(
    reader: httpx.AsyncClient,
) -> None:
    lines = (await reader.get("/robots.txt")).text.splitlines()
    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {URL}/sitemap.xml" in lines
    for path in ("/console", "/api/", "/help/search"):
        assert f"Disallow: {path}" in lines


async def test_the_map_lists_every_page_once_with_both_editions(reader: httpx.AsyncClient) -> None:
    answer = await reader.get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    urls = Tree.fromstring(answer.content).findall(f"{SITEMAP}url")
    places = [str(one.findtext(f"{SITEMAP}loc")) for one in urls]
    assert len(places) == len(set(places))
    assert {one.removeprefix(URL) for one in places} >= {
        "/", "/help?lang=es", "/help/levante?lang=en", "/help/faq/returns-how?lang=es",
        "/help/levante/steps/descaling-the-machine?lang=en", "/policies/returns",
        "/manuals/levante.es", "/help/faq/topics/returns?lang=es",
    }  # fmt: skip
    editions = {
        str(one.findtext(f"{SITEMAP}loc")): {
            x.get("hreflang"): x.get("href") for x in one.iter(LINK)
        }
        for one in urls
    }
    for place, others in editions.items():
        for language in ("es", "en"):
            if other := others.get(language):
                assert editions[other][language] == other
                assert place in others.values()
    again = await reader.get("/sitemap.xml", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
