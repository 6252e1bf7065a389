"""Regroups very many questions in a process of its own, whose memory is that of regrouping alone.

`python -m bench.groups_many FOLDER` reads `many.npz` there, writes its questions into a new SQLite
database, regroups it twice as the service does, from reading the questions to writing where they
went, and prints seconds and memory as JSON. Needs no model. Depends on `bot.groups`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import insert

from bot.database import Database, now
from bot.groups import Groups, Question, QuestionGroup, Regrouped
from bot.groups.space import Totals
from bot.groups.standing import write_totals
from bot.knowledge.late import QuestionTokens

AT_ONCE = 5000
Made = dict[str, Any]


class NoModel:
    """An embedder for groups that already know where questions lie."""

    model_id = "none"

    def __init__(self, width: int) -> None:
        self._vector = np.ones((1, width), np.float32)

    def query_tokens(self, text: str, /) -> QuestionTokens:
        """One token, whatever the text."""
        return QuestionTokens(self._vector, [(0, len(text))])


def rows(made: Made) -> Iterator[list[dict[str, Any]]]:
    """The questions, some at a time; every one is of a conversation of its own."""
    count, at = len(made["vectors"]), now()
    for start in range(0, count, AT_ONCE):
        part = range(start, min(start + AT_ONCE, count))
        yield [
            {
                "id": one + 1,
                "conversation_id": f"c{one}",
                "message_id": f"m{one}",
                "asked_at": at,
                "language": str(made["languages"][one]),
                "text": f"question {one}",
                "vector": made["vectors"][one].tobytes(),
                "group_id": int(made["groups"][one]) + 1,
            }
            for one in part
        ]


async def fill(database: Database, made: Made) -> None:
    """Write the questions and their groups."""
    await database.upgrade()
    totals = Totals({}, {})
    totals.add(made["vectors"].astype(np.float32), made["languages"].tolist())
    async with database.write() as session:
        await write_totals(session, totals, NoModel.model_id)
        known = [{"id": one + 1} for one in range(int(made["groups"].max()) + 1)]
        await session.execute(insert(QuestionGroup), known)
    for part in rows(made):
        async with database.write() as session:
            await session.execute(insert(Question), part)


async def regrouped(folder: Path) -> dict[str, float]:
    """The first time, when nearly all groups change, and once more."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'many.db'}")
    with np.load(folder / "many.npz") as made:
        await fill(database, dict(made))
        groups = Groups(database, NoModel(made["vectors"].shape[1]))
    first, seconds, cpu = await _timed(groups)
    _, again, _ = await _timed(groups)
    await database.close()
    return {
        "questions": first.questions,
        "moved": first.moved,
        "groups": first.groups_after,
        "seconds": seconds,
        "cpu_seconds": cpu,
        "again_seconds": again,
        "peak_mb": peak_mb(),
    }


def peak_mb() -> float:
    """The most memory that this process has had; `getrusage` would count its parent's."""
    status = Path("/proc/self/status").read_text().splitlines()
    return float(next(line.split()[1] for line in status if line.startswith("VmHWM"))) / 1024


async def _timed(groups: Groups) -> tuple[Regrouped, float, float]:
    """What came of it, seconds, and seconds of processors."""
    started, worked = time.monotonic(), time.process_time()
    told = await groups.regroup()
    return told, time.monotonic() - started, time.process_time() - worked


if __name__ == "__main__":
    print(json.dumps(asyncio.run(regrouped(Path(sys.argv[1])))))
