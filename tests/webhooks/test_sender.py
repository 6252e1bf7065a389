"""News arrive signed, once, in order, and again after failures, whoever dies on the way."""

import asyncio
import base64
import hashlib
import hmac
import json
import signal
import subprocess
import sys
from datetime import UTC

import httpx
import pytest
from sqlalchemy import select

from bot.database import Database
from bot.webhooks import News, Outbox, Sender, WebhookEvent, sign, verify
from bot.webhooks.sender import IN_HAND, PAUSES_S
from tests.backoffice.shop_server import listening
from tests.webhooks.conftest import SECRET, START, Clock, Receiver, sending, tell


async def events(database: Database) -> list[WebhookEvent]:
    async with database.read() as session:
        query = select(WebhookEvent).order_by(WebhookEvent.created_at)
        return list(await session.scalars(query))


async def test_news_arrives_once_and_in_order(
    database: Database, sender: Sender, receiver: Receiver, clock: Clock
) -> None:
    await tell(database, clock, "return.requested", "return.approved", "return.received")
    assert await sender.send_due() == 3
    assert await sender.send_due() == 0
    told = [json.loads(body) for _, body in receiver.got]
    assert [one["type"] for one in told] == [
        "return.requested",
        "return.approved",
        "return.received",
    ]
    assert told[0]["data"] == {"number": "RMA-1", "why": "avería"}
    assert {one.state for one in await events(database)} == {"delivered"}


async def test_signature_is_what_the_standard_says(
    database: Database, sender: Sender, receiver: Receiver, clock: Clock
) -> None:
    await tell(database, clock, "order.cancelled")
    await sender.send_due()
    [(headers, body)] = receiver.got
    stamp = int(headers["webhook-timestamp"])
    assert abs(stamp - START.replace(tzinfo=UTC).timestamp()) <= 1
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{stamp}.{body}".encode()
    digest = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{digest}"


def test_signature_of_the_standard_s_own_example() -> None:
    """The example of the specification's reference libraries."""
    made = sign(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, True),
        ({"body": "{} "}, False),
        ({"event_id": "evt_2"}, False),
        ({"timestamp": 1001}, False),
        ({"at": 1301.0}, False),
        ({"at": 699.0}, False),
        ({"secret": "another"}, False),
        ({"signature": "v1,AAAA"}, False),
    ],
)
def test_what_was_changed_or_is_old_is_not_right(change: dict[str, object], right: bool) -> None:
    sent = {"secret": "a secret", "event_id": "evt_1", "timestamp": 1000, "body": "{}"}
    values = {**sent, "signature": "v1,BBBB " + sign(**sent), "at": 1000.0, **change}  # type: ignore[arg-type]
    assert verify(**values) is right  # type: ignore[arg-type]


async def test_failures_are_tried_again_after_growing_pauses_with_the_same_id(
    database: Database, sender: Sender, receiver: Receiver, clock: Clock
) -> None:
    receiver.answers = [500, 302]
    await tell(database, clock, "claim.open")
    assert await sender.send_due() == 1
    [event] = await events(database)
    assert (event.state, event.tries, event.last_status) == ("waiting", 1, 500)
    assert event.last_error == "not now"
    clock.wind(9)
    assert await sender.send_due() == 0
    clock.wind(2)
    assert await sender.send_due() == 1
    clock.wind(50)
    assert await sender.send_due() == 0
    clock.wind(15)
    assert await sender.send_due() == 1
    assert len(receiver.got) == 3
    assert len(set(receiver.ids)) == 1
    [event] = await events(database)
    assert (event.state, event.tries, event.last_error) == ("delivered", 3, None)


async def test_given_up_after_the_last_pause(
    database: Database, sender: Sender, receiver: Receiver, clock: Clock
) -> None:
    receiver.answers = [500] * 9
    await tell(database, clock, "claim.open")
    for _ in range(5):
        await sender.send_due()
        clock.wind(100)
    [event] = await events(database)
    assert (event.state, event.tries, len(receiver.got)) == ("given_up", 3, 3)


async def test_one_that_fails_does_not_hold_up_the_others(
    database: Database, sender: Sender, receiver: Receiver, clock: Clock
) -> None:
    receiver.answers = [500]
    await tell(database, clock, "claim.open", "repair.booked")
    await sender.send_due()
    assert [one.state for one in await events(database)] == ["waiting", "delivered"]


async def test_nobody_listens_and_nothing_is_lost(database: Database, clock: Clock) -> None:
    await tell(database, clock, "claim.open")
    async with httpx.AsyncClient() as http:
        await Sender(database, http, "http://127.0.0.1:9/", SECRET, clock).send_due()
    [event] = await events(database)
    assert (event.state, event.tries, event.last_status) == ("waiting", 1, None)
    assert event.last_error


async def test_two_processes_that_send_at_once_send_once(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    receiver.slow_s = 0.02
    await tell(database, clock, *["claim.open"] * 10)
    second = Database(database.url)
    async with listening(receiver) as url, httpx.AsyncClient() as http:
        senders = [Sender(one, http, url, SECRET, clock) for one in (database, second)]
        await asyncio.gather(*(one.send_due() for one in senders))
    await second.close()
    assert len(receiver.ids) == len(set(receiver.ids)) == 10


async def test_event_in_the_hands_of_one_who_died_is_sent_by_another(
    database: Database, receiver: Receiver, clock: Clock
) -> None:
    """Killed after the receiver had it and before that was noted: sent again, as the same."""
    await tell(database, clock, "claim.open")
    receiver.slow_s = 5
    async with sending(database, receiver, clock) as sender:
        dying = asyncio.create_task(sender.send_due())
        await receiver.arrived.wait()
        dying.cancel()
        await asyncio.gather(dying, return_exceptions=True)
        receiver.slow_s = 0
        assert await sender.send_due() == 0
        clock.wind(IN_HAND.total_seconds() + 1)
        assert await sender.send_due() == 1
    assert len(receiver.ids) == 2
    assert len(set(receiver.ids)) == 1


KILLED = """
import asyncio, os, signal, sys
from bot.database import Database
from bot.webhooks import News, Outbox

async def main():
    database = Database(sys.argv[1])
    async with database.write() as session:
        Outbox(True).add(session, News("return.requested", {"number": "RMA-1"}))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def test_kill_between_commit_and_sending_loses_nothing(
    database: Database, receiver: Receiver
) -> None:
    command = [sys.executable, "-c", KILLED, database.url]
    done = await asyncio.to_thread(subprocess.run, command, check=False)
    assert done.returncode == -signal.SIGKILL
    async with listening(receiver) as url, httpx.AsyncClient() as http:
        assert await Sender(database, http, url, SECRET).send_due() == 1
    assert len(receiver.got) == 1


async def test_change_that_is_undone_is_not_told(database: Database) -> None:
    async def fail() -> None:
        async with database.write() as session:
            Outbox(True).add(session, News("return.requested"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await events(database) == []


async def test_running_sends_what_comes(database: Database, receiver: Receiver) -> None:
    async with listening(receiver) as url:
        sender = Sender(database, httpx.AsyncClient(), url, SECRET)
        running = asyncio.create_task(sender.run(0.02))
        async with database.write() as session:
            Outbox(True).add(session, News("return.requested"))
        async with asyncio.timeout(5):
            await receiver.arrived.wait()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def test_pauses_add_up_to_days() -> None:
    assert list(PAUSES_S) == sorted(PAUSES_S)
    assert 3 < sum(PAUSES_S) / 86_400 < 4
