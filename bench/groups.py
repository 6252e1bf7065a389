"""Question groups, measured: the sample's questions by label, and regrouping very many.

`make bench PART=groups` compares our grouping with k-means and HDBSCAN on
`data/sample/questions.csv`, which nothing was chosen on; `python -m bench groups --questions
100000` regroups so many questions made from the sample's, and says seconds and memory. Needs
var/model. Depends on `bot.evaluate` and `bot.groups`.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.evaluate import groups as evaluation
from bot.evaluate import groups_report as report
from bot.evaluate.intents_runs import to_terminal
from bot.groups.linking import Matrix
from bot.groups.meaning import Meaning
from bot.groups.regrouping import Loaded, regroup_all
from bot.groups.space import Space, Totals
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
    """Under `groups`: `sample` and the others side by side, and `regroup`, how far grouping from
    scratch agrees with what had grown; with `--questions N`, `many` alone."""
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
    kept = ("adjusted_rand", "v_measure", "pairwise_f1")
    return {"groups": figures | {"regroup": {one: found.regroup[one] for one in kept}}}


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """The words after the part's name."""
    parser = argparse.ArgumentParser(prog="python -m bench groups")
    parser.add_argument("--questions", type=int, default=0, help="regroup so many made-up ones")
    return parser.parse_args(list(words))


def many(count: int, settings: Settings) -> dict[str, float]:
    """Regroup `count` questions made from the sample's: seconds, and the process's peak memory."""
    loaded, space = made(count, settings)
    started = time.monotonic()
    after = regroup_all(loaded, space)
    seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    numbers = {
        "questions": count,
        "seconds": seconds,
        "peak_mb": peak,
        "groups": len(set(after)),
        "things": len(set(loaded.groups)),
    }
    print(f"{count} questions regrouped in {seconds:.0f} s, {peak:.0f} MB at most", flush=True)
    return numbers


def made(count: int, settings: Settings) -> tuple[Loaded, Space]:
    """Questions in both languages about `KINDS` things, each somewhere between two of the sample's
    questions, worded differently each time."""
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
    names = [space.languages[one] for one in spoken]
    ids = list(range(count))
    pinned = [False] * count
    return Loaded(ids, raw.astype(np.float16), names, of.tolist(), pinned), space


def _near(points: Matrix, apart: float, dice: np.random.Generator) -> Matrix:
    """A point near each, in any direction, `apart` times its length away."""
    noise = dice.standard_normal(points.shape, dtype=np.float32)
    noise *= apart * np.linalg.norm(points, axis=1, keepdims=True) / points.shape[1] ** 0.5
    near: Matrix = (points + noise).astype(np.float32)
    return near
