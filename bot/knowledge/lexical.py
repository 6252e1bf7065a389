"""Finding passages by their words: BM25 over a tantivy index on disk.

Each language has its own field, cut into words, lower-cased, accents folded and then
stemmed: folding first lets "descalcificacion" meet "descalcificación". A heading counts
three times as much as the text below it. Depends on `documents` and `stopwords`.
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
"""Error codes and model numbers say more than words do; vectors hardly tell them apart."""
COMMON = 0.15
"""A word on more than this share of a product's passages (both languages) is no help there."""
MOST_TERMS = 48
"""Distinct words of a question that are looked up; a longer one is a letter, not a question."""
MOST_CHARACTERS = 2000
ANY_PRODUCT = "-"
TYPO_LENGTH = 5
"""A word of at least so many letters that is nowhere in the index also matches its like."""
WRITER_BYTES = 30_000_000


class LexicalIndex:
    """Reads the index in `folder`. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index.open(str(folder))
        self._analyzers = {language: analyzer(language) for language in STEMMERS}
        register(self._index, self._analyzers)
        self._index.reload()
        self._searcher: Any = self._index.searcher()

    def search(
        self, question: str, *, product: str | None = None, limit: int = 200
    ) -> dict[int, float]:
        """BM25 scores (more is better, no upper bound) by row, each language's best `limit`.

        With `product` only its passages and those of no product are found. Any text is a
        valid question: its words are looked up, signs mean nothing.
        """
        found: dict[int, float] = {}
        for language in STEMMERS:
            query = self._query(question, language, product)
            if query is not None:
                hits = self._searcher.search(query, limit, count=False).hits
                rows = self._searcher.fast_field_values("row", [address for _, address in hits])
                found |= {int(row or 0): hit[0] for row, hit in zip(rows, hits, strict=True)}
        return found

    def _query(self, question: str, language: str, product: str | None) -> Any:
        """A query for any of the question's words, None when it has none."""
        words = self._analyzers[language].analyze(question[:MOST_CHARACTERS])
        terms = list(dict.fromkeys(words))[:MOST_TERMS]
        if not terms:
            return None
        if product is None:
            return self._any_of(language, terms)
        telling = self._telling(language, terms, product)
        allowed = self._of_products(product, ANY_PRODUCT)
        return both(self._any_of(language, telling), allowed)

    def _any_of(self, language: str, terms: Sequence[str]) -> Any:
        should = tantivy.Occur.Should
        return tantivy.Query.boolean_query([(should, self._term(language, t)) for t in terms])

    def _of_products(self, *products: str) -> Any:
        """A filter: it adds nothing to the scores."""
        query = tantivy.Query.term_set_query(self._index.schema, "product", [*products])
        return tantivy.Query.const_score_query(query, 0.0)

    def _telling(self, language: str, terms: list[str], product: str) -> list[str]:
        """The terms that tell the product's own passages apart, all of them if none does.

        "Robot" is rare among all manuals and on every page of the robot's.
        """
        own = self._of_products(product)
        total = self._searcher.search(own, 1).count or 0
        counts = {
            term: self._searcher.search(both(self._term(language, term), own), 1).count or 0
            for term in terms
        }
        return [t for t in terms if counts[t] <= COMMON * total] or terms

    def _term(self, field: str, term: str) -> Any:
        schema = self._index.schema
        if any(map(str.isdigit, term)):
            query = tantivy.Query.term_query(schema, field, term, index_option="freq")
            return tantivy.Query.boost_query(query, CODE_WEIGHT)
        if len(term) < TYPO_LENGTH or self._searcher.doc_freq(field, term):
            return tantivy.Query.term_query(schema, field, term, index_option="freq")
        return tantivy.Query.fuzzy_term_query(schema, field, term, distance=1)


def both(first: Any, second: Any) -> Any:
    """A query for what matches `first` and `second`."""
    must = tantivy.Occur.Must
    return tantivy.Query.boolean_query([(must, first), (must, second)])


def write_lexical(folder: Path, passages: Sequence[Passage]) -> None:
    """Write the index of `passages` into `folder` (made); row n is `passages[n]`."""
    folder.mkdir(parents=True)
    index = tantivy.Index(schema(), path=str(folder))
    register(index, {language: analyzer(language) for language in STEMMERS})
    writer = index.writer(WRITER_BYTES, 1)
    for row, passage in enumerate(passages):
        fields = {"row": row, "product": passage.product or ANY_PRODUCT}
        writer.add_document(tantivy.Document(**fields, **{passage.language: words_of(passage)}))
    writer.commit()
    writer.wait_merging_threads()


def words_of(passage: Passage) -> str:
    """The text whose words count: the heading by its weight, the document's title once."""
    heading = " ".join(passage.heading_path)
    return "\n".join([passage.title, *[heading] * HEADING_WEIGHT, passage.text])


def schema() -> Any:
    """The fields: one of text for each language, the product, the row."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=False, indexed=False, fast=True)
    builder.add_text_field("product", tokenizer_name="raw", index_option="basic")
    for language in STEMMERS:
        builder.add_text_field(language, tokenizer_name=language, index_option="freq")
    return builder.build()


def analyzer(language: str) -> Any:
    """Words of a text in `language` as they are compared."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(60)).filter(tantivy.Filter.lowercase())
    builder = builder.filter(tantivy.Filter.ascii_fold())
    builder = builder.filter(tantivy.Filter.custom_stopword(STOP_WORDS[language]))
    return builder.filter(tantivy.Filter.stemmer(STEMMERS[language])).build()


def register(index: Any, analyzers: dict[str, Any]) -> None:
    """Make the analyzers known to an opened index under the languages' names."""
    for language, made in analyzers.items():
        index.register_tokenizer(language, made)
