"""What is written for search engines alone: `/robots.txt` and `/sitemap.xml`.

Depends on the catalogue; the shop, the manuals and the policies are listed too.
"""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Request, Response

from bot.help.addresses import LANGUAGES, Address, same
from bot.help.catalogue import EPOCH, Help
from bot.help.desk import Desk
from bot.help.keeping import kept_answer
from bot.policies.figures import POLICIES

CLOSED = ("/console", "/api/", "/help/search", "/help/votes", "/invoices/", "/webhook")
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def machines_router(desk: Desk) -> APIRouter:
    """Both files."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/robots.txt")
    def robots() -> Response:
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
        lines += [f"Sitemap: {desk.own_url}/sitemap.xml", ""]
        return Response("\n".join(lines), media_type="text/plain; charset=utf-8")

    @routes.get("/sitemap.xml")
    async def sitemap(request: Request) -> Response:
        known = await desk.catalogue.current()
        kept = await desk.files.get(("sitemap", known.key), lambda: sitemap_of(known, desk.own_url))
        return kept_answer(request, kept, "application/xml; charset=utf-8")

    return routes


def sitemap_of(known: Help, own_url: str) -> bytes:
    """Every page with its editions, and when the FAQ's pages last changed."""
    entries = [_entry(*one) for one in pages_of(known, own_url)]
    plain = ["/", "/en", "/manuals", *(f"/manuals/{one.id}" for one in known.documents)]
    plain += ["/policies", *(f"/policies/{one}" for one in POLICIES), "/privacy"]
    entries += [f"  <url><loc>{escape(own_url + path)}</loc></url>\n" for path in plain]
    return (HEAD + "".join(entries) + "</urlset>\n").encode()


def pages_of(known: Help, own_url: str) -> Iterator[tuple[Address, datetime]]:
    """The address of every help page in each of its languages, and when it changed."""
    names = ["", "faq", "contact", *(one.id for one in known.products)]
    for language in LANGUAGES:
        entries = known.entries[language]
        topics = dict.fromkeys(f"faq/topics/{one.topic}" for one in entries.values())
        for name in [*names, *topics]:
            yield same(own_url, name, language), known.changed_at
        for entry in entries.values():
            pages: dict[str, str] = {
                one: entry.page for one in LANGUAGES if entry.id in known.entries[one]
            }
            yield Address(own_url, language, pages), entry.updated_at
        for product in known.products:
            for own in known.steps(product.id, language):
                other = known.same_in(own, "en" if language == "es" else "es")
                pages = {own.language: own.address}
                pages |= {other.language: other.address} if other else {}
                yield Address(own_url, language, pages), EPOCH


def _entry(address: Address, changed: datetime) -> str:
    alternates = "".join(
        f'    <xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(url)}/>\n'
        for language, url in address.alternates
    )
    when = f"    <lastmod>{changed.date()}</lastmod>\n" if changed > EPOCH else ""
    return f"  <url>\n    <loc>{escape(address.canonical)}</loc>\n{when}{alternates}  </url>\n"
