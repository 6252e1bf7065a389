"""Retrieval on 261 sections of a real manual, and abstention on the sample's golden questions.

`make bench PART=retrieval` prints both. Words alone, meaning alone, both by reciprocal ranks, and
ours with and without the late interaction: the index is ours in all, and the best passage of a
section counts. The weights were chosen on the first half of the questions and on
`data/sample/golden.csv`; the second half is shown beside. Depends on kb_ingest and bot.evaluate.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import golden
from bot.evaluate.abstention import auroc, coverage_at
from bot.evaluate.ranking import Ranks
from bot.evaluate.scores import Outcome
from bot.knowledge.embedding import Embedder
from bot.settings import Settings
from kb_ingest.check import outcomes_of
from kb_ingest.evaluate import Evaluation, evaluate

MEASURES = ("hit@1", "hit@3", "hit@5", "mrr")


def run(eval_dir: Path) -> dict[str, Any]:
    """Measure and print; figures under `retrieval`, `smart_tv` and `golden` (group, ranking,
    measure), and `abstention`, `golden` (of all, and by language)."""
    settings = Settings()
    folder = eval_dir / "retrieval" / "smart_tv"
    embedder = Embedder(settings.model, settings.var_dir / "bench" / "vectors.db", threads=2)
    found = evaluate(folder / "sections.jsonl", folder / "questions.jsonl", embedder)
    show(found)
    rows = golden.measured(settings)
    golden.show(rows)
    _, outcomes = outcomes_of(settings.index_dir, settings.golden_file, None)
    surely = by_language(outcomes)
    show_golden(outcomes, surely)
    searched = {"smart_tv": found.retrieval, "golden": golden.figures(rows)}
    return {"retrieval": searched, "abstention": {"golden": surely}}


def show(found: Evaluation) -> None:
    """The rankings as a table; the second half's figures in brackets."""
    print(f"Smart TV manual, {found.questions} questions (in brackets: the half never tuned on)")
    print("| | hit@1 | hit@3 | hit@5 | MRR@10 | ms |")
    print("|---|---|---|---|---|---|")
    for name, row in found.retrieval.items():
        places = found.places[name]
        half = Ranks(places[len(places) // 2 :]).measures()
        cells = " | ".join(f"{row[key]:.3f} ({half[key]:.3f})" for key in MEASURES)
        print(f"| {name} | {cells} | {row['ms']:.1f} |")


def by_language(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """`abstention` of all questions, and below each language's name of its own."""
    spoken = sorted({one.asked.language for one in outcomes})
    own = {name: [one for one in outcomes if one.asked.language == name] for name in spoken}
    return {**abstention(outcomes), **{name: abstention(ones) for name, ones in own.items()}}


def abstention(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Confidence as a judge of the best answer to `outcomes`."""
    judged = [one.best for one in outcomes]
    return {
        "coverage_at_5": coverage_at(judged, 0.05),
        "coverage_at_2": coverage_at(judged, 0.02),
        "auroc": auroc(judged),
        "answerable": sum(one.answerable for one in judged) / len(judged),
    }


def show_golden(outcomes: Sequence[Outcome], surely: dict[str, Any]) -> None:
    """What became of the golden questions, by language and kind; and abstention."""
    print(f"\nSample company, {len(outcomes)} golden questions as customers get them answered")
    print("| language, kind | questions | right | wrong | refused | found among 3 |")
    print("|---|---|---|---|---|---|")
    for group in sorted({(one.asked.language, one.asked.kind) for one in outcomes}):
        own = [one for one in outcomes if (one.asked.language, one.asked.kind) == group]
        said = [sum(one.said == what for one in own) for what in ("right", "wrong", "refused")]
        third = sum(bool(one.place and one.place <= 3) for one in own) / len(own)
        among = f"{third:.0%}" if group[1] == "manual" else ""
        cells = " | ".join(map(str, [", ".join(group), len(own), *said, among]))
        print(f"| {cells} |")
    print("\n| confidence judges | coverage at 5 % wrong | at 2 % | AUROC | answerable |")
    print("|---|---|---|---|---|")
    of_all = {name: value for name, value in surely.items() if not isinstance(value, dict)}
    spoken = {name: value for name, value in surely.items() if isinstance(value, dict)}
    for name, values in {"all": of_all, **spoken}.items():
        print(f"| {name} | {' | '.join(f'{value:.3f}' for value in values.values())} |")
