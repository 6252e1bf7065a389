"""The classifier: learns from few examples, is sure only near them, and keeps what it learnt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import EXAMPLES, message
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import HeadClassifier
from bot.nlu.e5 import E5Featurizer
from bot.nlu.ngrams import Ngrams, grams


@pytest.fixture
def parse(build: Callable[..., Any], featurizer: E5Featurizer, training_data: TrainingData) -> Any:
    """Trains, loads what was kept, and parses with it."""
    build(HeadClassifier).train(training_data)
    loaded = build(HeadClassifier, load=True)
    fallback = FallbackClassifier({"threshold": 0.5, "ambiguity_threshold": 0.05})

    def parsed(text: str, with_fallback: bool = False) -> dict[str, Any]:
        messages = loaded.process(featurizer.process([message(text)]))
        if with_fallback:
            fallback.process(messages)
        return messages[0].data

    return parsed


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hola, buenas", "greet"),
        ("hey, good evening", "greet"),
        ("dime dónde anda mi pedido", "order_status"),
        ("has my parcel been sent yet", "order_status"),
        ("¿la cafetera está aún en garantía?", "check_warranty"),
        ("is it covered by the guarantee", "check_warranty"),
    ],
)
def test_unseen_words_of_either_language(parse: Any, text: str, intent: str) -> None:
    assert parse(text)["intent"]["name"] == intent


@pytest.mark.parametrize("text", [text for texts in EXAMPLES.values() for text in texts])
def test_an_example_itself_passes(parse: Any, text: str) -> None:
    assert parse(text.upper(), with_fallback=True)["intent"]["confidence"] > 0.5


@pytest.mark.parametrize(
    "text", ["asdf qwer zxcv", "lorem ipsum dolor", "xkcd 42 foo bar baz", "zzzz"]
)
def test_nonsense_falls_back(parse: Any, text: str) -> None:
    assert parse(text, with_fallback=True)["intent"]["name"] == "nlu_fallback"


@pytest.mark.parametrize("text", ["", "  ", "🙂🙂", "¿?"])
def test_no_words_fall_back_without_a_crash(parse: Any, text: str) -> None:
    assert parse(text)["intent"] == {"name": None, "confidence": 0.0}
    assert parse(text, with_fallback=True)["intent"]["name"] == "nlu_fallback"


def test_the_ranking_is_ordered_and_whole(parse: Any) -> None:
    ranking = parse("¿dónde está mi pedido?")["intent_ranking"]
    confidences = [one["confidence"] for one in ranking]
    assert {one["name"] for one in ranking} == set(EXAMPLES)
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= one <= 1 for one in confidences)


def test_what_is_loaded_equals_what_was_fitted(
    build: Callable[..., Any], featurizer: E5Featurizer, training_data: TrainingData
) -> None:
    from bot.nlu.classifier import sentence_vector
    from bot.nlu.confidence import Confidence
    from bot.nlu.head import Examples, Head
    from bot.nlu.trials import best_ngram_weight

    texts = [one.get("text") for one in training_data.training_examples]
    intents = [one.get("intent") for one in training_data.training_examples]
    vectors = np.stack([sentence_vector(one) for one in training_data.training_examples])
    examples = Examples(texts, vectors, np.array(intents, object))
    fitted = Head.fit(examples, 3.0, best_ngram_weight(examples))
    build(HeadClassifier).train(training_data)
    loaded, sure = build(HeadClassifier, load=True)._head, Confidence()
    for text, vector in zip(texts, vectors, strict=True):
        assert fitted.rank(text, vector, sure) == loaded.rank(text, vector, sure)


def test_the_model_holds_no_pickle(
    build: Callable[..., Any], training_data: TrainingData, tmp_path: Path
) -> None:
    build(HeadClassifier).train(training_data)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    names = ["confidence.json", "head.json", "head.npz", "trials.npz"]
    assert sorted(path.name for path in kept) == names
    assert all(b"pickle" not in path.read_bytes() for path in kept)


def test_one_intent_alone_is_refused(build: Callable[..., Any], featurizer: E5Featurizer) -> None:
    data = TrainingData([message("hola", intent="greet"), message("buenas", intent="greet")])
    with pytest.raises(InvalidConfigException, match="examples of 1 intent"):
        build(HeadClassifier).train(featurizer.process_training_data(data))


def test_two_intents_have_a_row_each(build: Callable[..., Any], featurizer: E5Featurizer) -> None:
    texts = {"affirm": ["sí", "claro", "yes"], "deny": ["no", "nunca", "never"]}
    examples = [message(text, intent=name) for name in texts for text in texts[name]]
    data = featurizer.process_training_data(TrainingData(examples))
    build(HeadClassifier).train(data)
    loaded = build(HeadClassifier, load=True)
    for text, intent in [("claro", "affirm"), ("nunca", "deny")]:
        parsed = loaded.process(featurizer.process([message(text)]))[0]
        assert parsed.get("intent")["name"] == intent


def test_loading_does_not_import_scikit_learn() -> None:
    import subprocess
    import sys

    code = (
        "from bot.nlu.no_tensorflow import leave_out; leave_out()\n"
        "import sys, bot.nlu.classifier; print('sklearn.linear_model' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_ngrams_equal_those_of_scikit_learn() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    from bot.nlu.text import fold

    texts = ["¿Dónde está mi pedido?", "where is my ORDER", "a", "mi mi mi pedido", "garantía"]
    theirs = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), lowercase=False, sublinear_tf=True
    )
    expected = theirs.fit_transform([fold(text) for text in texts])
    ours = Ngrams.learn(texts)
    order = [theirs.vocabulary_[term] for term in ours.terms]
    assert len(ours.terms) == expected.shape[1]
    np.testing.assert_allclose(ours.rows(texts).toarray(), expected.toarray()[:, order], atol=1e-6)


def test_ngrams_of_unknown_text_are_all_zero() -> None:
    assert Ngrams.learn(["hola"]).rows(["zzz", ""]).nnz == 0
    assert grams("") == {}


def test_capitals_change_nothing(parse: Any) -> None:
    assert parse("WHERE IS MY ORDER")["intent"] == parse("where is my order")["intent"]


@pytest.mark.parametrize(
    ("story", "intent"),
    [
        (
            "perdone que me enrolle, mi vecino vino a comer, total que hablamos de todo un poco; "
            "¿sigue en garantía mi lavadora?, y ya le dejo que tengo que recoger a los niños",
            "check_warranty",
        ),
        (
            "sorry for going on, my aunt is visiting us and the house is upside down. "
            "When will my parcel arrive? Anyway, lovely weather, the garden needs it badly",
            "order_status",
        ),
    ],
)
def test_a_request_hidden_in_a_story_is_found(parse: Any, story: str, intent: str) -> None:
    found = parse(story, with_fallback=True)
    assert found["intent"]["name"] == intent


def test_the_parts_of_a_message_do_not_leave_the_pipeline(featurizer: E5Featurizer) -> None:
    [one] = featurizer.process([message("a long story, " * 8)])
    assert "parts" not in one.as_dict(only_output_properties=True)


def test_out_of_scope_is_as_sure_as_it_is_likely() -> None:
    from bot.nlu.confidence import Confidence
    from bot.nlu.head import Examples, Head

    rng = np.random.default_rng(5)
    vectors = rng.normal(size=(40, 6)).astype(np.float32) * 0.1
    vectors[:20, 0] += 1
    vectors[20:, 1] += 1
    texts = ["what is the weather"] * 20 + ["where is my order"] * 20
    intents = np.array(["out_of_scope"] * 20 + ["order_status"] * 20, object)
    doubtful = Confidence(slope=0.0, offset=-2.0)
    ranked = {}
    for other in ("out_of_scope", ""):
        head = Head.fit(Examples(texts, vectors, intents), 3.0, 1.0, out_of_scope=other)
        ranked[other] = head.rank(texts[0], vectors[0], doubtful)
        assert head.rank(texts[-1], vectors[-1], doubtful)[0][1] < 0.5
    assert [one[0][0] for one in ranked.values()] == ["out_of_scope", "out_of_scope"]
    assert ranked["out_of_scope"][0][1] > 0.5 > ranked[""][0][1]
