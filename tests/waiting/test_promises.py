"""Promises are scored: kept, broken, or let go by the customer."""

from datetime import datetime, timedelta

from bot.conversations import Message
from bot.waiting import Score
from tests.waiting.conftest import Counter


async def fates(counter: Counter, conversation_id: str) -> list[tuple[str, bool | None, bool]]:
    """What was promised, whether it was kept, and whether it is settled, once it was scored."""
    await counter.promises.score()
    rows = await counter.promises.of(conversation_id)
    return [(one.kind, one.kept, one.settled_at is not None) for one in rows]


async def written_at(counter: Counter, conversation_id: str, at: datetime) -> None:
    """The agent's words so far are of that time: messages are stamped by the wall's clock."""
    async with counter.database.write() as session:
        for one in await counter.transcript.after(conversation_id, 0):
            if one.author == "agent":
                row = await session.get_one(Message, one.id)
                row.created_at = at


async def test_a_wait_is_kept_by_a_persons_words_in_time(counter: Counter) -> None:
    mine = await counter.ask()
    assert await fates(counter, mine) == [("wait", None, False)]
    counter.clock.on(minutes=10)
    await counter.answered(mine)
    counter.clock.on(minutes=30)
    assert await fates(counter, mine) == [("wait", True, True)]
    [promise] = await counter.promises.of(mine)
    assert promise.kept_at == promise.due_at


async def test_a_claim_alone_keeps_nothing(counter: Counter) -> None:
    mine = await counter.ask()
    await counter.claimed(mine)
    counter.clock.on(minutes=11)
    assert await fates(counter, mine) == [("wait", False, True)]


async def test_a_broken_wait_is_scored_when_due_and_shows_later_how_late(counter: Counter) -> None:
    mine = await counter.ask()
    counter.clock.on(minutes=10, seconds=1)
    assert await fates(counter, mine) == [("wait", False, True)]
    counter.clock.on(minutes=5)
    await counter.answered(mine)
    assert await fates(counter, mine) == [("wait", False, True)]
    [score, *_] = await counter.promises.scores(counter.clock.at - timedelta(days=1))
    assert (score.broken, score.late_s) == (1, 301)


async def test_who_goes_back_to_the_assistant_in_time_lets_it_go(counter: Counter) -> None:
    mine = await counter.ask()
    counter.clock.on(minutes=9)
    await counter.gave_up(mine)
    assert await fates(counter, mine) == [("wait", None, True)]


async def test_who_gives_up_after_it_was_broken_does_not_mend_it(counter: Counter) -> None:
    mine = await counter.ask()
    counter.clock.on(minutes=11)
    await counter.gave_up(mine)
    assert await fates(counter, mine) == [("wait", False, True)]


async def test_an_agent_who_ends_it_without_a_word_keeps_nothing(counter: Counter) -> None:
    mine = await counter.ask()
    await counter.claimed(mine)
    await counter.ended(mine, "no_answer")
    assert await fates(counter, mine) == [("wait", None, False)]
    counter.clock.on(minutes=11)
    assert await fates(counter, mine) == [("wait", False, True)]


async def test_choosing_mail_after_the_wait_was_broken_does_not_mend_it(counter: Counter) -> None:
    mine = await counter.ask()
    counter.clock.on(minutes=11)
    await counter.choices.leave_email(mine, "eva@example.com")
    assert await fates(counter, mine) == [("wait", False, True), ("email", None, False)]


async def test_choosing_mail_after_the_answer_leaves_the_wait_kept(counter: Counter) -> None:
    mine = await counter.ask()
    await counter.answered(mine)
    await counter.choices.leave_email(mine, "eva@example.com")
    assert (await fates(counter, mine))[0] == ("wait", True, True)


async def test_a_mail_is_kept_by_a_persons_words_after_the_promise(counter: Counter) -> None:
    mine = await counter.ask()
    await counter.choices.leave_email(mine, "eva@example.com")
    due = (await counter.promises.of(mine))[-1].due_at
    await counter.answered(mine)
    await written_at(counter, mine, due)
    assert (await fates(counter, mine))[-1] == ("email", True, True)


async def test_a_mail_that_comes_late_is_broken(counter: Counter) -> None:
    mine = await counter.ask()
    await counter.choices.leave_email(mine, "eva@example.com")
    due = (await counter.promises.of(mine))[-1].due_at
    counter.clock.at = due + timedelta(seconds=1)
    assert (await fates(counter, mine))[-1] == ("email", False, True)
    await counter.answered(mine)
    await written_at(counter, mine, due + timedelta(hours=1))
    await fates(counter, mine)
    assert (await counter.promises.of(mine))[-1].kept_at == due + timedelta(hours=1)


async def test_a_call_is_kept_by_calling_in_its_slot_reached_or_not(counter: Counter) -> None:
    for late, reached, kept in ((0, True, True), (0, False, True), (31, True, False)):
        counter.clock.at = datetime(2026, 11, 24, 9, 0)
        mine = await counter.ask()
        slot = (await counter.choices.free())[0]
        await counter.choices.book(mine, "612345678", slot.begins_at)
        counter.clock.at = slot.begins_at + timedelta(minutes=late)
        [(call, _)] = await counter.callbacks.listed()
        await counter.callbacks.called(call.id, "ana", reached)
        assert (await fates(counter, mine))[-1] == ("callback", kept, True)


async def test_a_call_that_nobody_made_is_broken(counter: Counter) -> None:
    mine = await counter.ask()
    slot = (await counter.choices.free())[0]
    await counter.choices.book(mine, "612345678", slot.begins_at)
    await counter.claimed(mine)
    await counter.ended(mine)
    counter.clock.at = slot.ends_at
    assert (await fates(counter, mine))[-1] == ("callback", None, False)
    counter.clock.on(seconds=1)
    assert (await fates(counter, mine))[-1] == ("callback", False, True)


async def test_a_call_taken_back_is_let_go(counter: Counter) -> None:
    mine = await counter.ask()
    slot = (await counter.choices.free())[0]
    await counter.choices.book(mine, "612345678", slot.begins_at)
    await counter.choices.unbook(mine)
    assert (await fates(counter, mine))[1] == ("callback", None, True)


async def test_scores_add_up_and_scoring_again_changes_nothing(counter: Counter) -> None:
    kept, broken, gone, still = [await counter.ask() for _ in range(4)]
    await counter.answered(kept)
    await counter.gave_up(gone)
    assert await counter.promises.score() == 2
    counter.clock.on(minutes=11)
    later = await counter.ask()
    assert await counter.promises.score() == 2
    assert await counter.promises.score() == 0
    found = await counter.promises.scores(counter.clock.at - timedelta(hours=1))
    assert found[0] == Score("wait", made=5, open=1, kept=1, broken=2, let_go=1, late_s=None)
    assert found[0].share_kept == 1 / 3
    assert found[1].share_kept is None
    assert {broken, still, later} & {kept, gone} == set()
