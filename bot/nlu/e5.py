"""The featurizer of the pipeline: one sentence vector of multilingual-e5-small a message.

Depends on Rasa and on `bot.nlu.encoder`. No sequence features: DIET could not use it alone.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import fingerprints
from bot.nlu.codes import generic
from bot.nlu.encoder import Vectors, description, model_folder, shared_encoder
from bot.nlu.kept import KeptVectors
from bot.nlu.parts import parts
from bot.nlu.text import has_words

PARTS = "parts"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class E5Featurizer(DenseFeaturizer, GraphComponent):
    """Adds float32[1, 384], of length 1, to each message that has words.

    Codes in the text (orders, serial numbers, addresses) are made alike first, and capitals small:
    customers shout, and the model would hear another text.
    """

    @staticmethod
    def required_packages() -> list[str]:
        return ["onnxruntime"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`model`: folder of the embedding model; `max_tokens`: where a long text is cut."""
        return {
            **DenseFeaturizer.get_default_config(),
            "model": "var/model",
            "max_tokens": 128,
        }

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        if config["max_tokens"] < 8:
            raise InvalidConfigException(
                f"E5Featurizer: max_tokens is {config['max_tokens']}; 8 is the least."
            )

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        said = description(model_folder(config.get("model", "var/model")))
        return fingerprints.of_files(
            "codes", "encoder", "kept", "parts", "pieces", "spans", "text", said
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> E5Featurizer:
        return cls(config, execution_context.node_name)

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        folder = model_folder(config["model"])
        said, limit = description(folder), config["max_tokens"]
        self._encoder = shared_encoder(folder, limit, said)
        self._kept = KeptVectors.beside_rasa(b"%d %s" % (limit, said))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        told = [one for one in training_data.training_examples if has_words(one.get(TEXT))]
        texts = [generic(one.get(TEXT)).lower() for one in told]
        for message, vector in zip(
            told, self._kept.of(texts, self._encoder.embed_all), strict=True
        ):
            self._add(message, vector)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the vectors in place; a message without words stays without. Under `PARTS` there is
        a function that gives the parts of a long one as pairs of text and vector."""
        for message in messages:
            self._add_vector(message)
            message.set(PARTS, partial(self._parts, message.get(TEXT) or ""))
        return messages

    def _parts(self, text: str) -> list[tuple[str, Vectors]]:
        return [(part, self._vector(part)) for part in parts(text) if has_words(part)]

    def _add_vector(self, message: Message) -> None:
        if has_words(text := message.get(TEXT)):
            self._add(message, self._vector(text))

    def _add(self, message: Message, vector: Vectors) -> None:
        features = Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
        message.add_features(features)

    def _vector(self, text: str) -> Vectors:
        return self._encoder.embed(generic(text).lower())
