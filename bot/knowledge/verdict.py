"""Whether a version answers as well as another, kept beside it: `<index>/scores/<id>.json`.

What a score means belongs to whoever measured it; here they are only compared. Depends on
nothing of ours.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

Better = Literal["higher", "lower"]
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Measured:
    """The scores of one version, as values between 0 and 1, and the questions it got wrong."""

    values: Mapping[str, float]
    better: Mapping[str, Better]
    mistakes: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Worse:
    """A score that fell by more than the margin."""

    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How `version` answered against the version in use then.

    `against` is empty where there was none to compare with. `broken` are questions that the
    one in use answers well and this one does not.
    """

    version: str
    against: str
    questions: int
    margin: float
    values: Mapping[str, float]
    before: Mapping[str, float]
    worse: list[Worse]
    broken: list[dict[str, Any]]
    mistakes: list[dict[str, Any]]
    at: str

    @property
    def passed(self) -> bool:
        """Nothing got worse by more than the margin."""
        return not self.worse


def judge(
    version: str,
    fresh: Measured,
    against: str,
    base: Measured | None,
    margin: float,
    questions: int,
) -> Verdict:
    """Compare the scores of `version` with those of `against`."""
    known = {
        json.dumps(one, sort_keys=True) for one in map(_question, base.mistakes if base else [])
    }
    broken = [
        one for one in fresh.mistakes if json.dumps(_question(one), sort_keys=True) not in known
    ]
    return Verdict(
        version=version,
        against=against if base else "",
        questions=questions,
        margin=margin,
        values=dict(fresh.values),
        before=dict(base.values) if base else {},
        worse=_worse(fresh, base, margin) if base else [],
        broken=broken if base else [],
        mistakes=fresh.mistakes,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _question(mistake: Mapping[str, Any]) -> list[Any]:
    return [mistake.get("language"), mistake.get("question")]


def _worse(fresh: Measured, base: Measured, margin: float) -> list[Worse]:
    found = []
    for name, after in fresh.values.items():
        before = base.values.get(name)
        if before is None or name not in fresh.better:
            continue
        fall = before - after if fresh.better[name] == "higher" else after - before
        if fall > margin + ROUNDING:
            found.append(Worse(name, before, after))
    return found


def as_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain data, `passed` included."""
    return {**asdict(verdict), "passed": verdict.passed}


def keep_verdict(index_dir: Path, verdict: Verdict) -> None:
    """Write the verdict beside the version, whole or not at all."""
    path = _path(index_dir, verdict.version)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(json.dumps(as_json(verdict), ensure_ascii=False, indent=2))
    os.replace(fresh, path)


def kept_verdict(index_dir: Path, version: str) -> Verdict | None:
    """The last verdict on `version`; None where it was never checked."""
    try:
        said = json.loads(_path(index_dir, version).read_text())
        said.pop("passed")
        return Verdict(**{**said, "worse": [Worse(**one) for one in said["worse"]]})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path(index_dir: Path, version: str) -> Path:
    return index_dir / "scores" / f"{version}.json"
