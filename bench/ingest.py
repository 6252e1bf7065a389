"""How fast files become an index, side by side with what is quickly put together.

`markitdown_naive` turns each file into Markdown, cuts it every so many words, and embeds piece
after piece with sentence-transformers; `markitdown_batched` hands sentence-transformers all
pieces at once. Both keep the vectors of the pieces and no more. `ours` is `python -m kb_ingest
build` with nothing kept from before: passages by heading and page, their vectors, those of every
sentence and token, and the words. All three use the same model and start from nothing, the
loading of model and libraries included.

markitdown gets an environment of its own (requirements/markitdown.txt, below var/env).
Depends on charts; everything measured is a process.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.charts import draw_ingest
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / "var" / "env" / "markitdown"
LOCK = ROOT / "requirements" / "markitdown.txt"
CONVERT = """
import pathlib, sys
from markitdown import MarkItDown
out, files = pathlib.Path(sys.argv[1]), sys.argv[2:]
converter = MarkItDown()
for number, name in enumerate(files):
    (out / f"{number}.md").write_text(converter.convert(name).text_content)
"""
WORDS = 150
"""In a piece: about what ours have."""
EMBED = """
import pathlib, sys
from sentence_transformers import SentenceTransformer
folder, model, size, way = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
words = [path.read_text().split() for path in sorted(folder.glob("*.md"))]
pieces = [" ".join(w[n:n + size]) for w in words for n in range(0, len(w), size)]
model = SentenceTransformer(model)
if way == "markitdown_naive":
    for piece in pieces:
        model.encode("passage: " + piece)
else:
    model.encode(["passage: " + piece for piece in pieces])
print(len(pieces))
"""


def run(eval_dir: Path) -> dict[str, Any]:
    """Measure and print the table; under `ingest`, the way: its figures."""
    files = [
        *sorted((ROOT / "var" / "manuals").iterdir()),
        *sorted((eval_dir / "manuals").iterdir()),
    ]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    python = environment()
    print(f"{len(files)} files, {megabytes:.1f} MB, {len(os.sched_getaffinity(0))} cores")
    print("|                    | passages | seconds | passages/s | MB/s |")
    print("|---|---|---|---|---|")
    figures = {}
    with tempfile.TemporaryDirectory() as made:
        converted = convert(python, Path(made), files)
        for way in ("markitdown_naive", "markitdown_batched"):
            count, seconds = embedded(Path(made), way)
            figures[way] = row(way, count, converted + seconds, megabytes)
    figures["ours"] = row("ours", *built(files), megabytes)
    draw_ingest(figures)
    return {"ingest": figures}


def environment() -> Path:
    """The interpreter that has markitdown; made on first use (a minute)."""
    python = ENVIRONMENT / "bin" / "python"
    stamp = ENVIRONMENT / "made-of"
    if not stamp.exists() or stamp.read_text() != LOCK.read_text():
        print("making an environment for markitdown", flush=True)
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        words = ["-m", "pip", "install", "--quiet", "-r", str(LOCK)]
        subprocess.run([str(python), *words], check=True)
        stamp.write_text(LOCK.read_text())
    return python


def convert(python: Path, out: Path, files: list[Path]) -> float:
    """Seconds that markitdown takes to turn the files into Markdown below `out`."""
    started = time.perf_counter()
    words = [str(python), "-c", CONVERT, str(out), *map(str, files)]
    subprocess.run(words, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def embedded(folder: Path, way: str) -> tuple[int, float]:
    """How many pieces of the Markdown were embedded, and the seconds it took."""
    started = time.perf_counter()
    words = [sys.executable, "-c", EMBED, str(folder), str(Settings().model), str(WORDS), way]
    quiet = {**os.environ, "HF_HUB_OFFLINE": "1"}
    said = subprocess.run(
        words, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=quiet
    )
    return int(said.stdout), time.perf_counter() - started


def built(files: list[Path]) -> tuple[int, float]:
    """How many passages our build makes of the files, and the seconds it takes."""
    with tempfile.TemporaryDirectory() as made:
        started = time.perf_counter()
        words = [sys.executable, "-m", "kb_ingest", "build", "--json", "--out", made]
        said = subprocess.run(
            [*words, *map(str, files)],
            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
        )  # fmt: skip
        seconds = time.perf_counter() - started
        assert json.loads(said.stdout)
        current = (Path(made) / "current").read_text().strip()
        manifest = json.loads((Path(made) / "versions" / current / "manifest.json").read_text())
    return int(manifest["counts"]["passages"]), seconds


def row(name: str, passages: int, seconds: float, megabytes: float) -> dict[str, float]:
    """The figures of one way; prints them."""
    figures = {
        "passages": passages,
        "seconds": seconds,
        "passages_per_s": passages / seconds,
        "mb_per_s": megabytes / seconds,
    }
    print(
        f"| {name:18} | {passages:8} | {seconds:7.1f} | {figures['passages_per_s']:10.1f} "
        f"| {figures['mb_per_s']:4.2f} |",
        flush=True,
    )
    return figures
