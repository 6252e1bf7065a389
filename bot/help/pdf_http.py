"""`/help/faq.pdf` and `/help/{product}/faq.pdf`: the FAQ to keep or to print.

Made once for each state of the FAQ. Depends on the desk and the booklet.
"""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from bot.help.addresses import in_language
from bot.help.catalogue import Help
from bot.help.desk import Desk
from bot.help.entries import Entry, by_topic
from bot.help.keeping import kept_answer
from bot.help.lost import not_there
from bot.help.markdown import Markdown
from bot.help.pdf import Booklet, write
from bot.manuals import slug
from bot.pages import Language, page_language
from bot.policies.days import local_day


def pdf_router(desk: Desk, markdown: Markdown) -> APIRouter:
    """Both routes."""
    routes = APIRouter(prefix="/help", include_in_schema=False)

    async def give(
        request: Request,
        known: Help,
        language: Language,
        page: str,
        subject: str,
        entries: Sequence[Entry],
    ) -> Response:
        url = desk.own_url + in_language(page, language)
        booklet = Booklet(desk.settings.company, subject, language, local_day(known.changed_at),
                          url, by_topic(entries))  # fmt: skip
        key = ("pdf", page, language, known.revision)
        kept = await desk.files.get(key, lambda: write(booklet, markdown))
        name = "-".join(filter(None, ("faq", slug(subject) if subject else "", language)))
        headers = {
            "Content-Disposition": f'inline; filename="{name}.pdf"',
            "Content-Language": language,
            "Vary": "Accept-Language",
            "Content-Security-Policy": "frame-ancestors 'self'",
            "X-Content-Type-Options": "nosniff",
        }
        return kept_answer(request, kept, "application/pdf", headers)

    @routes.get("/faq.pdf")
    async def whole(request: Request) -> Response:
        known, language = await desk.catalogue.current(), page_language(request)
        entries = list(known.entries[language].values())
        return await give(request, known, language, "faq", "", entries)

    @routes.get("/{product_id}/faq.pdf")
    async def of_product(request: Request, product_id: str) -> Response:
        known, language = await desk.catalogue.current(), page_language(request)
        record = known.product(product_id)
        if record is None:
            return await not_there(desk, request)
        entries = known.about(product_id, language)
        if not entries:
            return await not_there(desk, request)
        name = f"{record.name} {record.model}"
        return await give(request, known, language, product_id, name, entries)

    return routes
