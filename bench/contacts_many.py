"""A database of very many contacts: what a large shop's counter would have recorded in two years.

Made up from a seed and written past the product, in bulk: conversations with one question or
several, in groups of very different sizes, in both languages; two of seven are handed to people.
Depends on the tables and SQLite.
"""

import random
import sqlite3
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.contacts import Contact
from bot.conversations import Conversation, Escalation, HandChange, Message
from bot.database import Base, upgrade
from bot.groups.tables import Collected, Question, QuestionGroup
from bot.identity import IdentifiedConversation
from bot.surveys import QualitySurvey, Survey
from bot.surveys.dimensions import DIMENSIONS
from bot.waiting.tables import Promise

DAYS = 730
GROUPS = 3000
PRODUCTS = ("brisa-7", "levante-9", "poniente-3", "robot-2", None)
INTENTS = ("faq_question", "manual_question", "order_status", "request_return", "check_warranty")
OUTCOMES = ("answered_faq", "answered_manual", "transaction", "unanswered")
WEIGHTS = (45, 25, 20, 10)
AT_ONCE = 5000
"""Conversations written in one transaction."""


@dataclass
class Writer:
    """Gathers rows of one table and writes them. Columns that are not given have the table's own
    default."""

    table: type[Base]
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, **values: Any) -> None:
        """One row."""
        self.rows.append(values)

    def write(self, database: sqlite3.Connection) -> None:
        """All of them."""
        columns = list(self.table.__table__.columns)
        given = [one for one in columns if not (one.name == "id" and one.autoincrement is True)]
        names = ", ".join(f'"{one.name}"' for one in given)
        marks = ", ".join("?" * len(given))
        sql = f'INSERT INTO "{self.table.__tablename__}" ({names}) VALUES ({marks})'
        defaults = {one.name: default_of(one) for one in given}
        plain = ([kept(row.get(name, defaults[name])) for name in defaults] for row in self.rows)
        database.executemany(sql, plain)
        self.rows.clear()


def default_of(column: Any) -> Any:
    """What stands in a column when nobody says."""
    if column.default is None:
        return None
    return column.default.arg if column.default.is_scalar else "{}"


def kept(value: Any) -> Any:
    """A value as SQLAlchemy would keep it in SQLite."""
    if isinstance(value, datetime):
        return value.isoformat(" ", timespec="microseconds")
    return value


class Crowd:
    """Conversations of `chance`, the last one at `until`."""

    def __init__(self, chance: random.Random, until: datetime) -> None:
        self._chance = chance
        self._start = until - timedelta(days=DAYS)
        tables = (Conversation, Message, Contact, Question, Escalation, HandChange, Promise)
        surveys = (Survey, QualitySurvey, IdentifiedConversation)
        self._of = {table: Writer(table) for table in (*tables, *surveys)}
        # A few questions are asked over and over, most of them hardly ever (Zipf's law).
        self._sizes = list(accumulate(1 / rank for rank in range(1, GROUPS + 1)))
        self._escalations = 0
        self.contacts = 0

    def write(self, database: sqlite3.Connection) -> None:
        """Everything made since the last time."""
        for writer in self._of.values():
            writer.write(database)

    def talk(self, number: int, of: int) -> None:
        """One conversation of so many."""
        chance, name = self._chance, f"{number:08d}-bench"
        at = self._start + timedelta(days=DAYS) * ((number + chance.random()) / of)
        language = "es" if chance.random() < 0.6 else "en"
        self._seq, self._name, self._language = 0, name, language
        began = at
        for _ in range(chance.choices((1, 2, 3), (6, 3, 1))[0]):
            at = self._ask(at)
        if chance.random() < 2 / 7:
            at = self._hand(at)
        if chance.random() < 0.5:
            known = {"customer_id": f"customer-{chance.randrange(of // 2 + 1)}"}
            self._of[IdentifiedConversation].add(conversation_id=name, at=began, **known)
        self._of[Conversation].add(
            id=name, state="bot", language=language, last_seq=self._seq,
            created_at=began, updated_at=at,
        )  # fmt: skip

    def _say(self, at: datetime, author: str) -> str:
        self._seq += 1
        client = f"{self._name}-{self._seq}"
        self._of[Message].add(
            conversation_id=self._name, seq=self._seq, client_id=client, author=author,
            text="¿Cómo se limpia el filtro?", epoch=1, turn="done", created_at=at,
        )  # fmt: skip
        return client

    def _ask(self, at: datetime) -> datetime:
        chance, message = self._chance, self._say(at, "customer")
        self.contacts += 1
        group = chance.choices(range(1, GROUPS + 1), cum_weights=self._sizes)[0]
        intent, product = INTENTS[group % len(INTENTS)], PRODUCTS[group % len(PRODUCTS)]
        asked = {
            "conversation_id": self._name, "message_id": message, "language": self._language,
            "intent": intent, "product": product, "text": "¿Cómo se limpia el filtro?",
        }  # fmt: skip
        self._of[Contact].add(
            **asked, confidence=0.9, outcome=chance.choices(OUTCOMES, WEIGHTS)[0], created_at=at,
            feedback=chance.choices((None, 1, -1), (8, 1, 1))[0],
        )  # fmt: skip
        self._of[Question].add(
            **asked, contact_id=self.contacts, asked_at=at, answered_by="assistant",
            group_id=group, nearness=0.9,
        )  # fmt: skip
        self._say(at + timedelta(seconds=chance.uniform(0.5, 4)), "bot")
        return at + timedelta(seconds=chance.uniform(20, 300))

    def _hand(self, at: datetime) -> datetime:
        """To a person, who ends it; with a promise and surveys."""
        chance = self._chance
        self._escalations += 1
        claimed = at + timedelta(seconds=chance.expovariate(1 / 180))
        said = claimed + timedelta(seconds=chance.uniform(10, 120))
        ended = said + timedelta(seconds=chance.uniform(60, 1800))
        self._say(said, "agent")
        self._say(said + timedelta(seconds=30), "customer")
        self._say(ended - timedelta(seconds=5), "agent")
        self._of[Escalation].add(
            conversation_id=self._name, reason=chance.choice(("asked_for_person", "no_content")),
            asked_at=at, claimed_at=claimed, first_reply_at=said, ended_at=ended,
            outcome=chance.choices(("solved", "unsolved"), (8, 2))[0], agent="ana", returned=0,
        )  # fmt: skip
        hands = (
            (at, "bot", "waiting", "escalate"), (claimed, "waiting", "agent", "claim"),
            (ended, "agent", "bot", "resolve"),
        )  # fmt: skip
        for moment, source, target, why in hands:
            self._of[HandChange].add(
                conversation_id=self._name, escalation_id=self._escalations, at=moment,
                from_state=source, to_state=target, why=why, by="ana",
            )  # fmt: skip
        self._of[Promise].add(
            conversation_id=self._name, escalation_id=self._escalations, kind="wait", said_at=at,
            due_at=at + timedelta(minutes=5), kept=said <= at + timedelta(minutes=5),
            kept_at=said, settled_at=said,
        )  # fmt: skip
        self._ask_opinion(ended)
        return ended

    def _ask_opinion(self, at: datetime) -> None:
        chance = self._chance
        talk = {"conversation_id": self._name, "language": self._language, "asked_at": at}
        score = chance.choice((None, 1, 3, 4, 5, 5))
        self._of[Survey].add(**talk, kind="csat", about="agent", score=score, answered_at=at)
        if chance.random() < 0.2:
            recommends = chance.randrange(11)
            self._of[Survey].add(
                **talk, kind="nps", about="agent", score=recommends, answered_at=at
            )
        if chance.random() < 0.1:
            scores = {name: chance.randrange(1, 6) for name in DIMENSIONS}
            self._of[QualitySurvey].add(**talk, answered_at=at, **scores)


def options(part: str, words: Sequence[str]) -> Namespace:
    """What follows the name of a part that measures such a database on the command line."""
    parser = ArgumentParser(prog=f"python -m bench {part}")
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="database to use, made where it is not there")
    return parser.parse_args(words)


def fill(path: Path, contacts: int, until: datetime, seed: int = 1) -> int:
    """A new SQLite file with about so many contacts; how many conversations."""
    upgrade(f"sqlite+aiosqlite:///{path}")
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=OFF")
    crowd, count = Crowd(random.Random(seed), until), round(contacts / 1.5)
    for start in range(0, count, AT_ONCE):
        for number in range(start, min(start + AT_ONCE, count)):
            crowd.talk(number, count)
        database.execute("BEGIN")
        crowd.write(database)
        database.execute("COMMIT")
    for statement in closing(crowd.contacts, until):
        database.execute(*statement)
    database.execute("ANALYZE")
    database.close()
    return count


def closing(contacts: int, until: datetime) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The groups, their sizes, and that every contact and message was looked at."""
    read = f'INSERT OR REPLACE INTO "{Collected.__tablename__}" '
    yield f"{read}VALUES (?, ?)", ("contacts", contacts)
    for source in ("messages", "replies"):
        yield f'{read}SELECT ?, max(id) FROM "{Message.__tablename__}"', (source,)
    stamp = kept(until)
    yield (
        f'INSERT INTO "{QuestionGroup.__tablename__}" (id, label_es, label_en, topic, product, '
        "mark, size, size_es, size_en, first_at, last_at, created_at, updated_at) "
        "SELECT group_id, '¿Cómo se limpia el filtro ' || group_id || '?', "
        "'How is filter ' || group_id || ' cleaned?', max(intent), max(product), 'open', count(*), "
        "sum(language = 'es'), sum(language = 'en'), min(asked_at), max(asked_at), ?, ? "
        "FROM question GROUP BY group_id",
        (stamp, stamp),
    )
