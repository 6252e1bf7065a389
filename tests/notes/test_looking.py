"""Who else has a conversation open, by news alone."""

import asyncio
from datetime import datetime, timedelta

from bot.live import Live
from bot.notes import Looking


class Page:
    """One agent's open page: a queue of news and who it sees."""

    def __init__(self, live: Live, agent: str, clock: list[datetime]) -> None:
        self.looking = Looking(live, "c", agent, lambda: clock[0])

    async def open(self, live: Live) -> None:
        self._subscription = live.subscribe("c")
        self._news = await self._subscription.__aenter__()
        self.looking.tell()

    def hear(self) -> bool:
        """Take in all that is there; whether anything changed."""
        changed = False
        while not self._news.empty():
            changed |= self.looking.hear(self._news.get_nowait())
        return changed

    async def close(self) -> None:
        self.looking.tell(False)
        await self._subscription.__aexit__(None, None, None)


def settle(*pages: Page) -> None:
    """Let the news come to rest."""
    for _ in range(4):
        for page in pages:
            page.hear()


async def test_both_see_each_other_at_once_and_no_more_when_one_leaves() -> None:
    live, clock = Live(), [datetime(2026, 3, 2, 9, 0)]
    ana, luis = Page(live, "ana", clock), Page(live, "luis", clock)
    await ana.open(live)
    settle(ana)
    await luis.open(live)
    settle(ana, luis)
    assert (ana.looking.others(), luis.looking.others()) == (["luis"], ["ana"])
    await luis.close()
    assert ana.hear()
    assert ana.looking.others() == []
    await asyncio.sleep(0)


async def test_a_page_that_died_is_forgotten() -> None:
    live, clock = Live(), [datetime(2026, 3, 2, 9, 0)]
    ana, luis = Page(live, "ana", clock), Page(live, "luis", clock)
    await ana.open(live)
    await luis.open(live)
    settle(ana, luis)
    clock[0] += timedelta(seconds=40)
    assert ana.looking.others() == ["luis"]
    clock[0] += timedelta(seconds=20)
    assert ana.looking.others() == []


async def test_who_has_it_open_twice_still_looks_when_one_page_closes() -> None:
    live, clock = Live(), [datetime(2026, 3, 2, 9, 0)]
    ana, first, second = (Page(live, name, clock) for name in ("ana", "luis", "luis"))
    for page in (ana, first, second):
        await page.open(live)
    settle(ana, first, second)
    await first.close()
    settle(ana, second)
    assert ana.looking.others() == ["luis"]
    assert second.looking.others() == ["ana"]
