"""The help pages: `/help`, a page for each product, tutorial, topic and question, and contact.

Plain HTML that needs no script. Depends on the desk and the sheets.
"""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.help import sheets
from bot.help.addresses import LANGUAGES, in_language, path_of
from bot.help.catalogue import Help
from bot.help.desk import Desk
from bot.help.lost import not_there, only_read
from bot.help.tutorials import Tutorial
from bot.pages import Language, page_language

SENDING = ["POST", "PUT", "PATCH", "DELETE"]


def pages_router(desk: Desk) -> APIRouter:
    """The pages that can be read."""
    routes = APIRouter(prefix="/help", include_in_schema=False)
    add_faq(routes, desk)

    @routes.get("")
    async def start(request: Request) -> Response:
        known = await desk.catalogue.current()
        language = page_language(request)
        return await desk.answer(request, "", language, known, sheets.start(desk))

    @routes.get("/contact")
    async def contact(request: Request) -> Response:
        known = await desk.catalogue.current()
        language = page_language(request)
        return await desk.answer(request, "contact", language, known, sheets.contact(desk))

    @routes.get("/{product_id}")
    async def product(request: Request, product_id: str) -> Response:
        known = await desk.catalogue.current()
        record = known.product(product_id)
        if record is None:
            return await not_there(desk, request)
        draw = sheets.of_product(desk, record)
        return await desk.answer(request, product_id, page_language(request), known, draw)

    @routes.get("/{product_id}/steps/{slug}")
    async def tutorial(request: Request, product_id: str, slug: str) -> Response:
        known, language = await desk.catalogue.current(), page_language(request)
        record, found = known.product(product_id), known.tutorial(product_id, slug, language)
        if record and found:
            draw = sheets.of_tutorial(desk, record, found)
            return await desk.answer(request, found.address, language, known, draw)
        other = in_other_words(known, product_id, slug, language) if record else None
        return RedirectResponse(other) if other else await not_there(desk, request)

    @routes.get("/{rest:path}")
    async def elsewhere(request: Request, rest: str) -> Response:
        if rest and not rest.endswith("/"):
            return await not_there(desk, request)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(path_of(rest.rstrip("/")) + query)

    @routes.api_route("", methods=SENDING)
    @routes.api_route("/{rest:path}", methods=SENDING)
    async def sent(request: Request) -> Response:
        return await only_read(desk, request)

    return routes


def add_faq(routes: APIRouter, desk: Desk) -> None:
    """The pages of the FAQ; they go before the products'."""

    @routes.get("/faq")
    async def index(request: Request) -> Response:
        known = await desk.catalogue.current()
        return await desk.answer(
            request, "faq", page_language(request), known, sheets.faq_index(desk)
        )

    @routes.get("/faq/topics/{topic}")
    async def topic(request: Request, topic: str) -> Response:
        known, language = await desk.catalogue.current(), page_language(request)
        if all(one.topic != topic for one in known.entries[language].values()):
            return await not_there(desk, request)
        draw = sheets.of_topic(desk, topic)
        return await desk.answer(request, f"faq/topics/{topic}", language, known, draw)

    @routes.get("/faq/{faq_id}")
    async def entry(request: Request, faq_id: str) -> Response:
        known, language = await desk.catalogue.current(), page_language(request)
        order = (language, *(one for one in LANGUAGES if one != language))
        found = next((known.entries[one][faq_id] for one in order if faq_id in known.entries[one]),
                     None)  # fmt: skip
        if found is None:
            return await not_there(desk, request)
        draw = sheets.of_entry(desk, found)
        return await desk.answer(request, found.page, language, known, draw)


def in_other_words(known: Help, product_id: str, slug: str, language: Language) -> str | None:
    """Where a tutorial is in `language` whose name is that of the other one; the tutorial itself
    where it has no counterpart."""
    for other in LANGUAGES:
        found: Tutorial | None = known.tutorial(product_id, slug, other)
        if found:
            same = known.same_in(found, language) or found
            return in_language(same.address, same.language)
    return None
