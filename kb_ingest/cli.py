"""Manuals and policies to knowledge that can be searched, in versions that can be gone back to.

Add or change a manual: put the file in its folder, `build`, look at `diff`. Undo: `rollback`.
Every command ends with 0 when all is well, 1 when it is not, 2 when it was written wrongly.
"""

# Assembles the commands; depends on all of them.

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from kb_ingest.commands import building, changing, documents, looking, measuring
from kb_ingest.commands.common import ASKED
from kb_ingest.help import translate
from kb_ingest.words import language_of

Lang = Annotated[str, typer.Option("--lang", help="es or en; else that of LANG")]

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, help=__doc__)


@app.callback()
def settings_of_a_run(lang: Lang = "") -> None:
    """Options in front of every command."""
    ASKED.set(lang)


for _command in (
    building.build,
    looking.status,
    looking.diff,
    changing.check,
    changing.publish,
    changing.rollback,
    looking.versions,
    looking.parity,
    looking.intervals,
    measuring.calibrate,
    measuring.evaluate,
    documents.inspect,
    documents.typeset,
):
    app.command()(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command, with its help in the language of --lang or LANG."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    command = typer.main.get_command(app)
    translate(command, language_of(os.environ, asked_in(words)))
    command(words, prog_name="python -m kb_ingest")


def asked_in(words: Sequence[str]) -> str:
    """The value of --lang, as help is shown before options are read."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--lang":
            return following
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return ""
