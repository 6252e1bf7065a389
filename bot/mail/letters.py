"""How a mail looks, as text and as HTML: a title, news, lines, and what was said so far.

Everything that anybody wrote is escaped; only what the counter's own side wrote has its Markdown
rendered, without HTML and without pictures. Depends on the templates beside this file, the words,
messages and the company's calendar.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from bot.conversations import Message
from bot.database import now
from bot.mail.outbox import Mail
from bot.mail.words import say
from bot.policies.days import in_words, local

MOST_ENTRIES = 100
"""Messages that a letter repeats; who wants more opens the chat."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message in a letter. `beside` are lines under it: sources and files."""

    name: str
    when: str
    text: str
    html: Markup
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """What one mail says. `news` stands first; `entries` is what was said before, under `heading`,
    with `left_out` older messages not repeated. `answerable`: what is written above it comes
    back to us."""

    kind: str
    language: str
    subject: str
    title: str
    lines: tuple[str, ...] = ()
    news: tuple[Entry, ...] = ()
    heading: str = ""
    entries: tuple[Entry, ...] = ()
    left_out: int = 0
    answerable: bool = False


class Letters:
    """Writes letters in `company`'s name, with links to `url`."""

    def __init__(self, company: str, url: str) -> None:
        self.company = company
        self._url = url
        self._markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True})
        self._markdown.disable("image")
        self._pages = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=select_autoescape(["html"]),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def mail(self, letter: Letter, to: str, conversation_id: str | None) -> Mail:
        """`letter` for `to`, in both forms."""
        values: dict[str, Any] = {
            "letter": letter,
            "company": self.company,
            "url": self._url,
            "language": letter.language,
            "say": partial(say, language=letter.language),
        }
        text, html = (
            self._pages.get_template(f"letter.{one}").render(values) for one in ("txt", "html")
        )
        return Mail(to, letter.subject, text, html, conversation_id, letter.kind, letter.language)

    def entries(self, messages: Sequence[Message], language: str) -> tuple[Entry, ...]:
        """`messages` as they are repeated, the newest `MOST_ENTRIES` of them."""
        return tuple(self.entry(one, language) for one in messages[-MOST_ENTRIES:])

    def entry(self, message: Message, language: str) -> Entry:
        """One message; nothing that a customer or a program outside wrote becomes HTML."""
        ours = message.author in ("agent", "bot", "system")
        html = self._markdown.render(message.text) if ours else _paragraph(message.text)
        return Entry(
            name=_name(message, language),
            when=moment(message, language),
            text=message.text,
            html=Markup(html),
            beside=tuple(_beside(message.data, language)),
        )


def moment(message: Message, language: str) -> str:
    """When it was said, on the company's clocks: "4 de mayo de 2026, 10:31"."""
    said = local(message.created_at or now())
    return f"{in_words(said.date(), language)}, {said:%H:%M}"


def number_of(conversation_id: str) -> str:
    """What a conversation is called in subjects: short, and the same in each of its mails."""
    return conversation_id[:8].upper()


def _name(message: Message, language: str) -> str:
    return message.author_name or say(message.author, language)


def _paragraph(text: str) -> Markup:
    lines = Markup("<br>").join(escape(text).split("\n"))
    return Markup("<p>{}</p>").format(lines)


def _beside(data: dict[str, Any], language: str) -> list[str]:
    """The sources and files that go with a message, in words."""
    files = [say("file", language, name=one["name"]) for one in data.get("files") or ()]
    return [_source(one, language) for one in data.get("citations") or ()] + files


def _source(cited: dict[str, Any], language: str) -> str:
    page = cited.get("page")
    place = [cited.get("title"), cited.get("heading"), page and say("page", language, page=page)]
    return f"{say('source', language)}: " + ", ".join(str(one) for one in place if one)
