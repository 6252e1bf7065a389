"""Which questions become examples, how alike two texts are, and how many examples are learnt."""

import ast
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel, LCSseq

from bot.proposals.alike import NEAR, Alike, common, digest, likeness, normal
from bot.proposals.choosing import Candidate, Choice, Known, choose
from bot.proposals.flows import Flows
from bot.proposals.limit import LEARNT, over
from bot.proposals.lines import Cleaner

ROOT = Path(__file__).resolve().parents[2]
LETTERS = st.text("ab cdé1?", max_size=30)


@given(LETTERS, LETTERS)
def test_likeness_is_that_of_another_implementation(one: str, other: str) -> None:
    assert common(one, other) == LCSseq.similarity(one, other)
    assert likeness(one, other) == pytest.approx(Indel.normalized_similarity(one, other))


@given(st.lists(LETTERS, max_size=8), LETTERS)
def test_the_nearest_is_that_of_looking_at_all(texts: list[str], text: str) -> None:
    wanted = normal(text)
    scores = [Indel.normalized_similarity(wanted, normal(one)) for one in texts]
    at = Alike(texts).nearest(text)
    if not wanted or not any(score > NEAR for score in scores):
        assert at is None
    else:
        assert at is not None
        assert scores[at] == pytest.approx(max(scores))


def test_the_bound_is_that_of_the_samples_own_test() -> None:
    source = (ROOT / "tests/test_utterances.py").read_text()
    assert f"TOO_NEAR = {NEAR}\n" in source


def test_a_digest_hangs_on_words_alone() -> None:
    assert digest("¿Dónde está?") == digest("donde esta") != digest("dónde estás")


CLEANER = Cleaner.of(Flows({}, ()), [])
NOTHING = Known.of([], [])


def candidate(number: int, text: str, language: str = "es", **values: object) -> Candidate:
    base = {"taken_for": "order_status", "confidence": 0.5, **values}
    return Candidate(number, 1, "talk", text, language, "order_status", **base)  # type: ignore[arg-type]


def texts(choice: Choice) -> list[str]:
    return [one.text for one in choice.chosen]


def test_mistakes_come_first_then_refusals_then_doubts() -> None:
    asked = [
        candidate(1, "uno dos tres", confidence=0.9),
        candidate(2, "cuatro cinco seis", confidence=0.3),
        candidate(3, "siete ocho nueve", taken_for="nlu_fallback"),
        candidate(4, "diez once doce", taken_for="complaint", confidence=0.4),
        candidate(5, "trece catorce quince", taken_for="complaint", confidence=0.9),
        candidate(6, "dieciséis diecisiete dieciocho", confidence=0.96),
        candidate(7, "veinte treinta cuarenta", taken_for=None, confidence=None),
    ]
    choice = choose(asked, CLEANER, NOTHING, 20)
    assert [one.candidate.question_id for one in choice.chosen] == [5, 4, 3, 7, 2, 1]
    assert [one.candidate.why for one in choice.chosen] == [
        "wrong", "wrong", "refused", "unasked", "unsure", "unsure",
    ]  # fmt: skip
    assert choice.left_out == Counter(known=1)


def test_languages_take_turns_and_an_intent_has_at_most_so_many() -> None:
    spanish = [candidate(n, f"pregunta {'abcdefgh'[n] * 9}", confidence=n / 10) for n in range(6)]
    english = [candidate(10 + n, f"question {'ijklmnop'[n] * 9}", "en") for n in range(2)]
    choice = choose([*spanish, *english], CLEANER, NOTHING, 5)
    assert [one.language for one in choice.chosen] == ["es", "en", "es", "en", "es"]
    assert choice.left_out == Counter(enough=3)


def test_what_is_said_already_is_left_out_with_its_reason() -> None:
    known = Known.of(
        [("dónde está mi pedido", "order_status"), ("quiero cancelar el pedido", "cancel_order")],
        ["por dónde va lo que pedí"],
    )
    asked = [
        candidate(1, "¿Donde esta mi pedido?"),
        candidate(2, "quiero cancelar el pedidoo"),
        candidate(3, "Por dónde va lo que pedi"),
        candidate(4, "la furgoneta no viene hoy"),
        candidate(5, "la furgoneta no viene hoy!"),
    ]
    choice = choose(asked, CLEANER, known, 20)
    assert texts(choice) == ["la furgoneta no viene hoy"]
    assert choice.left_out == Counter(already=1, elsewhere=1, test=1, alike=1)


def test_only_so_many_are_looked_at() -> None:
    known = Known.of([("la furgoneta no viene hoy", "order_status")], [])
    signs = [f"la furgoneta no viene hoy {'xyz'[n % 3] * (n % 3 + 1)}" for n in range(3)]
    asked = [candidate(n, one) for n, one in enumerate([*signs, *signs[:1], "otra cosa muy larga"])]
    choice = choose(asked, CLEANER, known, 0)
    assert (texts(choice), choice.left_out) == ([], Counter(enough=4, alike=1))


def test_the_same_words_are_no_examples_of_two_intents() -> None:
    one = candidate(1, "la furgoneta no viene hoy")
    other = Candidate(2, 2, "talk", "La furgoneta no viene hoy.", "es", "cancel_order")
    choice = choose([one, other], CLEANER, NOTHING, 20)
    assert [one.candidate.intent for one in choice.chosen] == ["cancel_order"]
    assert choice.left_out == Counter(elsewhere=1)


def test_of_equally_telling_questions_the_unlike_one_comes_before_the_like_one() -> None:
    def vector(*parts: float) -> np.ndarray:
        return np.array(parts, np.float32) / np.float32(np.linalg.norm(parts))

    asked = [
        candidate(1, "aaaa bbbb cccc", confidence=0.50, vector=vector(1, 0)),
        candidate(2, "dddd eeee ffff", confidence=0.51, vector=vector(1, 0.1)),
        candidate(3, "gggg hhhh iiii", confidence=0.52, vector=vector(0, 1)),
    ]
    choice = choose(asked, CLEANER, NOTHING, 20)
    assert [one.candidate.question_id for one in choice.chosen] == [1, 3, 2]


def test_the_limit_is_the_classifiers() -> None:
    tree = ast.parse((ROOT / "bot/nlu/classifier.py").read_text())
    found = [
        node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and getattr(node.targets[0], "id", "") == "MOST"
    ]
    assert found == [LEARNT]


def test_examples_over_the_limit_are_told_and_the_largest_intents_cut() -> None:
    before = {"large": 10, "middle": 6, "small": 2}
    assert over(before, {"small": 2}, most=20) is None
    told = over(before, {"small": 4}, most=20)
    assert told
    assert (told.total, told.each, told.dropped, told.intents) == (22, 8, 2, ("large",))


@given(
    st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 60), min_size=1, max_size=8),
    st.integers(8, 100),
)
def test_the_cut_is_that_of_the_training(counts: dict[str, int], most: int) -> None:
    """The formula of `bot.nlu.trials.some`, tried for every cut."""
    told = over(counts, {}, most)
    if sum(counts.values()) <= most:
        assert told is None
        return
    limit = max(
        (cut for cut in range(1, most + 1) if sum(min(n, cut) for n in counts.values()) <= most),
        default=1,
    )
    assert told
    assert told.each == limit
    assert told.dropped == sum(max(0, n - limit) for n in counts.values())
