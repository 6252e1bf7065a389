"""Two assistants compared: figures by hand, intervals, McNemar's test, changed messages."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import f1_score

from bot.proposals.comparing import OUT, Answered, compare, figures, mcnemar


def answered(*rows: tuple[str, str, str]) -> list[Answered]:
    return [Answered(f"m{at}", "es", *row) for at, row in enumerate(rows)]


SIX = answered(("a", "a", "a"), ("a", "b", "a"), ("b", "b", "b"), ("b", "a", "a"),
             (OUT, "a", OUT), (OUT, OUT, "b"))  # fmt: skip


def test_the_figures_of_a_small_case_are_those_by_hand() -> None:
    found = {one["measure"]: one for one in compare(SIX)["figures"]}
    assert found["accuracy"]["before"] == pytest.approx(3 / 6)
    assert found["accuracy"]["after"] == pytest.approx(4 / 6)
    assert found["oos_recall"]["before"] == found["oos_recall"]["after"] == 0.5
    assert found["accuracy"]["low"] <= found["accuracy"]["change"] <= found["accuracy"]["high"]


def test_changed_messages_are_told_by_what_became_of_them() -> None:
    rows = compare([*SIX, Answered("m6", "en", "a", "b", OUT)])
    assert {kind: [one["text"] for one in rows[kind]] for kind in ("fixed", "broken", "other")} == {
        "fixed": ["m1", "m4"], "broken": ["m5"], "other": ["m6"],
    }  # fmt: skip
    assert rows["languages"]["en"] == {"messages": 1, "before": 0.0, "after": 0.0}


def test_without_messages_out_of_scope_nothing_is_told_of_them() -> None:
    found = compare(answered(("a", "a", OUT), ("b", "b", "b")))
    assert [one["measure"] for one in found["figures"]] == ["accuracy", "macro_f1"]


def test_no_change_is_no_change() -> None:
    found = compare(answered(("a", "a", "a"), ("b", "a", "a")))
    assert found["p"] == 1.0
    assert all(one["change"] == one["low"] == one["high"] == 0 for one in found["figures"])


ANSWERS = st.lists(st.tuples(*[st.sampled_from(["a", "b", "c", OUT])] * 3), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_macro_f1_and_mcnemar_are_those_of_other_implementations(
    rows: list[tuple[str, str, str]],
) -> None:
    one = answered(*rows)
    true, before = [row.true for row in one], [row.before for row in one]
    found = figures(true, before, np.ones((1, len(one))))["macro_f1"][0]
    classes = sorted(set(true))
    expected = f1_score(true, before, labels=classes, average="macro", zero_division=0)
    assert found == pytest.approx(expected)
    gained = sum(row.before != row.true == row.after for row in one)
    lost = sum(row.before == row.true != row.after for row in one)
    p = binomtest(gained, gained + lost).pvalue if gained + lost else 1.0
    assert mcnemar(one) == pytest.approx(p)


def test_an_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    """Thirty tests of 300 messages, of which the patch mends 10 % and breaks 4 %."""
    dice, covered = np.random.default_rng(5), 0
    for _ in range(30):
        luck = dice.random(300)
        rows = [("a", "b" if one < 0.1 else "a", "b" if 0.1 < one < 0.14 else "a") for one in luck]
        told = compare(answered(*rows))["figures"][0]
        covered += told["low"] <= 0.06 <= told["high"]
    assert covered >= 25
