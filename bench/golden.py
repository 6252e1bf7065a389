"""The sample company's golden questions, asked of their own language and of the other one.

By language and kind; and, because a manual may exist in one language only, the questions of
each language over an index that holds nothing but the other's documents. Depends on
bot.evaluate, bot.knowledge and kb_ingest.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot.evaluate.golden import Golden, read_golden
from bot.evaluate.ranking import Ranks, place_of
from bot.faq_file import read_faq
from bot.knowledge.documents import Document, Passage
from bot.knowledge.embedding import Embedder
from bot.knowledge.faq_index import FaqEntry, FaqIndex
from bot.knowledge.fusion import reciprocal_ranks
from bot.knowledge.late import TOKENS_FOLDER
from bot.knowledge.opened import OpenIndex
from bot.knowledge.search import Knowledge
from bot.knowledge.versions import read_version
from bot.knowledge.writer import IndexWriter
from bot.settings import Settings
from kb_ingest.build import files_in
from kb_ingest.passages import cut
from kb_ingest.readers import read

Source = tuple[Document, Path, list[Passage]]
Places = dict[str, list[int | None]]
Figures = dict[str, dict[str, dict[str, float]]]
OTHER = {"es": "en", "en": "es"}
DEEP = 100
"""Passages ranked; ten of them count."""


@dataclass(frozen=True)
class Row:
    """One group of questions: where each ranking put the first right passage or entry."""

    questions: int
    places: Places

    def measures(self) -> dict[str, dict[str, float]]:
        """hit@k and mrr of each ranking."""
        return {name: Ranks(places).measures() for name, places in self.places.items()}


class Search:
    """The rankings of passages over one index, from the same candidates."""

    def __init__(self, folder: Path, version: str, embedder: Embedder) -> None:
        self._index = OpenIndex(read_version(folder, version))
        self._embedder = embedder
        self._knowledge = Knowledge(folder, embedder, version=version)

    def ranked(self, asked: Golden) -> dict[str, list[Passage]]:
        """The passages for a question, the best first, by ranking."""
        index = self._index
        vector = self._embedder.embed_queries([asked.question])[0]
        words = index.lexical.search(asked.question, product=asked.product, limit=DEEP)
        near = index.dense.search(vector, rows=index.rows_for(asked.product), limit=DEEP)
        found = self._knowledge.search(
            asked.question, language=asked.language, product=asked.product, limit=DEEP
        )
        return {
            "bm25": self._best(words),
            "dense": self._best(near),
            "rrf": self._best(reciprocal_ranks([words, near])),
            "ours": [hit.passage for hit in found.hits],
        }

    def _best(self, scores: Mapping[int, float]) -> list[Passage]:
        rows = sorted(scores, key=lambda row: (-scores[row], row))
        return [self._index.passages[row] for row in rows]


def measured(settings: Settings) -> dict[str, Row]:
    """Every group by its name: `es_manual`, `en_faq`, `es_manual_in_en` (asked in Spanish,
    answered in English alone) and their like; and `manual` and `cross`, all of either."""
    embedder = Embedder(settings.model, settings.index_dir / "vectors.sqlite", threads=2)
    golden = read_golden(settings.golden_file)
    entries = read_faq(settings.faq_file)
    rows = manuals(golden, documents_of(settings, embedder), settings, embedder)
    rows |= faqs(golden, entries, embedder)
    own = [rows[f"{name}_manual"] for name in OTHER if f"{name}_manual" in rows]
    cross = [row for name, row in rows.items() if "_manual_in_" in name]
    return rows | {"manual": together(own), "cross": together(cross)}


def documents_of(settings: Settings, embedder: Embedder) -> list[Source]:
    """The manuals and policies of the settings, cut."""
    made: list[Source] = []
    for path in files_in([settings.manuals_dir, settings.policies_dir]):
        document = read(path)
        made.append((document, path, cut(document, embedder.count_tokens)))
    return made


def manuals(
    golden: Sequence[Golden], sources: Sequence[Source], settings: Settings, embedder: Embedder
) -> dict[str, Row]:
    """Questions that a manual answers, over everything and over the other language alone."""
    asked = [one for one in golden if one.kind == "manual"]
    rows: dict[str, Row] = {}
    with searching(sources, settings, embedder) as search:
        for language in OTHER:
            own = [one for one in asked if one.language == language]
            rows[f"{language}_manual"] = found(own, search)
    for language, other in OTHER.items():
        foreign = [each for each in sources if each[0].language == other]
        names = {document.id for document, _, _ in foreign}
        questions = (translated(one, other) for one in asked if one.language == language)
        with searching(foreign, settings, embedder) as search:
            known = [one for one in questions if one.documents & names]
            rows[f"{language}_manual_in_{other}"] = found(known, search)
    return {name: row for name, row in rows.items() if row.questions}


def translated(asked: Golden, language: str) -> Golden:
    """The same question, answered by the documents' counterparts in `language`: they are named
    alike and their headings have the same numbers."""
    names = {f"{name.rpartition('.')[0] or name}.{language}" for name in asked.documents}
    return replace(asked, documents=frozenset(names))


@contextmanager
def searching(
    sources: Sequence[Source], settings: Settings, embedder: Embedder
) -> Iterator[Search]:
    """An index of `sources` for as long as the context lasts. Token vectors of passages that
    the index in use has too are taken from it."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        kept = settings.index_dir / TOKENS_FOLDER
        if kept.is_dir():
            shutil.copytree(kept, folder / TOKENS_FOLDER)
        version = IndexWriter(folder, embedder).write(sources, {})
        yield Search(folder, version.id, embedder)


def found(asked: Sequence[Golden], search: Search) -> Row:
    """The place of the first right passage for each question, by ranking."""
    places: Places = {}
    for one in asked:
        for name, ranked in search.ranked(one).items():
            right = {passage.id for passage in ranked if one.is_answered_by(passage)}
            place = place_of([passage.id for passage in ranked], right)
            places.setdefault(name, []).append(place)
    return Row(len(asked), places)


def faqs(
    golden: Sequence[Golden], entries: Sequence[FaqEntry], embedder: Embedder
) -> dict[str, Row]:
    """Questions that a FAQ entry answers: by its wordings' meaning, and as customers get it.
    Entries have no words' index, for there are few."""
    rows: dict[str, Row] = {}
    for language, other in OTHER.items():
        asked = [one for one in golden if one.kind == "faq" and one.language == language]
        foreign = [entry for entry in entries if entry.language == other]
        for name, shelf in ((f"{language}_faq", entries), (f"{language}_faq_in_{other}", foreign)):
            if asked and shelf:
                rows[name] = Row(len(asked), faq_places(asked, shelf, embedder))
    return rows


def faq_places(asked: Sequence[Golden], entries: Sequence[FaqEntry], embedder: Embedder) -> Places:
    """The place of the first right entry for each question, by ranking."""
    places: Places = {}
    for name, answers in (("dense", {"answers": 0.0}), ("ours", {})):
        index = FaqIndex(embedder, **answers)
        index.load(entries)
        places[name] = [
            place_of(
                [hit.id for hit in index.search(one.question, one.language, 10)], one.documents
            )
            for one in asked
        ]
    return places


def together(rows: Sequence[Row]) -> Row:
    """Several groups as one."""
    names = list(dict.fromkeys(name for row in rows for name in row.places))
    joined = {name: [place for row in rows for place in row.places[name]] for name in names}
    return Row(sum(row.questions for row in rows), joined)


def figures(rows: Mapping[str, Row]) -> Figures:
    """The measures by group and ranking."""
    return {name: row.measures() for name, row in rows.items()}


def show(rows: Mapping[str, Row], say: Callable[[str], None] = print) -> None:
    """A table with a line for each group and ranking."""
    say("\nSample company's golden questions; `es_manual_in_en`: asked in Spanish, answered by")
    say("English manuals alone; `manual` and `cross`: all of their own and of the other language")
    say("| questions of, answered by | questions | ranking | hit@1 | hit@3 | hit@5 | MRR@10 |")
    say("|---|---|---|---|---|---|---|")
    for group, row in rows.items():
        for name, values in row.measures().items():
            cells = " | ".join(f"{value:.3f}" for value in values.values())
            say(f"| {group} | {row.questions} | {name} | {cells} |")
