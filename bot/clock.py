"""The service's clock: the machine's, unless a demonstration has set it to another time.

A simulation jumps from one event to the next; between two jumps time passes as it always does. It
is one for the whole process, for `bot.database.now` is: every time that is written or compared
comes from there. Waiting (timeouts, rates, how often a chore runs) and the age of signed tokens go
by the machine's own clock. Depends on `bot.errors`.
"""

from datetime import UTC, datetime, timedelta

from bot.errors import Spoken


class ClockGoesBack(Spoken):
    """What has happened would lie in the future."""

    def __init__(self, to: datetime, at: datetime) -> None:
        asked, is_now = (one.isoformat(timespec="seconds") + "Z" for one in (to, at))
        super().__init__(
            f"It is {is_now} already; the clock cannot go back to {asked}. Give a later time.",
            f"Ya son las {is_now}; el reloj no puede volver a {asked}. Dé una hora posterior.",
            409,
        )


class Clock:
    """The present, in naive UTC."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """The present instant."""
        return datetime.now(UTC).replace(tzinfo=None) + self._ahead

    def go_to(self, moment: datetime) -> None:
        """Make it `moment`, which may not be past; `ClockGoesBack`."""
        if moment < (at := self.now()):
            raise ClockGoesBack(moment, at)
        self._ahead += moment - at

    def begin_at(self, moment: datetime) -> None:
        """Make it any `moment`: before a service is built, for what it knows would be older."""
        self._ahead += moment - self.now()

    def reset(self) -> None:
        """The machine's own time again."""
        self._ahead = timedelta(0)


CLOCK = Clock()
"""The one of this process."""
