"""Mails to the people of the company: a title, lines, tables, and a link into the console.

Everything is escaped. Depends on the templates beside this file and the outbox.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from bot.mail.outbox import Attachment, Mail

FOOT = {
    "es": "Recibe este correo porque gestiona el servicio. Puede dejar de recibirlo en la consola, "
    "en Estándares.",
    "en": "You receive this mail because you manage the service. You can stop it in the console, "
    "under Standards.",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a heading; the first cell of each names it."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Memo:
    """What one mail says; `link` are its words and its path on our own site."""

    kind: str
    language: str
    subject: str
    title: str
    lines: Sequence[str] = ()
    tables: Sequence[Table] = ()
    link: tuple[str, str] = ("", "")


class Memos:
    """Writes memos in `company`'s name, with links to `url`."""

    def __init__(self, company: str, url: str) -> None:
        self._company = company
        self._url = url
        self._pages = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=select_autoescape(["html"]),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def mail(self, memo: Memo, to: str, attachment: Attachment | None = None) -> Mail:
        """`memo` for `to`, in both forms."""
        words, path = memo.link
        values = {
            "memo": memo,
            "company": self._company,
            "link": (words, f"{self._url}{path}") if words else None,
            "foot": FOOT[memo.language],
        }
        text, html = (
            self._pages.get_template(f"memo.{one}").render(values) for one in ("txt", "html")
        )
        return Mail(to, memo.subject, text, html, None, memo.kind, memo.language, attachment)
