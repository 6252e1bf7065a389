"""Settings: defaults, secrets that are kept, and the table in docs/settings.md."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pydantic import AliasChoices

from bot.settings import Settings, kept_secret

TABLE = Path("docs/settings.md")


def bare(**given: object) -> Settings:
    """Settings without an environment's `.env`."""
    return Settings(_env_file=None, **given)


def documented() -> dict[str, tuple[str, str]]:
    """Default and meaning by variable, as the table has them."""
    rows = [line.strip("|").split("|") for line in TABLE.read_text().splitlines() if "| `" in line]
    cells = ([cell.strip() for cell in row] for row in rows)
    return {name.strip("`"): (default.strip("`"), meaning) for name, default, meaning in cells}


def declared() -> dict[str, tuple[str, str]]:
    """The same of the fields."""
    found = {}
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        chosen = alias.choices[0] if isinstance(alias, AliasChoices) else f"MOSTRADOR_{name}"
        found[str(chosen).upper()] = (str(field.default), str(field.description))
    return found


def test_table_of_the_manual_is_true() -> None:
    assert documented() == declared()


def test_addresses_follow_from_the_ports() -> None:
    settings = bare(port=9000, rasa_port=9001)
    assert settings.own_url == "http://127.0.0.1:9000"
    assert settings.rasa == "http://127.0.0.1:9001"
    assert bare(public_url="https://x.example/").own_url == "https://x.example"


def test_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOSTRADOR_PORT", "9000")
    monkeypatch.setenv("MOSTRADOR_ALLOWED_ORIGINS", '["https://shop.example"]')
    monkeypatch.setenv("EMBEDDING_MODEL", "another/model")
    settings = bare()
    assert settings.port == 9000
    assert settings.allowed_origins == ["https://shop.example"]
    assert settings.model == Path("another/model")
    assert bare(var_dir=Path("x")).database == "sqlite+aiosqlite:///x/mostrador.db"


def test_secrets_are_made_once_and_are_the_owners_alone(tmp_path: Path) -> None:
    settings = bare(var_dir=tmp_path / "var")
    first, again = settings.with_secrets(), settings.with_secrets()
    assert first == again
    assert len(first.secret) >= 40
    assert len(first.agent_password) >= 12
    kept = sorted((tmp_path / "var").iterdir())
    assert [one.name for one in kept] == ["agent-password", "secret"]
    assert {one.stat().st_mode & 0o777 for one in kept} == {0o600}


def test_webhook_token_does_not_give_the_secret_away(tmp_path: Path) -> None:
    settings = bare(var_dir=tmp_path).with_secrets()
    assert settings.webhook_token
    assert settings.secret not in (settings.webhook_token, settings.webhook_token[::-1])
    assert bare(var_dir=tmp_path, webhook_token="mine").with_secrets().webhook_token == "mine"


def test_given_secrets_win_and_leave_no_file(tmp_path: Path) -> None:
    settings = bare(var_dir=tmp_path / "var", secret="s", agent_password="p").with_secrets()
    assert (settings.secret, settings.agent_password) == ("s", "p")
    assert not (tmp_path / "var").exists()


def test_processes_that_make_a_secret_at_once_share_it(tmp_path: Path) -> None:
    found: list[str] = []
    path = tmp_path / "secret"
    threads = [threading.Thread(target=lambda: found.append(kept_secret(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert all(found)
    assert list(tmp_path.iterdir()) == [path]


def test_printed_settings_hold_no_secret(tmp_path: Path) -> None:
    environment = {
        "MOSTRADOR_VAR_DIR": str(tmp_path),
        "MOSTRADOR_SECRET": "hush-1",
        "MOSTRADOR_WEBHOOK_TOKEN": "hush-2",
        "MOSTRADOR_AGENT_PASSWORD": "hush-3",
        "MOSTRADOR_DATABASE_URL": "postgresql+asyncpg://counter:hush-4@db.example/counter",
    }
    words = [sys.executable, "-m", "bot.settings"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    assert "hush" not in done.stdout
    shown = json.loads(done.stdout)
    assert shown["database_url"] == "postgresql+asyncpg://counter:***@db.example/counter"
    assert shown["port"] == 8080
