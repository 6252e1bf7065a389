"""An evaluation and a calibration as tables. Depends on rich and words."""

from rich.console import Console
from rich.table import Table

from bot.evaluate.calibration import Calibration
from kb_ingest.evaluate import Evaluation
from kb_ingest.words import Language, say

HEADS = ("hit@1", "hit@3", "hit@5", "mrr", "ms")
NAMES = {
    "bm25": "BM25",
    "dense": "dense",
    "rrf": "RRF",
    "ours_without_late": "Mostrador - late",
    "ours": "Mostrador",
}


def show_evaluation(console: Console, found: Evaluation, language: Language) -> None:
    """The rankings side by side, ours by language, and abstention where it was asked for."""
    title = say(
        "evaluated",
        language,
        sections=found.sections,
        questions=found.questions,
        unanswerable=found.unanswerable,
    )
    table = Table("", *HEADS, title=title)
    for name, row in found.retrieval.items():
        table.add_row(NAMES[name], *_cells(row))
    for spoken, row in found.by_language.items():
        table.add_row(f"Mostrador, {spoken}", *_cells(row), "")
    if found.retrieval:
        console.print(table)
    else:
        console.print(title, highlight=False)
    if found.abstention:
        console.print(_abstention(found, language))


def _abstention(found: Evaluation, language: Language) -> Table:
    """A line for each measure, a column for all questions and each language's."""
    columns = [found.abstention, *found.abstention_by_language.values()]
    heads = [say("all_languages", language), *found.abstention_by_language]
    table = Table("", *heads, title=say("abstention", language))
    for name in found.abstention:
        table.add_row(
            say(f"measure_{name}", language), *(f"{column[name]:.3f}" for column in columns)
        )
    return table


def _cells(row: dict[str, float]) -> list[str]:
    return [f"{value:.1f}" if name == "ms" else f"{value:.3f}" for name, value in row.items()]


def show_calibration(console: Console, chosen: Calibration, language: Language) -> None:
    """What was chosen for each language, and what to expect of it."""
    columns = ("language", "threshold", "asked", "answered", "wrong", "handed_over")
    title = say("calibrated", language, most=f"{chosen.most_wrong:.0%}", version=chosen.version)
    table = Table(*(say(f"column_{name}", language) for name in columns), title=title)
    for one in chosen.languages:
        shares = (one.expected_coverage, one.expected_wrong, one.hand_overs)
        threshold = f"{one.threshold:.3f}" if one.vouched else say("not_vouched", language)
        table.add_row(
            one.language, threshold, str(one.questions), *(f"{share:.1%}" for share in shares)
        )
    console.print(table)
