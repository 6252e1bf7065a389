"""What stands in the place of a help page that is not there, and of a vote that is not taken.

In the visitor's language, with the search and the products as the way on. Depends on the desk.
"""

from fastapi import Request, Response

from bot.errors import Spoken
from bot.help.desk import Desk, Sheet
from bot.pages import Language, page_language

NOT_THERE = Spoken(
    "This page of help does not exist or has moved. Search for it, or choose your product.",
    "Esta página de ayuda no existe o ha cambiado de sitio. Búsquela o elija su aparato.",
    404,
)

ONLY_READ = Spoken(
    "This page can only be read. Open it with a link, or search for what you need.",
    "Esta página solo se puede leer. Ábrala con un enlace o busque lo que necesita.",
    405,
)


async def only_read(desk: Desk, request: Request) -> Response:
    """The page for whoever sends something to a page that takes nothing."""
    language = page_language(request)
    title = {"es": "Aquí no se puede enviar nada", "en": "Nothing can be sent here"}[language]
    answer = await _instead(desk, request, ONLY_READ, language, title, {})
    answer.headers["Allow"] = "GET, HEAD"
    return answer


async def not_there(desk: Desk, request: Request) -> Response:
    """The page for an address below /help that leads nowhere; in the other language, too."""
    language = page_language(request)
    other = "en" if language == "es" else "es"
    # As it was asked for: what is escaped in it stays so.
    asked = request.scope["raw_path"].decode("ascii", "ignore")
    switch = f"{asked}?lang={other}"
    title = {"es": "No encontramos esa página", "en": "We cannot find that page"}[language]
    return await _instead(desk, request, NOT_THERE, language, title, {"switch": switch})


async def refused(desk: Desk, request: Request, error: Spoken, language: Language) -> Response:
    """The page that says why a vote was not taken."""
    title = {"es": "No hemos podido anotar su voto", "en": "We could not count your vote"}
    return await _instead(desk, request, error, language, title[language], {})


async def _instead(
    desk: Desk,
    request: Request,
    why: Spoken,
    language: Language,
    title: str,
    context: dict[str, object],
) -> Response:
    known = await desk.catalogue.current()
    sheet = Sheet(
        "help/lost.html",
        desk.at("", language),
        title,
        "",
        desk.trail(language, (title, "")),
        {"told": why.said[language], "products": known.products, **context},
    )
    return desk.fresh(request, sheet, language, why.status_code)
