"""Times of things that are awaited, in milliseconds."""

import time
from collections.abc import Awaitable, Callable, Sequence


async def times(act: Callable[[], Awaitable[object]], rounds: int) -> list[float]:
    """Milliseconds of each round, after two that warm up."""
    found = []
    for _ in range(rounds + 2):
        began = time.perf_counter()
        await act()
        found.append(1000 * (time.perf_counter() - began))
    return found[2:]


def p95(values: Sequence[float]) -> float:
    """The 95th percentile: the smallest value that 95 of 100 do not exceed."""
    return sorted(values)[-(-len(values) * 95 // 100) - 1]
