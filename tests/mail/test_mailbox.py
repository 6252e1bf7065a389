"""A mailbox is read once, to the end, whoever else looks into it and whatever breaks."""

import pytest
from sqlalchemy import select

from bot.conversations import Conversation
from bot.mail import ReceivedMail
from bot.mail.mailbox import MailboxFailed, MailboxReader
from tests.mail.conftest import Counter, answer_to
from tests.mail.imap_server import ImapServer, imap_server


def reader(counter: Counter, box: ImapServer) -> MailboxReader:
    return MailboxReader(counter.database, counter.inbound, box.url, timeout_s=5)


async def answers(counter: Counter, *texts: str) -> tuple[Conversation, list[bytes]]:
    """A conversation, and answers to its mail as they arrive."""
    conversation = await counter.offline()
    await counter.say(conversation, "¿Qué número de serie tiene?")
    counter.clock.wind(61)
    [mail] = await counter.post()
    made = [
        answer_to(mail, text, message_id=f"<a{number}@mail.example>").as_bytes()
        for number, text in enumerate(texts)
    ]
    return conversation, made


async def said(counter: Counter, conversation: Conversation) -> list[str]:
    messages = await counter.transcript.after(conversation.id, 0)
    return [one.text for one in messages if one.client_id.startswith("mail-")]


async def received(counter: Counter) -> list[ReceivedMail]:
    async with counter.database.read() as session:
        return list(await session.scalars(select(ReceivedMail)))


async def test_new_mails_join_in_order_and_are_marked_as_seen(counter: Counter) -> None:
    conversation, [first, second] = await answers(counter, "LV-1", "o quizá LV-2")
    async with imap_server() as box:
        box.put(first)
        box.put(second)
        assert await reader(counter, box).read() == 2
        assert await said(counter, conversation) == ["LV-1", "o quizá LV-2"]
        assert box.seen == {1, 2}
        assert await reader(counter, box).read() == 0


async def test_a_person_who_opens_the_mailbox_takes_nothing_away(counter: Counter) -> None:
    conversation, [first, second] = await answers(counter, "LV-1", "y LV-2")
    async with imap_server() as box:
        box.put(first)
        await reader(counter, box).read()
        box.put(second, seen=True)
        assert await reader(counter, box).read() == 1
    assert await said(counter, conversation) == ["LV-1", "y LV-2"]


async def test_an_empty_mailbox_counts_as_read_too(counter: Counter) -> None:
    conversation, [first] = await answers(counter, "LV-1")
    async with imap_server() as box:
        assert await reader(counter, box).read() == 0
        box.put(first, seen=True)
        assert await reader(counter, box).read() == 1
    assert await said(counter, conversation) == ["LV-1"]


async def test_what_people_read_before_the_counter_came_is_left_alone(counter: Counter) -> None:
    async with imap_server() as box:
        box.put(b"Subject: old\n\nold", seen=True)
        assert await reader(counter, box).read() == 0
    assert await received(counter) == []


async def test_a_mailbox_that_counts_anew_is_read_anew_and_nothing_joins_twice(
    counter: Counter,
) -> None:
    conversation, [first, second] = await answers(counter, "LV-1", "y LV-2")
    async with imap_server() as box:
        box.put(first)
        await reader(counter, box).read()
        box.validity, box.seen = 8, set()
        box.put(second)
        await reader(counter, box).read()
    assert await said(counter, conversation) == ["LV-1", "y LV-2"]


async def test_many_mails_are_read_in_portions(counter: Counter) -> None:
    async with imap_server() as box:
        for number in range(60):
            box.put(f"Message-ID: <{number}@x.example>\nSubject: x\n\nx".encode())
        assert [await reader(counter, box).read() for _ in range(3)] == [50, 10, 0]
    assert len(await received(counter)) == 60


async def test_a_mail_that_is_too_large_is_not_fetched_but_kept_by_its_headers(
    counter: Counter,
) -> None:
    async with imap_server() as box:
        box.put(b"Subject: huge\nFrom: eva@mail.example\nMessage-ID: <h@x>\n\n" + b"x" * 200_000)
        assert await reader(counter, box).read() == 1
        assert not any("BODY.PEEK[]" in one for one in box.asked)
    [kept] = await received(counter)
    assert (kept.reason, kept.subject, kept.sender) == ("too_large", "huge", "eva@mail.example")
    assert kept.size > 200_000


@pytest.mark.parametrize("refuse", ["LOGIN", "SELECT", "SEARCH", "FETCH"])
async def test_a_server_that_refuses_is_tried_again_and_loses_nothing(
    counter: Counter, refuse: str
) -> None:
    conversation, [first] = await answers(counter, "LV-1")
    async with imap_server() as box:
        box.put(first)
        box.refuse = refuse
        with pytest.raises(MailboxFailed) as failed:
            await reader(counter, box).read()
        assert failed.value.status_code == 503
        box.refuse = ""
        assert await reader(counter, box).read() == 1
    assert await said(counter, conversation) == ["LV-1"]


async def test_a_server_that_does_not_mark_them_gives_no_mail_twice(counter: Counter) -> None:
    conversation, [first] = await answers(counter, "LV-1")
    async with imap_server() as box:
        box.put(first)
        box.refuse = "STORE"
        assert [await reader(counter, box).read() for _ in range(2)] == [1, 0]
    assert await said(counter, conversation) == ["LV-1"]


async def test_a_server_that_is_away_is_a_clear_error(counter: Counter) -> None:
    async with imap_server() as box:
        url = box.url
    with pytest.raises(MailboxFailed, match="mailbox could not be read"):
        await MailboxReader(counter.database, counter.inbound, url, timeout_s=1).read()


async def test_a_crash_between_the_mail_and_its_mark_joins_it_once(counter: Counter) -> None:
    conversation, [first] = await answers(counter, "LV-1")
    await counter.inbound.take(first)
    async with imap_server() as box:
        box.put(first)
        assert await reader(counter, box).read() == 1
    assert await said(counter, conversation) == ["LV-1"]
