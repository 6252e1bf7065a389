"""Answers `import tensorflow...` with inert stand-ins, so that Rasa starts without TensorFlow.

Rasa imports TensorFlow from its type annotations, base classes and decorators, whether or not a
component of the pipeline computes with it; none of ours does. `leave_out()` must run before the
first import of rasa. Depends on the standard library alone.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

LEFT_OUT = frozenset({"tensorflow", "tensorflow_hub", "tensorflow_text", "keras"})


class _StandIn(type):
    """Metaclass of a name that may be annotated with, derived from and decorated with."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(f"{cls.__qualname__}.{name}")

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Used as a decorator it changes nothing; an object of a derived class is refused."""
        if "stands_in" not in vars(cls):
            raise ImportError(
                f"{cls.__qualname__} computes with TensorFlow, which this interpreter leaves out. "
                "Remove the component that uses it from config.yml."
            )
        return args[0] if len(args) == 1 and callable(args[0]) else lambda decorated: decorated

    def __getitem__(cls, item: Any) -> Any:
        return cls


def _stand_in(name: str) -> _StandIn:
    return _StandIn(name.rpartition(".")[2], (), {"stands_in": True, "__qualname__": name})


class _Module(ModuleType):
    """A package of stand-ins: whatever is asked of it exists."""

    __path__ = []  # noqa: RUF012  (the import system asks packages for one)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(f"{self.__name__}.{name}")


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] not in LEFT_OUT:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def leave_out() -> None:
    """Put the hook in front of the import system; harmless when called again."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
