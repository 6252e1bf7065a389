"""Embedding spread over processes: the same vectors, and nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from bot.errors import BotError
from bot.knowledge.embedding import SPREAD_FROM, Embedder
from bot.knowledge.workers import Processes, workers_for
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
MODEL = Settings().model
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not (MODEL / "mostrador.json").is_file(), reason=f"no packaged model in {MODEL}"
    ),
]
TEXTS = [
    f"{text} {number}"
    for number in range(10)
    for text in ("Aclare el filtro con agua fría.", "The warranty lasts three years", "ruido")
]
LONG_RUN = """
import sys
from pathlib import Path
from bot.knowledge.workers import Processes

if __name__ == "__main__":
    pool = Processes(Path(sys.argv[1]), 2)
    pool.encode(["uno", "dos"], tokens=False)
    print("at work", flush=True)
    pool.encode([f"una frase cualquiera, la número {n}" for n in range(200_000)], tokens=False)
"""


@pytest.fixture(scope="module")
def two() -> Iterator[Processes]:
    made = Processes(MODEL, 2)
    yield made
    made.close()


def children(process: int) -> list[psutil.Process]:
    return psutil.Process(process).children(recursive=True)


def wait_until_gone(processes: list[psutil.Process]) -> list[psutil.Process]:
    return psutil.wait_procs(processes, timeout=10)[1]


def test_processes_give_exactly_what_one_gives(two: Processes) -> None:
    alone = Embedder(MODEL).encode(TEXTS, tokens=True)
    spread = two.encode(TEXTS, tokens=True)
    assert (spread.sentences == alone.sentences).all()
    assert spread.spans == alone.spans
    assert all((a == b).all() for a, b in zip(spread.tokens, alone.tokens, strict=True))


def test_a_texts_vector_does_not_depend_on_its_neighbours() -> None:
    embedder = Embedder(MODEL)
    together = embedder.encode(TEXTS)
    alone = [embedder.encode([text]).sentences[0] for text in TEXTS]
    assert (together.sentences == np.stack(alone)).all()


def test_few_texts_start_no_process(tmp_path: Path) -> None:
    pool = Processes(MODEL, 2)
    embedder = Embedder(MODEL, tmp_path / "v.db", workers=pool)
    embedder.embed_passages(TEXTS)
    assert pool._pool is None


def test_many_texts_are_spread_and_kept(tmp_path: Path, two: Processes) -> None:
    texts = [
        f"{text} {number}" for number in range(SPREAD_FROM // len(TEXTS) + 1) for text in TEXTS
    ]
    spread = Embedder(MODEL, tmp_path / "v.db", workers=two)
    made = spread.embed_passages(texts)
    assert "_loaded" not in vars(spread)
    assert (Embedder(MODEL, tmp_path / "v.db").embed_passages(texts) == made).all()
    assert (Embedder(MODEL).embed_passages(texts[::50]) == made[::50]).all()


def test_a_killed_process_ends_the_run_with_words_and_the_next_one_works() -> None:
    pool = Processes(MODEL, 2)
    pool.encode(TEXTS, tokens=False)
    workers = [one for one in children(os.getpid()) if "spawn_main" in " ".join(one.cmdline())]
    workers[-1].kill()
    with pytest.raises(BotError, match="MOSTRADOR_EMBED_PROCESSES"):
        pool.encode(TEXTS * 20, tokens=False)
    assert len(pool.encode(TEXTS, tokens=False).sentences) == len(TEXTS)
    pool.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_workers_go_when_their_parent_is_stopped(how: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "long_run.py"
    script.write_text(LONG_RUN)
    with subprocess.Popen(
        [sys.executable, str(script), str(MODEL.resolve())],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"at work\n"
        time.sleep(0.5)
        workers = children(parent.pid)
        assert len(workers) >= 2
        if how is signal.SIGINT:  # as a terminal does: to all of them
            os.killpg(parent.pid, how)
        else:
            parent.send_signal(how)
        parent.wait(timeout=10)
        assert parent.returncode != 0
        assert wait_until_gone(workers) == []


def test_the_setting_chooses() -> None:
    assert workers_for("nothing", MODEL) is None
    assert isinstance(workers_for("processes", MODEL, 3), Processes)


def test_ray_that_is_not_there_is_named(tmp_path: Path) -> None:
    """In a process of its own, where a package that cannot be imported comes first."""
    (tmp_path / "ray").mkdir()
    (tmp_path / "ray" / "__init__.py").write_text("raise ImportError")
    code = (
        "from pathlib import Path; from bot.errors import BotError\n"
        "from bot.knowledge.workers import workers_for\n"
        "try: workers_for('ray', Path('var/model')).encode(['uno'], tokens=False)\n"
        "except BotError as error: print(error.message)"
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    said = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "pip install -r requirements/ray.txt" in said.stdout
