"""Some weeks of conversations that end now, made up: the same ones each time."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import update

from bot.contacts import Contact
from bot.conversations import Conversation
from bot.database import Database
from bot.groups.tables import Question, QuestionGroup
from bot.standards.events import Log
from bot.surveys import customer_key
from bot.surveys.dimensions import DIMENSIONS
from tests.standards.recorded import record
from tests.standards.talk import Talk

OWNERS = {customer_key(name): name for name in ("ana", "ben", "eva", "luis", "noa")}
GROUPS: dict[int, tuple[str, str]] = {
    1: ("¿Cómo descalcifico la cafetera Levante?", "How do I descale the Levante?"),
    2: ("¿Dónde está mi pedido?", "Where is my order?"),
    3: ("¿Cuánto dura la garantía?", "How long is the warranty?"),
    4: ("El robot Cierzo no se conecta al wifi", "The Cierzo robot does not connect to wifi"),
    5: ("¿Puedo lavar la cesta de la freidora?", "Can I wash the basket of the fryer?"),
    6: ("¿Venden el filtro por separado?", "Do you sell the filter by itself?"),
}
RARE = ("¿Sirve para una casa de campo?", "Does it do for a house in the country?")
REASONS = ("asked_for_person", "no_content", "negative_feedback", "low_confidence")


async def fill(
    database: Database, at: datetime, count: int = 300, days: int = 60, simulated: bool = False
) -> list[Log]:
    """Write `count` conversations of the last `days` days before `at`, with their groups."""
    chance = random.Random(7)
    every = [one_talk(chance, f"talk-{n:04}", at, days, simulated) for n in range(count)]
    logs = [one for one in every if one.said and last_of(one) < at]
    await record(database, logs, OWNERS)
    await name_groups(database, at)
    await word(database, logs)
    return logs


def last_of(log: Log) -> datetime:
    """When something happened last."""
    moments = [one.at for one in (*log.said, *log.scored)]
    return max(moments)


def one_talk(chance: random.Random, name: str, at: datetime, days: int, simulated: bool) -> Log:
    """One conversation: asked, answered or not, handed over or not, rated or not."""
    talk = Talk(name, chance.choice([None, *OWNERS]), chance.choice(["es", "es", "en"]))
    talk.simulated, talk.channel = simulated, chance.choice(["web", "web", "web", "mail"])
    begun = at - timedelta(minutes=chance.randrange(30, days * 1440))
    # Some ask what nobody else asks.
    group = min(chance.randrange(1, 9), 6) if chance.random() < 0.75 else chance.randrange(100, 400)
    outcome = chance.choices(["answered_faq", "answered_manual", "unanswered"], [5, 3, 2])[0]
    topic = {2: "order_status", 3: "check_warranty"}.get(group, "manual_question")
    product = {1: "levante", 4: "cierzo", 5: "siroco"}.get(group)
    talk.ask(begun, group, outcome, topic, product, chance.choice([None, None, 1, 1, -1]),
             "no_content" if outcome == "unanswered" else None)  # fmt: skip
    talk.reply(begun + timedelta(seconds=chance.uniform(0.4, 3)))
    ended = begun + timedelta(minutes=2)
    if outcome == "unanswered" or chance.random() < 0.25:
        ended = with_people(chance, talk, begun)
    if chance.random() < 0.4:
        talk.score(ended, "nps", chance.choice([None, 2, 6, 8, 9, 10, 10]))
    if chance.random() < 0.5:
        for dimension in DIMENSIONS:
            talk.score(ended, dimension, chance.choice([None, 3, 4, 4, 5]))
    return talk.log


def with_people(chance: random.Random, talk: Talk, begun: datetime) -> datetime:
    """People take it; when it was over."""
    at = begun + timedelta(seconds=40)
    talk.hand(at, chance.choice(REASONS))
    talk.promise(at, 5, chance.choice([True, True, True, False]), late=3)
    at += timedelta(seconds=chance.randrange(20, 500))
    talk.claim(at)
    talk.say(at + timedelta(seconds=chance.randrange(5, 60)))
    at += timedelta(seconds=chance.randrange(200, 1800))
    talk.end(at, chance.choice(["solved", "solved", "solved", "unsolved"]))
    talk.score(at, "csat", chance.choice([None, 1, 3, 4, 5, 5]))
    return at


async def name_groups(database: Database, at: datetime) -> None:
    """The groups of the questions."""
    async with database.write() as session:
        for number, (spanish, english) in GROUPS.items():
            row = QuestionGroup(id=number, label_es=spanish, label_en=english, mark="open")
            row.size = row.size_es = row.size_en = 10
            row.created_at = row.updated_at = at
            await session.merge(row)


async def word(database: Database, logs: Sequence[Log]) -> None:
    """Give questions and contacts the words of their group, and conversations their day."""
    async with database.write() as session:
        for log in logs:
            for one in log.asked:
                text = GROUPS.get(one.group_id or 1, RARE)[log.language == "en"]
                for table in (Contact, Question):
                    mine = table.message_id == one.message_id
                    await session.execute(update(table).where(mine).values(text=text))
            own = Conversation.id == log.conversation_id
            begun = update(Conversation).where(own).values(created_at=log.said[0].at)
            await session.execute(begun)
