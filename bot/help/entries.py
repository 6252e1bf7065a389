"""The published FAQ as the help pages show it, and which entries are about which product. Pure.

Depends on the FAQ's rows, the Markdown of answers and the product names of `bot.nlu`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bot.faq_file import LANGUAGES
from bot.faqs import Faq
from bot.help.markdown import Markdown
from bot.help.topics import OF_A_PRODUCT, in_order
from bot.nlu.products import ProductNames
from bot.nlu.spans import without_overlaps
from bot.nlu.text import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry in one language. `answer` is Markdown, `html` and `plain` are the same answer.

    `products` are those that it tells something about; none for what holds for all.
    """

    id: str
    language: str
    topic: str
    question: str
    answer: str
    html: Markup
    plain: str
    products: frozenset[str]
    updated_at: datetime

    @property
    def page(self) -> str:
        """Its address below /help."""
        return f"faq/{self.id}"


def entries_of(
    rows: Iterable[Faq], names: ProductNames, markdown: Markdown
) -> dict[str, dict[str, Entry]]:
    """The published rows by language and id, by topic and then as the writers order them."""
    public = [row for row in rows if row.published]
    ranks = {topic: rank for rank, topic in enumerate(in_order(row.topic for row in public))}
    public.sort(key=lambda row: ranks[row.topic])
    about = {row.id: products_of(row, names) for row in public}
    return {
        language: {
            row.id: _entry(row, language, about[row.id], markdown)
            for row in public
            if getattr(row, f"question_{language}")
        }
        for language in LANGUAGES
    }


def products_of(row: Faq, names: ProductNames) -> frozenset[str]:
    """The products that a row names: in its questions, or where its topic is one of products, in
    its answers."""
    said = [row.question_es, row.question_en, *row.variants_es, *row.variants_en]
    said += [row.answer_es, row.answer_en] if row.topic in OF_A_PRODUCT else []
    spans = (span for text in said for span in without_overlaps(names.find(fold(text))))
    return frozenset(span.value for span in spans)


def by_topic(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries of each topic, in the order of the topics."""
    kept = list(entries)
    topics = in_order(entry.topic for entry in kept)
    return [(topic, [one for one in kept if one.topic == topic]) for topic in topics]


def of_topics(entries: Iterable[Entry], topics: Sequence[str]) -> list[Entry]:
    """The entries of some topics, in the order of `topics`."""
    kept = list(entries)
    return [one for topic in topics for one in kept if one.topic == topic]


def _entry(row: Faq, language: str, products: frozenset[str], markdown: Markdown) -> Entry:
    answer = getattr(row, f"answer_{language}")
    return Entry(
        row.id,
        language,
        row.topic,
        getattr(row, f"question_{language}"),
        answer,
        markdown.html(answer),
        markdown.plain(answer),
        products,
        row.updated_at,
    )
