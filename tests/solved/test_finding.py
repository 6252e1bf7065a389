"""Solved conversations are learnt once, found by meaning, and forgotten when they must be."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import select, update

from bot.backoffice import SqlBackoffice
from bot.conversations import Ending, Escalation, Hands, MessageDraft, States, Transcript
from bot.database import Database, now
from bot.erasure import Erasure
from bot.identity import Identity, Limits
from bot.knowledge.words import stems
from bot.solved import Learning, Solved, SolvedCase, forget_cases
from tests.backoffice.conftest import furnish
from tests.backoffice.rows import EMAIL

NOTICES = {"bot": MessageDraft("system", "...", data={"notice": "waiting"})}
LEAK = "Vacíe la bandeja y empújela hasta que haga clic."


class Words:
    """An embedder for which texts are near that share words."""

    model_id = "words-1"

    def __init__(self, dimensions: int = 64) -> None:
        self.dimensions = dimensions
        self.read: list[str] = []

    def embed_queries(self, texts: list[str]) -> Any:
        self.read += texts
        made = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in zip(made, texts, strict=True):
            for word in stems(text):
                row[sum(word.encode()) % self.dimensions] += 1
        lengths = np.linalg.norm(made, axis=1, keepdims=True)
        return made / np.where(lengths == 0, 1, lengths)


@pytest.fixture
def embedder() -> Words:
    """One that counts what it read."""
    return Words()


@pytest.fixture
async def shop(database: Database) -> SqlBackoffice:
    """The small shop."""
    return SqlBackoffice(await furnish(database))


@pytest.fixture
def learning(database: Database, shop: SqlBackoffice, embedder: Words) -> Learning:
    """Learns as if ten minutes had gone by."""
    return Learning(database, shop, embedder, lambda: now() + timedelta(minutes=10))


@pytest.fixture
def solved(database: Database, embedder: Words) -> Solved:
    """Finds whatever shares half its words."""
    return Solved(database, embedder, least=0.5)


async def solve(
    database: Database, question: str, reply: str, outcome: str = "solved", language: str = "es"
) -> str:
    """A conversation that Ana ended with that outcome."""
    transcript, states, hands = Transcript(database), States(database), Hands(database)
    row = await transcript.start(language)
    wish = MessageDraft("customer", "persona", asks=False)
    await states.ask_for_person(row.id, wish, NOTICES)
    await transcript.append(row.id, MessageDraft("customer", question))
    await hands.claim(row.id, "ana", MessageDraft("system", "..."))
    await hands.say(row.id, "ana", MessageDraft("agent", reply, author_name="Ana"))
    notice = MessageDraft("system", "...", data={"notice": "closed"})
    await hands.resolve(row.id, "ana", Ending("closed", outcome), notice)
    return row.id


async def test_the_reply_that_solved_a_like_question_is_found(
    database: Database, learning: Learning, solved: Solved
) -> None:
    leak = await solve(database, "Mi cafetera Levante gotea por debajo", LEAK)
    await solve(database, "¿Cuándo llega el reembolso del pedido?", "Llega en dos días hábiles.")
    assert await learning.learn() == 2
    [case] = await solved.nearest("la cafetera gotea mucho por debajo", "es")
    assert (case.conversation_id, case.reply) == (leak, LEAK)


async def test_what_is_new_is_found_without_a_restart(
    database: Database, learning: Learning, solved: Solved
) -> None:
    assert await solved.nearest("la cafetera gotea", "es") == []
    for number in range(3):
        await solve(database, "La cafetera gotea agua", f"Cambie la junta número {number} de goma.")
        await learning.learn()
        assert len(await solved.nearest("la cafetera gotea agua", "es")) == number + 1


async def test_only_what_was_solved_and_can_no_longer_be_undone(
    database: Database, shop: SqlBackoffice, embedder: Words
) -> None:
    await solve(database, "La cafetera gotea agua", LEAK)
    await solve(database, "La freidora huele mal", "Límpiela con agua y jabón neutro.", "unsolved")
    assert await Learning(database, shop, embedder).learn() == 0
    later = Learning(database, shop, embedder, lambda: now() + timedelta(minutes=2))
    assert await later.learn() == 1


async def test_each_is_looked_at_once(
    database: Database, learning: Learning, embedder: Words
) -> None:
    await solve(database, "La cafetera gotea agua", LEAK)
    await solve(database, "hola", "Hola, ¿en qué puedo ayudarle?")
    assert [await learning.learn(), await learning.learn()] == [1, 0]
    assert embedder.read == ["La cafetera gotea agua"]
    async with database.read() as session:
        rows = list(await session.scalars(select(SolvedCase)))
    assert [row.vector is None for row in rows] == [False, True]


async def test_two_that_learn_at_once_write_one_row(
    database: Database, shop: SqlBackoffice, embedder: Words
) -> None:
    await solve(database, "La cafetera gotea agua", LEAK)
    clock = lambda: now() + timedelta(minutes=10)  # noqa: E731
    two = [Learning(database, shop, embedder, clock) for _ in range(2)]
    async with database.read() as session:
        [escalation] = list(await session.scalars(select(Escalation)))
    counts = [await one._learn(escalation) for one in two]
    assert counts == [1, 0]


async def test_nothing_of_the_customer_is_kept(
    database: Database, shop: SqlBackoffice, learning: Learning
) -> None:
    said = await solve(
        database,
        "Soy Lucía Ferrer y mi Levante LV3-2605-000001 gotea; escriba a lucia@example.com",
        "Lucía, su pedido TR-104512 está en garantía: lo recogemos en Girona mañana.",
    )
    await Identity(shop, database, Limits(slowest_s=0)).by_order(said, "104512", EMAIL)
    await learning.learn()
    async with database.read() as session:
        [row] = list(await session.scalars(select(SolvedCase)))
    kept = f"{row.question} {row.reply}".lower()
    for word in ("lucía", "ferrer", "lv3-2605", "104512", "girona", "@"):
        assert word not in kept
    assert "gotea" in row.question
    assert "está en garantía" in row.reply


async def test_the_conversation_itself_and_the_same_reply_are_left_out(
    database: Database, learning: Learning, solved: Solved
) -> None:
    own = await solve(database, "La cafetera gotea agua", "Esto es lo que le dije a usted ayer.")
    for _ in range(3):
        await solve(database, "La cafetera gotea agua", LEAK)
    await learning.learn()
    found = await solved.nearest("La cafetera gotea agua", "es", besides=own)
    assert [one.reply for one in found] == [LEAK]


async def test_the_same_product_and_language_come_first(
    database: Database, learning: Learning, solved: Solved
) -> None:
    replies = {
        "one": "Primera respuesta para usted hoy.",
        "two": "Segunda respuesta para usted hoy.",
    }
    for reply in replies.values():
        await solve(database, "gotea agua debajo", reply)
    await learning.learn()
    async with database.write() as session:
        two = SolvedCase.reply == replies["two"]
        await session.execute(update(SolvedCase).where(two).values(product="levante"))
    found = await solved.nearest("gotea agua debajo", "es", "levante")
    assert [one.reply for one in found] == [replies["two"], replies["one"]]


async def test_what_was_forgotten_is_not_found_again(
    database: Database, learning: Learning, solved: Solved
) -> None:
    gone = await solve(database, "La cafetera gotea agua", LEAK)
    stays = await solve(database, "La cafetera gotea agua", "Cambie la junta de goma del depósito.")
    await learning.learn()
    assert len(await solved.nearest("La cafetera gotea agua", "es")) == 2
    async with database.write() as session:
        await forget_cases(session, [gone])
    found = await solved.nearest("La cafetera gotea agua", "es")
    assert [one.conversation_id for one in found] == [stays]
    assert await learning.learn() == 0


async def test_a_customer_who_is_forgotten_leaves_no_case(
    database: Database, shop: SqlBackoffice, learning: Learning, solved: Solved
) -> None:
    said = await solve(database, "La cafetera gotea agua", LEAK)
    await Identity(shop, database).remember(said, "c2")
    await learning.learn()
    assert (await Erasure(shop, database).forget("c2", "k")).done
    assert await solved.nearest("La cafetera gotea agua", "es") == []
    async with database.read() as session:
        [row] = list(await session.scalars(select(SolvedCase)))
    assert (row.question, row.reply, row.vector) == ("", "", None)


async def test_another_model_reads_them_again(
    database: Database, learning: Learning, shop: SqlBackoffice
) -> None:
    await solve(database, "La cafetera gotea agua", LEAK)
    await learning.learn()
    other = Words(32)
    other.model_id = "words-2"  # type: ignore[misc]
    solved = Solved(database, other, least=0.5)
    assert await solved.nearest("La cafetera gotea agua", "es") == []
    await Learning(database, shop, other).learn()
    assert [one.reply for one in await solved.nearest("La cafetera gotea agua", "es")] == [LEAK]


async def test_nothing_is_asked(solved: Solved, embedder: Words) -> None:
    assert await solved.nearest("  ", "es") == []
    assert embedder.read == []
