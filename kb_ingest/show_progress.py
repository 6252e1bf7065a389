"""How far a long command is: a bar on a terminal, lines of JSON for programs.

Depends on rich and words.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich import progress as bars
from rich.console import Console

from kb_ingest.words import Language, say

TELL_EVERY_S = 0.2

Told = Callable[[str, int, int], None]
"""Hears a step, how much of it is done, and of how much (0: nobody knows)."""


class Bar:
    """A bar for each step; the one before goes."""

    def __init__(self, drawn: bars.Progress, language: Language) -> None:
        self._bars = drawn
        self._language = language
        self._step = ""
        self._task: bars.TaskID | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step or self._task is None:
            if self._task is not None:
                self._bars.remove_task(self._task)
            self._task = self._bars.add_task(say(step, self._language), total=None)
            self._step = step
        self._bars.update(self._task, completed=done, total=total or None)


class Lines:
    """One JSON object a line on standard error, a few a second."""

    def __init__(self) -> None:
        self._told = 0.0

    def __call__(self, step: str, done: int, total: int, **more: str) -> None:
        """The end of a step is always told; `more` stands in the line besides."""
        now = time.monotonic()
        if done == total or now - self._told >= TELL_EVERY_S:
            self._told = now
            line = {"step": step, "done": done, "of": total} | more
            print(json.dumps(line, ensure_ascii=False), file=sys.stderr, flush=True)


@contextmanager
def shown(console: Console, language: Language, *, as_json: bool) -> Iterator[Told]:
    """What hears the progress."""
    if as_json:
        yield Lines()
        return
    with bars_on(console) as drawn:
        yield Bar(drawn, language)


def bars_on(console: Console) -> bars.Progress:
    """Bars that go when all is done, and are not drawn where nobody looks on."""
    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeRemainingColumn(),
    )
    hidden = not console.is_terminal
    return bars.Progress(*columns, console=console, disable=hidden, transient=True)
