"""Finding a Python that really runs, among names that only look like one."""

import os
import sys
from pathlib import Path

import pytest

from deploy.interpreters import InterpreterMissing, candidates, find_python, runs, variable_for

VERSION = "{}.{}".format(*sys.version_info)
# Neither this machine nor any other has it.
FUTURE = "3.99"


def executable(path: Path, script: str) -> Path:
    """A shell script at `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + script + "\n")
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def _bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the shell's own folder is on PATH, and no other home is known."""
    for name in [one for one in os.environ if one.startswith("MOSTRADOR_PYTHON")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", str(tmp_path / "shims") + os.pathsep + str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("UV_PYTHON_INSTALL_DIR", str(tmp_path / "uv"))


def test_shim_that_fails_is_skipped(tmp_path: Path) -> None:
    said = "echo 'pyenv: python{0}: command not found' >&2; exit 127"
    shim = executable(tmp_path / "shims" / f"python{VERSION}", said)
    real = executable(tmp_path / "bin" / f"python{VERSION}", f'exec "{sys.executable}" "$@"')
    assert list(candidates(VERSION))[:2] == [str(shim), str(real)]
    assert find_python(VERSION) == real


def test_versions_of_pyenv_that_are_not_on_the_path_are_found(tmp_path: Path) -> None:
    script = f'exec "{sys.executable}" "$@"'
    python = executable(tmp_path / "pyenv" / "versions" / f"{VERSION}.7" / "bin" / "python", script)
    assert find_python(VERSION) == python


def test_versions_of_uv_are_found(tmp_path: Path) -> None:
    script = f'exec "{sys.executable}" "$@"'
    home = tmp_path / "uv" / f"cpython-{VERSION}.7-linux-x86_64-gnu"
    python = executable(home / "bin" / f"python{VERSION}", script)
    assert find_python(VERSION) == python


def test_named_interpreter_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable(tmp_path / "bin" / f"python{VERSION}", f'exec "{sys.executable}" "$@"')
    named = executable(tmp_path / "mine", f'exec "{sys.executable}" "$@"')
    monkeypatch.setenv(variable_for(VERSION), str(named))
    assert find_python(VERSION) == named


def test_none_is_a_clear_error(tmp_path: Path) -> None:
    shim = executable(tmp_path / "shims" / f"python{FUTURE}", "exit 127")
    with pytest.raises(InterpreterMissing) as missing:
        find_python(FUTURE)
    said = str(missing.value)
    assert f"No working Python {FUTURE}" in said
    assert str(shim) in said
    for way in ("uv python install", "pyenv install", "apt-get install", "MOSTRADOR_PYTHON399="):
        assert way in said


def test_no_candidate_at_all_is_a_clear_error_too() -> None:
    with pytest.raises(InterpreterMissing, match="no candidate exists"):
        find_python(FUTURE)


@pytest.mark.parametrize("script", ["exit 1", "echo 2.7", "echo", "kill -9 $$"])
def test_what_is_no_such_python_does_not_run(tmp_path: Path, script: str) -> None:
    assert not runs(str(executable(tmp_path / "python", script)), VERSION)
    assert not runs(str(tmp_path / "absent"), VERSION)
    assert runs(sys.executable, VERSION)
