"""One supervisor over two processes, Rasa and the service: started, watched, ended together.

A process that dies is started again; Ctrl-C ends both. Standard library alone, Python 3.8
or later.
"""

import contextlib
import ctypes
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Dict, List, Optional

from deploy.setup import ASSISTANT, RASA, SERVICE, VAR, environment
from deploy.steps import ROOT, say

READY_TIMEOUT_S = 180.0
BACKOFF_S = (0.5, 1, 2, 5, 10)
PR_SET_PDEATHSIG = 1
# The service is on this machine: a proxy of the environment's has no business here.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class CannotStart(Exception):
    """The product cannot be started here; the message says what to do."""


def ask_settings() -> Dict[str, Any]:
    """The settings in force, asked of the service's own environment."""
    words = [str(SERVICE), "-m", "bot.settings"]
    done = subprocess.run(words, cwd=str(ROOT), capture_output=True, text=True, env=environment())
    if done.returncode != 0:
        raise CannotStart("The settings are not right:\n" + done.stderr.strip()[-2000:])
    found: Dict[str, Any] = json.loads(done.stdout)
    return found


class Child:
    """One process: its command, its log, and how often it had to be started again."""

    def __init__(
        self, name: str, words: List[str], env: Dict[str, str], folder: Path = VAR
    ) -> None:
        self.name = name
        self.words = words
        self.env = env
        self.log = folder / "log" / (name + ".log")
        self.pid_file = folder / (name + ".pid")
        self.process: Optional["subprocess.Popen[bytes]"] = None
        self.restarts = 0
        self.started = 0.0
        self.next_start = 0.0

    def start(self) -> None:
        """Start the process, its output appended to its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.words,
                cwd=str(ROOT),
                env=self.env,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=die_with_parent if sys.platform == "linux" else None,
            )
        self.started = time.monotonic()
        self.pid_file.write_text(str(self.process.pid))

    def watch(self) -> None:
        """Start it again when it has died, later each time it dies young."""
        if self.process is None or self.process.poll() is None:
            return
        moment = time.monotonic()
        if not self.next_start:
            if moment - self.started > 60:
                self.restarts = 0
            wait = BACKOFF_S[min(self.restarts, len(BACKOFF_S) - 1)]
            code = self.process.returncode
            say("{} ended (exit status {}); starting it again in {} s. Log: {}".format(
                self.name, code, wait, os.path.relpath(str(self.log), str(ROOT))))  # fmt: skip
            self.next_start = moment + wait
        elif moment >= self.next_start:
            self.next_start = 0.0
            self.restarts += 1
            self.sweep()
            self.start()

    def stop(self, seconds: float) -> None:
        """End the process and what it started, by force after `seconds`."""
        if self.process is None:
            return
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
        self.sweep()
        self.process.wait()

    def sweep(self) -> None:
        """End by force whatever is left of the process and of what it started."""
        with contextlib.suppress(ProcessLookupError):
            if self.process:
                os.killpg(self.process.pid, signal.SIGKILL)


def die_with_parent() -> None:
    """Have the kernel end this child when the supervisor is gone (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def children(settings: Dict[str, Any]) -> List[Child]:
    """Rasa on the loopback address alone, and the service."""
    own = address_here(settings["host"], settings["port"])
    token = webhook_token()
    env = dict(
        environment(),
        MOSTRADOR_WEBHOOK_URL=own + "/webhook",
        MOSTRADOR_WEBHOOK_TOKEN=token,
        MOSTRADOR_TRACKER_DB=str((ROOT / settings["var_dir"] / "tracker.db").resolve()),
    )
    return [
        Child("rasa", rasa_command(settings["rasa_port"]), env),
        Child("service", [str(SERVICE), "-m", "bot.app"], env),
    ]


def rasa_command(port: int) -> List[str]:
    """Rasa with the trained assistant, on the loopback address alone."""
    words = [str(RASA), "-m", "bot.nlu", "run", "--quiet", "--enable-api"]
    words += ["--interface", "127.0.0.1", "--port", str(port)]
    words += ["--model", str(ASSISTANT / "assistant.tar.gz")]
    return [*words, "--endpoints", "endpoints.yml", "--credentials", "deploy/credentials.yml"]


def address_here(host: str, port: int) -> str:
    """Where this machine reaches a service that listens on `host`."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return "http://{}:{}".format("[{}]".format(host) if ":" in host else host, port)


def webhook_token() -> str:
    """The token Rasa shows at our webhook: the service makes and keeps it."""
    code = "from bot.settings import Settings; print(Settings().with_secrets().webhook_token)"
    words = [str(SERVICE), "-c", code]
    done = subprocess.run(words, cwd=str(ROOT), capture_output=True, text=True, env=environment())
    if done.returncode != 0:
        raise CannotStart("The secrets cannot be made:\n" + done.stderr.strip()[-2000:])
    return done.stdout.strip()


def check_port(host: str, port: int, variable: str) -> None:
    """Raise `CannotStart` when the port cannot be had, saying why."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = error.strerror
            if error.errno == errno.EADDRINUSE:
                why = "it is taken. Is Mostrador running already?"
            raise CannotStart(
                "Port {0} on {1} cannot be used: {2} Otherwise choose another: "
                "{3}=... make run".format(port, host, why, variable)
            ) from None


def health(url: str) -> Dict[str, Any]:
    """What `/health` says; an empty answer while nobody listens."""
    try:
        with DIRECT.open(url + "/health", timeout=5) as response:
            found: Dict[str, Any] = json.load(response)
            return found
    except urllib.error.HTTPError as error:
        try:
            refused: Dict[str, Any] = json.load(error)
            return refused
        except ValueError:
            return {}
    except (OSError, ValueError):
        return {}


def run(started: float) -> None:
    """Start both, say when they are ready and where, watch until told to end."""
    settings = ask_settings()
    host, port = settings["host"], settings["port"]
    check_port(host, port, "MOSTRADOR_PORT")
    check_port("127.0.0.1", settings["rasa_port"], "MOSTRADOR_RASA_PORT")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    family = children(settings)
    url = address_here(host, port)
    try:
        for child in family:
            child.start()
        wait_until_ready(family, url)
        announce(url, settings, time.monotonic() - started)
        while True:
            for child in family:
                child.watch()
            time.sleep(0.3)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        say("\nEnding the service and Rasa ...")
        for child in reversed(family):
            child.stop(15)


def wait_until_ready(family: List[Child], url: str) -> None:
    """Until every part is well; `CannotStart` names the part that is not."""
    deadline = time.monotonic() + READY_TIMEOUT_S
    said = ""
    while time.monotonic() < deadline:
        found = health(url)
        if found.get("status") == "ok":
            return
        unwell = [name for name, part in found.get("checks", {}).items() if not part["ok"]]
        waiting = ", ".join(unwell) or "service"
        if waiting != said:
            say("  waiting for " + waiting + " ...")
            said = waiting
        for child in family:
            if child.process and child.process.poll() is not None:
                raise CannotStart(ended_early(child))
        time.sleep(0.2)
    raise CannotStart("Not ready after {:.0f} s: {}".format(READY_TIMEOUT_S, said))


def ended_early(child: Child) -> str:
    """Why a child ended before it was ready: the end of its log."""
    end = "\n".join(child.log.read_text(errors="replace").splitlines()[-25:])
    return "{} ended at once:\n{}\nThe whole log: {}".format(child.name, end, child.log)


def announce(url: str, settings: Dict[str, Any], seconds: float) -> None:
    """Where everything is."""
    password = Path(settings["var_dir"]) / "agent-password"
    own = os.environ.get("MOSTRADOR_AGENT_PASSWORD") or not (ROOT / password).exists()
    hint = "your own password" if own else "password in {}".format(password)
    say("""
Mostrador is ready ({:.1f} s).

  shop with the counter   {}/
  agents' console         {}/console/   ({}, {})
  manuals                 {}/manuals
  health                  {}/health

Ctrl-C ends it.""".format(seconds, url, url, settings["agent_email"], hint, url, url))  # fmt: skip
