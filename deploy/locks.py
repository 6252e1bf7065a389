"""`make lock`: the full locks, made from the short lists by pip's own resolver.

pip honours a machine's own configuration, which is how a CPU build of PyTorch is chosen;
the local part of its version ("+cpu") is left out, so that the lock serves every machine.
Standard library alone, Python 3.8 or later.
"""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Dict, List, Set

from deploy.interpreters import find_python
from deploy.setup import RASA_PIP
from deploy.steps import ROOT, StepFailed, say

REQUIREMENTS = ROOT / "requirements"


def resolve(version: str, pip: List[str], *arguments: str) -> Dict[str, str]:
    """Name and version of every package that pip would install in a bare environment."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([str(find_python(version)), "-m", "venv", folder], check=True)
        python = str(Path(folder) / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--upgrade", *pip], check=True)
        report = Path(folder) / "report.json"
        words = [python, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        done = subprocess.run([*words, "--report", str(report), *arguments], cwd=str(ROOT))
        if done.returncode != 0:
            raise StepFailed("pip found no set of packages for " + " ".join(arguments))
        found = json.loads(report.read_text())["install"]
    return {
        one["metadata"]["name"].lower().replace("_", "-"): one["metadata"]["version"].split("+")[0]
        for one in found
    }


def excluded() -> Set[str]:
    """The names that the lean lock of Rasa leaves out."""
    lines = (REQUIREMENTS / "rasa.exclude").read_text().splitlines()
    return {line.split("#")[0].strip() for line in lines} - {""}


def write(name: str, packages: Dict[str, str], *comment: str) -> None:
    """Write one lock file, sorted by name."""
    lines = ["# " + one for one in comment]
    lines += ["{}=={}".format(*one) for one in sorted(packages.items())]
    (REQUIREMENTS / name).write_text("\n".join(lines) + "\n")
    say("  requirements/{}: {} packages".format(name, len(packages)))


def lock_service() -> None:
    """service.txt from service.in; dev.txt and ray.txt are what dev.in and ray.in add, held to
    the same versions."""
    service = resolve("3.11", ["pip"], "-r", "requirements/service.in")
    write("service.txt", service, "Full lock of the service (Python 3.11); made by `make lock`.")
    add("dev", service, "What `make test` adds to service.txt; made by `make lock`.")
    extra = "An extra beside service.txt: embedding spread over a Ray cluster"
    add("ray", service, f"{extra} (MOSTRADOR_EMBED_WITH=ray).", "Made by `make lock`.")


def add(name: str, service: Dict[str, str], *comment: str) -> None:
    """Write what `name`.in needs beyond `service`."""
    both = ["requirements/service.in", f"requirements/{name}.in"]
    named = [word for one in both for word in ("-r", one)]
    found = resolve("3.11", ["pip"], *named, "-c", "requirements/service.txt")
    added = {one: version for one, version in found.items() if one not in service}
    write(f"{name}.txt", added, *comment)


def lock_rasa() -> None:
    """rasa-stock.txt from rasa.in; rasa.txt is the same without rasa.exclude."""
    stock = resolve("3.10", list(RASA_PIP), "-r", "requirements/rasa.in")
    comment = "Full lock of Rasa with TensorFlow (Python 3.10), for the benchmark alone."
    write("rasa-stock.txt", stock, comment, "Made by `make lock`.")
    out = excluded()
    lean = {name: version for name, version in stock.items() if name not in out}
    comment = "Full lock of Rasa's interpreter (Python 3.10): rasa-stock.txt minus rasa.exclude."
    write("rasa.txt", lean, comment, "Installed with --no-deps; made by `make lock`.")


def main(words: List[str]) -> int:
    """Lock what is named ("service", "rasa"), or both."""
    for name in words or ["service", "rasa"]:
        {"service": lock_service, "rasa": lock_rasa}[name]()
    return 0
