"""One writer at a time, whatever becomes of the one before."""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.knowledge.lock import building
from bot.knowledge.notices import Notice

HOLDER = """
import sys, time
from pathlib import Path
from bot.knowledge.lock import building
with building(Path(sys.argv[1])).held("Berta"):
    print("held", flush=True)
    time.sleep(60)
"""


def other_process(index: Path) -> "subprocess.Popen[bytes]":
    """A process that builds until it is killed."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(index)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def test_a_second_build_is_told_who_builds_since_when(tmp_path: Path) -> None:
    with other_process(tmp_path) as process:
        with pytest.raises(Notice) as caught, building(tmp_path).held():
            pass
        holder = building(tmp_path).holder()
        process.kill()
    said = json.loads((tmp_path / ".building.json").read_text())
    assert holder is not None
    assert (holder.who, holder.pid) == ("Berta", process.pid)
    for language in ("es", "en"):
        sentence = caught.value.in_language(language)
        assert all(part in sentence for part in ("Berta", said["since"], str(process.pid)))


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with other_process(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
    assert building(tmp_path).holder() is None
    with building(tmp_path).held("Ana", wait_s=1):
        holder = building(tmp_path).holder()
    assert holder is not None
    assert holder.who == "Ana"


def test_who_waits_gets_it_when_it_is_free(tmp_path: Path) -> None:
    with other_process(tmp_path) as process:
        threading.Timer(0.2, process.kill).start()
        with building(tmp_path).held(wait_s=10):
            pass


def test_one_thread_may_take_it_again_and_keeps_it(tmp_path: Path) -> None:
    refused: list[str] = []

    def other_thread() -> None:
        try:
            with building(tmp_path).held():
                pass
        except Notice as notice:
            refused.append(notice.key)

    with building(tmp_path).held():
        with building(tmp_path).held():
            pass
        thread = threading.Thread(target=other_thread)
        thread.start()
        thread.join()
    assert refused == ["building"]
    assert building(tmp_path).holder() is None
