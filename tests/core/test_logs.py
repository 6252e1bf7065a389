"""Logs: one JSON object a line, whoever writes it, and no customer's words in errors."""

import json
import logging

import pytest
import structlog
from sqlalchemy import text

from bot import logs
from bot.database import Database


@pytest.fixture(autouse=True)
def _as_before() -> object:
    """The process's logging is put back."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """What went to stderr."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_ours_and_others_are_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")
    structlog.get_logger().info("turn_done", conversation="abc", name="Núñez")
    structlog.get_logger().debug("not_shown")
    logging.getLogger("some.library").warning("started %s", "here")
    ours, others = lines(capsys)
    assert (ours["event"], ours["conversation"], ours["name"]) == ("turn_done", "abc", "Núñez")
    assert ours["level"] == "info"
    assert str(ours["timestamp"]).endswith("Z")
    assert (others["event"], others["level"]) == ("started here", "warning")


def test_exception_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")
    try:
        raise ValueError("oops")
    except ValueError:
        structlog.get_logger().exception("broken")
    [line] = lines(capsys)
    assert "ValueError: oops" in str(line["exception"])


async def test_error_of_the_database_has_no_parameters(database: Database) -> None:
    with pytest.raises(Exception, match="no such table") as failed:
        async with database.write() as session:
            await session.execute(text("INSERT INTO x VALUES (:said)"), {"said": "soy Ana"})
    assert "soy Ana" not in str(failed.value)
