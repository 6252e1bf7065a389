"""A group as the beginning of a FAQ entry: its questions, and the best answer there is.

Nothing is written for anybody here: a draft is for an editor, who reads it, and what no source says
in a language stays empty, with the source of the other language beside it. Depends on a group from
the inside, the passages and the editorial office.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.agents import Agent
from bot.brief import Piece
from bot.demand.asked import FORGOTTEN, Inside, Put, Reply
from bot.demand.best import Words, best, of_reply
from bot.demand.view import LANGUAGES
from bot.demand.volume import Group
from bot.editorial import DraftSource, Quote
from bot.errors import Spoken
from bot.groups.labels import LONGEST
from bot.knowledge.faq_index import FaqEntry, FaqHit

VARIANTS = 4
LONGEST_VARIANT = 140
LONGEST_PHRASE = 200
QUOTED = 2


class NothingNew(Spoken):
    """The entry has these words already."""

    def __init__(self) -> None:
        super().__init__(
            "The entry is asked in these words already. Write another way of asking.",
            "La entrada ya se pregunta con estas palabras. Escriba otra forma de preguntarlo.",
            409,
        )


class Finds(Protocol):
    """What is needed of the passages."""

    async def find(self, question: str, language: str, products: Sequence[str]) -> list[Piece]: ...


class Entries(Protocol):
    """What is needed of the FAQ as it is asked."""

    @property
    def entries(self) -> list[FaqEntry]: ...

    async def refresh(self) -> None: ...

    async def search(self, question: str, language: str, limit: int = 5) -> list[FaqHit]: ...


class Drafts(Protocol):
    """What is needed of the editorial office."""

    async def draft(self, source: DraftSource, by: Agent) -> int: ...

    async def draft_of(self, faq_id: str) -> int | None: ...

    async def version_of(self, draft_id: int) -> int: ...


@dataclass(frozen=True, slots=True)
class Material:
    """What there is to write from, by language where it says so."""

    questions: dict[str, list[Put]]
    replies: list[Reply]
    pieces: dict[str, list[Piece]]


class Drafting:
    """Drafts entries about groups."""

    def __init__(self, inside: Inside, passages: Finds, shelf: Entries, office: Drafts) -> None:
        self._inside = inside
        self._passages = passages
        self._shelf = shelf
        self._office = office

    async def draft(self, group: Group, by: Agent, faq_id: str | None = None) -> int:
        """Begin a draft about a group, or the next version of the entry `faq_id`; its number."""
        material = await self.material(group)
        return await self._office.draft(source_of(group, material, faq_id), by)

    async def phrase(
        self,
        group: Group,
        by: Agent,
        faq_id: str,
        texts: dict[str, str],
        asked: Sequence[Put] = (),
    ) -> int:
        """Draft the next version of an entry with another wording of its question, by language;
        the draft's number. `asked` are the questions that the words may be taken from.
        `NothingNew` where the entry says them already."""
        there = await self._office.draft_of(faq_id)
        before = await self._office.version_of(there) if there else 0
        variants = {one: (texts[one],) if texts.get(one) else () for one in LANGUAGES}
        said = {" ".join(text.split()) for text in texts.values()}
        puts = [(" ".join(put.text.split())[:LONGEST_PHRASE], put) for put in asked]
        found = [
            Quote("question", put.language, text, put.conversation_id)
            for text, put in puts
            if text in said
        ]
        source = DraftSource(
            group_id=group.id,
            faq_id=faq_id,
            variants_es=variants["es"],
            variants_en=variants["en"],
            quotes=tuple(found),
        )
        draft = await self._office.draft(source, by)
        if await self._office.version_of(draft) == before:
            raise NothingNew
        return draft

    async def unsaid(self, asked: Sequence[Put], language: str) -> str:
        """The first of some questions in a language that no published entry has word for word."""
        await self._shelf.refresh()
        known = {
            text.casefold()
            for one in self._shelf.entries
            if one.language == language
            for text in (one.question, *one.variants)
        }
        texts = (" ".join(put.text.split()) for put in asked if put.language == language)
        fits = (one[:LONGEST_PHRASE] for one in texts if one.casefold() not in known)
        return next((one for one in fits if one not in FORGOTTEN), "")

    async def material(self, group: Group) -> Material:
        """What there is to write from."""
        central = [self._inside.central(group.id, one, VARIANTS + 1) for one in LANGUAGES]
        questions = dict(zip(LANGUAGES, await asyncio.gather(*central), strict=True))
        for one in LANGUAGES:
            # What the group is called need not be the most central question, but is a customer's.
            questions[one] += await self._inside.saying(group.id, one, _own_label(group, one))
        replies = await self._inside.replies(group.id)
        return Material(questions, replies, await self.passages(group))

    async def entries(self, group: Group, language: str) -> dict[str, str]:
        """The published entries that are nearest to a group: their question by id, best first."""
        found = await self._shelf.search(group.label(language), language)
        asked = {(one.id, one.language): one.question for one in self._shelf.entries}
        named = ((hit.id, asked.get((hit.id, language)) or hit.id) for hit in found)
        return dict(named)

    async def passages(self, group: Group, any_product: bool = False) -> dict[str, list[Piece]]:
        """The passages and entries that are near the group, by the language they are for; those
        of the product that it is mostly asked about, or of any. Where it has no question of a
        language, those of the other one are looked up."""
        products = [] if any_product else [one for one in group.products if one][:1]
        asked = [(group.label(one), one) for one in LANGUAGES]
        found = [self._passages.find(text, one, products) for text, one in asked]
        return dict(zip(LANGUAGES, await asyncio.gather(*found), strict=True))


def source_of(group: Group, material: Material, faq_id: str | None = None) -> DraftSource:
    """What a draft about a group begins with. Pure."""
    words = {one: best(material.replies, material.pieces[one], one) for one in LANGUAGES}
    labels = {one: _own_label(group, one) for one in LANGUAGES}
    variants = {one: wordings(material.questions[one], labels[one]) for one in LANGUAGES}
    said = [text for one in LANGUAGES for text in variants[one]]
    return DraftSource(
        question_es=labels["es"],
        question_en=labels["en"],
        answer_es=words["es"].text if words["es"] else "",
        answer_en=words["en"].text if words["en"] else "",
        variants_es=variants["es"],
        variants_en=variants["en"],
        group_id=group.id,
        quotes=tuple(quotes(material, words.values(), {*labels.values(), *said})),
        faq_id=faq_id,
    )


def wordings(questions: Iterable[Put], label: str) -> tuple[str, ...]:
    """Other ways in which it was asked, short enough to be one."""
    texts = (" ".join(one.text.split()) for one in questions)
    said = [one for one in texts if one != label and 3 < len(one) <= LONGEST_VARIANT]
    return tuple(dict.fromkeys(said))[:VARIANTS]


def quotes(
    material: Material, words: Iterable[Words | None], said: Collection[str] = ()
) -> list[Quote]:
    """The sources that stand beside a draft: those of its answers first, each once. Every question
    that it repeats (`said`) is among them, so that it is found when its customer is forgotten."""
    found = [one.quote for one in words if one]
    found += [of_reply(one).quote for one in material.replies[:QUOTED]]
    for one in LANGUAGES:
        for at, put in enumerate(material.questions[one]):
            text = " ".join(put.text.split())
            if at < QUOTED or text in said or text[:LONGEST] in said:
                found.append(Quote("question", one, text, put.conversation_id))
    return [*{(one.kind, one.language, one.text): one for one in found}.values()]


def _own_label(group: Group, language: str) -> str:
    return group.label_es if language == "es" else group.label_en
