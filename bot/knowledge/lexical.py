"""Finding passages by their words: BM25 over a tantivy index on disk.

Each language has an index of its own, for rarity and mean length are a language's: text is
cut into words, lower-cased, accents folded, question and function words left out, and then
stemmed; folding first lets "descalcificacion" meet "descalcificación". A heading counts three
times as much as the text below it. Depends on `documents` and `stopwords`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tantivy

from bot.knowledge.documents import Passage
from bot.knowledge.stopwords import STOP_WORDS

STEMMERS = {"es": "spanish", "en": "english"}
HEADING_WEIGHT = 3
CODE_WEIGHT = 3.0
"""Error codes and model names say more than words do; vectors hardly tell them apart. A bare
number ("after 30 days") says less: it may count anything."""
COMMON = 0.3
"""A word on more than this share of a product's passages is no help among them."""
MOST_TERMS = 48
"""Distinct words of a question that are looked up; a longer one is a letter, not a question."""
MOST_CHARACTERS = 2000
ANY_PRODUCT = "-"
TYPO_LENGTH = 5
"""A word of at least so many letters that is nowhere in the index also matches its like."""
WRITER_BYTES = 15_000_000


class LexicalIndex:
    """Reads the indexes below `folder`. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._languages = [LanguageIndex(folder / name, name) for name in STEMMERS]

    def search(
        self, question: str, *, product: str | None = None, limit: int = 200
    ) -> dict[int, float]:
        """BM25 scores (more is better, no upper bound) by row, each language's best `limit`.

        With `product` only its passages and those of no product are found. Any text is a
        valid question: its words are looked up, signs mean nothing.
        """
        found: dict[int, float] = {}
        for language in self._languages:
            found |= language.search(question[:MOST_CHARACTERS], product, limit)
        return found


class LanguageIndex:
    """The passages of one language."""

    def __init__(self, folder: Path, language: str) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._analyzer = analyzer(language)
        self._searcher: Any = self._index.searcher()

    def search(self, question: str, product: str | None, limit: int) -> dict[int, float]:
        """See `LexicalIndex.search`."""
        terms = list(dict.fromkeys(self._analyzer.analyze(question)))[:MOST_TERMS]
        if not terms:
            return {}
        query = self._any_of(terms)
        if product is not None:
            telling = self._telling(terms, product)
            query = both(self._any_of(telling), self._of_products(product, ANY_PRODUCT))
        hits = self._searcher.search(query, limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return {int(row): hit[0] for row, hit in zip(rows, hits, strict=True)}

    def _any_of(self, terms: Sequence[str]) -> Any:
        should = tantivy.Occur.Should
        return tantivy.Query.boolean_query([(should, self._term(term)) for term in terms])

    def _term(self, term: str) -> Any:
        schema = self._index.schema
        exact = tantivy.Query.term_query(schema, "text", term, index_option="freq")
        if any(map(str.isdigit, term)) and not term.isdigit():
            return tantivy.Query.boost_query(exact, CODE_WEIGHT)
        if len(term) < TYPO_LENGTH or self._searcher.doc_freq("text", term):
            return exact
        return tantivy.Query.fuzzy_term_query(schema, "text", term, distance=1)

    def _of_products(self, *products: str) -> Any:
        """A filter: it adds nothing to the scores."""
        query = tantivy.Query.term_set_query(self._index.schema, "product", [*products])
        return tantivy.Query.const_score_query(query, 0.0)

    def _telling(self, terms: list[str], product: str) -> list[str]:
        """The terms that tell the product's own passages apart, all of them if none does.

        "Robot" is rare among all manuals and on every page of the robot's.
        """
        own = self._of_products(product)
        most = COMMON * self._count(own)
        return [t for t in terms if self._count(both(self._term(t), own)) <= most] or terms

    def _count(self, query: Any) -> int:
        return int(self._searcher.search(query, 1).count or 0)


def write_lexical(folder: Path, passages: Sequence[Passage]) -> None:
    """Write the indexes of `passages` below `folder` (made); row n is `passages[n]`."""
    for language in STEMMERS:
        (folder / language).mkdir(parents=True)
        index = tantivy.Index(schema(), path=str(folder / language))
        index.register_tokenizer("words", analyzer(language))
        writer = index.writer(WRITER_BYTES, 1)
        for row, passage in enumerate(passages):
            if passage.language == language:
                fields = {"product": passage.product or ANY_PRODUCT, "text": words_of(passage)}
                writer.add_document(tantivy.Document(row=row, **fields))
        writer.commit()
        writer.wait_merging_threads()


def words_of(passage: Passage) -> str:
    """The text whose words count: the heading by its weight, the document's title once."""
    heading = " ".join(passage.heading_path)
    return "\n".join([passage.title, *[heading] * HEADING_WEIGHT, passage.text])


def schema() -> Any:
    """The fields: the text, the product, the row."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=False, indexed=False, fast=True)
    builder.add_text_field("product", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="words", index_option="freq")
    return builder.build()


def analyzer(language: str) -> Any:
    """Words of a text in `language` as they are compared."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(60)).filter(tantivy.Filter.lowercase())
    builder = builder.filter(tantivy.Filter.ascii_fold())
    builder = builder.filter(tantivy.Filter.custom_stopword(STOP_WORDS[language]))
    return builder.filter(tantivy.Filter.stemmer(STEMMERS[language])).build()


def both(first: Any, second: Any) -> Any:
    """A query for what matches `first` and `second`."""
    must = tantivy.Occur.Must
    return tantivy.Query.boolean_query([(must, first), (must, second)])
