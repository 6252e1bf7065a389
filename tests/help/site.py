"""The help pages over the sample company: real FAQ, manuals and index; words for a model."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import cast

import httpx
from fastapi import FastAPI

from bot import errors, manuals
from bot.backoffice.files import read_products
from bot.faq_shelf import FaqShelf
from bot.faqs import Faqs
from bot.help import Searches, Votes
from bot.help.catalogue import Catalogue
from bot.help.doors import Over, help_routers
from bot.help.markdown import Markdown
from bot.hours import Hours, read_hours
from bot.knowledge.embedding import Embedder
from bot.knowledge.faq_index import FaqIndex
from bot.knowledge.figures import Pictures
from bot.knowledge.search import Knowledge
from bot.knowledge.writer import IndexWriter
from bot.lookup import Lookup
from bot.nlu.products import ProductNames
from bot.nlu.products import read_products as listed
from bot.nlu.spans import Span
from bot.pages import STATIC_DIR, PublicFiles, install_not_found, make_templates
from bot.policies import Policies
from bot.policies.page import router as policies_router
from bot.settings import Settings
from bot.shop import router as shop_router
from bot.web import SecurityHeaders
from tests.knowledge.sample import SAMPLE, documents
from tests.knowledge.small import WordEmbedder

URL = "https://tramontana.example"
TODAY = date(2026, 5, 4)


class KnownNames(ProductNames):
    """Product names that look through the same text once for all tests."""

    def __init__(self) -> None:
        super().__init__(listed(SAMPLE / "products.csv"))
        self._found: dict[str, list[Span]] = {}

    def find(self, text: str) -> Iterator[Span]:
        """Each name in `text` (folded)."""
        if text not in self._found:
            self._found[text] = list(super().find(text))
        return iter(self._found[text])


NAMES = KnownNames()
POLICIES = Policies.read(SAMPLE / "policies")


def write_index(folder: Path) -> Path:
    """The sample manuals and policies as an index."""
    writer = IndexWriter(folder, WordEmbedder())
    writer.publish(writer.write(documents(lambda text: len(text.split())), {}))
    return folder


class Site:
    """The app over one database, and the objects that tests look into."""

    def __init__(self, database: object, index: Path, **settings: object) -> None:
        chosen = {"secret": "a secret of these tests", "public_url": URL, **settings}
        self.settings = Settings(**chosen)  # type: ignore[arg-type]
        self.faqs = Faqs(database)  # type: ignore[arg-type]
        self.votes = Votes(database)  # type: ignore[arg-type]
        self.searches = Searches(database)  # type: ignore[arg-type]
        self.embedder = cast(Embedder, WordEmbedder())
        self.knowledge = Knowledge(index, self.embedder)
        self.hours: Hours = read_hours(self.settings.hours_file)
        self.products = read_products(self.settings.products_file)
        self.catalogue = Catalogue(self.faqs, self.knowledge, self.products, NAMES, Markdown())
        self.app = self._app()

    def _app(self) -> FastAPI:
        shelf = FaqShelf(self.faqs, FaqIndex(self.embedder))
        over = Over(
            self.settings,
            self.catalogue,
            self.knowledge,
            shelf,
            Lookup(self.knowledge, shelf, NAMES),
            POLICIES,
            self.hours,
            lambda: TODAY,
            self.votes,
            self.searches,
        )
        app, templates = FastAPI(), make_templates(self.settings.company)
        errors.install(app)
        app.add_middleware(SecurityHeaders)
        pictures = Pictures(self.settings.index_dir / "figures")
        app.include_router(manuals.router(self.knowledge, templates, pictures))
        app.include_router(policies_router(POLICIES, templates, lambda: TODAY))
        app.include_router(shop_router(templates, self.products, self._documents))
        for routes in help_routers(over, templates):
            app.include_router(routes)
        app.mount("/static", PublicFiles(directory=STATIC_DIR))
        install_not_found(app, templates)
        return app

    def _documents(self) -> Sequence[manuals.Document]:
        return self.knowledge.documents()

    def client(self, browser: str = "a browser") -> httpx.AsyncClient:
        """A browser of its own, with its cookies."""
        transport = httpx.ASGITransport(self.app)
        headers = {"accept": "text/html", "sec-fetch-site": "same-origin", "user-agent": browser}
        return httpx.AsyncClient(transport=transport, base_url=URL, headers=headers)


async def seeded(site: Site) -> Site:
    """The same with the sample FAQ."""
    await site.faqs.seed(SAMPLE / "faq.csv")
    return site
