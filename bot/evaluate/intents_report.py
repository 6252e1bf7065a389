"""An evaluation of intents in words, for a terminal, and as JSON. Depends on the measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.evaluate.intents_measures import OUT, by_label, confusions

if TYPE_CHECKING:
    from bot.evaluate.intents import Split

SAID = {
    "messages": "messages",
    "in_scope": "  of them in scope",
    "accuracy": "accuracy, refusals included",
    "macro_f1": "macro F1, refusals included",
    "mcc": "Matthews correlation",
    "in_scope_accuracy": "in scope: right and accepted",
    "in_scope_choice": "in scope: right if accepted",
    "kept": "in scope: accepted",
    "oos_recall": "out of scope: refused",
    "oos_recall_at_95": "  the same, 95 % in scope kept",
    "auroc": "AUROC of confidence",
    "mcc_hindsight": "Matthews, best threshold",
    "threshold": "threshold",
    "train_s": "seconds to train",
    "parse_ms": "ms a message (median)",
}
WHOLE = ("messages", "in_scope")
PAIRS, EXAMPLES, WEAKEST, WIDTH = 12, 2, 8, 110


def head(split: Split, compare: bool) -> str:
    """What is going to happen, with what was odd about the files."""
    known, outside = len(split.names), sum(row.label == OUT for row in split.test)
    lines = [
        f"{len(split.train)} examples of {known} intents; {len(split.test)} messages to answer, "
        f"{outside} of them out of scope",
        *(f"note: {note}" for note in split.notes),
    ]
    if compare:
        lines.append(
            "Rasa's default pipeline follows, which takes minutes (--no-compare leaves it out)"
        )
    return "\n".join(lines)


def text(found: dict[str, Any]) -> str:
    """The figures side by side, by language, and our confusions."""
    parts = [table({name: one for name, one in found.items()})]
    spoken = found["ours"]["languages"]
    if len(spoken) > 1:
        rows = {
            f"{name} {language}": figures
            for name, one in found.items()
            for language, figures in one["languages"].items()
        }
        parts.append(table(rows))
    ours = found["ours"]
    parts.append(f"threshold: {ours['threshold_from']}")
    parts.append(weakest(ours))
    parts.append(worst(ours))
    return "\n\n".join(filter(None, parts))


def table(columns: dict[str, dict[str, Any]]) -> str:
    """Measures as rows; a measure that no column has is left out."""
    lines = [f"{'':32}" + "".join(f"{name:>16}" for name in columns)]
    for measure, said in SAID.items():
        cells = [_cell(measure, one.get(measure)) for one in columns.values()]
        if any(cell.strip() != "-" for cell in cells):
            lines.append(f"{said:32}" + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(lines)


def _cell(measure: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if measure in WHOLE else f"{value:.3f}"


def weakest(ours: dict[str, Any]) -> str:
    """The intents with the fewest right answers."""
    found = sorted(by_label(ours["answers"], ours["threshold"]), key=lambda one: one[2])
    rows = [f"  {share:5.0%} of {n:4}  {label or '(out of scope)'}" for label, n, share in found]
    return "\n".join(["intents with the fewest right answers:", *rows[:WEAKEST]])


def worst(ours: dict[str, Any]) -> str:
    """The most frequent confusions, with messages."""
    pairs = confusions(ours["answers"], ours["threshold"])
    lines = ["taken for something else (true > answer):"] if pairs else []
    for true, answer, texts in pairs[:PAIRS]:
        said = f"{true or '(out of scope)'} > {answer or '(refused)'}"
        lines.append(f"  {len(texts):4}  {said}")
        lines += [f"          {one.replace(chr(10), ' ')[:WIDTH]}" for one in texts[:EXAMPLES]]
    return "\n".join(lines)


def as_json(found: dict[str, Any], notes: list[str]) -> dict[str, Any]:
    """The figures of each pipeline, its confusions with some messages, and the notes."""
    return {"notes": notes} | {name: _as_json(one) for name, one in found.items()}


def _as_json(one: dict[str, Any]) -> dict[str, Any]:
    pairs = confusions(one["answers"], one["threshold"])[:PAIRS]
    figures = {name: value for name, value in one.items() if name != "answers"}
    figures["confusions"] = [
        {"true": true or None, "answer": answer or None, "count": len(texts), "texts": texts[:5]}
        for true, answer, texts in pairs
    ]
    return figures
