"""`evaluate` and `calibrate`: how good the search is, and from when on to answer.

Depends on evaluate, bot.evaluate and the show modules.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import Settings
from kb_ingest.commands.common import (
    AsJson,
    Golden,
    Index,
    Model,
    console,
    index_of,
    language,
    show_json,
    show_line,
    speak,
    telling_errors,
)

if TYPE_CHECKING:
    from bot.knowledge.history import Action

Sections = Annotated[Path, typer.Argument(help="JSON lines with id, title, text, language")]
Questions = Annotated[Path, typer.Argument(help="JSON lines with question, sections, language")]
MostWrong = Annotated[
    float, typer.Option("--max-wrong", min=0.001, max=0.999, help="Share of wrong answers accepted")
]
Report = Annotated[Path | None, typer.Option(help="File of the report, HTML with a picture")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be chosen, change nothing")
]
Undo = Annotated[bool, typer.Option("--undo", help="Back to the program's own thresholds")]
By = Annotated[str, typer.Option(help="Whose name goes into the log; else your login's")]
TRIED = "calibration-dry-run.html"


def evaluate(
    sections: Sections, questions: Questions, model: Model = None, as_json: AsJson = False
) -> None:
    """Score the search on any sections and questions, apart from the index in use.

    A question with empty `sections` is one that nothing answers. Where a line names no
    `language` it is told from the words. Files may be packed with gzip. Ends with 0, or 1 where
    a file is wrong: then its lines are named.

    With --json: `sections`, `questions` and `unanswerable` count; `retrieval` holds hit@1, hit@3,
    hit@5, mrr and ms for bm25, dense, rrf, ours_without_late and ours, over the questions that
    have an answer; `by_language` those of ours; `abstention` and `abstention_by_language` hold
    auroc, auroc_answerable, coverage_at_5, coverage_at_2, answered and unanswerable_refused, and
    are empty where every question has an answer. The progress goes to standard error.
    """
    from bot.knowledge.embedding import Embedder
    from bot.knowledge.workers import workers_for
    from kb_ingest.evaluate import evaluate as score
    from kb_ingest.show_evaluation import show_evaluation
    from kb_ingest.show_progress import shown

    settings = Settings()
    chosen = model or settings.model
    cache = settings.var_dir / "evaluate" / "vectors.sqlite"
    workers = workers_for(settings.embed_with, chosen, settings.embed_processes)
    with telling_errors(as_json):
        with shown(console(), language(), as_json=as_json) as told:
            found = score(sections, questions, Embedder(chosen, cache, workers=workers), told)
        if as_json:
            show_json(found.as_dict())
        else:
            show_evaluation(console(), found, language())


def calibrate(
    max_wrong: MostWrong = 0.1,
    golden: Golden = None,
    report: Report = None,
    dry_run: DryRun = False,
    undo: Undo = False,
    index: Index = None,
    model: Model = None,
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Choose from how sure on the assistant answers, by the wrong answers you accept.

    Asks the version in use the golden questions. The choice takes effect at the next question;
    the report shows what it costs. Ends with 0, or 1 where it cannot be done.
    """
    from bot.evaluate import calibration, picture
    from kb_ingest.check import outcomes_of
    from kb_ingest.show_evaluation import show_calibration

    settings, folder = Settings(), index_of(index)
    if undo:
        take_back(folder, by, as_json)
        return
    with telling_errors(as_json):
        version, outcomes = outcomes_of(folder, golden or settings.golden_file, model)
        chosen = calibration.calibrate(version, outcomes, max_wrong)
        path = report or folder / (TRIED if dry_run else calibration.REPORT)
        picture.write(path, chosen, language())
        if not dry_run:
            picture.write(folder / calibration.REPORT, chosen, language())
            calibration.keep(folder, chosen)
            logged(folder, by, "calibrated", version=version, subject=f"{max_wrong:g}")
        if as_json:
            show_json(chosen.as_dict() | {"dry_run": dry_run, "report": str(path)})
        else:
            show_calibration(console(), chosen, language())
            show_line(speak("report", path=path))


def take_back(folder: Path, by: str, as_json: bool) -> None:
    """Let the program's own thresholds count again."""
    from bot.evaluate import calibration

    if there := calibration.drop(folder):
        logged(folder, by, "uncalibrated")
    if as_json:
        show_json({"undone": there})
    else:
        show_line(speak("uncalibrated" if there else "not_calibrated"))


def logged(folder: Path, by: str, action: "Action", **values: str) -> None:
    """Write down who changed what."""
    from bot.knowledge.history import record
    from bot.knowledge.lock import user

    record(folder, by or user(), action, **values)
