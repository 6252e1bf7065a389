"""How good answers about intents are, what is out of scope included.

Pure: answers in, figures out. Rejected messages and those that were labelled out of scope are one
class of their own, "". Depends on scikit-learn's measures.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import f1_score, matthews_corrcoef, roc_auc_score

OUT = ""
KEPT = 0.95
Figures = dict[str, float]


@dataclass(frozen=True)
class Judged:
    """A message with its true intent (`OUT` where it has none), the one chosen, and how sure.

    `ambiguous`: the pipeline refuses it however sure it is, for a second intent is as likely.
    """

    text: str
    language: str
    true: str
    chosen: str
    confidence: float
    ambiguous: bool = False

    def answer(self, threshold: float) -> str:
        """The intent that is acted upon, or `OUT`."""
        return self.chosen if self.confidence >= threshold and not self.ambiguous else OUT


def figures(judged: Sequence[Judged], threshold: float) -> Figures:
    """The measures of `judged`; those that make no sense for it are left out.

    accuracy: right answers, refusing what is out of scope included. in_scope_accuracy: right and
    accepted, of those in scope; in_scope_choice: right whether accepted or not; kept: accepted.
    oos_recall: refused, of those out of scope. mcc: the correlation of Matthews over all classes
    (Gorodkin 2004). auroc: of confidence, in scope against out. oos_recall_at_95: refused where
    95 % of those in scope are accepted. mcc_hindsight: with the threshold that is best for these
    very messages, which nobody can know.
    """
    true = [one.true for one in judged]
    answers = [one.answer(threshold) for one in judged]
    known = [one for one in judged if one.true != OUT]
    found = {"messages": float(len(judged)), "in_scope": float(len(known))}
    if judged:
        found["accuracy"] = _share([a == b for a, b in zip(true, answers, strict=True)])
        found["macro_f1"] = macro_f1(true, answers)
        found["mcc"] = _matthews(true, answers)
    if known:
        found["in_scope_accuracy"] = _share([one.answer(threshold) == one.true for one in known])
        found["in_scope_choice"] = _share([one.chosen == one.true for one in known])
        found["kept"] = _share([one.answer(threshold) != OUT for one in known])
    return found | _about_refusing(judged, known, threshold)


def _about_refusing(judged: Sequence[Judged], known: Sequence[Judged], threshold: float) -> Figures:
    other = [one for one in judged if one.true == OUT]
    if not other:
        return {}
    found = {"oos_recall": _share([one.answer(threshold) == OUT for one in other])}
    if known:
        sure = [_sureness(one) for one in judged]
        found["auroc"] = float(roc_auc_score([one.true != OUT for one in judged], sure))
        limit = float(np.quantile([_sureness(one) for one in known], 1 - KEPT))
        found["oos_recall_at_95"] = _share([_sureness(one) < limit for one in other])
        found["mcc_hindsight"] = max(mcc for _, mcc in curve(judged))
    return found


def _matthews(true: Sequence[str], answers: Sequence[str]) -> float:
    """0 where all are of one class: nothing can correlate."""
    return float(matthews_corrcoef(true, answers)) if len({*true, *answers}) > 1 else 0.0


def _sureness(one: Judged) -> float:
    """The confidence that it is in scope."""
    return one.confidence if one.chosen != OUT else -one.confidence


def macro_f1(true: Sequence[str], answers: Sequence[str]) -> float:
    """The mean F1 of the classes that `true` has."""
    classes = sorted(set(true))
    return float(f1_score(true, answers, labels=classes, average="macro", zero_division=0))


def curve(judged: Sequence[Judged], most: int = 60) -> list[tuple[float, float]]:
    """The correlation of Matthews at up to `most` thresholds, low ones first."""
    sure = np.array([one.confidence for one in judged])
    thresholds = np.unique(np.quantile(sure, np.linspace(0, 0.98, most)))
    true = [one.true for one in judged]
    return [(float(at), _matthews(true, [one.answer(at) for one in judged])) for at in thresholds]


def best_threshold(judged: Sequence[Judged], near: float = 0.01) -> float:
    """The threshold with the best correlation of Matthews: the middle of those `near` to it,
    for among few messages the very best one is chance."""
    found = curve(judged)
    best = max(mcc for _, mcc in found)
    return float(np.median([at for at, mcc in found if mcc >= best - near]))


def confusions(judged: Sequence[Judged], threshold: float) -> list[tuple[str, str, list[str]]]:
    """What was taken for what: true, answer, the messages; the most frequent first."""
    wrong: dict[tuple[str, str], list[str]] = {}
    for one in judged:
        answer = one.answer(threshold)
        if answer != one.true:
            wrong.setdefault((one.true, answer), []).append(one.text)
    return sorted(
        ((*pair, texts) for pair, texts in wrong.items()), key=lambda one: (-len(one[2]), one[:2])
    )


def by_label(judged: Sequence[Judged], threshold: float) -> list[tuple[str, int, float]]:
    """Each class of the test with its messages and the share that was answered right."""
    total, right = Counter[str](), Counter[str]()
    for one in judged:
        total[one.true] += 1
        right[one.true] += one.answer(threshold) == one.true
    return [(label, n, right[label] / n) for label, n in total.most_common()]


def _share(told: Sequence[bool]) -> float:
    return float(np.mean(told))
