"""The documents tell of every change, reason and outcome, as the code has them."""

import re
from pathlib import Path

import pytest

from bot.conversations import OUTCOMES, REASONS
from bot.conversations.moves import CHANGES
from tests.handoff.judges import ANY, WAYS

DOCS = Path(__file__).parent.parent.parent / "docs"
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", re.MULTILINE)


def states(cell: str) -> tuple[str, ...]:
    """The states that a cell names; "any" is all of them."""
    return tuple(re.findall(r"`(\w+)`", cell)) or ANY


@pytest.mark.parametrize("name", ["handoff.md", "traspaso.md"])
def test_table_of_changes_is_the_state_machine(name: str) -> None:
    rows = ROW.findall((DOCS / name).read_text())
    assert {why: (states(source), states(target)) for why, source, target in rows} == WAYS
    assert set(WAYS) == set(CHANGES)


@pytest.mark.parametrize("name", ["handoff.md", "traspaso.md"])
def test_reasons_and_outcomes_are_named(name: str) -> None:
    text = (DOCS / name).read_text()
    assert [one for one in (*REASONS, *OUTCOMES) if f"`{one}`" not in text] == []
