"""Embedding spread over processes of this machine, or over a Ray cluster.

A process embeds on one thread: two of them embed passages a third faster than one pass on two
threads, and what they give does not depend on their number. Depends on `embedding`; Ray is
imported by `on_ray`, where it was chosen.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from typing import Literal

import numpy as np

from bot.knowledge.embedding import Embedder, EmbeddingError, Workers
from bot.knowledge.encoders import Encoded

JOB_TEXTS = 8
"""Texts that a worker takes at once: a third of a second's work."""
EmbedWith = Literal["processes", "ray", "nothing"]

_embedder: Embedder | None = None
"""A worker process's own."""


class Processes:
    """So many processes of this machine, started when first needed; 0 means one for each core."""

    def __init__(self, model_dir: Path, count: int = 0) -> None:
        self._model_dir = model_dir
        self._count = count or len(os.sched_getaffinity(0))
        self._pool: ProcessPoolExecutor | None = None

    def encode(self, texts: Sequence[str], *, tokens: bool) -> Encoded:
        """As `Workers.encode`."""
        pool = self._pool = self._pool or self._started()
        try:
            return joined(pool.map(embed, jobs_of(texts), repeat(tokens)))
        except BrokenProcessPool as error:
            self.close()
            raise EmbeddingError(
                "A process that embeds was ended from outside, for want of memory perhaps. What "
                "it had done is kept: start again, with fewer by MOSTRADOR_EMBED_PROCESSES.",
                503,
            ) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """As `Workers.close`; what is under way is a matter of a second."""
        pool, self._pool = self._pool, None
        if pool:
            pool.shutdown(cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        # Not forked: a fork of a process that runs threads may hang.
        pool = ProcessPoolExecutor(
            self._count,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=prepare,
            initargs=(self._model_dir,),
        )
        with deaf_to_interrupts():
            for _ in range(self._count):
                pool.submit(os.getpid)
        return pool


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Ctrl-C does nothing meanwhile, nor ever to a process that is started meanwhile: one that it
    ended before it was ready would leave the others waiting."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def workers_for(said: EmbedWith, model_dir: Path, processes: int = 0) -> Workers | None:
    """The workers that the settings ask for; None where everything is done in this process."""
    if said == "ray":
        from bot.knowledge.on_ray import RayWorkers

        return RayWorkers(model_dir)
    return Processes(model_dir, processes) if said == "processes" else None


def prepare(model_dir: Path) -> None:
    """Make this process a worker: it goes when its parent goes, and not by Ctrl-C before."""
    global _embedder
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=leave_with_parent, daemon=True).start()
    _embedder = Embedder(model_dir)


def leave_with_parent() -> None:
    """Wait for the end of the parent, then end at once."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def embed(texts: Sequence[str], tokens: bool) -> Encoded:
    """One job, in a worker."""
    assert _embedder is not None
    return _embedder.encode(texts, tokens=tokens)


def jobs_of(texts: Sequence[str]) -> list[Sequence[str]]:
    """`texts` in jobs, in order."""
    return [texts[start : start + JOB_TEXTS] for start in range(0, len(texts), JOB_TEXTS)]


def joined(parts: Iterator[Encoded]) -> Encoded:
    """The outcome of all jobs, in their order."""
    made = [*parts]
    return Encoded(
        np.concatenate([part.sentences for part in made]),
        [*chain.from_iterable(part.tokens for part in made)],
        [*chain.from_iterable(part.spans for part in made)],
    )
