"""Finds a Python of a given version that really runs.

A name on PATH proves nothing: a pyenv shim `python3.10` exists for versions that are not
active and fails when called. So every candidate is run, and must say its version and have
venv. Standard library alone, Python 3.8 or later.
"""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Iterator, List, Optional

PROBE = "import ensurepip, ssl, sqlite3, sys, venv; print('%d.%d' % sys.version_info[:2])"
HOW_TO_GET = """No working Python {version} was found.

Tried: {tried}

Get one in any of these ways, then run the same command again:
  uv:      uv python install {version}
  pyenv:   pyenv install {version}
  Debian:  apt-get install python{version} python{version}-venv   (where the release has it)
or name one yourself: {variable}=/path/to/python{version} make run
"""


class InterpreterMissing(Exception):
    """No candidate ran; the message says what was tried and how to get one."""


def find_python(version: str) -> Path:
    """The first candidate that runs as Python `version` ("3.10"); `InterpreterMissing` if none."""
    tried: List[str] = []
    for candidate in candidates(version):
        if candidate in tried:
            continue
        tried.append(candidate)
        if runs(candidate, version):
            return Path(candidate)
    variable = variable_for(version)
    names = ", ".join(tried) or "nothing: no candidate exists"
    raise InterpreterMissing(HOW_TO_GET.format(version=version, tried=names, variable=variable))


def variable_for(version: str) -> str:
    """The environment variable that names an interpreter: "3.10" -> MOSTRADOR_PYTHON310."""
    return "MOSTRADOR_PYTHON" + version.replace(".", "")


def candidates(version: str) -> Iterator[str]:
    """Paths that may be a Python `version`, the likeliest first; some may not exist or run."""
    named = os.environ.get(variable_for(version))
    if named:
        yield named
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        found = shutil.which("python" + version, path=folder)
        if found:
            yield found
    yield from _under(pyenv_root() / "versions", version + "*", "bin/python")
    yield from _from_uv(version)
    uv_home = Path(os.environ.get("UV_PYTHON_INSTALL_DIR", "~/.local/share/uv/python"))
    yield from _under(uv_home.expanduser(), "cpython-" + version + "*", "bin/python" + version)
    for folder in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"):
        yield from _under(Path(folder), "python" + version, "")


def pyenv_root() -> Path:
    """Where pyenv keeps its versions."""
    return Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()


def _under(folder: Path, pattern: str, inside: str) -> Iterator[str]:
    for found in sorted(folder.glob(pattern), reverse=True) if folder.is_dir() else ():
        path = found / inside if inside else found
        if path.exists():
            yield str(path)


def _from_uv(version: str) -> Iterator[str]:
    uv = shutil.which("uv")
    if uv:
        found = _output([uv, "python", "find", "--offline", version])
        if found:
            yield found


def runs(candidate: str, version: str) -> bool:
    """Whether `candidate` starts, has venv, and is of `version`."""
    return _output([candidate, "-c", PROBE]) == version


def _output(command: List[str]) -> Optional[str]:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
