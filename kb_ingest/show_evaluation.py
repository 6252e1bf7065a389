"""An evaluation and a calibration as tables. Depends on rich and words."""

from rich.console import Console
from rich.table import Table

from bot.evaluate.calibration import Calibration
from kb_ingest.evaluate import Evaluation
from kb_ingest.words import Language, say

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
    table = Table("", *(f"{name}" for name in next(iter(found.retrieval.values()))), title=title)
    for name, row in found.retrieval.items():
        table.add_row(NAMES[name], *_cells(row))
    for spoken, row in found.by_language.items():
        table.add_row(f"Mostrador, {spoken}", *_cells(row), "")
    console.print(table)
    if found.abstention:
        told = Table(*found.abstention, title=say("abstention", language))
        told.add_row(*(f"{value:.3f}" for value in found.abstention.values()))
        console.print(told)


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
