"""Who else has a conversation open: news only, nothing is kept.

Each page says that it looks when it opens, every `EVERY` while it is open, and that it does no
more when it closes. A page that hears of somebody new answers at once, so that the newcomer need
not wait; one of which nothing is heard for `LOST` is gone. So it works over several processes
wherever `bot.live` does. Depends on `bot.live`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.database import now
from bot.live import Live, News

EVERY = timedelta(seconds=20)
LOST = timedelta(seconds=50)


class Looking:
    """Those who look at one conversation beside the agent `agent_id`, on one page."""

    def __init__(
        self,
        live: Live,
        conversation_id: str,
        agent_id: str,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._live = live
        self._conversation = conversation_id
        self._agent = agent_id
        self._clock = clock
        self._heard: dict[str, datetime] = {}

    def tell(self, on: bool = True) -> None:
        """Say that this agent looks, or does no more."""
        self._live.publish(News(self._conversation, "looking", self._agent, on))

    def hear(self, news: News) -> bool:
        """Take in news of the kind "looking"; whether `others` changed."""
        if news.author == self._agent:
            # The agent's own page closed, but this one is open still.
            if not news.on:
                self.tell()
            return False
        known = news.author in self.others()
        if news.on:
            self._heard[news.author] = self._clock()
            if not known:
                self.tell()
        else:
            self._heard.pop(news.author, None)
        return known != news.on

    def others(self) -> list[str]:
        """The ids of the agents who look, in the order of their coming."""
        oldest = self._clock() - LOST
        self._heard = {one: at for one, at in self._heard.items() if at > oldest}
        return list(self._heard)
