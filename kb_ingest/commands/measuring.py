"""`evaluate` and `calibrate`: how good the search is, and from when on to answer.

Depends on evaluate, bot.evaluate and the show modules.
"""

from pathlib import Path
from typing import Annotated

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

Sections = Annotated[Path, typer.Argument(help="JSON lines with id, title, text, language")]
Questions = Annotated[Path, typer.Argument(help="JSON lines with question, sections, language")]
MostWrong = Annotated[
    float, typer.Option("--max-wrong", min=0.001, max=0.999, help="Share of wrong answers accepted")
]
Report = Annotated[Path | None, typer.Option(help="File of the report, HTML with a picture")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be chosen, change nothing")
]


def evaluate(
    sections: Sections, questions: Questions, model: Model = None, as_json: AsJson = False
) -> None:
    """Score the search on any sections and questions, apart from the index in use.

    A question with empty `sections` is one that nothing answers. Where a line names no
    `language` it is told from the words. Ends with 0, or 1 where a file is wrong.
    """
    from bot.knowledge.embedding import Embedder
    from kb_ingest.evaluate import evaluate as score
    from kb_ingest.show_evaluation import show_evaluation

    settings = Settings()
    cache = settings.var_dir / "evaluate" / "vectors.sqlite"
    with telling_errors(as_json):
        found = score(sections, questions, Embedder(model or settings.model, cache, threads=2))
        if as_json:
            show_json(found.as_dict())
        else:
            show_evaluation(console(), found, language())


def calibrate(
    max_wrong: MostWrong = 0.1,
    golden: Golden = None,
    report: Report = None,
    dry_run: DryRun = False,
    index: Index = None,
    model: Model = None,
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
    with telling_errors(as_json):
        version, outcomes = outcomes_of(folder, golden or settings.golden_file, model)
        chosen = calibration.calibrate(version, outcomes, max_wrong)
        if not dry_run:
            calibration.keep(folder, chosen)
        path = report or folder / "calibration.html"
        picture.write(path, chosen, language())
        if as_json:
            show_json(chosen.as_dict() | {"report": str(path)})
        else:
            show_calibration(console(), chosen, language())
            show_line(speak("report", path=path))
