"""Question groups, measured: the sample's questions by label, and regrouping very many.

`make bench PART=groups` compares our grouping with k-means and HDBSCAN on
`data/sample/questions.csv`, which nothing was chosen on; `python -m bench groups --questions
100000` regroups a database of so many questions made from the sample's, and says seconds and
memory. Needs var/model. Depends on `bot.evaluate` and `bot.groups`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.evaluate import groups as evaluation
from bot.evaluate import groups_report as report
from bot.evaluate.intents_runs import to_terminal
from bot.groups.linking import Matrix
from bot.groups.meaning import Meaning
from bot.groups.space import Totals
from bot.knowledge.embedding import Embedder
from bot.settings import Settings

QUESTIONS = Path("data/sample/questions.csv")
KEPT = ("v_measure", "homogeneity", "completeness", "pairwise_f1", "es_en_pairing", "groups")
KINDS = 800
"""Different things that are asked among the many; few of them are asked by most."""
WORDINGS, APART, SLIPS = 30, 0.9, 0.4
"""How many ways there are to ask one thing; how far they lie from it, against its own length; and
how far what somebody writes lies from the wording."""


def run(eval_dir: Path, words: Sequence[str] = ()) -> dict[str, Any]:
    """Under `groups`: `sample` and the others side by side; `regroup` and `grown`, how steady
    groups are (see `bot.evaluate.groups.Found`); with `--questions N`, `many` alone."""
    options = arguments(words)
    settings = Settings()
    if options.questions:
        return {"groups": {"many": many(options.questions, settings)}}
    rows = evaluation.read(QUESTIONS, "text", "label", "language", None)
    products = evaluation.product_words(settings.products_file)
    found = evaluation.evaluate(rows, Embedder(settings.model), products, to_terminal)
    print(report.table(found.figures), flush=True)
    figures = {
        "sample" if name == "ours" else name: {one: figures[one] for one in KEPT}
        for name, figures in found.figures.items()
    }
    print(report.steady(found), flush=True)
    both = {"regroup": found.regroup, "grown": found.grown}
    kept = ("adjusted_rand", "v_measure", "pairwise_f1")
    same = {name: {one: figures[one] for one in kept} for name, figures in both.items()}
    return {"groups": figures | same}


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """The words after the part's name."""
    parser = argparse.ArgumentParser(prog="python -m bench groups")
    parser.add_argument("--questions", type=int, default=0, help="regroup so many made-up ones")
    return parser.parse_args(list(words))


def many(count: int, settings: Settings) -> dict[str, float]:
    """Regroup `count` questions made from the sample's, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        vectors, languages, things = made(count, settings)
        kept = {"vectors": vectors, "languages": languages, "groups": things}
        np.savez(Path(folder) / "many.npz", allow_pickle=False, **kept)
        child = [sys.executable, "-m", "bench.groups_many", folder]
        said = subprocess.run(child, check=True, stdout=subprocess.PIPE, text=True).stdout
    numbers: dict[str, float] = json.loads(said)
    print(
        f"{count} questions regrouped in {numbers['seconds']:.0f} s "
        f"({numbers['cpu_seconds']:.0f} s of processors), once more in "
        f"{numbers['again_seconds']:.0f} s, {numbers['peak_mb']:.0f} MB at most",
        flush=True,
    )
    return numbers


def made(count: int, settings: Settings) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Questions in both languages about `KINDS` things, each somewhere between two of the sample's
    questions, worded differently each time: vectors float16[n, d], languages, things."""
    dice = np.random.default_rng(1)
    rows = evaluation.read(QUESTIONS, "text", "label", "language", None).rows
    meaning = Meaning(Embedder(settings.model), threads=2)
    vectors = meaning.of([row.text for row in rows])
    totals = Totals({}, {})
    totals.add(vectors, [row.language for row in rows])
    space = totals.space()
    placed = space.placed(vectors, space.rows(row.language for row in rows))
    left, right = dice.integers(0, len(rows), (2, KINDS))
    things = 0.7 * placed[left] + 0.7 * placed[right]
    wordings = _near(np.repeat(things, WORDINGS, axis=0), APART, dice)
    share = 1 / np.arange(1, KINDS + 1)
    of = dice.choice(KINDS, count, p=share / share.sum())
    said = _near(wordings[of * WORDINGS + dice.integers(0, WORDINGS, count)], SLIPS, dice)
    spoken = dice.integers(0, len(space.languages), count)
    raw = said * np.float32(space.radius) + space.means[spoken]
    raw /= np.linalg.norm(raw, axis=1, keepdims=True)
    return raw.astype(np.float16), np.asarray(space.languages)[spoken], of


def _near(points: Matrix, apart: float, dice: np.random.Generator) -> Matrix:
    """A point near each, in any direction, `apart` times its length away."""
    noise = dice.standard_normal(points.shape, dtype=np.float32)
    noise *= apart * np.linalg.norm(points, axis=1, keepdims=True) / points.shape[1] ** 0.5
    near: Matrix = (points + noise).astype(np.float32)
    return near
