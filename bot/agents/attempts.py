"""How often somebody may try a password. Depends on nothing of ours."""

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

# A whole office logs in from one address in the morning.
ACCOUNTS_PER_ADDRESS = 20


class Attempts:
    """Attempts to log in, counted for an account as one address tries it, and for the address.

    `rate` is what an account bears ("10/minute"); an address bears `ACCOUNTS_PER_ADDRESS` times
    as much. Who got in starts again from nothing.
    """

    def __init__(self, rate: str) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._account = parse(rate)
        self._address = wider(self._account)

    async def allowed(self, address: str, email: str) -> bool:
        """Count one attempt; False where there were too many."""
        if not await self._limiter.hit(self._account, address, plain(email)):
            return False
        return await self._limiter.hit(self._address, address)

    async def got_in(self, address: str, email: str) -> None:
        """The password was right: earlier attempts at this account are forgotten."""
        await self._limiter.clear(self._account, address, plain(email))


def wider(rate: RateLimitItem) -> RateLimitItem:
    """What an address bears where an account bears `rate`."""
    return type(rate)(rate.amount * ACCOUNTS_PER_ADDRESS, rate.multiples)


def plain(email: str) -> str:
    """The address of an account, however it was written; a bounded key."""
    return email.strip().casefold()[:320]
