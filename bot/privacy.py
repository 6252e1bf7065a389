"""The page that says what this counter keeps of a customer: `/privacy`.

The same facts are in the assistant's own answer, shorter. Depends on pages and settings.
"""

from fastapi import APIRouter, Request, Response
from fastapi.templating import Jinja2Templates

from bot.pages import page, page_language
from bot.settings import Settings


def router(templates: Jinja2Templates, settings: Settings) -> APIRouter:
    """The route; the page says so where a language model of somebody else's is asked."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/privacy")
    def privacy(request: Request) -> Response:
        context = {"outside": bool(settings.llm_url)}
        return page(templates, request, "privacy.html", page_language(request), context)

    return routes
