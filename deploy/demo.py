"""`make demo`: a month of simulated customers in a database of its own, then the product on it.

Everything is below `var/demo`; the real database is never opened. A month that was broken off is
begun anew; one that is there is served as it is, until `make demo FRESH=1`. Standard library alone,
Python 3.8 or later.
"""

import datetime
import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Dict, List

from deploy.setup import SERVICE, VAR, environment
from deploy.steps import ROOT, StepFailed, say

FOLDER = VAR / "demo"
DONE = FOLDER / "demo.json"
DAYS, SEED = 30, 1
CLOSED_FOR_THE_DEMO = ("MOSTRADOR_DATABASE_URL", "MOSTRADOR_BACKOFFICE_URL", "MOSTRADOR_SMTP_URL",
                       "MOSTRADOR_IMAP_URL", "MOSTRADOR_EVENTS_URL")  # fmt: skip
"""Settings that would take a demonstration out of its folder."""


def settings() -> Dict[str, str]:
    """What makes the service a demonstration: its own folder, and no way out of it."""
    closed = {name: "" for name in CLOSED_FOR_THE_DEMO}
    return dict(closed, MOSTRADOR_DEMO="true", MOSTRADOR_VAR_DIR=str(FOLDER.relative_to(ROOT)))


def prepare(words: List[str]) -> None:
    """Fill the demonstration's database where that is not done; `fresh` has it made anew."""
    os.environ.update(settings())
    if "fresh" not in words and DONE.exists():
        say("  the demonstration ends on {}; `make demo FRESH=1` makes it anew".format(
            json.loads(DONE.read_text())["last"]))  # fmt: skip
        return
    fill(datetime.date.today())


def fill(today: datetime.date) -> None:
    """Simulate the days that end with the present one."""
    empty(FOLDER)
    first = today - datetime.timedelta(DAYS - 1)
    say("  simulating {} days, some minutes (log: var/demo/log)".format(DAYS))
    started = time.monotonic()
    line = [str(SERVICE), "-m", "simulator", "month", "--seed", str(SEED)]
    line += ["--start", first.isoformat(), "--until-now"]
    if subprocess.call(line, cwd=str(ROOT), env=environment()) != 0:
        raise StepFailed("The simulation ended early; run `make demo` again to begin anew.")
    DONE.write_text(json.dumps({"first": first.isoformat(), "last": today.isoformat()}))
    say("  simulated in {:.0f} s".format(time.monotonic() - started))


def empty(folder: Path) -> None:
    """Take away what an earlier simulation left; a database with a real customer stays."""
    if folder.exists() and has_real_customers(folder):
        raise StepFailed(
            "{} has conversations of real customers and is left as it is. Move it away, "
            "then run `make demo` again.".format(folder)
        )
    shutil.rmtree(str(folder), ignore_errors=True)
    folder.mkdir(parents=True)


def has_real_customers(folder: Path) -> bool:
    """Whether somebody who was not simulated talked in the database of a folder."""
    file = folder / "mostrador.db"
    if not file.exists():
        return False
    code = (
        "import sqlite3,sys; d=sqlite3.connect(sys.argv[1]);"
        "t=d.execute(\"select 1 from sqlite_master where name='conversation'\").fetchone();"
        "sys.exit(3 if t and d.execute("
        "'select 1 from conversation where simulated = 0 limit 1').fetchone() else 0)"
    )
    return subprocess.call([str(SERVICE), "-c", code, str(file)]) != 0
