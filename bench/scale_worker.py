"""Asks an index in a process of its own, so that memory and opening are the index's alone.

`python -m bench.scale_worker INDEX` prints figures as JSON. Depends on bot.knowledge.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from bot.knowledge.embedding import Embedder
from bot.knowledge.opened import OpenIndex
from bot.knowledge.search import CANDIDATES, Knowledge
from bot.knowledge.versions import read_current
from bot.settings import Settings

WARM = 20


def main(index_dir: Path) -> dict[str, Any]:
    """Open, ask, and say what it took; `found` is the ten nearest rows of each query."""
    questions: list[str] = json.loads((index_dir / "questions.json").read_text())
    queries = np.load(index_dir / "queries.npy")
    embedder = Embedder(Settings().model)
    embedder.load()
    before = memory()
    started = time.perf_counter()
    version = read_current(index_dir)
    assert version is not None
    index = OpenIndex(version)
    opened = time.perf_counter() - started
    just_opened = memory()
    products = [f"product-{number % len(index.documents)}" for number in range(len(queries))]
    figures: dict[str, Any] = {
        "open_s": opened,
        "dense": timed(lambda one: index.dense.search(one, limit=CANDIDATES), queries),
        "lexical": timed(lambda one: index.lexical.search(one, limit=CANDIDATES), questions),
        "filtered": timed(
            lambda one: index.dense.search(one[0], rows=index.rows_for(one[1]), limit=CANDIDATES),
            [*zip(queries, products, strict=True)],
        ),
    }
    figures |= timed(Knowledge(index_dir, embedder).search, questions)
    after = memory()
    return {
        **figures,
        "found": [[*index.dense.search(query, limit=10)] for query in queries],
        "embed": timed(lambda text: embedder.embed_queries([text + " "]), questions),
        "open_mb": just_opened["rss"] - before["rss"],
        "memory_mb": after["rss"] - before["rss"],
        "private_mb": after["own"] - before["own"],
    }


def memory() -> dict[str, float]:
    """Megabytes of this process: `rss` with the parts of mapped files that were touched, which
    processes share and the system takes back when it needs them; `own` without."""
    said = psutil.Process().memory_info()
    return {"rss": said.rss / 1e6, "own": (said.rss - said.shared) / 1e6}


def timed(ask: Callable[[Any], object], given: Iterable[Any]) -> dict[str, float]:
    """Milliseconds that `ask` takes, in the middle and at the slow end; the first are left out."""
    taken = []
    for one in given:
        started = time.perf_counter()
        ask(one)
        taken.append(1000 * (time.perf_counter() - started))
    later = taken[WARM:]
    return {"p50_ms": float(np.percentile(later, 50)), "p95_ms": float(np.percentile(later, 95))}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
