"""`python -m bot.seed` on an empty database, on a full one, and on a broken file."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.agents import Agents
from bot.database import Database
from bot.seed import run
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an empty folder, with its secrets made."""
    return Settings(var_dir=tmp_path / "var").with_secrets()


async def test_first_run_fills_and_second_leaves_alone(settings: Settings) -> None:
    assert (await run(settings)).startswith("Rows written: product 6, customer ")
    assert await run(settings) == "Rows written: none, the database had them."


async def test_first_agent_can_log_in(settings: Settings) -> None:
    await run(settings)
    database = Database(settings.database)
    agents = Agents(database)
    key = await agents.log_in(settings.agent_email, settings.agent_password)
    agent = await agents.of_session(key)
    await database.close()
    assert agent is not None
    assert (agent.name, agent.role) == ("Ana", "admin")


def test_broken_file_is_one_line_and_status_1(tmp_path: Path) -> None:
    broken = tmp_path / "shop.json"
    broken.write_text("{", encoding="utf-8")
    environment = {"MOSTRADOR_VAR_DIR": str(tmp_path), "MOSTRADOR_SHOP_FILE": str(broken)}
    command = [sys.executable, "-m", "bot.seed"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{broken}: Invalid JSON")
    assert done.stderr.count("\n") == 1
