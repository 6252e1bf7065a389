"""`python -m bot.policies check | write | show`: the rules of a company, looked after.

`check` reads a folder and says all that is wrong, `write` makes the documents that customers
read from the rules, `show` prints a version as it stood on a day. Spanish or English by `--lang`
or LANG. Depends on reading, markdown and settings.
"""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.backoffice.files import read_products
from bot.database import now
from bot.errors import BotError
from bot.language import known
from bot.policies.days import in_words, local_day
from bot.policies.figures import POLICIES
from bot.policies.markdown import document, write
from bot.policies.policies import edition_on
from bot.policies.problems import BadPolicies
from bot.policies.reading import Book, read
from bot.settings import Settings

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, help=__doc__)
Folder = Annotated[
    Path | None, typer.Argument(help="The folder; MOSTRADOR_POLICIES_DIR without it")
]
Lang = Annotated[str, typer.Option("--lang", help="es or en; else that of LANG")]
SAID = {
    "good": {
        "es": "{policy} {version}: {clauses} apartados, en vigor desde el {since}",
        "en": "{policy} {version}: {clauses} clauses, in force since {since}",
    },
    "problems": {
        "es": "{count} problemas. No se ha cambiado nada.",
        "en": "{count} problems. Nothing was changed.",
    },
    "problem": {
        "es": "1 problema. No se ha cambiado nada.",
        "en": "1 problem. Nothing was changed.",
    },
    "same": {
        "es": "Los documentos ya dicen lo que dicen las reglas.",
        "en": "The documents say what the rules say already.",
    },
    "no_policy": {
        "es": "No hay ninguna política {policy!r}. Las que hay: {known}.",
        "en": "There is no policy {policy!r}. There are: {known}.",
    },
}


@app.command()
def check(folder: Folder = None, lang: Lang = "") -> None:
    """Say all that is wrong with the rules of a folder; ends with 1 if anything is."""
    language = language_of(lang)
    for editions in book_of(folder, language).editions.values():
        for one in editions:
            typer.echo(
                SAID["good"][language].format(
                    policy=one.policy,
                    version=one.version,
                    clauses=len(one.clauses),
                    since=in_words(one.since, language),
                )
            )


@app.command("write")
def write_documents(folder: Folder = None, lang: Lang = "") -> None:
    """Write the documents of the versions in force beside the rules."""
    language = language_of(lang)
    book = book_of(folder, language)
    changed = write(book, folder or Settings().policies_dir, local_day(now()))
    typer.echo("\n".join(map(str, changed)) or SAID["same"][language])


@app.command()
def show(
    policy: Annotated[str, typer.Argument(help="One of: " + ", ".join(POLICIES))],
    folder: Folder = None,
    on: Annotated[datetime | None, typer.Option(help="A day", formats=["%Y-%m-%d"])] = None,
    lang: Lang = "",
) -> None:
    """Print a policy as it stands, or as it stood on a day."""
    language = language_of(lang)
    editions = book_of(folder, language).editions
    if policy not in editions:
        stop(SAID["no_policy"][language].format(policy=policy, known=", ".join(editions)))
    found = edition_on(editions[policy], on.date() if on else local_day(now()))
    typer.echo(document(found, language), nl=False)


def book_of(folder: Path | None, language: str) -> Book:
    """The rules of the folder; the command ends with each problem told otherwise."""
    settings = Settings()
    try:
        products = None if folder else [one.id for one in read_products(settings.products_file)]
        return read(folder or settings.policies_dir, products)
    except BadPolicies as error:
        lines = error.lines(language)
        count = SAID["problem" if len(lines) == 1 else "problems"][language]
        stop("\n".join([*lines, count.format(count=len(lines))]))
    except BotError as error:
        stop(error.message)


def language_of(lang: str) -> str:
    """The language asked for, or the computer's."""
    return known(lang or os.environ.get("LANG", ""))


def stop(words: str) -> NoReturn:
    """End the command with 1."""
    typer.echo(words, err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    app(prog_name="python -m bot.policies")
