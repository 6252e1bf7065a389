"""Finding conversations by their words: an index in memory over what the database holds.

Every conversation is one document: its messages with personal data masked, the customer's name,
the agents' names, and its id. Words are compared without accents and by their beginning: "devol"
finds "devolución". The index is nobody's only copy: it is made from the database when the process
starts and then follows the numbers of new messages, so that it is the same on SQLite and
PostgreSQL, in one process or several. Depends on conversations, customers, identity, masking and
`bot.database`.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from typing import Any

import tantivy
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.backoffice.tables import CustomerRow
from bot.conversations import Message
from bot.database import Database
from bot.identity import IdentifiedConversation
from bot.masking import mask
from bot.nlu.text import fold

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12
PREFIX_FROM = 3
"""A word of so many letters stands for all that begin with it; a shorter one for itself."""
AT_ONCE = 100
"""Conversations read in one go: whoever is served meanwhile must not notice."""
LOOKED_AT = 2000
"""Messages whose conversations are looked up in one go."""
SHOWN_AFTER = 2000
"""The newest can be found while the older ones are still read."""
OVERLAP = 300
"""PostgreSQL may show a lower number after a higher one: the newest are looked at twice."""
WRITER_BYTES = 15_000_000


def words_of(text: str) -> list[str]:
    """What is looked up of a query: folded words, each once."""
    return list(dict.fromkeys(terms_of(text)))[:MOST_WORDS]


def terms_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return WORD.findall(text.lower() if text.isascii() else fold(text))


def fits(word: str, term: str) -> bool:
    """Whether the query's `word` finds the folded `term`."""
    return term.startswith(word) if len(word) >= PREFIX_FROM else term == word


class ConversationIndex:
    """The words of every conversation of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._index = tantivy.Index(_schema())
        self._writer: Any = None
        self._searcher: Any = self._index.searcher()
        self._rows: dict[str, int] = {}
        self._ids: list[str] = []
        self._last = 0
        self._seen: set[int] = set()
        self._refreshing = asyncio.Lock()
        self._going_on: set[asyncio.Task[int]] = set()
        self.read = 0.0
        """The share of the messages that is in it, 0 to 1; 1 once all of them have been read."""

    async def refresh(self) -> int:
        """Take in what was said since the last time; how many conversations changed."""
        async with self._refreshing:
            newest, seen = await self._newest()
            taken = shown = 0
            async for some in self._changed(newest):
                await self._take(some)
                taken += len(some)
                if shown == 0 or taken - shown >= SHOWN_AFTER:
                    await asyncio.to_thread(self._commit)
                    shown = taken
            if taken > shown:
                await asyncio.to_thread(self._commit)
            self._last, self._seen, self.read = newest, seen, 1.0
            return taken

    async def fresh(self, within_s: float) -> bool:
        """Take in what is new; False where that takes longer, since old messages are still read
        after a start. What has been read can be found meanwhile, the newest first."""
        # It goes on: half of it in a thread would get in the way of the next one.
        refreshing = asyncio.create_task(self.refresh())
        self._going_on.add(refreshing)
        refreshing.add_done_callback(self._going_on.discard)
        done, _ = await asyncio.wait([refreshing], timeout=within_s)
        for one in done:
            one.result()
        return bool(done)

    async def again(self, ids: Collection[str]) -> None:
        """Read these conversations anew: something in them was taken out."""
        async with self._refreshing:
            await self._take(list(ids))
            await asyncio.to_thread(self._commit)

    def find(self, words: Sequence[str], limit: int) -> list[str]:
        """Ids of conversations that have all `words` (of `words_of`), the newest first."""
        if not words:
            return []
        must = tantivy.Occur.Must
        query = tantivy.Query.boolean_query([(must, self._like(word)) for word in words])
        hits = self._searcher.search(query, limit, count=False, order_by_field="last").hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return [self._ids[int(row)] for row in rows]

    def _like(self, word: str) -> Any:
        schema = self._index.schema
        if len(word) < PREFIX_FROM:
            return tantivy.Query.term_query(schema, "text", word)
        return tantivy.Query.regex_query(schema, "text", f"{word}.*")

    async def _newest(self) -> tuple[int, set[int]]:
        """The newest message's number, and those that the next time need not be looked at."""
        async with self._database.read() as session:
            newest = (await session.scalars(select(func.max(Message.id)))).one() or 0
            late = select(Message.id).where(Message.id > newest - OVERLAP, Message.id <= newest)
            return newest, set(await session.scalars(late))

    async def _changed(self, newest: int) -> AsyncIterator[list[str]]:
        """Conversations with messages not taken in yet, some at a time, those that were spoken in
        last first: an old database has millions of messages."""
        told: set[str] = set()
        since, until = self._last - OVERLAP, newest
        while until > max(since, 0):
            first = max(since, until - LOOKED_AT)
            span = (Message.id > first, Message.id <= until)
            rows = select(Message.id, Message.conversation_id).where(*span)
            async with self._database.read() as session:
                found = (await session.execute(rows.order_by(Message.id.desc()))).all()
            new = dict.fromkeys(talk for number, talk in found if number not in self._seen)
            fresh = [one for one in new if one not in told]
            told.update(fresh)
            for start in range(0, len(fresh), AT_ONCE):
                yield fresh[start : start + AT_ONCE]
            until = first
            self.read = max(self.read, 1 - until / newest) if until > 0 else self.read

    async def _take(self, ids: Sequence[str]) -> None:
        async with self._database.read() as session:
            texts = await _texts(session, ids)
        await asyncio.to_thread(self._write, texts)

    def _write(self, texts: "dict[str, Text]") -> None:
        self._writer = self._writer or self._index.writer(WRITER_BYTES, 1)
        for id, text in texts.items():
            row = self._rows.setdefault(id, len(self._rows))
            if row == len(self._ids):
                self._ids.append(id)
            self._writer.delete_documents_by_term("row", row)
            words = " ".join(terms_of(text.masked(id)))
            self._writer.add_document(tantivy.Document(row=row, last=text.last, text=words))

    def _commit(self) -> None:
        if self._writer:
            self._writer.commit()
            self._index.reload()
            self._searcher = self._index.searcher()


class Text:
    """All that is found of one conversation."""

    def __init__(self) -> None:
        self.last = 0
        self._said: list[str] = []
        self._names: set[str] = set()

    def add(self, number: int, said: str, name: str) -> None:
        """A message, and whose name stands above it."""
        self.last = max(self.last, number)
        self._said.append(said)
        self._names.add(name)

    def name(self, name: str) -> None:
        """Whose conversation it is."""
        self._names.add(name)

    def masked(self, id: str) -> str:
        """The whole text, without what masking takes out."""
        return "\n".join([id, *self._names, *map(mask, self._said)])


async def _texts(session: AsyncSession, ids: Collection[str]) -> dict[str, Text]:
    found: dict[str, Text] = defaultdict(Text)
    columns = (Message.id, Message.conversation_id, Message.text, Message.author_name)
    query = select(*columns).where(Message.conversation_id.in_(ids))
    for row in await session.execute(query.where(Message.author != "system")):
        found[row.conversation_id].add(row.id, row.text, row.author_name)
    for row in await named(session, ids):
        found[row.conversation_id].name(row.name)
    return found


async def named(session: AsyncSession, ids: Collection[str]) -> Iterable[Any]:
    """`conversation_id` and `name` of those in which a customer of ours was identified."""
    own = CustomerRow.id == IdentifiedConversation.customer_id
    query = select(IdentifiedConversation.conversation_id, CustomerRow.name).join(CustomerRow, own)
    return await session.execute(query.where(IdentifiedConversation.conversation_id.in_(ids)))


def _schema() -> Any:
    """A row's number, the newest message's, and the folded words. Nothing is stored."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", stored=False, indexed=True, fast=True)
    builder.add_integer_field("last", stored=False, indexed=False, fast=True)
    builder.add_text_field("text", stored=False, tokenizer_name="whitespace", index_option="basic")
    return builder.build()
