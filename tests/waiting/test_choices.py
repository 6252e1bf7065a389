"""What customers choose instead of waiting: an answer by mail, or a call in a slot."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import Conversation
from bot.mail import BadAddress
from bot.waiting import (
    BadPhone,
    Callback,
    CallbackGone,
    Choices,
    NobodyWaits,
    NoSuchSlot,
    SlotTaken,
    forget,
)
from tests.waiting.conftest import Counter

PHONE = "612 34 56 78"
NIGHT = datetime(2026, 11, 24, 21, 0)


async def row_of(counter: Counter, conversation_id: str) -> Conversation:
    return await counter.transcript.get(conversation_id)


async def first_slot(counter: Counter) -> datetime:
    return (await counter.choices.free())[0].begins_at


async def kinds(counter: Counter, conversation_id: str) -> list[tuple[str, bool | None, bool]]:
    """What was promised, whether it was kept, and whether it is settled."""
    rows = await counter.promises.of(conversation_id)
    return [(one.kind, one.kept, one.settled_at is not None) for one in rows]


async def test_an_address_makes_it_an_offline_matter_with_a_promise(counter: Counter) -> None:
    mine = await counter.ask("en")
    told, message = await counter.choices.leave_email(mine, "  eva@example.com ")
    row = await row_of(counter, mine)
    assert (row.offline, row.reply_email, row.state) == (True, "eva@example.com", "waiting")
    assert message.text == (
        "Noted. They will answer to eva@example.com before 10:00 on Wednesday 25 November 2026, "
        "and the answer will be here too. You need not wait."
    )
    assert told.promise is not None
    assert told.promise.due_at == counter.clock.at + timedelta(days=1)
    assert told.options == ["email", "callback"]
    assert await kinds(counter, mine) == [("wait", None, True), ("email", None, False)]
    assert "eva" not in str(message.data)


async def test_an_address_left_at_night_is_answered_by_the_end_of_the_next_working_day(
    counter: Counter,
) -> None:
    counter.clock.at = NIGHT
    mine = await counter.ask("es")
    _, message = await counter.choices.leave_email(mine, "eva@example.com")
    assert "antes de las 18:00 del miércoles 25 de noviembre de 2026" in message.text


async def test_the_same_address_again_changes_nothing_and_another_one_does(
    counter: Counter,
) -> None:
    mine = await counter.ask()
    _, first = await counter.choices.leave_email(mine, "eva@example.com")
    _, again = await counter.choices.leave_email(mine, "eva@example.com")
    assert again.id == first.id
    _, other = await counter.choices.leave_email(mine, "eva@example.org")
    assert other.id != first.id
    assert (await row_of(counter, mine)).reply_email == "eva@example.org"
    found = await kinds(counter, mine)
    assert found == [("wait", None, True), ("email", None, True), ("email", None, False)]


@pytest.mark.parametrize(
    "email", ["", "eva", "eva@example", "eva@exa mple.com", "eva@example.com\nBcc: x@y.com",
              "a" * 200 + "@example.com", "eva@example.com, x@y.com"]
)  # fmt: skip
async def test_what_is_no_address_is_refused_and_nothing_changes(
    counter: Counter, email: str
) -> None:
    mine = await counter.ask("en")
    with pytest.raises(BadAddress, match="is not an e-mail address"):
        await counter.choices.leave_email(mine, email)
    assert not (await row_of(counter, mine)).offline
    assert await kinds(counter, mine) == [("wait", None, False)]


async def test_who_asked_for_nobody_is_told_to_ask_first(counter: Counter) -> None:
    row = await counter.transcript.start("es")
    with pytest.raises(NobodyWaits, match="Antes pida hablar con una persona"):
        await counter.choices.leave_email(row.id, "eva@example.com")
    with pytest.raises(NobodyWaits):
        await counter.choices.book(row.id, PHONE, await first_slot(counter))


async def test_slots_are_in_opening_hours_and_begin_after_some_notice(counter: Counter) -> None:
    free = await counter.choices.free()
    assert free[0].begins_at == counter.clock.at + timedelta(minutes=30)
    assert all(counter.hours.open_at(one.begins_at) for one in free)
    assert all(counter.hours.open_seconds(one.begins_at, one.ends_at) == 1800 for one in free)
    assert len({one.begins_at for one in free}) == len(free)


async def test_a_call_is_booked_and_promised_until_the_end_of_its_slot(counter: Counter) -> None:
    mine = await counter.ask("es")
    slot = await first_slot(counter)
    told, message = await counter.choices.book(mine, PHONE, slot)
    assert message.text == (
        "Anotado. Le llamaremos al +34 612 34 56 78 el martes 24 de noviembre de 2026, entre las "
        "10:30 y las 11:00. No hace falta que espere aquí."
    )
    assert told.callback is not None
    assert told.callback.phone == "+34612345678"
    assert await kinds(counter, mine) == [("wait", None, True), ("callback", None, False)]
    assert (await counter.promises.of(mine))[-1].due_at == slot + timedelta(minutes=30)
    assert (await row_of(counter, mine)).offline
    assert "612" not in str(message.data)
    [(call, row)] = await counter.callbacks.listed()
    assert (call.slot_at, row.id) == (slot, mine)


async def test_a_retry_books_nothing_twice(counter: Counter) -> None:
    mine, slot = await counter.ask(), await first_slot(counter)
    first = await counter.choices.book(mine, PHONE, slot)
    again = await counter.choices.book(mine, "+34 612345678", slot)
    assert again[1].id == first[1].id
    assert len(await counter.callbacks.listed()) == 1
    assert len(await counter.promises.of(mine)) == 2


async def test_a_moved_call_frees_its_place(counter: Counter) -> None:
    mine, slots = await counter.ask(), await counter.choices.free()
    await counter.choices.book(mine, PHONE, slots[0].begins_at)
    await counter.choices.book(mine, PHONE, slots[1].begins_at)
    [(call, _)] = await counter.callbacks.listed()
    assert call.slot_at == slots[1].begins_at
    found = await kinds(counter, mine)
    assert found[1:] == [("callback", None, True), ("callback", None, False)]
    for _ in range(2):
        await counter.choices.book(await counter.ask(), PHONE, slots[0].begins_at)


async def test_a_full_slot_is_offered_to_nobody(counter: Counter) -> None:
    slot = await first_slot(counter)
    for _ in range(2):
        await counter.choices.book(await counter.ask(), PHONE, slot)
    assert slot not in [one.begins_at for one in await counter.choices.free()]
    late = await counter.ask("en")
    with pytest.raises(SlotTaken, match="Tuesday 24, 10:30-11:00"):
        await counter.choices.book(late, PHONE, slot)
    assert await kinds(counter, late) == [("wait", None, False)]
    assert not (await row_of(counter, late)).offline


async def test_of_many_at_once_only_as_many_as_there_are_places_get_the_slot(
    counter: Counter,
) -> None:
    slot = await first_slot(counter)
    asking = [await counter.ask() for _ in range(8)]
    booked = await asyncio.gather(
        *(counter.choices.book(one, PHONE, slot) for one in asking), return_exceptions=True
    )
    assert sum(not isinstance(one, BaseException) for one in booked) == 2
    assert sum(isinstance(one, SlotTaken) for one in booked) == 6


async def test_who_cannot_move_to_a_full_slot_keeps_the_old_one(counter: Counter) -> None:
    slots, mine = await counter.choices.free(), await counter.ask()
    await counter.choices.book(mine, PHONE, slots[1].begins_at)
    for _ in range(2):
        await counter.choices.book(await counter.ask(), PHONE, slots[0].begins_at)
    with pytest.raises(SlotTaken):
        await counter.choices.book(mine, PHONE, slots[0].begins_at)
    told = await counter.waiting.of(mine)
    assert told.callback is not None
    assert told.callback.slot_at == slots[1].begins_at


@pytest.mark.parametrize(
    "moment", ["2026-11-24T10:10", "2026-11-24T09:00", "2026-11-28T10:00", "2027-11-24T09:30"]
)
async def test_no_call_is_booked_outside_the_slots(counter: Counter, moment: str) -> None:
    mine = await counter.ask()
    with pytest.raises(NoSuchSlot):
        await counter.choices.book(mine, PHONE, datetime.fromisoformat(moment))


@pytest.mark.parametrize("phone", ["", "112", "12", "call me", "+34 111 111 111", "9" * 60])
async def test_what_nobody_can_call_is_refused(counter: Counter, phone: str) -> None:
    mine = await counter.ask("en")
    with pytest.raises(BadPhone):
        await counter.choices.book(mine, phone, await first_slot(counter))


async def test_numbers_of_other_countries_are_called_too(counter: Counter) -> None:
    told, _ = await counter.choices.book(
        await counter.ask(), "+351 912 345 678", await first_slot(counter)
    )
    assert told.callback is not None
    assert told.callback.phone == "+351912345678"


async def test_who_takes_a_call_back_waits_again_at_the_old_place_with_a_promise(
    counter: Counter,
) -> None:
    mine = await counter.ask("en")
    await counter.ask("en")
    await counter.choices.book(mine, PHONE, await first_slot(counter))
    counter.clock.on(minutes=3)
    told, message = await counter.choices.unbook(mine)
    assert message is not None
    assert message.text.startswith("All right, we will not call you. You are next.")
    assert (told.position, told.offline, told.callback) == (1, False, None)
    assert told.promise is not None
    assert (told.promise.kind, told.promise.said_at) == ("wait", counter.clock.at)
    assert await counter.callbacks.listed() == []
    assert (await counter.choices.unbook(mine))[1] is None


async def test_who_left_an_address_too_is_still_answered_there(counter: Counter) -> None:
    mine = await counter.ask()
    await counter.choices.leave_email(mine, "eva@example.com")
    await counter.choices.book(mine, PHONE, await first_slot(counter))
    told, _ = await counter.choices.unbook(mine)
    assert told.offline
    assert told.promise is not None
    assert told.promise.kind == "email"


async def test_a_call_is_made_once(counter: Counter) -> None:
    mine = await counter.ask()
    await counter.choices.book(mine, PHONE, await first_slot(counter))
    [(call, _)] = await counter.callbacks.listed()
    done = await counter.callbacks.called(call.id, "ana", reached=True)
    assert (done.state, done.agent, done.called_at) == ("done", "ana", counter.clock.at)
    with pytest.raises(CallbackGone):
        await counter.callbacks.called(call.id, "luis", reached=True)
    async with counter.database.read() as session:
        row = await session.get(Callback, call.id)
        assert row is not None
        assert row.agent == "ana"


async def test_where_nobody_calls_it_is_not_offered(counter: Counter) -> None:
    none = Counter(counter.database, counter.clock, counter.people, counter.hours, places=0)
    mine = await none.ask("en")
    assert (await none.waiting.of(mine)).options == ["wait", "email"]
    assert await none.choices.free() == []
    assert "call" not in (await none.notices(mine))[0].text


async def test_who_is_forgotten_is_called_by_nobody(counter: Counter) -> None:
    mine, other = await counter.ask(), await counter.ask()
    for one in (mine, other):
        await counter.choices.book(one, PHONE, await first_slot(counter))
    async with counter.database.write() as session:
        await forget(session, [mine], counter.clock.at)
    [(call, row)] = await counter.callbacks.listed()
    assert (call.phone, row.id) == ("+34612345678", other)
    async with counter.database.read() as session:
        numbers = list(await session.scalars(select(Callback.phone).order_by(Callback.id)))
    assert numbers == ["-", "+34612345678"]
    assert await kinds(counter, mine) == [("wait", None, True), ("callback", None, True)]


async def test_who_left_an_address_gets_the_call_confirmed_there(counter: Counter) -> None:
    sent: list[tuple[str, datetime, str, bool]] = []

    async def confirm(
        session: AsyncSession,
        conversation: Conversation,
        when: datetime,
        phone: str,
        *,
        cancelled: bool = False,
    ) -> bool:
        sent.append((conversation.reply_email or "", when, phone, cancelled))
        return True

    choices, mine = Choices(counter.waiting, confirm=confirm), await counter.ask()
    await choices.leave_email(mine, "eva@example.com")
    slot = await first_slot(counter)
    for _ in range(2):
        await choices.book(mine, PHONE, slot)
    await choices.unbook(mine)
    told = ("eva@example.com", slot, "+34 612 34 56 78")
    assert sent == [(*told, False), (*told, True)]
