"""The intent classifier of the pipeline: Rasa's side of `bot.nlu.head`.

Made for few examples an intent or many, in two languages at once. In training it tries itself out
(`bot.nlu.trials`), so that its confidences mean the same whatever the examples. Depends on Rasa
and on the sentence vectors of `bot.nlu.e5`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import fingerprints
from bot.nlu.codes import generic
from bot.nlu.confidence import Confidence
from bot.nlu.e5 import PARTS
from bot.nlu.head import Examples, Head
from bot.nlu.space import Floats
from bot.nlu.trials import NGRAM_WEIGHTS, best_ngram_weight, some, tried

MOST = 20_000
"""Examples that are learnt: twice as many would need four times the memory (1.6 GB) and time."""


def sentence_vector(message: Message) -> Floats | None:
    """float32[d] of a message, or None when the featurizer found no words in it."""
    _, features = message.get_dense_features(TEXT)
    return None if features is None else np.asarray(features.features[-1], np.float32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HeadClassifier(GraphComponent, IntentClassifier):
    """Sets `intent` and `intent_ranking`; without words the intent is None, confidence 0."""

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse regularisation; `ngram_weights`: those of n-grams against the sentence
        vector that are tried; `out_of_scope`: the intent of examples about anything else, and
        `out_of_scope_share`: how many messages are expected to be so; `ranking`: how many
        intents are told.
        """
        return {
            "C": 3.0,
            "ngram_weights": list(NGRAM_WEIGHTS),
            "out_of_scope": "out_of_scope",
            "out_of_scope_share": 0.5,
            "ranking": 10,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return fingerprints.of_files(
            *("codes", "confidence", "head", "learners", "ngrams", "space", "spans", "text"),
            "trials",
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HeadClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> HeadClassifier:
        with model_storage.read_from(resource) as folder:
            head, confidence = Head.load(folder), Confidence.load(folder)
        return cls(config, model_storage, resource, head, confidence)

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        head: Head | None = None,
        confidence: Confidence | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        self._head, self._confidence = head, confidence or Confidence()

    def train(self, training_data: TrainingData) -> Resource:
        """Fits on the examples that have words; at least two intents are needed."""
        told = [(one, sentence_vector(one)) for one in training_data.intent_examples]
        known = [(one, vector) for one, vector in told if vector is not None]
        intents = [one.get(INTENT) for one, _ in known]
        if len(set(intents)) < 2:
            raise InvalidConfigException(
                f"HeadClassifier: examples of {len(set(intents))} intent(s) with sentence "
                "vectors; at least two intents are needed, after bot.nlu.e5.E5Featurizer."
            )
        texts = [generic(one.get(TEXT)) for one, _ in known]
        vectors = np.stack([vector for _, vector in known])
        self._learn(Examples(texts, vectors, np.array(intents, object)))
        return self._resource

    def _learn(self, examples: Examples) -> None:
        """Tries the examples out, fits on all of them, keeps both."""
        strength, other = self._config["C"], self._config["out_of_scope"]
        examples, weights = some(examples, MOST), self._config["ngram_weights"]
        ngram_weight = 1.0 if examples.many else best_ngram_weight(examples, weights)
        trials = tried(examples, strength, ngram_weight, other)
        confidence = trials.confidence(other).where(self._config["out_of_scope_share"])
        head = Head.fit(examples, strength, ngram_weight, examples.many, other)
        with self._storage.write_to(self._resource) as folder:
            head.save(folder)
            trials.save(folder)
            confidence.save(folder)

    def process(self, messages: list[Message]) -> list[Message]:
        """Ranks the intents of each message, in place."""
        for message in messages:
            ranking = self._ranking(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[: self._config["ranking"]], add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> list[dict[str, Any]]:
        vector = sentence_vector(message)
        if vector is None or self._head is None:
            return [{"name": None, "confidence": 0.0}]
        text, parts = generic(message.get(TEXT)), message.get(PARTS) or tuple
        ranked = self._head.rank(text, vector, self._confidence, parts)
        return [{"name": name, "confidence": confidence} for name, confidence in ranked]
