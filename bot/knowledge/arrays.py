"""Opens array files, from any thread.

A file's header is a Python literal, and the parser of CPython 3.11 may fail where two threads
parse at once ("AST constructor recursion depth mismatch", python/cpython#106905), so that
headers are read one after the other. Depends on numpy alone.
"""

import threading
from pathlib import Path
from typing import Any

import numpy as np

_PARSING = threading.Lock()


def load(path: Path, *, mapped: bool = True) -> Any:
    """The array in `path`: mapped, so that only what is touched is read, or read whole."""
    with _PARSING:
        return np.load(path, mmap_mode="r" if mapped else None)
