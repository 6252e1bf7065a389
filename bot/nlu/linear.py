"""The intent classifier of the pipeline: Rasa's side of `bot.nlu.head`.

Made for few examples an intent, in two languages at once. Depends on Rasa and on the
sentence vectors of `bot.nlu.e5`.
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
from bot.nlu.head import Floats, Gate, Head


def sentence_vector(message: Message) -> Floats | None:
    """float32[d] of a message, or None when the featurizer found no words in it."""
    _, features = message.get_dense_features(TEXT)
    return None if features is None else np.asarray(features.features[-1], np.float32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DenseLinearClassifier(GraphComponent, IntentClassifier):
    """Sets `intent` and `intent_ranking`; without words the intent is None, confidence 0."""

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse regularisation; `ngram_weight`: n-grams against the sentence vector;
        `gate` and `gate_characters`: similarities (cosines) that give 0 and 1; `ranking`.
        """
        return {
            "C": 100.0,
            "ngram_weight": 0.3,
            "gate": [0.82, 0.92],
            "gate_characters": [0.50, 0.90],
            "ranking": 10,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return fingerprints.of_files("codes", "head", "ngrams", "spans", "text")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DenseLinearClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DenseLinearClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, Head.load(folder))

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        head: Head | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        self._head = head and head.gated(Gate(*config["gate"]), Gate(*config["gate_characters"]))

    def train(self, training_data: TrainingData) -> Resource:
        """Fits on the examples that have words; at least two intents are needed."""
        told = [(one, sentence_vector(one)) for one in training_data.intent_examples]
        known = [(one, vector) for one, vector in told if vector is not None]
        intents = [one.get(INTENT) for one, _ in known]
        if len(set(intents)) < 2:
            raise InvalidConfigException(
                f"DenseLinearClassifier: examples of {len(set(intents))} intent(s) with sentence "
                "vectors; at least two intents are needed, after bot.nlu.e5.E5Featurizer."
            )
        texts = [generic(one.get(TEXT)) for one, _ in known]
        vectors = np.stack([vector for _, vector in known])
        strength, ngram_weight = self._config["C"], self._config["ngram_weight"]
        head = Head.fit(texts, vectors, intents, strength, ngram_weight)
        with self._storage.write_to(self._resource) as folder:
            head.save(folder)
        return self._resource

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
        ranked = self._head.rank(generic(message.get(TEXT)), vector)
        return [{"name": name, "confidence": confidence} for name, confidence in ranked]
