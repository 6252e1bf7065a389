"""Sets Markdown manuals as the PDF, HTML or DOCX that customers get. Depends on the readers.

A stamp file in the output folder remembers from what each file was made, so only what changed
is written again, and what lost its source is removed.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kb_ingest.readers.errors import ReadError
from kb_ingest.typeset import docx, html, pdf
from kb_ingest.typeset.source import Drawing, Format, Manual, load

__all__ = ["Outcome", "typeset"]

_STAMPS = ".typeset.json"
_WRITERS: dict[Format, Callable[[Manual], bytes]] = {
    "pdf": pdf.write,
    "html": html.write,
    "docx": docx.write,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source. `state`: written, unchanged, removed or failed."""

    source: Path
    state: str
    output: Path | None = None
    problem: str = ""


def typeset(sources: Iterable[Path], out: Path) -> list[Outcome]:
    """Sets each Markdown file, and those in each folder, into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    given = list(sources)
    stamps = _read_stamps(out)
    outcomes = _removed(given, stamps, out)
    outcomes += [_one(path, stamps, out) for path in _files(given)]
    _write(out / _STAMPS, json.dumps(stamps, indent=1, sort_keys=True).encode())
    return outcomes


def _files(given: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in given:
        found += sorted(path.glob("*.md")) if path.is_dir() else [path]
    return found


def _one(path: Path, stamps: dict[str, list[str]], out: Path) -> Outcome:
    try:
        manual = load(path)
        drawn = [node.path.read_bytes() for node in manual.nodes if isinstance(node, Drawing)]
        digest = hashlib.sha256(b"".join([_version(), path.read_bytes(), *drawn])).hexdigest()
        output = out / f"{manual.name}.{manual.format}"
        if output.exists() and stamps.get(output.name, [""])[0] == digest:
            return Outcome(path, "unchanged", output)
        _write(output, _WRITERS[manual.format](manual))
    except (ReadError, OSError) as error:
        return Outcome(path, "failed", problem=str(error))
    for other in [name for name, stamp in stamps.items() if stamp[1] == str(path.resolve())]:
        if other != output.name:
            _remove(out / other, stamps)
    stamps[output.name] = [digest, str(path.resolve())]
    return Outcome(path, "written", output)


def _removed(given: list[Path], stamps: dict[str, list[str]], out: Path) -> list[Outcome]:
    """Takes away what was made from files that are no longer in the folders given."""
    folders = {path.resolve() for path in given if path.is_dir()}
    gone: list[Outcome] = []
    for name, (_, source) in list(stamps.items()):
        if Path(source).parent in folders and not Path(source).exists():
            _remove(out / name, stamps)
            gone.append(Outcome(Path(source), "removed", out / name))
    return gone


def _remove(output: Path, stamps: dict[str, list[str]]) -> None:
    output.unlink(missing_ok=True)
    stamps.pop(output.name, None)


def _read_stamps(out: Path) -> dict[str, list[str]]:
    try:
        stamps = json.loads((out / _STAMPS).read_text())
    except (OSError, ValueError):
        return {}
    return {name: list(stamp) for name, stamp in stamps.items()}


def _write(path: Path, data: bytes) -> None:
    """All or nothing: readers see the old file or the new one."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    os.replace(part, path)


def _version() -> bytes:
    """Digest of the typesetter's own code: when it changes, everything is set again."""
    here = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in here)).digest()
