"""How good groups are beside labels, and whether both languages found one another. Pure.

Depends on the agreement of `bot.groups`.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bot.groups.agreement import agreement

FEWEST = 1
"""Questions of a label in each language for it to be asked in both."""


def measured(
    labels: Sequence[str], groups: Sequence[int], languages: Sequence[str]
) -> dict[str, Any]:
    """`groups` how many there are, the figures of `Agreement`, and `es_en_pairing` (None where no
    label is asked in two languages)."""
    figures: dict[str, Any] = {"groups": len(set(groups))}
    return {
        **figures,
        **asdict(agreement(labels, groups)),
        "es_en_pairing": pairing(labels, groups, languages),
    }


def pairing(labels: Sequence[str], groups: Sequence[int], languages: Sequence[str]) -> float | None:
    """The es/en pairing rate, 0 to 1: of the questions whose label is asked in both languages, the
    share whose label is paired. A label is paired if the group that has most of its questions in
    the one language is the group that has most of them in the other; where several groups have
    equally many, one in common is enough.

    The two languages are the most frequent ones. None where no label is asked in both.
    """
    two = {name for name, _ in Counter(languages).most_common(2)}
    found: dict[str, dict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for label, group, language in zip(labels, groups, languages, strict=True):
        if language in two:
            found[label][language][group] += 1
    both = [tuple(one.values()) for one in found.values() if len(one) == 2]
    total = sum(left.total() + right.total() for left, right in both)
    if not total:
        return None
    paired = (left.total() + right.total() for left, right in both if _most(left) & _most(right))
    return sum(paired) / total


def _most(counts: Counter[int]) -> set[int]:
    top = max(counts.values())
    return {group for group, count in counts.items() if count == top}


def scattered(labels: Sequence[str], groups: Sequence[int]) -> list[tuple[str, int, int, float]]:
    """The labels by how badly they were kept together: label, questions, groups, and the share of
    its questions in its largest group; the worst first."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for label, group in zip(labels, groups, strict=True):
        found[label][group] += 1
    rows = [
        (label, one.total(), len(one), max(one.values()) / one.total())
        for label, one in found.items()
    ]
    return sorted(rows, key=lambda row: (row[3], -row[1], row[0]))


def mixed(
    labels: Sequence[str], groups: Sequence[int], texts: Sequence[str]
) -> list[tuple[int, list[tuple[str, int]], list[str]]]:
    """The groups with most questions that are not of their most frequent label: how many questions
    they have, their labels, and a text of each of these."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    first: dict[tuple[int, str], str] = {}
    for label, group, text in zip(labels, groups, texts, strict=True):
        found[group][label] += 1
        first.setdefault((group, label), text)
    worst = sorted(found, key=lambda one: max(found[one].values()) - found[one].total())
    return [
        (
            found[one].total(),
            found[one].most_common(),
            [first[one, label] for label, _ in found[one].most_common()],
        )
        for one in worst
        if len(found[one]) > 1
    ]
