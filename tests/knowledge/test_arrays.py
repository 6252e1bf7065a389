"""Array files opened by many threads at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from bot.knowledge import arrays


def test_many_threads_open_the_same_files(tmp_path: Path) -> None:
    for number in range(8):
        np.save(tmp_path / f"{number}.npy", np.full((3, 2), number, np.float32))

    def opened(round: int) -> bool:
        number = round % 8
        found = arrays.load(tmp_path / f"{number}.npy", mapped=bool(round % 2))
        return bool((found == number).all())

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(opened, range(4000)))
