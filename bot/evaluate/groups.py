"""`groups FILE.csv`: the product's own grouping on anyone's labelled questions.

`ours` is what there is after regrouping, as after each night of the service; `as_joined` what
there is before it, when the questions have joined one after the other. The labels are looked at
only afterwards. Beside it k-means and HDBSCAN on the same vectors. Depends on the file, the runs,
the measures and the report beside it, and on `bot.groups`.
"""

import argparse
import json
import math
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.evaluate import groups_report as report
from bot.evaluate import groups_runs as runs
from bot.evaluate.groups_measures import measured
from bot.evaluate.intents import languages as told_languages
from bot.evaluate.intents_file import Messages, Row, read_messages
from bot.evaluate.intents_runs import to_terminal
from bot.groups.agreement import agreement
from bot.groups.joining import LINK
from bot.groups.linking import Link
from bot.groups.meaning import Embedder, Meaning
from bot.groups.space import Totals
from bot.groups.standing import prior
from bot.knowledge.embedding import Embedder as Model
from bot.nlu.products import ProductNames, read_products
from bot.product_words import ProductWords
from bot.records import BadFile
from bot.settings import Settings

MOST_ROWS = 100_000
MOST_MB = 500
SELDOM = 0.03
"""The share of questions below which a language that was only guessed is taken for a slip."""
SAID_EVERY = 250
MOST = 0.9
"""The share of the questions that are regrouped before the others join."""
LANGUAGE_COLUMNS = ("language", "lang", "locale", "idioma")
"""Where the language of a question is looked for, in this order."""
SPOKEN = {
    "es": ("es", "spa", "esp", "spanish", "español", "espanol", "castellano"),
    "en": ("en", "eng", "ing", "english", "inglés", "ingles"),
}
NAMED = {name: language for language, names in SPOKEN.items() for name in names}


@dataclass(frozen=True)
class Found:
    """What came of an evaluation. `figures` by the way to group; `groups` are ours; `drawn` is how
    many HDBSCAN got. How steady groups are: nine tenths of the questions are regrouped, the others
    join; `regroup` compares this with all regrouped, `grown` where the nine tenths are by then."""

    rows: list[Row]
    languages: list[str]
    groups: list[int]
    figures: dict[str, dict[str, Any]]
    regroup: dict[str, float]
    grown: dict[str, float]
    drawn: int
    link: Link
    notes: list[str]


def read(path: Path, text: str, label: str, language: str | None, limit: int | None) -> Messages:
    """The questions of a file; `BadFile` says what is wrong with it."""
    if path.is_file() and path.stat().st_size > MOST_MB * 1_000_000:
        raise BadFile(path, "", f"it is larger than {MOST_MB} MB: cut it first.")
    found = _read(path, text, label, language)
    if limit and len(found.rows) > limit:
        rows = random.Random(0).sample(found.rows, limit)
        found = Messages(rows, [*found.notes, f"{limit} rows, drawn by lot"])
    if len(found.rows) > MOST_ROWS:
        problem = f"{len(found.rows)} rows are more than {MOST_ROWS}: use --limit."
        raise BadFile(path, "", problem)
    if len({row.label for row in found.rows}) < 2:
        found.notes.append("there is one label alone: the figures say nothing about mixing labels")
    return found


def _read(path: Path, text: str, label: str, language: str | None) -> Messages:
    """With the languages of the column `language`, or of the first of the usual ones there is."""
    usual = [one for one in LANGUAGE_COLUMNS if one not in (text.lower(), label.lower())]
    for column in [language] if language else usual:
        found = read_messages(path, text, label, column)
        if any(row.language for row in found.rows):
            return found
    if language:
        raise BadFile(path, "line 1", f"there is no column {language}, or it is empty.")
    found.notes.append("no column of languages: each question's is told by its words")
    return found


def languages(rows: Sequence[Row]) -> list[str]:
    """The language of each row: its own, else told by its words. A guessed one that hardly occurs
    is taken for that of most."""
    told = [_plain(one) for one in told_languages(rows)]
    if all(row.language for row in rows):
        return told
    counts = Counter(told)
    usual = counts.most_common(1)[0][0]
    seldom = {one for one, count in counts.items() if count < SELDOM * len(rows)}
    return [
        usual if one in seldom and not row.language else one
        for one, row in zip(told, rows, strict=True)
    ]


def _plain(language: str) -> str:
    """`es` and `en` however they are written: "es-MX", "English"."""
    return NAMED.get(language, NAMED.get(re.split(r"[-_]", language)[0], language))


def evaluate(
    found: Messages,
    embedder: Embedder,
    products: ProductWords,
    progress: Callable[[str], None],
    link: Link = LINK,
) -> Found:
    """Group the questions in each way, and compare with the labels."""
    rows, spoken = found.rows, languages(found.rows)
    labels = [row.label for row in rows]
    meaning = Meaning(embedder, products, threads=os.cpu_count() or 1)

    def tell(done: int) -> None:
        if done % SAID_EVERY == 0:
            progress(f"embedding: {done} of {len(rows)}")

    asked = runs.Asked(meaning.of([row.text for row in rows], tell), spoken)
    before = prior(meaning)
    figures: dict[str, dict[str, Any]] = {}

    def run(name: str, way: Callable[[], Any]) -> Any:
        progress(report.NAMES[name])
        started = time.monotonic()
        of = way()
        rows_of, groups = of if isinstance(of, tuple) else (range(len(rows)), of)
        own = [[column[at] for at in rows_of] for column in (labels, spoken)]
        figures[name] = measured(own[0], groups.tolist(), own[1])
        figures[name]["seconds"] = time.monotonic() - started
        return of

    space = asked.space(before)
    ours = run("ours", lambda: runs.from_scratch(asked, len(rows), space, link))
    run("as_joined", lambda: runs.as_joined(asked, before, progress, link))
    run("k_means_labels", lambda: runs.k_means(asked, len(set(labels))))
    run("k_means_groups", lambda: runs.k_means(asked, figures["ours"]["groups"]))
    drawn, _ = run("hdbscan", lambda: runs.hdbscan(asked))
    steady = _steady(asked, ours, before, link)
    return Found(rows, spoken, ours.tolist(), figures, *steady, len(drawn), link, found.notes)


def _steady(
    asked: runs.Asked, ours: runs.Labels, before: Totals, link: Link
) -> tuple[dict[str, float], dict[str, float]]:
    """`regroup` and `grown` of `Found`."""
    most = math.ceil(len(ours) * MOST)
    fewer = runs.from_scratch(asked, most, asked.space(before, most), link)
    joined = runs.joined_since(asked, fewer, before, link)
    regroup = agreement(joined.tolist(), ours.tolist())
    return asdict(regroup), asdict(agreement(fewer.tolist(), ours[:most].tolist()))


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """The words of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.evaluate groups", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument("--text", required=True, help="column of the question")
    parser.add_argument("--label", required=True, help="column of what it asks")
    parser.add_argument("--language", help="column of its language (default: `language`, else told")
    parser.add_argument("--products", type=Path, help="product list whose names are left out")
    parser.add_argument("--limit", type=_count, help="take this many rows, drawn by lot")
    parser.add_argument("--json", action="store_true", help="print figures as JSON alone")
    return parser.parse_args(words)


def _count(word: str) -> int:
    count = int(word)
    if count < 1:
        raise argparse.ArgumentTypeError("one or more")
    return count


def product_words(path: Path | None) -> ProductWords:
    """The names in a product list; `BadFile` where there is none."""
    if path is None:
        return ProductWords()
    try:
        return ProductWords(ProductNames(read_products(path)))
    except (OSError, KeyError) as error:
        raise BadFile(path, "", f"it is no product list ({error}).") from error


def main(
    words: Sequence[str] | None = None,
    output: Callable[[str], None] = print,
    model: Callable[[], Embedder] = lambda: Model(Settings().model),
) -> int:
    """The command; 0, or 1 after an error that was said. `model` makes the embedder."""
    options = arguments(words)
    try:
        rows = read(options.file, options.text, options.label, options.language, options.limit)
        told = f"{len(rows.rows)} questions, {len({row.label for row in rows.rows})} labels"
        print("\n".join([told, *(f"note: {one}" for one in rows.notes)]), file=sys.stderr)
        products = product_words(options.products)
        found = evaluate(rows, model(), products, to_terminal)
    except BotError as error:
        print(error.message, file=sys.stderr)
        return 1
    said = report.as_json(found)
    output(json.dumps(said, indent=2) if options.json else report.text(found))
    return 0
