"""What customers say: satisfaction, recommendation, and quality in five dimensions. Pure."""

import numpy as np

from bot.standards.data import Count, Data, Indices, Parameters, Sample, Span, labelled, yes_no
from bot.surveys.dimensions import DIMENSIONS

SATISFIED, PROMOTER, DETRACTOR = 4, 9, 6


def csat(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """Scores of 4 and 5."""
    rows = scores(data, span, "csat")
    value = data.score.rows["value"][rows]
    silent = np.isnan(value)
    return labelled(
        data.score, rows, yes_no(value >= SATISFIED, silent),
        ("dissatisfied", True), ("satisfied", value >= SATISFIED), ("no_answer", silent),
    )  # fmt: skip


def nps(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """100 for a promoter, -100 for a detractor, 0 for the others."""
    rows = scores(data, span, "nps")
    value = data.score.rows["value"][rows]
    promotes, detracts, silent = value >= PROMOTER, value <= DETRACTOR, np.isnan(value)
    points = 100.0 * promotes - 100.0 * detracts
    return labelled(
        data.score, rows, np.where(silent, np.nan, points),
        ("passive", True), ("promoter", promotes), ("detractor", detracts), ("no_answer", silent),
    )  # fmt: skip


def dimension(name: str) -> Count:
    """The scores of one dimension of quality."""

    def count(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
        rows = scores(data, span, name)
        value = data.score.rows["value"][rows]
        return labelled(data.score, rows, value, ("score", True), ("no_answer", np.isnan(value)))

    return count


def quality(data: Data, span: Span, parameters: Parameters, business: bool) -> Sample:
    """The scores of all dimensions."""
    rows = scores(data, span, *DIMENSIONS)
    value, label = data.score.rows["value"][rows], data.score.rows["label"][rows]
    named = [(name, label == data.score.code(name)) for name in DIMENSIONS]
    return labelled(data.score, rows, value, *named, ("no_answer", np.isnan(value)))


def scores(data: Data, span: Span, *kinds: str) -> Indices:
    """The rows of some kinds of question."""
    rows = span.rows(data.score)
    codes = [data.score.code(one) for one in kinds]
    return rows[np.isin(data.score.rows["label"][rows], codes)]
