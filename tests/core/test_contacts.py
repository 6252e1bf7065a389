"""The contact log: masked, once for each message, with its feedback."""

import dataclasses

import pytest

from bot.contacts import OUTCOMES, ContactEntry, Contacts
from bot.database import Database
from bot.errors import BotError

ENTRY = ContactEntry(
    conversation_id="c1",
    message_id="m1",
    text="Soy Ana, 600 123 456, ana@example.com, pedido TR-104512",
    language="es",
    intent="order_status",
    confidence=0.93,
    outcome="transaction",
)


@pytest.fixture
def contacts(database: Database) -> Contacts:
    """The log."""
    return Contacts(database)


async def test_text_is_masked_and_codes_are_kept(contacts: Contacts) -> None:
    await contacts.log(ENTRY)
    [row] = await contacts.of_conversation("c1")
    assert row.text == "Soy Ana, [PHONE], [EMAIL], pedido TR-104512"
    assert (row.intent, row.confidence, row.outcome) == ("order_status", 0.93, "transaction")
    assert (row.reason, row.feedback) == (None, None)


async def test_retry_rewrites_the_contact_and_keeps_its_feedback(contacts: Contacts) -> None:
    await contacts.log(ENTRY)
    await contacts.record_feedback("c1", 1)
    again = dataclasses.replace(ENTRY, outcome="escalated", reason="no_content")
    await contacts.log(again)
    [row] = await contacts.of_conversation("c1")
    assert (row.outcome, row.reason, row.feedback) == ("escalated", "no_content", 1)


async def test_feedback_goes_to_the_newest(contacts: Contacts) -> None:
    assert not await contacts.record_feedback("c1", 1)
    for message in ("m1", "m2"):
        await contacts.log(dataclasses.replace(ENTRY, message_id=message))
    await contacts.log(dataclasses.replace(ENTRY, conversation_id="c2"))
    assert await contacts.record_feedback("c1", -1)
    assert [row.feedback for row in await contacts.of_conversation("c1")] == [None, -1]


async def test_long_text_is_cut(contacts: Contacts) -> None:
    await contacts.log(dataclasses.replace(ENTRY, text="a" * 5000))
    assert len((await contacts.of_conversation("c1"))[0].text) == 2000


async def test_unknown_outcome_is_refused_with_the_known_ones(contacts: Contacts) -> None:
    with pytest.raises(BotError, match="'solved' is no outcome") as refused:
        await contacts.log(dataclasses.replace(ENTRY, outcome="solved"))
    assert all(one in refused.value.message for one in OUTCOMES)
