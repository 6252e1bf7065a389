"""Live news: who hears what, and readers that are slow."""

import asyncio

from bot.live import EVERYTHING, Live, News


async def test_news_reaches_those_who_follow_the_conversation() -> None:
    live = Live()
    async with (
        live.subscribe("a") as one,
        live.subscribe("a") as two,
        live.subscribe("b") as other,
        live.subscribe(EVERYTHING) as everything,
    ):
        live.publish(News("a"))
        assert [queue.qsize() for queue in (one, two, other, everything)] == [1, 1, 0, 1]
        assert await one.get() == News("a", "changed", "", False)


async def test_nobody_hears_after_leaving() -> None:
    live = Live()
    async with live.subscribe("a") as queue:
        pass
    live.publish(News("a"))
    assert queue.empty()
    async with live.subscribe("a") as queue:
        live.publish(News("a"))
        assert queue.qsize() == 1


async def test_slow_reader_loses_the_oldest_and_blocks_nobody() -> None:
    live = Live(backlog=2)
    async with live.subscribe("a") as queue:
        for author in ("1", "2", "3"):
            live.publish(News("a", "typing", author))
        assert [queue.get_nowait().author for _ in range(2)] == ["2", "3"]


async def test_waiting_reader_is_woken() -> None:
    live = Live()
    async with live.subscribe("a") as queue, asyncio.timeout(5):
        waiting = asyncio.create_task(queue.get())
        await asyncio.sleep(0)
        live.publish(News("a"))
        assert (await waiting).conversation_id == "a"


async def test_slow_reader_still_hears_that_something_changed() -> None:
    live = Live(backlog=2)
    async with live.subscribe("a") as queue:
        live.publish(News("a"))
        for author in ("1", "2", "3"):
            live.publish(News("a", "typing", author))
        kinds = [queue.get_nowait().kind for _ in range(2)]
    assert "changed" in kinds


async def test_news_of_no_conversation_reaches_those_who_follow_everything() -> None:
    live = Live()
    async with live.subscribe(EVERYTHING) as everything, live.subscribe("a") as one:
        live.publish(News("", "presence", "ana", True))
        assert (everything.get_nowait().author, one.empty()) == ("ana", True)
