"""The demonstration shop at `/`, and the widget's one script at `/widget.js`.

Depends on pages, on the list of products, and on the documents that it links to.
"""

from collections.abc import Callable, Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from fastapi.templating import Jinja2Templates

from bot.backoffice.files import ProductRecord
from bot.knowledge.documents import Document
from bot.pages import STATIC_DIR, Language, available, page, page_language


def router(
    templates: Jinja2Templates,
    products: Sequence[ProductRecord],
    documents: Callable[[], Sequence[Document]],
) -> APIRouter:
    """`/` in Spanish (or `?lang=en`), `/en` in English, `/widget.js`."""
    routes = APIRouter(include_in_schema=False)

    def front(request: Request, language: Language) -> Response:
        known = available(documents)
        context = {
            "products": products,
            "manuals": {one.id: manuals_of(one, known) for one in products},
            "policies": [d for d in known if d.kind == "policy" and d.language == language],
        }
        return page(templates, request, "shop.html", language, context)

    @routes.get("/")
    def spanish(request: Request) -> Response:
        return front(request, page_language(request, "es"))

    @routes.get("/en")
    def english(request: Request) -> Response:
        return front(request, "en")

    @routes.get("/widget.js")
    def widget() -> Response:
        headers = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
        return FileResponse(STATIC_DIR / "widget.js", media_type="text/javascript", headers=headers)

    return routes


def manuals_of(product: ProductRecord, documents: Sequence[Document]) -> list[Document]:
    """The product's manuals, Spanish first."""
    own = [one for one in documents if one.kind == "manual" and one.product == product.id]
    return sorted(own, key=lambda one: one.language, reverse=True)
