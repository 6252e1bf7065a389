"""What a search of the help pages gives: places that speak of what was looked for. Pure.

Each place is named, says where it stands, and opens at the text. Depends on the entries and the
documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from bot.answering import Citation
from bot.candidates import FAQ_MARK
from bot.help.entries import Entry
from bot.help.snippets import Part, snippet
from bot.knowledge.documents import Passage
from bot.knowledge.words import plain_heading

Kind = Literal["answer", "which_product", "nothing"]


@dataclass(frozen=True, slots=True)
class Result:
    """One place that speaks of what was looked for. `parts` are its snippet; the best answer has
    `html` instead. `where` is the document with its headings, `url` opens it at the text."""

    kind: Literal["faq", "manual"]
    source: str
    title: str
    where: str
    language: str
    url: str
    page: int | None = None
    file_url: str | None = None
    parts: tuple[Part, ...] = ()
    html: Markup | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives. Without an answer `topics` are the nearest things to read instead.

    `about` is the product that was asked about. `manuals` says whether the manuals could be looked
    in; `elsewhere` that nothing about that product answered, and something else does.
    """

    kind: Kind
    language: str
    best: Result | None = None
    others: tuple[Result, ...] = ()
    topics: tuple[Result, ...] = ()
    about: str | None = None
    manuals: bool = True
    elsewhere: bool = False


def answered_by_faq(faq_id: str, question: str, language: str, html: Markup) -> Result:
    """A FAQ entry as the answer, to be read whole."""
    url = faq_url(faq_id, language)
    return Result("faq", f"{FAQ_MARK}{faq_id}", question, "", language, url, html=html)


def answered_by_manual(cited: Citation, language: str, html: Markup) -> Result:
    """A passage as the answer, to be read whole."""
    title = plain_heading(cited.heading_path[-1]) if cited.heading_path else cited.title
    urls = urls_of(cited.document_id, cited.passage_id, cited.page)
    return Result("manual", cited.passage_id, title, where(cited.title, cited.heading_path),
                  language, urls[0], cited.page, urls[1], html=html)  # fmt: skip


def near_in_faq(entry: Entry, question: str) -> Result:
    """A FAQ entry with what it says of `question`."""
    parts, url = snippet(entry.plain, question), faq_url(entry.id, entry.language)
    source = f"{FAQ_MARK}{entry.id}"
    return Result("faq", source, entry.question, "", entry.language, url, parts=parts)


def near_in_manual(passage: Passage, parts: tuple[Part, ...], title: str = "") -> Result:
    """A passage with a part of what it says; called by its last heading where no `title` is
    given."""
    path = passage.heading_path
    named = title or (plain_heading(path[-1]) if path else passage.title)
    urls = urls_of(passage.document_id, passage.id, passage.page)
    return Result("manual", passage.id, named, where(passage.title, path), passage.language,
                  urls[0], passage.page, urls[1], parts)  # fmt: skip


def faq_url(faq_id: str, language: str) -> str:
    """The page of a FAQ entry."""
    return f"/help/faq/{faq_id}?lang={language}"


def urls_of(document_id: str, passage_id: str, page: int | None) -> tuple[str, str | None]:
    """The manual at a passage, and its PDF at the page; None where it has no pages."""
    manual = f"/manuals/{document_id}"
    return f"{manual}?passage={passage_id}#cited", f"{manual}/file#page={page}" if page else None


def where(title: str, path: Sequence[str]) -> str:
    """The document and the headings above the last one."""
    return " › ".join([title, *path[:-1]])
