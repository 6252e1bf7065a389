"""Tests of what runs inside Rasa, in Rasa's interpreter: `var/env/rasa/bin/python -m pytest
tests/nlu`. The hook that leaves TensorFlow out goes in before anything imports rasa."""

from __future__ import annotations

import asyncio
import inspect
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.insert(0, str(ROOT))

from bot.nlu.no_tensorflow import leave_out  # noqa: E402

leave_out()

from rasa.engine.graph import ExecutionContext, GraphSchema  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from bot.nlu.e5 import E5Featurizer  # noqa: E402

EXAMPLES = {
    "greet": ["hola", "buenos días", "buenas tardes a todos", "hello", "good morning", "hi there"],
    "order_status": [
        "¿dónde está mi pedido?",
        "¿cuándo llega mi paquete?",
        "quiero saber cómo va mi compra",
        "where is my order?",
        "when will my parcel arrive?",
        "I would like to track my purchase",
    ],
    "check_warranty": [
        "¿sigue en garantía mi lavadora?",
        "quiero comprobar la garantía",
        "¿lo cubre la garantía?",
        "is my machine still under warranty?",
        "I want to check the guarantee",
        "does the warranty cover this?",
    ],
}


def needs_model() -> None:
    folder = Path(os.environ.get("MOSTRADOR_MODEL_DIR") or ROOT / "var" / "model")
    if not (folder / "mostrador.json").is_file():
        pytest.skip(f"{folder} holds no embedding model: python deploy/model.py var/model")


def message(text: str | None, **data: Any) -> Message:
    return Message({"text": text, **data})


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Any]:
    """Makes a component as Rasa does: `build(cls)` creates, `build(cls, load=True)` loads."""
    storage = LocalModelStorage.create(tmp_path)
    context = ExecutionContext(GraphSchema({}), "test", node_name="node")

    def make(cls: Any, config: dict[str, Any] | None = None, load: bool = False) -> Any:
        whole = {**cls.get_default_config(), **(config or {})}
        return (cls.load if load else cls.create)(whole, storage, Resource(cls.__name__), context)

    return make


@pytest.fixture
def featurizer(build: Callable[..., Any]) -> E5Featurizer:
    needs_model()
    return build(E5Featurizer)


@pytest.fixture
def training_data(featurizer: E5Featurizer) -> TrainingData:
    """Three intents in two languages, with their sentence vectors."""
    examples = [
        message(text, intent=intent) for intent, texts in EXAMPLES.items() for text in texts
    ]
    return featurizer.process_training_data(TrainingData(examples))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine: this interpreter has no plugin for it."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True
