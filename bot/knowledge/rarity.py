"""In how many passages each word is: what tells passages apart and what does not.

Counted once, when the version is written, and looked up word by word. Depends on `documents`
and `words`.
"""

import math
import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.knowledge.documents import Passage
from bot.knowledge.words import stems

WORDS_FILE = "words.sqlite"
LEAST_RARITY = 0.05
ALL = ""
"""The word under which passages are counted, and the product that stands for all of them:
no word and no product is empty."""


def write_words(folder: Path, passages: Iterable[Passage]) -> None:
    """Count the words of `passages` by language and product."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for passage in passages:
        text = " ".join((passage.title, *passage.heading_path, passage.text))
        found = {*stems(text), ALL}
        counts[passage.language, ALL].update(found)
        if passage.product:
            counts[passage.language, passage.product].update(found)
    connection = sqlite3.connect(folder / WORDS_FILE)
    try:
        with connection:
            connection.execute(
                "CREATE TABLE word (stem TEXT, product TEXT, language TEXT, passages INTEGER,"
                " PRIMARY KEY (stem, product, language)) WITHOUT ROWID"
            )
            rows = (
                (stem, product, language, number)
                for (language, product), count in counts.items()
                for stem, number in count.items()
            )
            connection.executemany("INSERT INTO word VALUES (?, ?, ?, ?)", rows)
    finally:
        connection.close()


class WordCounts:
    """The counts in `folder`. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        address = f"{(folder / WORDS_FILE).absolute().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._lock = threading.Lock()

    def rarity(self, question: str, language: str | None, product: str | None) -> dict[str, float]:
        """How much each word of `question` tells passages apart (see SearchResult).

        The inverse document frequency among the passages in `language`, of the product where
        one is given; a word that is nowhere counts as if one passage had it.
        """
        asked = stems(question)
        held = self._counts([ALL, *asked], language, product or ALL)
        total = held.get(ALL, 0)
        rare = {stem: math.log((total + 1) / (max(held.get(stem, 0), 1) + 0.5)) for stem in asked}
        return {stem: max(value, LEAST_RARITY) for stem, value in rare.items()}

    def _counts(self, asked: Sequence[str], language: str | None, product: str) -> dict[str, int]:
        marks = ",".join("?" * len(asked))
        sql = f"SELECT stem, sum(passages) FROM word WHERE stem IN ({marks}) AND product = ?"
        given = [*asked, product]
        if language is not None:
            sql, given = f"{sql} AND language = ?", [*given, language]
        with self._lock:
            return dict(self._connection.execute(f"{sql} GROUP BY stem", given).fetchall())
