"""All that the help pages show, of one moment: products, FAQ, manuals, tutorials.

It is put together again when the FAQ's revision or the version of the index moves. Depends on
the FAQ, the knowledge, the products and the other files of this package.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.backoffice.files import ProductRecord
from bot.errors import BotError
from bot.faq_file import LANGUAGES
from bot.faqs import Faq
from bot.help.entries import Entry, entries_of
from bot.help.markdown import Markdown
from bot.help.tutorials import Tutorial, counterpart, tutorials_of
from bot.knowledge.documents import Document
from bot.nlu.products import ProductNames

EPOCH = datetime(2000, 1, 1)


class Rows(Protocol):
    """What is needed of the FAQ."""

    async def rows(self) -> list[Faq]: ...

    async def revision(self) -> int: ...


class Library(Protocol):
    """What is needed of the knowledge."""

    @property
    def version(self) -> str: ...

    def documents(self) -> Sequence[Document]: ...


@dataclass(frozen=True)
class Help:
    """What there is. `entries` by language and id; `tutorials` by product and language;
    `documents` without their text. `revision` and `version` say of which FAQ and index."""

    revision: int
    version: str
    products: Sequence[ProductRecord]
    entries: Mapping[str, Mapping[str, Entry]]
    tutorials: Mapping[tuple[str, str], tuple[Tutorial, ...]]
    documents: Sequence[Document]

    @property
    def key(self) -> str:
        """A short name of this state."""
        return f"{self.revision}.{self.version}"

    @property
    def changed_at(self) -> datetime:
        """When the FAQ last changed."""
        dates = (one.updated_at for some in self.entries.values() for one in some.values())
        return max(dates, default=EPOCH)

    def product(self, product_id: str) -> ProductRecord | None:
        """One product, None for an id that is none."""
        return next((one for one in self.products if one.id == product_id), None)

    def about(self, product_id: str, language: str) -> list[Entry]:
        """The FAQ that tells something about a product, that about fewest others first."""
        own = (one for one in self.entries[language].values() if product_id in one.products)
        return sorted(own, key=lambda one: len(one.products))

    def manuals(self, product_id: str, language: str) -> list[Document]:
        """A product's manuals, those in `language` first."""
        own = [d for d in self.documents if d.kind == "manual" and d.product == product_id]
        return sorted(own, key=lambda one: (one.language != language, one.id))

    def steps(self, product_id: str, language: str) -> tuple[Tutorial, ...]:
        """A product's tutorials in one language."""
        return self.tutorials.get((product_id, language), ())

    def tutorial(self, product_id: str, slug: str, language: str) -> Tutorial | None:
        """One tutorial by its name in `language`."""
        found = (one for one in self.steps(product_id, language) if one.slug == slug)
        return next(found, None)

    def same_in(self, tutorial: Tutorial, language: str) -> Tutorial | None:
        """The same procedure in another language."""
        own = self.steps(tutorial.product, tutorial.language)
        return counterpart(tutorial, own, self.steps(tutorial.product, language))

    def has(self, page: str) -> bool:
        """Whether an address below /help is a page that can be voted on."""
        return bool(self.title(page, LANGUAGES[0]))

    def title(self, page: str, language: str) -> str:
        """What a page that can be voted on is called, in `language` where it is in both; empty
        where there is no such page."""
        kind, _, rest = page.partition("/")
        order = (language, *(one for one in LANGUAGES if one != language))
        if kind == "faq":
            found = (self.entries[one].get(rest) for one in order)
            return next((one.question for one in found if one), "")
        product = self.product(kind)
        if product is None or not rest:
            return f"{product.name} {product.model}" if product else ""
        slug = rest.removeprefix("steps/")
        steps = (self.tutorial(kind, slug, one) for one in order if slug != rest)
        return next((f"{product.name}: {one.title}" for one in steps if one), "")


class Catalogue:
    """Keeps the newest `Help`."""

    def __init__(
        self,
        faqs: Rows,
        library: Library,
        products: Sequence[ProductRecord],
        names: ProductNames,
        markdown: Markdown,
    ) -> None:
        self._faqs = faqs
        self._library = library
        self._products = products
        self._names = names
        self._markdown = markdown
        self._current: Help | None = None
        self._making = asyncio.Lock()

    async def current(self) -> Help:
        """What there is now."""
        revision = await self._faqs.revision()
        version = await asyncio.to_thread(self._version)
        known = self._current
        if known and (known.revision, known.version) == (revision, version):
            return known
        async with self._making:
            known = self._current
            if known is None or (known.revision, known.version) != (revision, version):
                rows = await self._faqs.rows()
                known = await asyncio.to_thread(self._make, revision, version, rows, known)
                self._current = known
            return known

    def _version(self) -> str:
        """The index version; empty while there is none, as the FAQ is shown without it too."""
        try:
            return self._library.version
        except BotError:
            return ""

    def _make(self, revision: int, version: str, rows: list[Faq], before: Help | None) -> Help:
        entries = entries_of(rows, self._names, self._markdown)
        if before and before.version == version:
            return replace(before, revision=revision, entries=entries)
        documents = self._library.documents() if version else ()
        known = {one.id for one in self._products}
        manuals = [one for one in documents if one.kind == "manual" and one.product in known]
        tutorials: dict[tuple[str, str], tuple[Tutorial, ...]] = {}
        for one in manuals:
            key = (one.product or "", one.language)
            tutorials[key] = unique(tutorials.get(key, ()), tutorials_of(one))
        bare = [replace(one, blocks=(), figures=()) for one in documents]
        return Help(revision, version, self._products, entries, tutorials, bare)


def unique(known: Sequence[Tutorial], more: Sequence[Tutorial]) -> tuple[Tutorial, ...]:
    """Tutorials of several manuals of one product: names that are taken get the document's."""
    taken = {one.slug for one in known}
    named = (
        replace(one, slug=f"{one.slug}--{one.document_id.replace('.', '-')}")
        if one.slug in taken
        else one
        for one in more
    )
    return (*known, *named)
