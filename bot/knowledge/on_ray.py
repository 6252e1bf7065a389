"""Embedding spread over a Ray cluster: the same job, past one machine.

Ray is an extra (`pip install -r requirements/ray.txt`) and imported when the first text is to
be embedded. `RAY_ADDRESS` names the cluster, without it one of this machine's cores is started.
Every machine needs this program and the model under the same path, on shared storage for
example. Depends on `workers` and `embedding`.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.knowledge.embedding import Embedder, EmbeddingError
from bot.knowledge.encoders import Encoded
from bot.knowledge.workers import jobs_of, joined

TRIES = 3
"""Of a job whose machine is lost, on another one."""


class RayWorker:
    """One core's worth of embedding, somewhere in the cluster."""

    def __init__(self, model_dir: Path) -> None:
        self._embedder = Embedder(model_dir)

    def embed(self, texts: Sequence[str], tokens: bool) -> Encoded:
        """One job."""
        return self._embedder.encode(texts, tokens=tokens)


class RayWorkers:
    """As many workers as the cluster has cores when the first text is to be embedded."""

    def __init__(self, model_dir: Path) -> None:
        # A folder must be found from anywhere; a model's name in a hub stays a name.
        self._model_dir = model_dir.resolve() if model_dir.is_dir() else model_dir
        self._actors: list[Any] = []
        self._began = False

    def encode(self, texts: Sequence[str], *, tokens: bool) -> Encoded:
        """As `Workers.encode`."""
        ray = imported()
        if not self._actors:
            self._start(ray)
        try:
            return joined(self._parts(ray, jobs_of(texts), tokens))
        except ray.exceptions.RayError as error:
            self.close()
            raise EmbeddingError(
                f"Ray could not embed ({type(error).__name__}): look at its dashboard. What was "
                "done is kept: start again.",
                503,
            ) from error

    def close(self) -> None:
        """As `Workers.close`; leaves a cluster that was there before as it was."""
        ray = imported()
        for actor in self._actors:
            ray.kill(actor)
        self._actors = []
        if self._began:
            ray.shutdown()
            self._began = False

    def _start(self, ray: Any) -> None:
        if not ray.is_initialized():
            quiet = {"include_dashboard": False} if "RAY_ADDRESS" not in os.environ else {}
            ray.init(log_to_driver=False, logging_level="warning", **quiet)
            self._began = True
        cores = max(int(ray.cluster_resources().get("CPU", 1)), 1)
        remote = ray.remote(num_cpus=1, max_restarts=TRIES, max_task_retries=TRIES)(RayWorker)
        self._actors = [remote.remote(self._model_dir) for _ in range(cores)]

    def _parts(self, ray: Any, jobs: list[Sequence[str]], tokens: bool) -> Iterator[Encoded]:
        pool = ray.util.ActorPool(self._actors)
        found: Iterator[Encoded] = pool.map(
            lambda actor, job: actor.embed.remote(job, tokens), jobs
        )
        return found


def imported() -> Any:
    """Ray, or an EmbeddingError that says how to get it."""
    try:
        import ray
        import ray.util
    except ImportError as error:
        raise EmbeddingError(
            f"Ray cannot be used ({error}): run `pip install -r requirements/ray.txt`, or set "
            "MOSTRADOR_EMBED_WITH=processes.",
            500,
        ) from error
    return ray
