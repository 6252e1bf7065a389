"""Search over all conversations: words, and who, when, in which state, with which label.

What is shown is masked, and what masking hides cannot be looked for either. Depends on the index
of words, conversations, labels and `bot.database`.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.agents import Agent
from bot.conversations import Conversation, Escalation, Message
from bot.database import Database
from bot.masking import mask
from bot.notes.tables import ConversationLabel
from bot.search import WORD, ConversationIndex, fits, named, terms_of, words_of

MOST = 50
LOOKED_AT = 4000
"""Conversations with the words, the newest ones, that are held against the other conditions."""
AT_ONCE = 500
PATIENCE_S = 0.5
"""How long a search waits for the newest messages to be read."""
AROUND = 90
MARKS = re.compile(r"\*\*|^\s*(?:[-*]|#{1,6})\s+|(?<=\])\([^)\s]*\)", re.MULTILINE)
"""Characters of a message before and after the first word found."""
STATES = ("bot", "waiting", "agent", "closed")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty asks for nothing. `since` and `until` are days, both
    included, of the conversation's last change."""

    text: str = ""
    state: str = ""
    agent: str = ""
    language: str = ""
    label: str = ""
    since: date | None = None
    until: date | None = None

    def where(self) -> Iterator[ColumnElement[bool]]:
        """The conditions in SQL, but for the words."""
        if self.state:
            yield Conversation.state == self.state
        if self.language:
            yield Conversation.language == self.language
        if self.agent:
            had = (Escalation.conversation_id == Conversation.id, Escalation.agent == self.agent)
            yield exists().where(*had)
        if self.label:
            own = ConversationLabel.conversation_id == Conversation.id
            yield exists().where(own, ConversationLabel.name == self.label)
        if self.since:
            yield Conversation.updated_at >= datetime.combine(self.since, time.min)
        if self.until:
            end = datetime.combine(self.until, time.min) + timedelta(days=1)
            yield Conversation.updated_at < end


@dataclass(frozen=True, slots=True)
class Hit:
    """One conversation that was found. `pieces` are the words shown of it, cut into what was
    looked for (True) and what stands around it; `author` said them."""

    conversation_id: str
    state: str
    language: str
    at: datetime
    agent: str
    customer: str
    author: str
    pieces: tuple[tuple[str, bool], ...]
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The newest first; `more` says that there are others. `read` is the share of all messages
    that could be searched, below 1 for some minutes after a start with very many."""

    hits: list[Hit] = field(default_factory=list)
    more: bool = False
    read: float = 1.0


class Search:
    """Searches over one database and the index of its words."""

    def __init__(self, database: Database, index: ConversationIndex) -> None:
        self._database = database
        self._index = index

    async def find(self, wanted: Wanted, limit: int = MOST) -> Found:
        """The newest conversations that have everything that is `wanted`, at most `limit`."""
        fresh = await self._index.fresh(PATIENCE_S)
        words = words_of(wanted.text)
        if wanted.text.strip() and not words:
            return Found()
        async with self._database.read() as session:
            rows = await self._rows(session, wanted, words, limit + 1)
            shown = rows[:limit]
            texts = await _said(session, [row.id for row in shown])
            people = await _people(session, shown)
        hits = [_hit(row, texts[row.id], words, people) for row in shown]
        if fresh:
            await self._forget([row.id for row, hit in zip(shown, hits, strict=True) if not hit])
        read = 1.0 if fresh or not words else self._index.read
        return Found([hit for hit in hits if hit], len(rows) > limit, read)

    async def _rows(
        self, session: AsyncSession, wanted: Wanted, words: Sequence[str], limit: int
    ) -> list[Conversation]:
        query = select(Conversation).where(*wanted.where())
        if not words:
            newest = query.order_by(Conversation.updated_at.desc()).limit(limit)
            return list(await session.scalars(newest))
        rows: list[Conversation] = []
        ids = self._index.find(words, LOOKED_AT)
        for start in range(0, len(ids), AT_ONCE):
            part = ids[start : start + AT_ONCE]
            found = await session.scalars(query.where(Conversation.id.in_(part)))
            by_id = {row.id: row for row in found}
            rows += [by_id[one] for one in part if one in by_id]
            if len(rows) >= limit:
                break
        return rows[:limit]

    async def _forget(self, ids: Collection[str]) -> None:
        """Words that were found are not there any more: they were taken out meanwhile."""
        if ids:
            await self._index.again(ids)


@dataclass(frozen=True, slots=True)
class People:
    """Names by conversation: the customer's, if identified, and the last agent's."""

    customers: dict[str, str]
    agents: dict[str, str]


async def _people(session: AsyncSession, rows: Sequence[Conversation]) -> People:
    known = await named(session, [row.id for row in rows])
    customers = {row.conversation_id: row.name for row in known}
    last = {row.id: row.assigned_agent or row.last_agent for row in rows}
    query = select(Agent.id, Agent.name).where(Agent.id.in_({one for one in last.values() if one}))
    names = {row.id: row.name for row in await session.execute(query)}
    return People(customers, {id: names.get(agent or "", "") for id, agent in last.items()})


async def _said(session: AsyncSession, ids: Collection[str]) -> dict[str, list[Any]]:
    columns = (Message.conversation_id, Message.author, Message.author_name, Message.text)
    query = select(*columns).where(Message.conversation_id.in_(ids), Message.author != "system")
    found: dict[str, list[Any]] = defaultdict(list)
    for row in await session.execute(query.order_by(Message.conversation_id, Message.seq)):
        found[row.conversation_id].append(row)
    return found


def _hit(
    row: Conversation, said: Sequence[Any], words: Sequence[str], people: People
) -> Hit | None:
    """What is shown of a conversation; None where it has not all the words (any more)."""
    customer = people.customers.get(row.id, "")
    missing, best, most = set(words), (said[-1] if said else None), 0
    heads = [row.id, customer, *(one.author_name for one in said)]
    missing -= _with(words, terms_of(" ".join(heads)))
    for one in reversed(said):
        found = _with(words, terms_of(one.text))
        if found:
            found = _with(words, terms_of(mask(one.text)))
            missing -= found
        if len(found) > most:
            best, most = one, len(found)
    if missing:
        return None
    pieces = cut(_read(best), words) if best else ()
    return Hit(
        row.id,
        row.state,
        row.language,
        row.updated_at,
        people.agents[row.id],
        customer,
        best.author if best else "",
        tuple(pieces),
        row.simulated,
    )


def _read(message: Any) -> str:
    """A message's masked words as people read them: the assistant's are written in Markdown."""
    text = mask(message.text)
    return MARKS.sub("", text) if message.author == "bot" else text


def _with(words: Sequence[str], terms: Collection[str]) -> set[str]:
    """The `words` that find one of `terms`."""
    return {word for word in words if any(fits(word, term) for term in terms)}


def cut(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """`text` around the first of `words` in it, cut into what was looked for and what was not."""
    text = re.sub(r"\s+", " ", text)
    marks = [one.span() for one in WORD.finditer(text) if _with(words, terms_of(one[0]))]
    first = marks[0][0] if marks else 0
    start, end = max(0, first - AROUND), first + 2 * AROUND
    pieces, at = [("…", False)] if start else [], start
    for begin, over in marks:
        if begin >= end:
            break
        pieces += [(text[at:begin], False), (text[begin:over], True)]
        at = over
    pieces.append((text[at : max(at, end)] + ("…" if end < len(text) else ""), False))
    return [one for one in pieces if one[0]]
