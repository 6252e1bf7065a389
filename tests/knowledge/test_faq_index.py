"""FAQ entries: found by any wording in any language, given in the customer's."""

import threading

from bot.knowledge.faq_index import FaqEntry, FaqIndex
from tests.knowledge.small import WordEmbedder

ENTRIES = [
    FaqEntry("cost", "es", "¿Cuánto cuesta el envío?", ("gastos de envío",), "Es gratis."),
    FaqEntry("cost", "en", "How much is delivery?", ("shipping cost",), "It is free."),
    FaqEntry("hours", "es", "¿A qué hora abren las tiendas?", (), "A las diez."),
    FaqEntry("lost", "en", "I lost my receipt", (), "Send the bank statement."),
]


def index() -> FaqIndex:
    made = FaqIndex(WordEmbedder())
    made.load(ENTRIES)
    return made


def test_a_variant_finds_its_entry() -> None:
    best = index().search("gastos de envío", "es")[0]
    assert best.id == "cost"
    assert best.cosine > 0.99


def test_a_wording_of_the_other_language_finds_the_translated_entry() -> None:
    assert index().search("shipping cost", "es")[0].id == "cost"


def test_entries_not_written_in_the_language_come_last() -> None:
    hits = index().search("I lost my receipt", "es")
    assert [hit.id for hit in hits][-1] == "lost"
    assert index().search("I lost my receipt", "en")[0].id == "lost"
    assert index().search("I lost my receipt", None)[0].id == "lost"


def test_hits_are_distinct_ordered_and_limited() -> None:
    hits = index().search("envío", "es", limit=2)
    assert len(hits) == len({hit.id for hit in hits}) == 2
    assert hits[0].score >= hits[1].score


def test_nothing_loaded_or_asked_is_nothing_found() -> None:
    assert FaqIndex(WordEmbedder()).search("envío", "es") == []
    assert index().search("  ", "es") == []
    empty = index()
    empty.load([])
    assert empty.search("envío", "es") == []


def test_loading_goes_on_under_searches() -> None:
    made = index()
    problems: list[Exception] = []

    def ask() -> None:
        for _ in range(200):
            try:
                assert made.search("gastos de envío", "es")[0].id == "cost"
            except Exception as error:
                problems.append(error)

    reader = threading.Thread(target=ask)
    reader.start()
    for size in (1, 4, 2, 3) * 10:
        made.load(ENTRIES[:size])
    reader.join()
    assert problems == []
