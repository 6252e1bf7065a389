"""The entity extractor of the pipeline: codes, days and products with canonical values.

Depends on Rasa and on `bot.nlu.finder`. The list of products is copied into the model
when it is trained, so that a model and its data stay together.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import fingerprints
from bot.nlu.finder import Finder
from bot.nlu.products import Product, as_json, read_products
from bot.nlu.spans import Span

FINDERS = (
    "amounts", "calendar_words", "codes", "dates", "finder", "products", "spans", "spoken", "text",
)  # fmt: skip


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ShopEntities(GraphComponent, EntityExtractorMixin):
    """Adds order_number, serial_number, email, postcode, amount, date and product."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`products`: CSV file, relative to the directory that training runs in."""
        return {"products": "data/sample/products.csv"}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        file = Path(config.get("products", cls.get_default_config()["products"]))
        return fingerprints.of_files(*FINDERS, file)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ShopEntities:
        return cls(config, model_storage, resource, [])

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ShopEntities:
        with model_storage.read_from(resource) as folder:
            kept = json.loads((folder / "products.json").read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, [Product(**product) for product in kept])

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        products: list[Product],
    ) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        self._finder = Finder(products)

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the list of products; nothing is learnt from the examples."""
        products = as_json(read_products(Path(self._config["products"])))
        with self._storage.write_to(self._resource) as folder:
            (folder / "products.json").write_text(json.dumps(products), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entities of each message, in place."""
        for message in messages:
            found = self._finder.find(message.get(TEXT) or "", date.today())
            entities = self.add_extractor_name([_entity(span) for span in found])
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages


def _entity(span: Span) -> dict[str, Any]:
    return {**span._asdict(), "confidence_entity": 1.0}
