"""What Rasa's training cache must know beyond a component's class and configuration.

Rasa keys a trained component by the source of its class, not by the modules and files that
the class uses; a component returns this from `fingerprint_addon`. Standard library alone.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

_HERE = Path(__file__).parent


def of_files(*parts: str | Path | bytes) -> str:
    """A hash of modules of this folder (by name), files (by path) and bytes."""
    digest = hashlib.sha256()
    for part in parts:
        path = _HERE / f"{part}.py" if isinstance(part, str) else part
        content = path if isinstance(path, bytes) else path.read_bytes()
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()
