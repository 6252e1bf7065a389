"""Where a draft comes from, and forgetting what it quotes.

Depends on `bot.masking` and the office's own tables.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.editorial.tables import FaqDraft, FaqSource, FaqVersion
from bot.editorial.wording import GENERAL, Wording
from bot.masking import mask

NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Quote:
    """One text that a draft was written from.

    A customer's question and an agent's reply name their conversation; a passage its id, its
    document and heading (`title`), and the address that opens it (`url`).
    """

    kind: Literal["question", "reply", "passage"]
    language: str
    text: str
    conversation_id: str | None = None
    passage_id: str | None = None
    title: str = ""
    url: str = ""

    def row(self, draft_id: int) -> FaqSource:
        """The row, its text masked and cut to 4,000 characters."""
        return FaqSource(
            draft_id=draft_id,
            kind=self.kind,
            language=self.language,
            text=mask(self.text)[:4000],
            conversation_id=self.conversation_id,
            passage_id=self.passage_id,
            title=self.title[:300],
            url=self.url[:300],
        )


@dataclass(frozen=True, slots=True)
class DraftSource:
    """What a draft begins with. A question or an answer that nobody has yet may be empty.

    `group_id` is the question group that it is for. `faq_id` names an entry that is there already:
    then its next version is drafted, with what is not empty here, and with `variants` added to
    its own. Without it a new entry is drafted.
    """

    question_es: str = ""
    question_en: str = ""
    answer_es: str = ""
    answer_en: str = ""
    variants_es: tuple[str, ...] = ()
    variants_en: tuple[str, ...] = ()
    topic: str = ""
    group_id: int | None = None
    quotes: tuple[Quote, ...] = ()
    faq_id: str | None = None

    def wording(self, before: Wording | None = None) -> Wording:
        """What the draft says, masked; over `before`, where there is an entry already."""
        old = before or Wording()
        fields = ("question_es", "question_en", "answer_es", "answer_en")
        texts = {name: mask(getattr(self, name)) or getattr(old, name) for name in fields}
        return Wording(
            **texts,
            topic=self.topic or (old.topic if before else GENERAL),
            variants_es=(*old.variants_es, *map(mask, self.variants_es)),
            variants_en=(*old.variants_en, *map(mask, self.variants_en)),
        ).tidy()


async def forget(session: AsyncSession, conversation_ids: Collection[str]) -> None:
    """Take out what is quoted from these conversations, also where a version that nobody has
    approved says it word for word; what was approved is the company's own text."""
    theirs = FaqSource.conversation_id.in_(conversation_ids)
    quoted = select(FaqSource.draft_id, FaqSource.text).where(theirs)
    said: dict[int, set[str]] = {}
    for draft_id, text in await session.execute(quoted):
        said.setdefault(draft_id, set()).add(_plain(text))
    unread = (FaqVersion.draft_id.in_(said), FaqVersion.approved_at.is_(None))
    for version in await session.scalars(select(FaqVersion).where(*unread)):
        version.content = _without(version.content, said[version.draft_id])
    for draft in await session.scalars(select(FaqDraft).where(FaqDraft.id.in_(said))):
        if draft.approved_version != draft.version:
            _blank(draft, said[draft.id])
    await session.execute(update(FaqSource).where(theirs).values(text=NOTHING))


def _blank(draft: FaqDraft, said: set[str]) -> None:
    for name in ("question_es", "question_en"):
        if _plain(getattr(draft, name)) in said:
            setattr(draft, name, NOTHING)


def _without(content: Mapping[str, Any], said: set[str]) -> dict[str, Any]:
    """A version's content without the texts in `said`."""
    kept = dict(content)
    for name, value in content.items():
        if isinstance(value, list):
            kept[name] = [one for one in value if _plain(one) not in said]
        elif name != "topic" and _plain(value) in said:
            kept[name] = NOTHING
    return kept


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
