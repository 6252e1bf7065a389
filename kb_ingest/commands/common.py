"""What the commands share: options, the language, how errors and JSON are shown.

Depends on words, settings and bot.knowledge.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.errors import BotError
from bot.knowledge.notices import Notice, said
from bot.settings import Settings
from kb_ingest.words import Language, language_of, say

NOT_DONE = 1
BUSY = 3
ASKED: ContextVar[str] = ContextVar("ASKED", default="")
"""What --lang said in this run."""

AsJson = Annotated[bool, typer.Option("--json", help="Print the outcome as JSON")]
Index = Annotated[Path | None, typer.Option("--index", help="Folder of the index")]
Model = Annotated[Path | None, typer.Option(help="Folder of the embedding model")]
Margin = Annotated[
    float | None, typer.Option(min=0.0, max=1.0, help="How much a score may fall, 0 to 1")
]
Golden = Annotated[Path | None, typer.Option(help="File of golden questions")]
Reason = Annotated[str, typer.Option(help="Why; written into the log")]


def language() -> Language:
    """The language of this run: --lang in front of the command, else the environment's."""
    return language_of(os.environ, ASKED.get())


def speak(key: str, **values: object) -> str:
    """`say` in the language of this run."""
    return say(key, language(), **values)


def console() -> Console:
    """Where people read."""
    return Console()


def show_line(text: str = "", style: str | None = None) -> None:
    """A line as it is: no markup, no breaking."""
    console().print(text, markup=False, highlight=False, soft_wrap=True, style=style)


def show_json(data: Any) -> None:
    """`data` for other programs, on standard output."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def index_of(given: Path | None) -> Path:
    """The index folder asked for, else that of the settings."""
    return given or Settings().index_dir


@contextmanager
def telling_errors(as_json: bool = False) -> Iterator[None]:
    """Show a `BotError` as one sentence and end with 1, or 3 where somebody else builds."""
    try:
        yield
    except BotError as error:
        message = said(error, language())
        if as_json:
            code = error.key if isinstance(error, Notice) else type(error).__name__
            show_json({"error": {"code": code, "message": message}})
        print(message, file=sys.stderr)
        busy = isinstance(error, Notice) and error.key == "building"
        raise typer.Exit(BUSY if busy else NOT_DONE) from error
