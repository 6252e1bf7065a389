"""How fast files become an index, side by side with what is quickly put together.

`markitdown_naive` turns each file into Markdown, cuts it every so many words, and embeds file
after file with sentence-transformers; it keeps the vectors of the pieces and no more. `ours` is
`python -m kb_ingest build` with nothing kept from before: passages by heading and page, their
vectors, those of every sentence and token, and the words. Both use the same model and start from
nothing, the loading of model and libraries included. Processor seconds are less moved by what
else the machine does.

markitdown gets an environment of its own (requirements/markitdown.txt, below var/env).
Depends on charts; everything measured is a process.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
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
folder, model, size = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
model = SentenceTransformer(model)
count = 0
for path in sorted(folder.glob("*.md")):
    words = path.read_text().split()
    pieces = [" ".join(words[n:n + size]) for n in range(0, len(words), size)]
    model.encode(["passage: " + piece for piece in pieces])
    count += len(pieces)
print(count)
"""


def run(eval_dir: Path) -> dict[str, Any]:
    """Measure and print the table; under `ingest`, the way: its figures."""
    folders = [ROOT / "var" / "manuals", eval_dir / "manuals"]
    files = [path for folder in folders for path in sorted(folder.glob("[!.]*"))]
    megabytes = sum(path.stat().st_size for path in files) / 1e6
    python = environment()
    print(f"{len(files)} files, {megabytes:.1f} MB, {len(os.sched_getaffinity(0))} cores")
    print("|                  | passages | seconds | processor seconds | passages/s | MB/s |")
    print("|---|---|---|---|---|---|")
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as made:
        for name, way in (
            ("markitdown_naive", lambda: naive(python, Path(made), files)),
            ("ours", lambda: built(files)),
        ):
            figures[name] = measured(way) | {"mb": megabytes}
            figures[name]["mb_per_s"] = megabytes / figures[name]["seconds"]
            print_row(name, figures[name])
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


def measured(way: Callable[[], int]) -> dict[str, float]:
    """How many passages `way` makes, and what it takes."""
    started, before = time.perf_counter(), processor_seconds()
    passages = way()
    seconds = time.perf_counter() - started
    return {
        "passages": passages,
        "seconds": seconds,
        "processor_s": processor_seconds() - before,
        "passages_per_s": passages / seconds,
    }


def processor_seconds() -> float:
    """Of all processes started here that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def naive(python: Path, out: Path, files: list[Path]) -> int:
    """Markitdown, then sentence-transformers; how many pieces were embedded."""
    words = [str(python), "-c", CONVERT, str(out), *map(str, files)]
    subprocess.run(words, check=True, stderr=subprocess.DEVNULL)
    words = [sys.executable, "-c", EMBED, str(out), str(Settings().model), str(WORDS)]
    said = subprocess.run(
        words,
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "HF_HUB_OFFLINE": "1"},
    )  # fmt: skip
    return int(said.stdout)


def built(files: list[Path]) -> int:
    """Our build; how many passages it made."""
    with tempfile.TemporaryDirectory() as made:
        words = [sys.executable, "-m", "kb_ingest", "build", "--json", "--out", made]
        subprocess.run(
            [*words, *map(str, files)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT,
        )  # fmt: skip
        current = (Path(made) / "current").read_text().strip()
        manifest = json.loads((Path(made) / "versions" / current / "manifest.json").read_text())
    return int(manifest["counts"]["passages"])


def print_row(name: str, figures: dict[str, float]) -> None:
    """One way."""
    print(
        f"| {name:16} | {figures['passages']:8} | {figures['seconds']:7.1f} "
        f"| {figures['processor_s']:17.1f} | {figures['passages_per_s']:10.1f} "
        f"| {figures['mb_per_s']:6.3f} |",
        flush=True,
    )
