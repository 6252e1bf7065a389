"""The office of one service, built from the settings and what the service answers with.

Depends on all parts of the office, the manuals' search and the language detector.
"""

from collections.abc import Callable
from functools import partial

from bot.answering import Thresholds
from bot.database import Database
from bot.editorial.checking import Checking
from bot.editorial.editorial import Editorial
from bot.editorial.reading import Reading
from bot.editorial.rehearsal import Rehearsal
from bot.errors import BotError
from bot.faqs import Faqs
from bot.knowledge.embedding import Embedder
from bot.knowledge.results import SearchResult
from bot.knowledge.search import Knowledge
from bot.language import LanguageDetector
from bot.settings import Settings
from bot.upkeep import Work, regularly

TEND_EVERY_S, COUNT_EVERY_S = 10.0, 120.0


def editorial_of(
    settings: Settings,
    database: Database,
    embedder: Embedder,
    knowledge: Knowledge,
    thresholds: Callable[[str], Thresholds],
) -> Editorial:
    """The office over `database`, unconnected; `thresholds` are those of a language."""

    def manuals(question: str, language: str, product: str | None) -> SearchResult:
        return knowledge.search(question, language=language, product=product)

    def stands(document: str) -> bool:
        try:
            return any(one.id == document for one in knowledge.documents())
        except BotError:
            # Without an index nothing can be said against a link.
            return True

    rehearsal = Rehearsal(embedder, settings.golden_file, thresholds, manuals)
    reading = Reading(database, settings.demo)
    checking = Checking(Faqs(database), reading, rehearsal, LanguageDetector(), stands)
    return Editorial.over(
        database, checking, four_eyes=settings.faq_four_eyes, simulated=settings.demo
    )


def editorial_works(editorial: Editorial) -> tuple[Work, Work]:
    """What is scheduled happens within seconds of its time; use is counted beside the pages."""
    tending = partial(regularly, TEND_EVERY_S, editorial.tend)
    return tending, partial(regularly, COUNT_EVERY_S, editorial.usage.refresh)
