"""The same job on a local Ray, which `make test` installs (requirements/ray.txt)."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
MODEL = Settings().model
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not (MODEL / "mostrador.json").is_file(), reason=f"no packaged model in {MODEL}"
    ),
]
RUN = """
import sys
from pathlib import Path
from bot.knowledge.embedding import Embedder
from bot.knowledge.on_ray import RayWorkers

model, kept = Path(sys.argv[1]), Path(sys.argv[2])
texts = [f"Aclare el filtro número {n} con agua fría." for n in range(240)]
workers = RayWorkers(model)
embedder = Embedder(model, kept / "ray.db", workers=workers)
made = embedder.embed_passages(texts)
print("same vectors", bool((made == Embedder(model).embed_passages(texts)).all()))
tokens = embedder.passage_tokens(texts[:20])
alone = Embedder(model).passage_tokens(texts[:20])
print("same tokens", all((a == b).all() for a, b in zip(tokens, alone)))
print("model here", "_loaded" in vars(embedder))
embedder.close()
"""


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """Ray leaves a folder for each start, and its sockets' paths must be short."""
    with tempfile.TemporaryDirectory() as folder:
        yield {**os.environ, "RAY_TMPDIR": folder}


def test_ray_gives_exactly_what_one_process_gives(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """In a process of its own: Ray leaves threads and sockets that are none of the tests'."""
    said = subprocess.run(
        [sys.executable, "-c", RUN, str(MODEL), str(tmp_path)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines() == ["same vectors True", "same tokens True", "model here False"]
