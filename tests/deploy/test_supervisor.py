"""The supervisor: processes that die, processes that will not, ports that are taken."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy import supervisor
from deploy.supervisor import CannotStart, Child, check_port, health

ENV = dict(os.environ)
STUBBORN = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True)"


class Family:
    """Children that are ended when the test is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.children: list[Child] = []

    def start(self, program: str) -> Child:
        """A Python program as a child."""
        child = Child("child", [sys.executable, "-c", program], ENV, self.folder)
        self.children.append(child)
        child.start()
        return child


@pytest.fixture
def family(tmp_path: Path) -> Iterator[Family]:
    """No child yet."""
    family = Family(tmp_path)
    yield family
    for child in family.children:
        child.stop(0.1)


def wait_for(what: Any, seconds: float = 15) -> None:
    """Until `what()` is true."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """Whether a process is there, and not merely unburied."""
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "\nState:\tZ" not in status.read_text()


def test_living_child_is_left_alone(family: Family) -> None:
    child = family.start("import time; time.sleep(60)")
    pid = child.pid_file.read_text()
    child.watch()
    assert child.restarts == 0
    assert child.pid_file.read_text() == pid


def test_dying_child_is_started_again_later_each_time(
    family: Family, capsys: pytest.CaptureFixture[str]
) -> None:
    child = family.start("print('born')")
    waits = []
    for _ in range(3):
        assert child.process is not None
        child.process.wait()
        child.watch()
        waits.append(round(child.next_start - time.monotonic(), 1))
        before = child.restarts
        child.watch()
        assert child.restarts == before, "not before its time"
        child.next_start = time.monotonic()
        child.watch()
        assert child.restarts == before + 1
    assert waits == [0.5, 1.0, 2.0]
    assert "child ended (exit status 0); starting it again in 0.5 s" in capsys.readouterr().out
    child.process.wait()
    assert child.log.read_text().count("born") == 4, "the log is added to"


def test_child_that_lived_long_is_started_again_soon(family: Family) -> None:
    child = family.start("pass")
    assert child.process is not None
    child.process.wait()
    child.restarts = 4
    child.started -= 61
    child.watch()
    assert round(child.next_start - time.monotonic(), 1) == 0.5


def test_willing_child_ends_at_once(family: Family) -> None:
    child = family.start("import time; time.sleep(60)")
    started = time.monotonic()
    child.stop(10)
    assert child.process is not None
    assert child.process.returncode == -15
    assert time.monotonic() - started < 5
    child.stop(10)


def test_stubborn_child_is_ended_by_force(family: Family) -> None:
    child = family.start(STUBBORN + "; time.sleep(60)")
    wait_for(lambda: child.log.read_text())
    child.stop(0.2)
    assert child.process is not None
    assert child.process.returncode == -9


def test_what_a_child_started_ends_with_it(family: Family) -> None:
    grandchild = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {STUBBORN!r}"
    grandchild += " + '; import os; print(os.getpid(), flush=True); time.sleep(60)'])"
    child = family.start(grandchild + "; import time; time.sleep(60)")
    wait_for(lambda: len(child.log.read_text().split()) == 2)
    pid = int(child.log.read_text().split()[1])
    assert alive(pid)
    child.stop(5)
    wait_for(lambda: not alive(pid))


def test_child_that_never_started_can_be_stopped(tmp_path: Path) -> None:
    child = Child("child", ["true"], ENV, tmp_path)
    child.watch()
    child.stop(1)


def test_taken_port_says_which_and_how_to_choose_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart) as refused:
            check_port("127.0.0.1", port, "MOSTRADOR_PORT")
    said = str(refused.value)
    assert f"Port {port} on 127.0.0.1" in said
    assert "is taken. Is Mostrador running already?" in said
    assert "MOSTRADOR_PORT=... make run" in said
    check_port("127.0.0.1", port, "MOSTRADOR_PORT")


def test_address_of_another_machine_is_not_called_taken() -> None:
    with pytest.raises(CannotStart) as refused:
        check_port("192.0.2.1", 8080, "MOSTRADOR_PORT")
    assert "taken" not in str(refused.value)


def test_nobody_listening_is_no_health(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert health("http://127.0.0.1:9") == {}


def test_child_that_ends_before_it_is_ready_is_named(family: Family) -> None:
    child = family.start("raise SystemExit('no model')")
    with pytest.raises(CannotStart, match=r"(?s)child ended at once.*no model"):
        supervisor.wait_until_ready([child], "http://127.0.0.1:9")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("0.0.0.0", "http://127.0.0.1:8080"),
        ("192.0.2.1", "http://192.0.2.1:8080"),
        ("::", "http://[::1]:8080"),
    ],
)
def test_service_is_reached_where_it_listens(host: str, address: str) -> None:
    assert supervisor.address_here(host, 8080) == address
    [rasa, _] = supervisor.children({"host": host, "port": 8080, "rasa_port": 1, "var_dir": "var"})
    assert rasa.env["MOSTRADOR_WEBHOOK_URL"] == f"{address}/webhook"


def test_announcement_says_where_the_password_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MOSTRADOR_AGENT_PASSWORD", raising=False)
    settings = {"var_dir": str(tmp_path), "agent_email": "ana@tramontana.example"}
    supervisor.announce("http://x", settings, 1.0)
    assert "(ana@tramontana.example, your own password)" in capsys.readouterr().out
    (tmp_path / "agent-password").write_text("secret")
    supervisor.announce("http://x", settings, 1.0)
    said = capsys.readouterr().out
    assert f"password in {tmp_path / 'agent-password'}" in said
    assert "secret" not in said
