"""A customer who is forgotten takes their files along, at once or when nothing is open any more."""

import pytest

from bot.backoffice import SqlBackoffice
from bot.conversations import Conversation, MessageDraft, Transcript
from bot.database import Database
from bot.erasure import Erasure
from bot.files import FileNotFound, Files
from bot.identity import Identity
from tests.backoffice.conftest import furnish

TEXT = b"DNI 12345678Z"


@pytest.fixture
async def shop(database: Database) -> SqlBackoffice:
    """The small shop, in which one order of Lucía's is on its way."""
    return SqlBackoffice(await furnish(database))


async def sent(files: Files, transcript: Transcript, talk: Conversation, client_id: str) -> str:
    """A file that went with a message; its id."""
    told = await files.take(talk.id, "customer", "dni.txt", TEXT)
    [told] = await files.told(talk.id, [told.id])
    data = {"files": [told.as_dict()]}
    await transcript.append(talk.id, MessageDraft("customer", "", client_id, data=data))
    return told.id


async def test_files_are_gone_with_the_words(
    database: Database, shop: SqlBackoffice, files: Files, transcript: Transcript,
    conversation: Conversation, english: Conversation,
) -> None:  # fmt: skip
    hers = await sent(files, transcript, conversation, "message-1")
    other = await sent(files, transcript, english, "message-2")
    await Identity(shop, database).remember(conversation.id, "c1")
    for state in ("shipped", "delivered"):
        await shop.moves.move("order", "TR-104600", state, "shop")
    assert (await Erasure(shop, database).forget("c1", "m1")).done
    with pytest.raises(FileNotFound):
        await files.open(hers)
    assert (await files.open(other))[1].read_bytes() == TEXT
    assert await files.sweep() == 1
    assert "files" not in (await transcript.after(conversation.id, 0))[0].data


async def test_while_a_matter_is_open_the_files_that_prove_a_wish_stay(
    database: Database, shop: SqlBackoffice, files: Files, transcript: Transcript,
    conversation: Conversation,
) -> None:  # fmt: skip
    proof = await sent(files, transcript, conversation, "message-1")
    private = await sent(files, transcript, conversation, "message-2")
    assert await Erasure(shop, database).blank_files(conversation.id, {"message-1"}) == 1
    await files.open(proof)
    with pytest.raises(FileNotFound):
        await files.open(private)
