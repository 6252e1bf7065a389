"""An evaluation of groups in words, for a terminal, and as JSON. Depends on measures and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.evaluate.groups_measures import mixed, scattered
from bot.evaluate.groups_runs import is_cut_short

if TYPE_CHECKING:
    from bot.evaluate.groups import Found

NAMES = {
    "ours": "ours",
    "as_joined": "ours, as they joined",
    "k_means_labels": "k-means, k of labels",
    "k_means_groups": "k-means, k of ours",
    "hdbscan": "HDBSCAN",
}
MEASURES = {
    "groups": "groups",
    "v_measure": "V-measure",
    "homogeneity": "  homogeneity",
    "completeness": "  completeness",
    "pairwise_f1": "pairwise F1",
    "precision": "  precision",
    "recall": "  recall",
    "adjusted_rand": "adjusted Rand index",
    "es_en_pairing": "pairing of the languages",
    "seconds": "seconds",
}
WORST, SHOWN, WIDTH = 8, 3, 100


def text(found: Found) -> str:
    """The figures side by side; which labels were scattered, which groups mix labels."""
    labels = [row.label for row in found.rows]
    parts = [table(found.figures)]
    parts.append(steady(found))
    if found.figures["ours"]["es_en_pairing"] is None:
        parts.append("Pairing of the languages: not measured, no label is asked in both.")
    cut = [NAMES[one] for one in cut_short(found)]
    if cut:
        parts.append(f"Started once and ended after 25 rounds: {'; '.join(cut)}.")
    if found.drawn < len(found.rows):
        parts.append(f"HDBSCAN: of {found.drawn} questions, drawn by lot.")
    lines = ["labels most scattered (share in the largest group, questions, groups):"]
    for label, questions, groups, share in scattered(labels, found.groups)[:WORST]:
        lines.append(f"  {share:5.0%} {questions:5} {groups:5}  {label}")
    parts.append("\n".join(lines))
    lines = ["groups that mix labels most:"]
    for size, own, texts in mixed(labels, found.groups, [row.text for row in found.rows])[:WORST]:
        lines.append(f"  {size:5}  " + ", ".join(f"{name} {n}" for name, n in own[:SHOWN]))
        lines += [f"         {one.replace(chr(10), ' ')[:WIDTH]}" for one in texts[:SHOWN]]
    parts.append("\n".join(lines))
    return "\n\n".join(parts)


def cut_short(found: Found) -> list[str]:
    """Which of the k-means were."""
    both = ("k_means_labels", "k_means_groups")
    return [one for one in both if is_cut_short(len(found.rows), found.figures[one]["groups"])]


def steady(found: Found) -> str:
    """How much of the groups stays as it was, for a terminal."""
    joined, grown = (one["adjusted_rand"] for one in (found.regroup, found.grown))
    return (
        "When a tenth of the questions has joined since the last regrouping, regrouping "
        f"agrees with an adjusted Rand index of {joined:.3f}; {grown:.3f} for the others alone."
    )


def table(figures: dict[str, dict[str, Any]]) -> str:
    """Measures as rows, ways to group as columns."""
    columns = [name for name in NAMES if name in figures]
    lines = [f"{'':26}" + "".join(f"{NAMES[name]:>22}" for name in columns)]
    for measure, said in MEASURES.items():
        cells = [_cell(measure, figures[name].get(measure)) for name in columns]
        if any(cell != "-" for cell in cells):
            lines.append(f"{said:26}" + "".join(f"{cell:>22}" for cell in cells))
    return "\n".join(lines)


def _cell(measure: str, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if measure == "groups" else f"{value:.3f}"


def as_json(found: Found) -> dict[str, Any]:
    """Everything that is known of it."""
    spoken: dict[str, int] = {}
    for one in found.languages:
        spoken[one] = spoken.get(one, 0) + 1
    return {
        "questions": len(found.rows),
        "labels": len({row.label for row in found.rows}),
        "languages": spoken,
        "threshold": found.link.threshold,
        "across": found.link.across,
        "regroup": found.regroup,
        "grown": found.grown,
        "hdbscan_questions": found.drawn,
        "k_means_cut_short": cut_short(found),
        "notes": found.notes,
        **found.figures,
    }
