"""How search grows: time, memory and recall at ten thousand passages, a hundred thousand, and a
million where it is asked for.

`make bench PART=scale` measures the first two; `python -m bench scale --passages 1000000` one
size (a million: twenty minutes, 10 GB of disk below var/bench, 6 GB of memory). `--texts FOLDER`
takes the real text from other manuals. An index of that size is written by the product's own
writers, and asked in a process of its own (`scale_worker`). Depends on bot.knowledge, texts and
charts.
"""

import csv
import json
import shutil
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from bench.charts import draw_scale
from bench.texts import Matrix, Real, Varied, real, varied
from bot.knowledge.catalogue import write_catalogue
from bot.knowledge.dense import UNITS_FILE, DenseIndex, FaissStore, new_units
from bot.knowledge.embedding import Embedder
from bot.knowledge.lexical import write_lexical
from bot.knowledge.rarity import write_words
from bot.knowledge.store import BLOCKS_FILE, DOCUMENTS_FILE, PASSAGES_FILE, write_lines
from bot.knowledge.vectors import FAISS_FILE
from bot.knowledge.versions import FORMAT
from bot.knowledge.workers import Processes
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000)
NAMES = {10_000: "10k", 100_000: "100k", 1_000_000: "1m"}
ASKED = 300
"""Questions asked of each index."""
NEAREST = 10
UNIT_NOISE = 0.4


def run(eval_dir: Path, words: Sequence[str] = ()) -> dict[str, Any]:
    """Measure and print the table; under `scale`, the size: its figures."""
    given = options(words)
    folders = given.texts or [ROOT / "var" / "manuals", eval_dir / "manuals"]
    settings = Settings()
    out = settings.var_dir / "bench"
    embedder = Embedder(settings.model, out / "vectors.db", workers=Processes(settings.model))
    real_ones = real(folders, embedder)
    questions = asked(eval_dir)
    queries = embedder.embed_queries(questions, keep=True)
    embedder.close()
    print(f"{len(real_ones.passages)} real sentences, {len(questions)} questions")
    print_head()
    figures = {}
    for size in given.passages or SIZES:
        name = NAMES.get(size, str(size))
        figures[name] = measured(out / f"scale-{name}", size, real_ones, questions, queries)
        print_row(name, figures[name])
    draw_scale(figures, ROOT / "var" / "bench.json")
    return {"scale": figures}


def options(words: Sequence[str]) -> Any:
    """What follows `scale` on the command line."""
    parser = ArgumentParser(prog="python -m bench scale")
    parser.add_argument("--passages", type=int, action="append", help="size of an index")
    parser.add_argument("--texts", type=Path, action="append", help="folder of manuals")
    return parser.parse_args(words)


def asked(eval_dir: Path) -> list[str]:
    """Real questions in both languages: of the sample company, and of a television's manual."""
    with (ROOT / "data" / "sample" / "golden.csv").open(encoding="utf-8", newline="") as file:
        ours = [row["question"] for row in csv.DictReader(file)]
    lines = (eval_dir / "retrieval" / "smart_tv" / "questions.jsonl").read_text().splitlines()
    theirs = [json.loads(line)["question"] for line in lines]
    return list(dict.fromkeys([*ours[: ASKED // 2], *theirs]))[:ASKED]


def measured(
    index_dir: Path, size: int, real_ones: Real, questions: list[str], queries: Matrix
) -> dict[str, Any]:
    """The figures of an index of `size` passages, which is removed afterwards."""
    shutil.rmtree(index_dir, ignore_errors=True)
    vectors = varied(real_ones.vectors, size)
    started = time.perf_counter()
    folder = write(index_dir, Varied(real_ones, size), vectors)
    wrote = time.perf_counter() - started
    right, exact_ms = compared(vectors, queries)
    (index_dir / "questions.json").write_text(json.dumps(questions))
    np.save(index_dir / "queries.npy", queries)
    del vectors
    said = subprocess.run(
        [sys.executable, "-m", "bench.scale_worker", str(index_dir)],
        cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True,
    )  # fmt: skip
    figures: dict[str, Any] = json.loads(said.stdout)
    found = figures.pop("found")
    hits = [len({*ours} & {*best}) for ours, best in zip(found, right.tolist(), strict=True)]
    figures |= {
        "recall_at_10": sum(hits) / right.size,
        "exact_ms": exact_ms,
        "write_s": wrote,
        "lists_read": DenseIndex(folder).lists_read,
        "index_mb": megabytes(folder),
        "vectors_mb": megabytes(folder / FAISS_FILE),
        "units_mb": megabytes(folder / UNITS_FILE),
        "lexical_mb": megabytes(folder / "bm25"),
    }
    shutil.rmtree(index_dir)
    return figures


def compared(vectors: Matrix, queries: Matrix) -> tuple[NDArray[np.int64], float]:
    """The nearest rows of each query by comparing every vector, and how long one takes on one
    core, in milliseconds."""
    _, right = faiss.knn(queries, vectors, NEAREST, metric=faiss.METRIC_INNER_PRODUCT)
    faiss.omp_set_num_threads(1)
    started = time.perf_counter()
    for query in queries[:20]:
        faiss.knn(query[None, :], vectors, NEAREST, metric=faiss.METRIC_INNER_PRODUCT)
    return right, 1000 * (time.perf_counter() - started) / 20


def write(index_dir: Path, passages: Varied, vectors: Matrix) -> Path:
    """A version of the index with all files, in use; without token vectors."""
    folder = index_dir / "versions" / "measured"
    folder.mkdir(parents=True)
    FaissStore().write(folder, vectors)
    write_units(folder, passages, vectors)
    write_lines(folder / DOCUMENTS_FILE, passages.documents())
    write_lines(folder / BLOCKS_FILE, (b for each in passages.documents() for b in each.blocks))
    write_lines(folder / PASSAGES_FILE, passages)
    write_catalogue(folder, passages.documents(), passages)
    write_words(folder, passages)
    write_lexical(folder / "bm25", passages)
    model = Embedder(Settings().model).model_id
    entries = [{"id": one.id, "blob": ""} for one in passages.documents()]
    manifest = {"format": FORMAT, "id": "measured", "model": model, "documents": entries}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (index_dir / "current").write_text("measured\n")
    return folder


def write_units(folder: Path, passages: Varied, vectors: Matrix) -> None:
    """Vectors of units: near their passage's."""
    target = new_units(folder, sum(len(one.units) for one in passages), vectors.shape[1])
    rng = np.random.default_rng(2)
    at = 0
    for rows in batches(len(passages), 10_000):
        counts = [len(passages[row].units) for row in rows]
        made = np.repeat(vectors[rows.start : rows.stop], counts, axis=0)
        noise = rng.standard_normal(made.shape, np.float32)
        made += noise * (UNIT_NOISE / np.sqrt(made.shape[1]))
        target[at : at + len(made)] = made / np.linalg.norm(made, axis=1, keepdims=True)
        at += len(made)


def batches(count: int, size: int) -> Iterator[range]:
    """0..count in ranges of `size`."""
    for start in range(0, count, size):
        yield range(start, min(start + size, count))


def megabytes(path: Path) -> float:
    """What a file, or all files of a folder, take."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def print_head() -> None:
    """The table's head."""
    print("|      | open s | search p50 / p95 ms | meaning | of a product | words | every vector |"
          " recall@10 | private MB | mapped MB | index MB | written s |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")


def print_row(name: str, figures: dict[str, Any]) -> None:
    """One size."""
    pairs = " | ".join(
        f"{figures[part]['p50_ms']:.1f} / {figures[part]['p95_ms']:.1f}"
        for part in ("dense", "filtered", "lexical")
    )
    print(
        f"| {name:4} | {figures['open_s']:.2f} "
        f"| {figures['p50_ms']:.1f} / {figures['p95_ms']:.1f} | {pairs} "
        f"| {figures['exact_ms']:.1f} | {figures['recall_at_10']:.3f} "
        f"| {figures['private_mb']:.0f} | {figures['memory_mb']:.0f} "
        f"| {figures['index_mb']:.0f} | {figures['write_s']:.0f} |",
        flush=True,
    )
