"""The documents that customers find and the assistant quotes: a policy's clauses as Markdown.

What is written is the version in force, in one file for each language, in the form that the other
documents of the index have. Depends on policies and editions.
"""

from datetime import date
from pathlib import Path

from bot.policies.editions import Edition
from bot.policies.figures import Figures
from bot.policies.policies import edition_on
from bot.policies.reading import Book

LANGUAGES = ("es", "en")


def documents(book: Book, on: date) -> dict[str, str]:
    """File names and their contents, of the versions in force on a day."""
    return {
        f"{policy}.{language}.md": document(edition_on(editions, on), language)
        for policy, editions in book.editions.items()
        for language in LANGUAGES
    }


def document(edition: Edition[Figures], language: str) -> str:
    """One version in one language."""
    parts = [head(edition, language)]
    for number, title, clauses in edition.by_section():
        parts.append(f"## {number}. {title[language]}")
        for clause in clauses:
            parts += [f"### {clause.id} {clause.title[language]}", clause.text[language]]
    return "\n\n".join(parts) + "\n"


def head(edition: Edition[Figures], language: str) -> str:
    """The lines in front, from which the index takes what it is."""
    return "\n".join(
        (
            "---",
            f'title: "{edition.title[language]}"',
            "kind: policy",
            f"policy: {edition.policy}",
            f"language: {language}",
            f'version: "{edition.version}"',
            f'date: "{edition.since:%Y-%m}"',
            "format: html",
            "---",
        )
    )


def write(book: Book, folder: Path, on: date) -> list[Path]:
    """Write what differs from the files of `folder`; which files those are."""
    changed = []
    for name, text in documents(book, on).items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed
