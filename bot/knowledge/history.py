"""What was changed, when, by whom and why: `<index>/log.jsonl`, lines added and never altered.

Depends on nothing of ours.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

LOG_FILE = "log.jsonl"

Action = Literal[
    "published", "overridden", "rolled_back", "built", "uploaded", "deleted", "asked",
    "calibrated", "uncalibrated",
]  # fmt: skip
PUBLISHING = ("published", "overridden")


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. `version` is what it made or put in use, `before` what was in use until then.

    `subject` is what else it was about: a manual's name, a job's kind.
    """

    at: str
    who: str
    action: Action
    version: str = ""
    before: str = ""
    reason: str = ""
    subject: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)


def record(index_dir: Path, who: str, action: Action, **values: Any) -> Entry:
    """Add a line. One write to a file opened for appending is whole or not there."""
    entry = Entry(datetime.now(UTC).isoformat(timespec="milliseconds"), who, action, **values)
    line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
    index_dir.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    descriptor = os.open(index_dir / LOG_FILE, flags, 0o644)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return entry


def read_log(index_dir: Path) -> list[Entry]:
    """All lines, the oldest first. A line torn by a full disk is passed over."""
    try:
        lines = (index_dir / LOG_FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [entry for line in lines if (entry := _entry(line))]


def _entry(line: str) -> Entry | None:
    try:
        return Entry(**json.loads(line))
    except (ValueError, TypeError):
        return None


def published_stack(log: Iterable[Entry], current: str | None) -> list[str]:
    """Versions as they were put in use, the one in use last; a rollback takes off what is above.

    What was in use before the log began counts too.
    """
    stack: list[str] = []
    for entry in log:
        if entry.action in PUBLISHING:
            if entry.before and entry.before not in stack:
                stack.append(entry.before)
            stack.append(entry.version)
        elif entry.action == "rolled_back" and entry.version in stack:
            while stack[-1] != entry.version:
                stack.pop()
    if current and (not stack or stack[-1] != current):
        stack.append(current)
    return stack


def ever_published(log: Iterable[Entry], current: str | None) -> list[str]:
    """Every version that was in use once, the one put in use last at the end, none twice."""
    order = [
        version
        for entry in log
        if entry.action in (*PUBLISHING, "rolled_back")
        for version in (entry.before, entry.version)
    ]
    newest_first = dict.fromkeys(reversed([*order, current or ""]))
    return [version for version in reversed([*newest_first]) if version]
