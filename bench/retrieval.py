"""Retrieval on 261 sections of a real manual: words alone, meaning alone, and both.

`make bench PART=retrieval` prints it. The index is ours in all three: the sections are cut and
written as a manual is, and the best passage of a section counts. The weights were chosen on the
first half of the questions and on `tests/knowledge/golden.csv`; the second half is shown beside.
Depends on bot.knowledge, bot.settings and kb_ingest.
"""

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.knowledge.documents import Block, Document
from bot.knowledge.embedding import Embedder
from bot.knowledge.opened import OpenIndex
from bot.knowledge.search import Knowledge
from bot.knowledge.versions import read_current
from bot.knowledge.writer import IndexWriter
from bot.settings import Settings
from kb_ingest.passages import cut

MEASURES = ("hit@1", "hit@3", "hit@5", "mrr")
DEEP = 200
"""Passages asked for, so that ten sections are among them."""

Ranking = Callable[[str], list[int]]
"""From a question to section ids, the best first."""


def run(eval_dir: Path) -> dict[str, Any]:
    """Measure and print the table; under `retrieval`, `smart_tv`, the ranking: its figures."""
    folder = eval_dir / "retrieval" / "smart_tv"
    questions = read_lines(folder / "questions.jsonl")
    settings = Settings()
    embedder = Embedder(settings.model, settings.var_dir / "bench" / "vectors.db")
    with tempfile.TemporaryDirectory() as made:
        ids = build(Path(made), embedder, read_lines(folder / "sections.jsonl"))
        print_head(len(questions))
        figures = {
            name: measure(name, ranking, questions)
            for name, ranking in rankings(Path(made), embedder, ids).items()
        }
    return {"retrieval": {"smart_tv": figures}}


def read_lines(path: Path) -> list[dict[str, Any]]:
    """One JSON value a line."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def build(index_dir: Path, embedder: Embedder, sections: Sequence[dict[str, Any]]) -> list[int]:
    """Write the sections as one manual; returns the section id of each of its blocks."""
    blocks: list[Block] = []
    ids: list[int] = []
    for section in sections:
        blocks += [Block("heading", section["title"], level=1)]
        blocks += [Block("paragraph", text) for text in section["text"].split("\n") if text]
        ids += [section["id"]] * (len(blocks) - len(ids))
    source = index_dir / "smart_tv.md"
    source.write_text("\n\n".join(block.text for block in blocks))
    document = Document(
        id="smart_tv.en",
        title="Smart TV",
        language="en",
        product=None,
        kind="manual",
        version="",
        date="",
        source=source.name,
        sha256="",
        media_type="text/markdown",
        pages=None,
        blocks=tuple(blocks),
    )
    writer = IndexWriter(index_dir, embedder)
    writer.publish(writer.write([(document, source, cut(document, embedder.count_tokens))], {}))
    return ids


def rankings(index_dir: Path, embedder: Embedder, ids: Sequence[int]) -> dict[str, Ranking]:
    """The three ways to rank, from the same index."""
    version = read_current(index_dir)
    assert version is not None
    index = OpenIndex(version)
    # An embedder of its own: what the other one remembers would make it look faster.
    knowledge = Knowledge(index_dir, Embedder(embedder.model_dir))
    knowledge.search("warm up")

    def sections(rows: Sequence[int]) -> list[int]:
        return list(dict.fromkeys(ids[index.passages[row].first_block] for row in rows))

    def best(scores: dict[int, float]) -> list[int]:
        return sections(sorted(scores, key=lambda row: -scores[row]))

    def ours(question: str) -> list[int]:
        hits = knowledge.search(question, language="en", limit=DEEP).hits
        return list(dict.fromkeys(ids[hit.passage.first_block] for hit in hits))

    return {
        "bm25": lambda question: best(index.lexical.search(question, limit=DEEP)),
        "dense": lambda question: best(
            index.dense.search(embedder.embed_queries([question])[0], limit=DEEP)
        ),
        "ours": ours,
    }


def measure(name: str, ranking: Ranking, questions: Sequence[dict[str, Any]]) -> dict[str, float]:
    """The figures of one ranking over all questions; prints them and the second half's."""
    started = time.perf_counter()
    ranks = [rank_of(ranking(entry["question"]), entry["sections"]) for entry in questions]
    each = 1000 * (time.perf_counter() - started) / len(questions)
    found, held_out = scores_of(ranks), scores_of(ranks[len(ranks) // 2 :])
    cells = " | ".join(f"{found[key]:.3f} ({held_out[key]:.3f})" for key in MEASURES)
    print(f"| {name:5} | {cells} | {each:5.1f} |")
    return {**found, "ms": each}


def rank_of(found: Sequence[int], right: Sequence[int]) -> int | None:
    """The place of the first right section among the first ten, from 1."""
    return next((place for place, each in enumerate(found[:10], 1) if each in right), None)


def scores_of(ranks: Sequence[int | None]) -> dict[str, float]:
    """hit@k: the share found among the first k; mrr: the mean of 1/place, 0 beyond ten."""
    places = [rank for rank in ranks if rank]
    hits = {f"hit@{k}": sum(rank <= k for rank in places) / len(ranks) for k in (1, 3, 5)}
    return hits | {"mrr": sum(1 / rank for rank in places) / len(ranks)}


def print_head(count: int) -> None:
    """The table's head."""
    print(f"Smart TV manual, {count} questions (in brackets: the second half, never tuned on)")
    print("|       | hit@1 | hit@3 | hit@5 | MRR@10 | ms |")
    print("|---|---|---|---|---|---|")
