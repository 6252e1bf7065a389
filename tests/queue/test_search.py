"""Search over all conversations: what is found, what never is, on both databases."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.agents import Agents
from bot.backoffice.tables import CustomerRow
from bot.console import Search
from bot.console.search import Wanted, cut
from bot.conversations import Conversation, Hands, MessageDraft, States, Transcript
from bot.database import Database, now
from bot.identity import IdentifiedConversation
from bot.notes import Labels
from bot.search import ConversationIndex, words_of
from tests.conftest import copied

NOTICES = {"bot": MessageDraft("system", "espere")}
Say = Callable[..., Awaitable[str]]


@pytest.fixture(params=["sqlite", "postgres"])
async def database(request: pytest.FixtureRequest, blank_database: Path) -> AsyncIterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        async with copied(blank_database) as database:
            yield database
        return
    server = request.getfixturevalue("postgres_server")
    database = Database(await new_database(server))
    await database.upgrade()
    yield database
    await database.close()


async def new_database(server: str) -> str:
    """The SQLAlchemy URL of a database of its own on `server`."""
    import asyncpg

    name = f"search_{uuid.uuid4().hex[:8]}"
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    head, _, tail = server.partition("?")
    base = head.rsplit("/", 1)[0].replace("postgresql://", "postgresql+asyncpg://")
    return f"{base}/{name}" + (f"?{tail}" if tail else "")


@pytest.fixture
def index(database: Database) -> ConversationIndex:
    """The words of that database."""
    return ConversationIndex(database)


@pytest.fixture
def search(database: Database, index: ConversationIndex) -> Search:
    """The search over it."""
    return Search(database, index)


@pytest.fixture
def say(transcript: Transcript) -> Say:
    """`say("hola", "qué tal")`: a conversation in which the customer says so."""

    async def make(*texts: str, language: str = "es") -> str:
        talk = await transcript.start(language)
        for text in texts:
            await transcript.append(talk.id, MessageDraft("customer", text))
        return talk.id

    return make


async def ids(search: Search, text: str = "", **wanted: Any) -> list[str]:
    """What is found."""
    found = await search.find(Wanted(text, **wanted))
    return [hit.conversation_id for hit in found.hits]


async def test_words_are_found_without_accents_and_by_their_beginning(
    search: Search, say: Say
) -> None:
    talk = await say("Quiero la DEVOLUCIÓN de la cafetera", "no descalcifica")
    await say("hola")
    for text in ("devolucion", "devol", "DEVOL cafe", "descalcif devol", talk[:8]):
        assert await ids(search, text) == [talk], text
    for text in ("volucion", "devol zzz", "de hola"):
        assert await ids(search, text) == [], text


async def test_the_newest_come_first_and_what_is_new_is_found_at_once(
    search: Search, say: Say, transcript: Transcript
) -> None:
    first, second = await say("la cafetera"), await say("mi cafetera")
    assert await ids(search, "cafetera") == [second, first]
    await transcript.append(first, MessageDraft("customer", "¿y la jarra?"))
    assert await ids(search, "cafetera") == [first, second]
    assert await ids(search, "jarra") == [first]


async def test_orders_and_names_are_found(
    search: Search, say: Say, database: Database, transcript: Transcript
) -> None:
    talk = await say("Mi pedido es el TR-104388, gracias")
    await transcript.append(talk, MessageDraft("agent", "Lo miro", author_name="Begoña Ruiz"))
    async with database.write() as session:
        session.add(
            CustomerRow(
                id="c1", name="Nuria Vidal", email="n@example.com", language="es", country="ES",
                postcode="1", city="Soria",
            )
        )  # fmt: skip
        session.add(IdentifiedConversation(conversation_id=talk, customer_id="c1"))
    for text in ("TR-104388", "104388", "nuria", "begona ruiz", "vidal 1043"):
        assert await ids(search, text) == [talk], text
    [hit] = (await search.find(Wanted("nuria"))).hits
    assert hit.customer == "Nuria Vidal"


async def test_what_masking_hides_is_neither_shown_nor_found(search: Search, say: Say) -> None:
    await say("Llámeme al 612 345 678 o escriba a nuria@example.com por la cafetera")
    for text in ("612345678", "612", "345", "678", "nuria@example.com", "example"):
        assert await ids(search, text) == [], text
    [hit] = (await search.find(Wanted("cafetera"))).hits
    shown = "".join(text for text, _ in hit.pieces)
    assert shown == "Llámeme al [PHONE] o escriba a [EMAIL] por la cafetera"


async def test_what_was_erased_is_not_found_any_more(
    search: Search, say: Say, transcript: Transcript, index: ConversationIndex
) -> None:
    talk = await say("un secreto de familia", "y otra cosa")
    assert await ids(search, "secreto") == [talk]
    await transcript.blank(talk, ())
    assert await ids(search, "secreto") == []
    assert index.find(words_of("secreto"), 10) == []


async def test_conditions_are_held_together(
    search: Search,
    say: Say,
    states: States,
    hands: Hands,
    database: Database,
) -> None:
    agents = Agents(database)
    ana = await agents.ensure("ana@example.com", "Ana", "secret", "agent")
    mine, other = await say("la cafetera", language="en"), await say("la cafetera")
    await states.ask_for_person(mine, MessageDraft("customer", "persona"), NOTICES)
    await hands.claim(mine, ana.id, MessageDraft("system", "soy Ana"))
    await Labels(database).put(other, "Urgente", ana.id)
    assert await ids(search, "cafetera", state="agent") == [mine]
    assert await ids(search, agent=ana.id) == [mine]
    assert await ids(search, language="es") == [other]
    assert await ids(search, "cafet", label="urgente") == [other]
    assert await ids(search, "cafet", label="urgente", language="en") == []
    [hit] = (await search.find(Wanted(agent=ana.id))).hits
    assert (hit.agent, hit.state, hit.language) == ("Ana", "agent", "en")


async def test_days_are_whole_and_included(search: Search, say: Say, database: Database) -> None:
    old, new = await say("cafetera vieja"), await say("cafetera nueva")
    today = now().date()
    async with database.write() as session:
        change = update(Conversation).where(Conversation.id == old)
        await session.execute(change.values(updated_at=now() - timedelta(days=9)))
    day = today - timedelta(days=9)
    assert await ids(search, "cafetera", until=day) == [old]
    assert await ids(search, "cafetera", since=today) == [new]
    assert set(await ids(search, since=day, until=today)) == {old, new}
    assert await ids(search, since=date(2020, 1, 1), until=date(2020, 1, 2)) == []


async def test_more_are_told_of_than_are_shown(search: Search, say: Say) -> None:
    for number in range(5):
        await say(f"cafetera {number}")
    found = await search.find(Wanted("cafetera"), limit=3)
    assert (len(found.hits), found.more) == (3, True)
    assert not (await search.find(Wanted("cafetera"), limit=5)).more


@pytest.mark.parametrize("text", ["%", "'; DROP TABLE message; --", ".*", "[", "\\", "«»", "\0"])
async def test_signs_are_no_commands(search: Search, say: Say, text: str) -> None:
    await say("la cafetera")
    assert await ids(search, text) == []


async def test_the_assistants_words_are_shown_without_their_marks(
    search: Search, transcript: Transcript
) -> None:
    talk = await transcript.start("es")
    said = MessageDraft("bot", "- **Problema**: gotea\n- **Solución**: [el manual](/m#p) y vacíela")
    await transcript.append(talk.id, said)
    [hit] = (await search.find(Wanted(text="vacíela"))).hits
    assert "".join(text for text, _ in hit.pieces) == (
        "Problema: gotea Solución: [el manual] y vacíela"
    )


def test_words_are_shown_with_what_stands_around_the_first_found() -> None:
    text = "relleno " * 40 + "aquí pierde\nagua la cafetera " + "y más " * 60
    pieces = cut(text, ["pierde", "cafet"])
    assert [one for one, found in pieces if found] == ["pierde", "cafetera"]
    assert pieces[0] == ("…", False)
    assert "".join(one for one, _ in pieces).endswith("…")
    assert sum(len(one) for one, _ in pieces) < 320


async def test_while_old_messages_are_read_the_newest_are_found_and_that_is_said(
    database: Database, index: ConversationIndex, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say("la cafetera vieja")
    newest = await say("la cafetera nueva")
    halfway, going_on = asyncio.Event(), asyncio.Event()
    monkeypatch.setattr("bot.search.LOOKED_AT", 1)
    monkeypatch.setattr("bot.console.search.PATIENCE_S", 0.1)
    take, taken = index._take, []

    async def slowly(some: list[str]) -> None:
        if taken:
            halfway.set()
            await going_on.wait()
        await take(some)
        taken.extend(some)

    monkeypatch.setattr(index, "_take", slowly)
    reading = asyncio.create_task(index.refresh())
    await halfway.wait()
    found = await Search(database, index).find(Wanted("cafetera"))
    assert [one.conversation_id for one in found.hits] == [newest]
    assert 0 < found.read < 1
    going_on.set()
    await reading
    found = await Search(database, index).find(Wanted("cafetera"))
    assert len(found.hits) == 2
    assert found.read == 1
