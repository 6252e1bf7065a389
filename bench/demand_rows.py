"""A year of made-up questions for the bench of the editors' pages: contacts, questions in groups of
very different sizes, answers, agents' replies, and entries that were published.

Written straight into a SQLite file with every table. No text is anybody's.
"""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import numpy as np

GROUPS = 5000
DAYS = 365
BATCH = 20_000
PRODUCTS = ("levante", "cierzo", "siroco", "galerna", "terral", "gregal", None)
TOPICS = ("manual_question", "request_return", "check_warranty", "order_status")
CAUSES = ("no_content", "ranked_low", "wrong_product", "wrong_language", "person_only", "off_topic")
PUBLISHED = 60
SEED = 24
DIMENSIONS = 64
"""Of a group's centre here: as many as those of the embedder that needs no model."""


def fill(path: Path, contacts: int, now: datetime) -> None:
    """Put `contacts` questions of the year before `now` into the database at `path`."""
    rng = random.Random(SEED)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA synchronous = OFF")
        groups(database, now)
        rows = questions(rng, contacts, now)
        while batch := list(islice(rows, BATCH)):
            for table in ("contact", "question", "fact", "answer", "solved", "survey"):
                write(database, table, [row[table] for row in batch if table in row])
            database.commit()
        published(database, now)
        database.commit()
        database.execute("ANALYZE")


def write(database: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows of the same columns."""
    if rows:
        names = ", ".join(rows[0])
        places = ", ".join(f":{name}" for name in rows[0])
        database.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)


def groups(database: sqlite3.Connection, now: datetime) -> None:
    """The groups, every hundredth for people alone and every 200th no question; a centre each."""
    rng = np.random.default_rng(SEED)
    marks = {0: "no_question", 100: "person_only"}
    rows = [
        {
            "id": one,
            "label_es": f"¿Cómo se hace la cosa número {one} con el aparato?",
            "label_en": f"How is thing number {one} done with the appliance?",
            "topic": TOPICS[one % 4], "product": PRODUCTS[one % 7],
            "mark": marks.get(one % 200, "open"),
            "size": 10, "size_es": 5, "size_en": 5,
            "centre": rng.normal(size=DIMENSIONS).astype(np.float32).tobytes(),
            "first_at": str(now), "last_at": str(now), "created_at": str(now),
            "updated_at": str(now),
        }
        for one in range(1, GROUPS + 1)
    ]  # fmt: skip
    write(database, "question_group", rows)


def questions(rng: random.Random, count: int, now: datetime) -> Iterator[dict[str, Any]]:
    """The rows of one question after the other, by table; group n is asked 1/n as often as the
    first."""
    weights = [*accumulate(1 / one for one in range(1, GROUPS + 1))]
    numbers = range(1, GROUPS + 1)
    step = timedelta(days=DAYS) / max(1, count)
    for one in range(1, count + 1):
        group = rng.choices(numbers, cum_weights=weights)[0]
        yield rows_of(rng, one, group, now - step * (count - one))


def rows_of(rng: random.Random, one: int, group: int, at: datetime) -> dict[str, Any]:
    """A question with its contact and what came of it."""
    language = "es" if rng.random() < 0.6 else "en"
    product = PRODUCTS[group % 7] if rng.random() < 0.8 else rng.choice(PRODUCTS)
    moment, conversation, message = f"{at:%Y-%m-%d %H:%M:%S.%f}", f"c{one}", f"m{one}"
    draw, who = rng.random(), "assistant"
    outcome, cause, feedback = "answered_faq", None, rng.choice((None, None, None, 1, 1, -1))
    if draw < 0.15:
        outcome, cause, feedback, who = "unanswered", rng.choice(CAUSES), None, "nobody"
    if draw < 0.12 or draw > 0.9:
        who = "agent"
    text = f"pregunta {one % 977} del grupo {group}"
    found: dict[str, Any] = {
        "contact": {
            "id": one, "conversation_id": conversation, "message_id": message, "text": text,
            "language": language, "intent": TOPICS[group % 4], "confidence": 0.9,
            "outcome": outcome, "product": product, "cause": cause, "feedback": feedback,
            "created_at": moment,
        },
        "question": {
            "id": one, "conversation_id": conversation, "message_id": message, "contact_id": one,
            "asked_at": moment, "language": language, "product": product,
            "intent": TOPICS[group % 4], "channel": "mail" if one % 9 == 0 else "web",
            "answered_by": who, "text": text, "group_id": group,
            "nearness": 0.5 + rng.random() / 2, "pinned": 0, "simulated": 0,
        },
    }  # fmt: skip
    return found | beside(one, found["question"], product)


def beside(one: int, asked: dict[str, Any], product: str | None) -> dict[str, Any]:
    """The answer that was given, or what the agent did."""
    same = {key: asked[key] for key in ("conversation_id", "language")}
    moment = asked["asked_at"]
    if asked["answered_by"] == "assistant":
        if one % 4:
            return {}
        answer = {
            "id": f"{one:032d}", **same, "message_id": asked["message_id"],
            "question": asked["text"], "source_language": asked["language"], "kind": "faq",
            "text": f"Así se hace la cosa {asked['group_id']}, paso a paso.", "pieces": "[]",
            "generated": 0, "confidence": 0.9, "product": product,
            "faq_id": f"faq-{asked['group_id']}", "passage_ids": "[]", "created_at": moment,
        }  # fmt: skip
        return {"answer": answer}
    if asked["answered_by"] == "nobody":
        return {}
    fact = {
        "kind": "matter", **same, "ref": asked["message_id"], "at": moment, "day": 0,
        "channel": asked["channel"], "simulated": 0, "customer": "", "known": 0, "wish": 0,
        "question_id": one, "label": "", "handed": 1, "agent_s": 200.0, "replies": "[]",
    }  # fmt: skip
    if one % 5:
        return {"fact": fact}
    solved = {
        "escalation_id": one, **same, "question": asked["text"], "product": product,
        "reply": f"Para la cosa {asked['group_id']} haga esto y luego aquello, {one % 50}.",
        "solved_at": moment, "model": "bench", "vector": b"\0\0",
    }  # fmt: skip
    survey = {
        "conversation_id": asked["conversation_id"], "kind": "csat", "about": "agent",
        "language": asked["language"], "score": 1 + one % 5, "asked_at": moment,
    }  # fmt: skip
    return {"fact": fact, "solved": solved, "survey": survey}


def published(database: sqlite3.Connection, now: datetime) -> None:
    """Entries about the most frequent groups, published one after the other."""
    drafts, events = [], []
    for one in range(1, PUBLISHED + 1):
        at = str(now - timedelta(days=2 * one))
        said = {"question_es": f"¿Cosa {one}?", "question_en": f"Thing {one}?"}
        drafts.append(
            {
                "id": one, "faq_id": f"faq-{one}", "group_id": one, "state": "published",
                "version": 1, "live_version": 1, "approved_version": 1, "topic": "general", **said,
                "missing": "", "created_at": at, "updated_at": at, "updated_by": "bench",
            }
        )  # fmt: skip
        event = {"draft_id": one, "kind": "published", "version": 1, "note": "", "at": at}
        events.append(event | {"by": "bench"})
    write(database, "faq_draft", drafts)
    write(database, "faq_event", events)
    decisions = [
        {
            "at": str(now - timedelta(days=30)), "by": "bench", "group_id": one, "fix": "done",
            "cause": "no_content", "detail": json.dumps({}),
        }
        for one in range(100, 400, 3)
    ]  # fmt: skip
    write(database, "gap_decision", decisions)
