"""The demonstration shop at `/`, and the widget's one script at `/widget.js`.

Depends on pages and on the documents that it links to.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse
from fastapi.templating import Jinja2Templates

from bot.knowledge.documents import Document
from bot.pages import STATIC_DIR, Language, available, page, page_language


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the shop front shows it; `price` in euros."""

    id: str
    name: str
    model: str
    category_es: str
    category_en: str
    price: float

    def category(self, language: Language) -> str:
        """What it is, in `language`."""
        return self.category_es if language == "es" else self.category_en


SAMPLE = (
    Product("levante", "Levante", "LV-300", "Cafetera superautomática", "Espresso machine", 429),
    Product("cierzo", "Cierzo", "CZ-20", "Robot aspirador", "Robot vacuum", 349),
    Product("gregal", "Gregal", "GR-450", "Purificador de aire", "Air purifier", 219),
    Product("garbi", "Garbí", "GB-8", "Lavadora", "Washing machine", 499),
    Product("siroco", "Siroco", "SR-55", "Freidora de aire", "Air fryer", 119),
    Product("terral", "Terral", "TR-12", "Aire portátil", "Portable air conditioner", 389),
)


def read_products(path: Path) -> tuple[Product, ...]:
    """The products of a CSV file with the columns of `data/sample/products.csv`; else the sample.

    Raises KeyError or ValueError where the file exists but lacks a column or a price.
    """
    if not path.is_file():
        return SAMPLE
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(product_of(row) for row in csv.DictReader(file))


def product_of(row: dict[str, str]) -> Product:
    """One line of the products file."""
    return Product(
        id=row["id"],
        name=row["name"],
        model=row["model"],
        category_es=row["category_es"],
        category_en=row["category_en"],
        price=float(row["price_eur"]),
    )


def router(
    templates: Jinja2Templates,
    products: Sequence[Product],
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


def manuals_of(product: Product, documents: Sequence[Document]) -> list[Document]:
    """The product's manuals, Spanish first."""
    own = [one for one in documents if one.kind == "manual" and one.product == product.id]
    return sorted(own, key=lambda one: one.language, reverse=True)
