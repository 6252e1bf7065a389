"""Rasa runs without TensorFlow, and nothing we configure needs it."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest
import yaml
from conftest import ROOT

NOT_USED = {  # Rasa 3.6's components that compute with TensorFlow
    "DIETClassifier",
    "ResponseSelector",
    "TEDPolicy",
    "UnexpecTEDIntentPolicy",
    "LanguageModelFeaturizer",
    "ConveRTFeaturizer",
}


def test_importing_rasa_loads_no_tensorflow() -> None:
    code = (
        "from bot.nlu.no_tensorflow import leave_out; leave_out()\n"
        "import sys, rasa.__main__, rasa.core.agent, rasa.model_training\n"
        "loaded = [name for name, module in sys.modules.items()\n"
        "          if name.split('.')[0] in ('tensorflow', 'keras', 'jax')\n"
        "          and getattr(module, '__file__', None)]\n"
        "print(loaded)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_no_configured_component_computes_with_tensorflow() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    named = {part["name"] for part in config["pipeline"] + config["policies"]}
    assert not named & NOT_USED


def test_the_list_of_tensorflow_components_is_whole() -> None:
    """Of the components that Rasa ships, the others import no TensorFlow themselves."""
    from rasa.engine.recipes.default_components import DEFAULT_COMPONENTS

    importing = {
        component.__name__
        for component in DEFAULT_COMPONENTS
        if "tf" in vars(sys.modules[component.__module__])
    }
    assert importing <= NOT_USED


def test_a_component_that_needs_tensorflow_is_refused_by_name() -> None:
    from rasa.utils.tensorflow.models import RasaModel

    with pytest.raises(ImportError, match="RasaModel computes with TensorFlow"):
        RasaModel()


def test_stand_ins_can_be_annotated_with_derived_from_and_decorated_with() -> None:
    import tensorflow as tf
    from tensorflow.keras.utils import Sequence

    class Derived(Sequence):
        pass

    @tf.function
    def plain() -> int:
        return 1

    @tf.function(jit_compile=True)
    def configured() -> int:
        return 2

    assert (plain(), configured()) == (1, 2)
    assert tf.keras.layers.Layer[int] is not None
    assert issubclass(Derived, Sequence)


def test_other_packages_are_found_as_ever() -> None:
    assert importlib.util.find_spec("tensorflowish") is None
    spec = importlib.util.find_spec("yaml")
    assert spec is not None
    assert spec.origin
